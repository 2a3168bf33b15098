package org.currentcost.analysis;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.util.Objects;
import java.util.Set;

/**
 * A price at certain hours, on certain weekdays, in certain months.
 * <p>
 * A band that goes past midnight belongs to the day on which it begins: from 22:00 to 06:00 on Fridays ends on Saturday
 * at 06:00. Prices go by quarters of an hour: each has the price of its beginning.
 *
 * @param name     the owner's name for the band, such as the tariff's word for it
 * @param months   the months in which it begins; none means all
 * @param weekdays the weekdays on which it begins; none means all
 * @param from     the start by the clock of the time zone, inclusive
 * @param to       the end, exclusive; at or before {@code from} it is on the next day, so that equal times are 24 hours
 * @param price    the price per kilowatt-hour, with or without VAT as the {@link TariffVersion} says
 */
public record TimeBand(String name, Set<Month> months, Set<DayOfWeek> weekdays, LocalTime from, LocalTime to,
        BigDecimal price) {

    public TimeBand {
        Objects.requireNonNull(name);
        months = Set.copyOf(months);
        weekdays = Set.copyOf(weekdays);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        RateTable.requireRate(price);
    }

    /** {@return a band of every day of the year} */
    public static TimeBand daily(String name, LocalTime from, LocalTime to, BigDecimal price) {
        return new TimeBand(name, Set.of(), Set.of(), from, to, price);
    }

    /** {@return whether a band begins on such a day} */
    boolean beginsOn(Month month, DayOfWeek weekday) {
        return (months.isEmpty() || months.contains(month)) && (weekdays.isEmpty() || weekdays.contains(weekday));
    }

    /** {@return whether it ends on the day after the one on which it begins, at 00:00 at the earliest} */
    boolean pastMidnight() {
        return !to.isAfter(from);
    }
}
