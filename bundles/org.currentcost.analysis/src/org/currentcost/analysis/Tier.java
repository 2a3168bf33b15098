package org.currentcost.analysis;

import java.math.BigDecimal;

/**
 * The price of the first kilowatt-hours of a month or quarter.
 *
 * @param firstKilowattHours up to how many kilowatt-hours of the period it goes, counted from the period's start and
 *                           not from the end of the tier before; more than 0
 * @param price              the price per kilowatt-hour, with or without VAT as the {@link TariffVersion} says
 */
public record Tier(BigDecimal firstKilowattHours, BigDecimal price) {

    /** Over what the kilowatt-hours of tiers are counted, by the calendar of the time zone. */
    public enum Period {
        /** A month of the calendar. */
        MONTH,
        /** Three months, from January, April, July or October on. */
        QUARTER
    }

    public Tier {
        RateTable.requireRate(price);
        if (firstKilowattHours.signum() <= 0) {
            throw new IllegalArgumentException("the first " + firstKilowattHours + " kWh");
        }
    }
}
