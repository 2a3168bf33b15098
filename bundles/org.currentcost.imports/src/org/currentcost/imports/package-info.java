/**
 * What brings files into a store: captures of a meter's output, CSV of any shape, data files of the first CurrentCost
 * program, and notes. Each can be tried out first, and undone as a whole. No thread of its own.
 */
package org.currentcost.imports;
