package org.currentcost.analysis;

/**
 * What in a tariff sets a price.
 *
 * @param kind the kind of rule
 * @param name the name of the band, or the kilowatt-hours up to which the tier goes; empty for the other kinds
 */
public record PriceSource(Kind kind, String name) {

    /** The kinds of rules in a tariff. */
    public enum Kind {
        /** The price where nothing else sets it. */
        BASE,
        /** A {@link TimeBand}. */
        BAND,
        /** A {@link Tier}. */
        TIER,
        /** A half-hourly price. */
        HALF_HOURLY,
        /** The price of exported energy. */
        EXPORT
    }
}
