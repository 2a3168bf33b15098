/**
 * What was used, what it cost and how well that is known: every question that a view, an export or a command asks, each
 * a record in and a record out. And what is asked along the way: what the user settled about sensors, tariffs and
 * targets, and the energy of each series, kept at hand.
 */
package org.currentcost.accounting;
