/** What messages say: mappings, profiles, discovery. How they get here is not its concern. */
package org.currentcost.source.mqtt.payload;
