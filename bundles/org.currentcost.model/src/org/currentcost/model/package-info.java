/**
 * What the program is about: series of readings, time ranges, the buckets that sum readings up. Values only; nothing
 * here knows a clock, a file or a window. The one exception is {@link org.currentcost.model.NativeLibraryFolder}, a
 * rule of safety that rooms without each other need.
 */
package org.currentcost.model;
