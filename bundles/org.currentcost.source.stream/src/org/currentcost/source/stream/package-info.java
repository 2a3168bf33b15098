/** Meters that are read from a network connection, a capture file or the standard input. */
package org.currentcost.source.stream;
