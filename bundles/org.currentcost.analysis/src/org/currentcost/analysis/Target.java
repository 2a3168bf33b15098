package org.currentcost.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.currentcost.model.TimeRange;

/**
 * What a household means to use in a year.
 *
 * @param amountPerYear how much, more than 0: in the tariff's currency, kilowatt-hours, or kilograms of carbon dioxide
 * @param unit          of what
 */
public record Target(BigDecimal amountPerYear, Unit unit) {

    /** What a target counts. */
    public enum Unit {
        /** Money, with VAT and standing charge. */
        MONEY,
        /** Kilowatt-hours. */
        ENERGY,
        /** Kilograms of carbon dioxide. */
        CARBON
    }

    public Target {
        Objects.requireNonNull(unit);
        if (amountPerYear.signum() <= 0) {
            throw new IllegalArgumentException("a target of " + amountPerYear);
        }
    }

    /**
     * {@return the period's share, by days: each day of a year of 365 or 366 days has the same share, whether it has
     * 23, 24 or 25 hours, and parts of a day have theirs by time}
     *
     * @param period any span of time
     * @param zone the time zone by which days and years are cut
     */
    public BigDecimal share(TimeRange period, ZoneId zone) {
        var dayCount = new DayCount(zone);
        var share = BigDecimal.ZERO;
        long from = period.startMillis();
        while (from < period.endMillis()) {
            long to = Math.min(period.endMillis(), PeriodKind.YEAR.endOf(from, zone));
            int daysOfYear = LocalDate.ofInstant(Instant.ofEpochMilli(from), zone).lengthOfYear();
            var days = BigDecimal.valueOf(dayCount.between(from, to), DayCount.DECIMALS);
            share = share.add(amountPerYear.multiply(days).divide(BigDecimal.valueOf(daysOfYear),
                    MathContext.DECIMAL128));
            from = to;
        }
        return share;
    }
}
