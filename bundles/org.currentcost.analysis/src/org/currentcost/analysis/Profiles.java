package org.currentcost.analysis;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.currentcost.model.TimeRange;

/**
 * Averages by the clock and the calendar of a time zone.
 * <p>
 * The unit is the caller's: an amount is what a function makes of an energy sum, such as
 * {@link EnergySum#kilowattHours()}, its price or its carbon. Where the function knows none it gives not a number, and
 * the period counts as unknown.
 */
public final class Profiles {

    /** The part of an hour that must be known for the hour to count; what is missing is taken to be like the rest. */
    public static final double ENOUGH_OF_AN_HOUR = 0.5;

    private static final double HOUR_MILLIS = 3_600_000;
    private static final long DAY_MILLIS = 86_400_000;

    private Profiles() {
    }

    /**
     * {@return the mean of each hour of the clock over the chosen days, 24 of them, scaled to a full hour}
     * <p>
     * Takes the hours of which {@link #ENOUGH_OF_AN_HOUR} is known. The hour that a change of the clock repeats counts
     * once, with the mean of both; the one that it leaves out doesn't count on that day.
     *
     * @param range  the hours that have a part in it are taken
     * @param filter the days to take
     * @param amount the unit
     */
    public static List<Mean> averageDay(QuarterHours quarters, TimeRange range, ZoneId zone, DayFilter filter,
            ToDoubleFunction<EnergySum> amount) {
        var profile = loadProfile(quarters, range, zone, amount);
        var means = Stream.generate(Mean.Builder::new).limit(LoadProfile.HOURS).toList();
        for (int day = 0; day < profile.days(); day++) {
            if (filter.test(profile.date(day))) {
                for (int hour = 0; hour < LoadProfile.HOURS; hour++) {
                    means.get(hour).add(profile.amount(day, hour), profile.coverage(day, hour));
                }
            }
        }
        return means.stream().map(Mean.Builder::build).toList();
    }

    /**
     * {@return the mean of a day for each day of the week, Monday to Sunday}
     * <p>
     * Takes the {@link EnergySum#complete() complete} days, scaled to the full day of 23, 24 or 25 hours. Half a day is
     * not enough, as half an hour is, since its missing part is not like the rest: scaled up from days without their
     * nights, a house would never sleep.
     *
     * @param range  the days that have a part in it are taken
     * @param filter the days to take
     * @param amount the unit
     */
    public static SortedMap<DayOfWeek, Mean> averageWeek(QuarterHours quarters, TimeRange range, ZoneId zone,
            DayFilter filter, ToDoubleFunction<EnergySum> amount) {
        var builders = new EnumMap<DayOfWeek, Mean.Builder>(DayOfWeek.class);
        for (var weekday : DayOfWeek.values()) {
            builders.put(weekday, new Mean.Builder());
        }
        for (var sum : quarters.sums(PeriodKind.DAY.periods(quarters.clip(range), zone))) {
            var day = sum.day(zone);
            if (sum.complete() && filter.test(day)) {
                builders.get(day.getDayOfWeek()).add(amount.applyAsDouble(sum) / sum.knownShare(), sum.knownShare());
            }
        }
        var means = new TreeMap<DayOfWeek, Mean>();
        builders.forEach((weekday, mean) -> means.put(weekday, mean.build()));
        return Collections.unmodifiableSortedMap(means);
    }

    /**
     * {@return how each hour of the clock is known over the chosen days, 24 of them}
     * <p>
     * Each sum is as long as its hours are together, from 0 on; with those of which too little is known for a mean.
     *
     * @param hours  how each hour that is looked at is known, in the order of time
     * @param filter the days to take
     */
    public static List<EnergySum> knownByHour(List<EnergySum> hours, ZoneId zone, DayFilter filter) {
        var sums = nothing(LoadProfile.HOURS);
        long offset = 0;
        long offsetEnd = Long.MIN_VALUE;
        for (var sum : hours) {
            if (sum.startMillis() >= offsetEnd) {
                // As in the load profile: asking the zone of each hour takes longer than all else here.
                var start = Instant.ofEpochMilli(sum.startMillis());
                offset = zone.getRules().getOffset(start).getTotalSeconds() * 1000L;
                var change = zone.getRules().nextTransition(start);
                offsetEnd = change == null ? Long.MAX_VALUE : change.getInstant().toEpochMilli();
            }
            long local = sum.startMillis() + offset;
            if (filter.test(LocalDate.ofEpochDay(Math.floorDiv(local, DAY_MILLIS)))) {
                int hour = (int) (Math.floorMod(local, DAY_MILLIS) / PeriodKind.HOUR.clockMillis());
                sums.set(hour, sums.get(hour).and(sum));
            }
        }
        return sums;
    }

