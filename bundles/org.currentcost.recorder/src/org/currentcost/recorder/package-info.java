/**
 * From what sources bring to what the store keeps: supervision of sources, dating and interpreting of messages, one
 * writer, and the latest value of every sensor. The same code serves the window and the command line.
 */
package org.currentcost.recorder;
