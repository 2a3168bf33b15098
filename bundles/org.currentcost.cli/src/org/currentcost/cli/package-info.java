/** The program's command line: what the window does, without one. */
package org.currentcost.cli;
