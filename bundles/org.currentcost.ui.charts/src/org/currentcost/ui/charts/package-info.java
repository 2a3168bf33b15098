/**
 * Charts over time: step lines through the buckets of a store, with their extremes as a band, gaps left blank, an axis
 * of the zone's own hours and days, and a crosshair that mouse, keyboard and screen reader share.
 */
package org.currentcost.ui.charts;
