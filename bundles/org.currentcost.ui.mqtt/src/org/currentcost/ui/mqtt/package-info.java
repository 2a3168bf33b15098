/** What the window shows of MQTT: connections, topics, mappings. */
package org.currentcost.ui.mqtt;
