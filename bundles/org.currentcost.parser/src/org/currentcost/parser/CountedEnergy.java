package org.currentcost.parser;

import java.math.BigInteger;
import java.util.Optional;
import org.currentcost.model.Energy;
import org.currentcost.model.PlausibleRule;
import org.currentcost.model.Reading;

/**
 * Turns what one counter of energy shows (impulses, a register) into {@linkplain Reading#counted counted readings}: the
 * mean power between two counts, {@code P = counts / (counts per kWh) / time}, over exactly the time between them,
 * however long it was. What rounding to whole milliwatts leaves over goes into the next interval: the sum of all
 * intervals differs from what was counted by at most half a milliwatt over the last one.
 * <p>
 * A counter that falls was reset, has wrapped, was replaced, or is a net register, which runs backwards while more is
 * fed in than used. A net register is known by its small steps back. After a reset, what the counter shows was counted
 * since. A count that fits none of these is in doubt until the next one: if that goes on from it, another counter has
 * taken over, and what was used in between is not known; if it goes on from the count before, the one in doubt was
 * damaged. Not safe for several threads.
 */
public final class CountedEnergy {

    /** Counts per kWh of a register in mWh. */
    public static final long MILLIWATT_HOURS_PER_KILOWATT_HOUR = 1_000_000;

    /** Where counters of impulses start again from 0: 32 bits, and the ten digits of a message. */
    private static final long[] PULSES_END = {1L << 32, 10_000_000_000L};
    /** Where registers do, in mWh: four to seven digits of kWh. Fewer would be reached by what is reset every day. */
    private static final long[] REGISTERS_END = {10_000_000_000L, 100_000_000_000L, 1_000_000_000_000L,
        10_000_000_000_000L};
    /** So much a house feeds in at most, in mW: what falls faster is no net register. */
    private static final double MOST_FED_IN = 50_000_000;
    /** So much was used after a reset for certain, in mW, however little was used before. */
    private static final double USUAL_AFTER_RESET = 5_000_000;
    private static final int SMALL_PART = 10;
    private static final long SHORT_MILLIS = 900_000;
    /** A count that is told so much earlier than the last one: the clock was wrong before. */
    private static final long CLOCK_SET_BACK_MILLIS = 3_600_000;

    private final long[] ends;
    private final boolean negated;
    private Optional<Count> last = Optional.empty();
    private Optional<Count> doubtful = Optional.empty();
    private boolean net;
    private double greatestMilliwatts;
    /** What rounding left over, in mW ms / (counts per kWh). */
    private BigInteger rest = BigInteger.ZERO;
    private long restPerKilowattHour;

    private record Count(long timeMillis, long value) {
    }

    /** What became of a count. */
    public enum Outcome {
        /** There was none before it. */
        FIRST,
        /** It is not later than the one before, and left out. */
        NOT_LATER,
        /** It tells what was counted since the one before. */
        COUNTED,
        /** The counter began anew, and tells what was counted since then. */
        RESET,
        /** It can't go on from the count before. */
        DOUBTFUL
    }

    /**
     * What became of a count.
     *
     * @param grown   by how much the counter has grown in the reading's interval; 0 without a reading
     * @param reading the mean of what was counted, in mW; empty where nothing is known. Of a count in doubt that is far
     *                too high, more than any sensor can measure
     */
    public record Step(Outcome outcome, long grown, Optional<Reading> reading) {

        private static Step without(Outcome outcome) {
            return new Step(outcome, 0, Optional.empty());
        }
    }

    private CountedEnergy(long[] ends, boolean negated) {
        this.ends = ends;
        this.negated = negated;
    }

    /** {@return what an impulse sensor counted} */
    public static CountedEnergy ofPulses() {
        return new CountedEnergy(PULSES_END, false);
    }

    /** {@return what a register in mWh counted} @param negated whether its energy counts as negative, as fed in */
    public static CountedEnergy ofRegister(boolean negated) {
        return new CountedEnergy(REGISTERS_END, negated);
    }

    /** {@return whether a count is known that the next one can go on from} */
    public boolean isStarted() {
        return last.isPresent();
    }

    /** Goes on from a count that was kept, if there was none yet. */
    public void startFrom(long timeMillis, long count) {
        if (last.isEmpty()) {
            last = Optional.of(new Count(timeMillis, count));
        }
    }

