package org.currentcost.model;

/**
 * What a sensor of a house can measure. A value beyond it is damage, wherever it comes from: a digit that was changed
 * on the line, a wrong unit, or somebody's message.
 */
public final class PlausibleRule {

    /** The most power of one sensor, all its channels together, used or fed in: 1 MW, inclusive, in mW. */
    public static final long MOST_MILLIWATTS = 1_000_000_000L;
    /** The lowest temperature, inclusive, in thousandths of a degree Celsius. */
    public static final long LOWEST_MILLICELSIUS = -100_000;
    /** The highest temperature, inclusive, in thousandths of a degree Celsius. */
    public static final long HIGHEST_MILLICELSIUS = 200_000;

    private PlausibleRule() {
    }

    /** {@return whether a sensor can have measured this} A counter of pulses may have any value. */
    public static boolean holds(Quantity quantity, Reading reading) {
        return switch (quantity) {
            case POWER -> isWithin(reading.total()) && isWithin(orZero(reading.channel1()))
                    && isWithin(orZero(reading.channel2())) && isWithin(orZero(reading.channel3()));
            case TEMPERATURE -> reading.total() >= LOWEST_MILLICELSIUS && reading.total() <= HIGHEST_MILLICELSIUS;
            case PULSES -> true;
        };
    }

    /** {@return whether a sensor can have measured this: it needs no more than the most power all the time} */
    public static boolean holds(HistoryBlock block) {
        return Energy.ofWattHours(block.wattHours()).microjoules() <= Saturated.times(MOST_MILLIWATTS,
                block.lengthMillis());
    }

    private static long orZero(long channel) {
        return channel == Reading.ABSENT ? 0 : channel;
    }

    private static boolean isWithin(long milliwatts) {
        return milliwatts >= -MOST_MILLIWATTS && milliwatts <= MOST_MILLIWATTS;
    }
}
