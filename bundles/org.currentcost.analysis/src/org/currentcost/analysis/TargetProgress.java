package org.currentcost.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a calendar year goes against its target.
 * <p>
 * The projection is what is known so far, and for all unknown parts of the year, missing days and days to come alike,
 * their expected use. With last year's days known well enough ({@link Method#LAST_YEAR}) a day is expected to use what
 * the day 52 weeks before it did, the same weekday, times the ratio in which the known days of this year stand to
 * theirs of last year. Otherwise ({@link Method#MEAN}) it is expected to use the mean of the known days.
 *
 * @param target     the target
 * @param soFar      what is known of the year so far
 * @param targetSoFar the target's share of the days before today, and of as much of today as is known
 * @param knownDays  of how many days that is
 * @param missingDays how many of the days before today are unknown
 * @param projection the expected amount of the whole year; empty while less than a day is known
 * @param method     how it is made
 */
public record TargetProgress(Target target, BigDecimal soFar, BigDecimal targetSoFar, BigDecimal knownDays,
        BigDecimal missingDays, Optional<BigDecimal> projection, Method method) {

    /** How a projection is made. */
    public enum Method {
        /** By the mean of the year's known days. */
        MEAN,
        /** By last year's days. */
        LAST_YEAR
    }

    /**
     * What is known of a day.
     *
     * @param amount     the amount in the target's unit
     * @param knownShare of how much of the day, 0 to 1
     */
    public record Day(BigDecimal amount, double knownShare) {

        private static final Day NOTHING = new Day(BigDecimal.ZERO, 0);

        private BigDecimal share() {
            return BigDecimal.valueOf(Math.clamp(knownShare, 0, 1));
        }
    }

    private static final int WEEKS_PER_YEAR = 52;
    private static final double WELL_KNOWN = 0.9;
    private static final MathContext PRECISION = MathContext.DECIMAL64;

    /**
     * {@return the progress}
     *
     * @param target the target
     * @param today  the day until whose end figures count; those of later days are left out
     * @param days   what is known of this year's days and, if anything, of the days of the year before
     */
    public static TargetProgress of(Target target, LocalDate today, Map<LocalDate, Day> days) {
        var firstDay = today.withDayOfYear(1);
        var soFar = BigDecimal.ZERO;
        var known = BigDecimal.ZERO;
        var missing = BigDecimal.ZERO;
        for (var date = firstDay; !date.isAfter(today); date = date.plusDays(1)) {
            var day = days.getOrDefault(date, Day.NOTHING);
            soFar = soFar.add(day.amount());
            known = known.add(day.share());
            if (date.isBefore(today)) {
                missing = missing.add(BigDecimal.ONE.subtract(day.share()));
            }
        }
        var passed = known.add(missing);
        var targetSoFar = target.amountPerYear().multiply(passed).divide(BigDecimal.valueOf(today.lengthOfYear()),
                PRECISION);
        var byLastYear = known.compareTo(BigDecimal.ONE) < 0
                ? Optional.<BigDecimal>empty()
                : lastYear(today, days).flatMap(weights -> projection(today, days, weights));
        var projection = byLastYear;
        if (projection.isEmpty() && known.compareTo(BigDecimal.ONE) >= 0) {
            projection = projection(today, days, Collections.nCopies(today.lengthOfYear(), BigDecimal.ONE));
        }
        return new TargetProgress(target, soFar, targetSoFar, known, missing, projection,
                byLastYear.isPresent() ? Method.LAST_YEAR : Method.MEAN);
    }

    /** {@return for each day of the year the amount 52 weeks before, the mean for the few of which it isn't known} */
    private static Optional<List<BigDecimal>> lastYear(LocalDate today, Map<LocalDate, Day> days) {
        var amounts = new ArrayList<BigDecimal>();
        var sum = BigDecimal.ZERO;
        int wellKnown = 0;
        for (int i = 1; i <= today.lengthOfYear(); i++) {
            var before = days.getOrDefault(today.withDayOfYear(i).minusWeeks(WEEKS_PER_YEAR), Day.NOTHING);
            if (before.knownShare() >= WELL_KNOWN) {
                var amount = before.amount().divide(before.share(), PRECISION);
                amounts.add(amount);
                sum = sum.add(amount);
                wellKnown++;
            } else {
                amounts.add(null);
            }
        }
        if (wellKnown < WELL_KNOWN * today.lengthOfYear()) {
            return Optional.empty();
        }
        var mean = sum.divide(BigDecimal.valueOf(wellKnown), PRECISION);
        amounts.replaceAll(amount -> Objects.requireNonNullElse(amount, mean));
        return Optional.of(amounts);
    }

    /** {@return the projection; empty where the weights of the known days come to nothing} */
    private static Optional<BigDecimal> projection(LocalDate today, Map<LocalDate, Day> days,
            List<BigDecimal> weights) {
        var soFar = BigDecimal.ZERO;
        var knownWeight = BigDecimal.ZERO;
        var openWeight = BigDecimal.ZERO;
        for (int i = 1; i <= today.lengthOfYear(); i++) {
            var date = today.withDayOfYear(i);
            var day = date.isAfter(today) ? Day.NOTHING : days.getOrDefault(date, Day.NOTHING);
            var weight = weights.get(i - 1);
            soFar = soFar.add(day.amount());
            knownWeight = knownWeight.add(weight.multiply(day.share()));
            openWeight = openWeight.add(weight.multiply(BigDecimal.ONE.subtract(day.share())));
        }
        return knownWeight.signum() <= 0
                ? Optional.empty()
                : Optional.of(soFar.add(soFar.multiply(openWeight).divide(knownWeight, PRECISION)));
    }

    /** {@return the target's share of what is known of the days}: only against that what is known can stand */
    public BigDecimal targetOfKnown() {
        return passed().signum() == 0
                ? BigDecimal.ZERO
                : targetSoFar.multiply(knownDays).divide(passed(), PRECISION);
    }

    /** {@return how much of the days so far is known, 0 to 1} */
    public double knownShare() {
        return passed().signum() == 0 ? 0 : knownDays.divide(passed(), PRECISION).doubleValue();
    }

    private BigDecimal passed() {
        return knownDays.add(missingDays);
    }

    /** {@return how far the projection is above the target, negative below; empty without a projection} */
    public Optional<BigDecimal> projectedExcess() {
        return projection.map(expected -> expected.subtract(target.amountPerYear()));
    }
}
