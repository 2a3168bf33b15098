/**
 * What the program is about: series of readings, time ranges, the buckets that sum readings up. Values only; nothing
 * here knows a clock, a file or a window.
 */
package org.currentcost.model;