    /**
     * Takes what the counter shows.
     *
     * @param countsPerKilowattHour at least 1
     */
    public Step count(long timeMillis, long count, long countsPerKilowattHour) {
        var now = new Count(timeMillis, count);
        if (last.isEmpty()) {
            last = Optional.of(now);
            return Step.without(Outcome.FIRST);
        }
        long span = timeMillis - last.get().timeMillis;
        if (span <= -CLOCK_SET_BACK_MILLIS) {
            last = Optional.of(now);
            doubtful = Optional.empty();
            return Step.without(Outcome.FIRST);
        }
        if (span <= 0 || doubtful.isPresent() && doubtful.get().timeMillis >= timeMillis) {
            return Step.without(Outcome.NOT_LATER);
        }
        var from = last.get();
        var judged = judge(from, now, countsPerKilowattHour);
        if (doubtful.isPresent()) {
            var other = judge(doubtful.get(), now, countsPerKilowattHour);
            if (other.outcome == Outcome.COUNTED && (judged.outcome != Outcome.COUNTED
                    || milliwatts(other.grown, timeMillis - doubtful.get().timeMillis,
                            countsPerKilowattHour) < milliwatts(judged.grown, span, countsPerKilowattHour))) {
                from = doubtful.get();
                judged = other;
            }
        }
        if (judged.outcome == Outcome.DOUBTFUL) {
            doubtful = Optional.of(now);
        } else {
            last = Optional.of(now);
            doubtful = Optional.empty();
        }
        return finished(judged, from, now, countsPerKilowattHour);
    }

    /**
     * Takes two counts that follow each other, for tellers that tell the newest first. {@link #count} knows nothing of
     * them.
     *
     * @param toMillis later than {@code fromMillis}
     */
    public Step between(long fromMillis, long fromCount, long toMillis, long toCount, long countsPerKilowattHour) {
        var from = new Count(fromMillis, fromCount);
        var to = new Count(toMillis, toCount);
        return finished(judge(from, to, countsPerKilowattHour), from, to, countsPerKilowattHour);
    }

    private Step judge(Count from, Count to, long perKilowattHour) {
        long span = to.timeMillis - from.timeMillis;
        long grown = to.value - from.value;
        double power = milliwatts(grown, span, perKilowattHour);
        if (grown >= 0) {
            return new Step(power <= PlausibleRule.MOST_MILLIWATTS ? Outcome.COUNTED : Outcome.DOUBTFUL, grown,
                    Optional.empty());
        }
        for (long end : ends) {
            long wrapped = grown + end;
            if (from.value < end && from.value >= end - end / SMALL_PART && to.value >= 0
                    && milliwatts(wrapped, span, perKilowattHour) <= MOST_FED_IN) {
                return new Step(Outcome.COUNTED, wrapped, Optional.empty());
            }
        }
        boolean nearZero = to.value >= 0 && to.value <= from.value / SMALL_PART;
        boolean asUsual = power <= greatestMilliwatts;
        boolean smallStep = -grown <= Math.abs(from.value) / SMALL_PART
                || to.value < 0
                || !nearZero && (net || asUsual && span <= SHORT_MILLIS)
                || net && asUsual;
        if (smallStep && power <= MOST_FED_IN) {
            net = true;
            return new Step(Outcome.COUNTED, grown, Optional.empty());
        }
        return to.value >= 0 && milliwatts(to.value, span, perKilowattHour) <= Math.clamp(2 * greatestMilliwatts,
                USUAL_AFTER_RESET, MOST_FED_IN)
                        ? new Step(Outcome.RESET, to.value, Optional.empty())
                        : Step.without(Outcome.DOUBTFUL);
    }

    private Step finished(Step judged, Count from, Count to, long perKilowattHour) {
        long span = to.timeMillis - from.timeMillis;
        if (judged.outcome == Outcome.DOUBTFUL) {
            return judged.grown == 0
                    ? judged
                    : new Step(Outcome.DOUBTFUL, 0, Optional.of(Reading.counted(from.timeMillis, span,
                            (long) milliwatts(judged.grown, span, perKilowattHour))));
        }
        greatestMilliwatts = Math.max(greatestMilliwatts, milliwatts(judged.grown, span, perKilowattHour));
        return new Step(judged.outcome, judged.grown,
                Optional.of(reading(from.timeMillis, span, negated ? -judged.grown : judged.grown, perKilowattHour)));
    }

    /**
     * {@return the mean of what was counted in an interval, in mW} For periods that are told by themselves, such as the
     * energy of a quarter of an hour.
     */
    public Reading reading(long startMillis, long spanMillis, long counts, long perKilowattHour) {
        if (perKilowattHour != restPerKilowattHour) {
            restPerKilowattHour = perKilowattHour;
            rest = BigInteger.ZERO;
        }
        var divisor = BigInteger.valueOf(perKilowattHour).multiply(BigInteger.valueOf(spanMillis));
        var energy = BigInteger.valueOf(counts).multiply(BigInteger.valueOf(Energy.MICROJOULES_PER_KILOWATT_HOUR))
                .add(rest);
        var half = divisor.shiftRight(1);
        var parts = energy.add(energy.signum() < 0 ? half.negate() : half).divideAndRemainder(divisor);
        rest = energy.subtract(parts[0].multiply(divisor));
        return Reading.counted(startMillis, spanMillis, parts[0].longValue());
    }

    /** {@return how much power that is, whichever way it flows, in mW} */
    private static double milliwatts(long counts, long spanMillis, long perKilowattHour) {
        return Math.abs((double) counts) * Energy.MICROJOULES_PER_KILOWATT_HOUR / perKilowattHour / spanMillis;
    }
}
