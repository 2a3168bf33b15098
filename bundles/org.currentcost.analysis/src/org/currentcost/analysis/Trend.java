package org.currentcost.analysis;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import org.currentcost.model.Power;

/** One fact about the use of electricity, in numbers; the sentences are made where they are shown. */
public sealed interface Trend {

    /** {@return the part of the time the fact stands on of which something is known, 0 to 1} */
    double coverage();

    /** How a later amount relates to an earlier one. */
    enum Direction {
        /** The later one is smaller. */
        LOWER,
        /** Both are the same within one per cent of the larger. */
        SAME,
        /** The later one is larger. */
        HIGHER;

        private static final double TOLERANCE = 0.01;

        static Direction of(double later, double earlier) {
            if (Math.abs(later - earlier) <= TOLERANCE * Math.max(Math.abs(later), Math.abs(earlier))) {
                return SAME;
            }
            return later < earlier ? LOWER : HIGHER;
        }
    }

    /**
     * A period and its amount.
     *
     * @param sum    what is known of the period
     * @param amount in the unit that was asked for, as known: not scaled to the full period
     */
    record Valued(EnergySum sum, double amount) {
    }

    /**
     * The periods of least and of most use, of those that are complete. The earliest where several are alike.
     *
     * @param period     {@link PeriodKind#TWO_HOURS} or {@link PeriodKind#DAY}
     * @param lowest   the one of least use
     * @param highest  the one of most use
     * @param periods    of how many, 2 or more
     * @param coverage the known part of the range
     */
    record Extremes(PeriodKind period, Valued lowest, Valued highest, int periods, double coverage) implements Trend {
    }

    /** Yesterday and the same day of the week before, both complete. */
    record Yesterday(Valued yesterday, Valued weekBefore) implements Trend {

        /** {@return how yesterday relates to the week before} */
        public Direction direction() {
            return Direction.of(yesterday.amount(), weekBefore.amount());
        }

        @Override
        public double coverage() {
            return Math.min(yesterday.sum().knownShare(), weekBefore.sum().knownShare());
        }
    }

    /**
     * For how many months use has gone one way.
     *
     * @param direction how each month relates to the one before it
     * @param months    complete months of the calendar without a break, the newest first, 2 or more; one more than the
     *                  steps
     */
    record MonthRun(Direction direction, List<Valued> months) implements Trend {

        public MonthRun {
            months = List.copyOf(months);
        }

        @Override
        public double coverage() {
            return months.stream().mapToDouble(month -> month.sum().knownShare()).min().orElse(0);
        }
    }

    /**
     * The two hours of the clock of most use.
     *
     * @param startHour the hour at which they begin, even, 0 to 22
     * @param mean      of these two hours
     */
    record BusiestHours(int startHour, Mean mean) implements Trend {

        @Override
        public double coverage() {
            return mean.coverage();
        }
    }

    /**
     * The day of the week of most use.
     *
     * @param weekday the day
     * @param mean    of these days
     */
    record BusiestWeekday(DayOfWeek weekday, Mean mean) implements Trend {

        @Override
        public double coverage() {
            return mean.coverage();
        }
    }

    /**
     * The power that is drawn all the time, by what is never switched off.
     *
     * @param power      the power that the mean of a quarter of an hour is below in one of twenty (the fifth
     *                   percentile, by nearest rank)
     * @param quarters   of how many quarters
     * @param coverage   the part of the range that live readings cover
     */
    record BaseLoad(Power power, int quarters, double coverage) implements Trend {
    }

    /**
     * The highest power read.
     *
     * @param power      the power
     * @param quarter    the start of the quarter of an hour in which it was read first
     * @param coverage   the part of the range that live readings cover
     */
    record Peak(Power power, Instant quarter, double coverage) implements Trend {
    }
}
