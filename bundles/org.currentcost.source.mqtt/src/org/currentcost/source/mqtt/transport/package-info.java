/** How bytes get to a broker and back: connections, TLS, sessions, passwords. What they say is not its concern. */
package org.currentcost.source.mqtt.transport;
