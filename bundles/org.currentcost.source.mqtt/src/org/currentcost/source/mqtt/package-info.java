/** Meters whose readings come by MQTT. */
package org.currentcost.source.mqtt;
