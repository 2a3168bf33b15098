/**
 * What the window and the command line share to come from a store to figures: what the user settled about sensors,
 * tariffs and targets, and the energy of each series, kept at hand.
 */
package org.currentcost.accounting;