    /**
     * {@return how each day of the week is known over the chosen days, Monday to Sunday}
     * <p>
     * Each sum is as long as its days are together, from 0 on; with those of which too little is known for a mean.
     *
     * @param days   how each day that is looked at is known
     * @param filter the days to take
     */
    public static List<EnergySum> knownByWeekday(List<EnergySum> days, ZoneId zone, DayFilter filter) {
        var sums = nothing(DayOfWeek.values().length);
        for (var sum : days) {
            var day = sum.day(zone);
            if (filter.test(day)) {
                int place = day.getDayOfWeek().ordinal();
                sums.set(place, sums.get(place).and(sum));
            }
        }
        return sums;
    }

    private static List<EnergySum> nothing(int count) {
        return new ArrayList<>(Collections.nCopies(count, EnergySum.nothing(0, 0)));
    }

    /**
     * {@return the amount of each hour of the clock of each day, scaled to a full hour}
     * <p>
     * From the first to the last day of the range of which there are quarters. Hours of which less than
     * {@link #ENOUGH_OF_AN_HOUR} is known are unknown.
     *
     * @param range  the hours that have a part in it are taken
     * @param amount the unit
     */
    public static LoadProfile loadProfile(QuarterHours quarters, TimeRange range, ZoneId zone,
            ToDoubleFunction<EnergySum> amount) {
        var periods = PeriodKind.HOUR.periods(quarters.clip(range), zone);
        if (periods.isEmpty()) {
            return new LoadProfile(LocalDate.ofInstant(range.start(), zone), new double[0], new double[0]);
        }
        var first = LocalDate.ofInstant(periods.getFirst().start(), zone);
        int days = (int) ChronoUnit.DAYS.between(first, LocalDate.ofInstant(periods.getLast().start(), zone)) + 1;
        var amounts = new double[days * LoadProfile.HOURS];
        var known = new long[amounts.length];
        var lengths = new long[amounts.length];
        long midnight = first.toEpochDay() * DAY_MILLIS;
        long offset = 0;
        long offsetEnd = Long.MIN_VALUE;
        for (var period : periods) {
            long start = period.startMillis();
            if (start >= offsetEnd) {
                // Asking the zone of each hour takes longer than all else here.
                offset = zone.getRules().getOffset(period.start()).getTotalSeconds() * 1000L;
                var change = zone.getRules().nextTransition(period.start());
                offsetEnd = change == null ? Long.MAX_VALUE : change.getInstant().toEpochMilli();
            }
            var sum = quarters.sum(start, period.endMillis());
            int cell = (int) Math.floorDiv(start + offset - midnight, PeriodKind.HOUR.clockMillis());
            if (sum.known()) {
                amounts[cell] += amount.applyAsDouble(sum);
            }
            known[cell] += sum.knownMillis();
            lengths[cell] += sum.endMillis() - sum.startMillis();
        }
        var coverages = new double[amounts.length];
        for (int cell = 0; cell < amounts.length; cell++) {
            coverages[cell] = lengths[cell] == 0 ? 0 : (double) known[cell] / lengths[cell];
            amounts[cell] = known[cell] > 0 && coverages[cell] >= ENOUGH_OF_AN_HOUR
                    ? amounts[cell] * HOUR_MILLIS / known[cell]
                    : Double.NaN;
        }
        return new LoadProfile(first, amounts, coverages);
    }
}
