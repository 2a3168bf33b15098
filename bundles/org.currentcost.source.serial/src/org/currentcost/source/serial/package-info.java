/**
 * Meters on a serial cable: the source itself, the list of ports and the probe with which a meter is found.
 */
package org.currentcost.source.serial;
