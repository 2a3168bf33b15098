/**
 * Bytes of a CurrentCost meter in, messages out. No I/O, no thread, no log, no clock.
 */
package org.currentcost.parser;
