/**
 * One owner of a data folder, and everything else its guest: who holds the folder serves the others, and whoever asks
 * need not know which of the two it is. The only room that knows sockets between processes and JSON-RPC.
 */
package org.currentcost.guest;
