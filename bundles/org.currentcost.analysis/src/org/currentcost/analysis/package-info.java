/**
 * Figures: energy of any period of time and how well it is known, its price and its carbon, averages, comparisons.
 * <p>
 * Pure functions over values. Nothing here reads a clock, a file or a locale.
 */
package org.currentcost.analysis;
