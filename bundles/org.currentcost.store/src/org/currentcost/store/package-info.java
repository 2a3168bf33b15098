/**
 * Keeps every reading for ever in one SQLite file, with sums at five minutes, hours, days and months that can be
 * rebuilt from the readings and compared. Nothing outside this bundle sees SQL.
 */
package org.currentcost.store;
