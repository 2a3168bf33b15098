/**
 * What a source of readings is. A source brings bytes and tells how its connection is; it never parses, stores or
 * draws.
 * <p>
 * A new kind of meter is one bundle that registers one {@link org.currentcost.source.MeterSourceType} as an OSGi
 * service.
 */
package org.currentcost.source;
