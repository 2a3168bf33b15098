package org.currentcost.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.PlausibleRule;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;

/**
 * What a store can hold: instants from 1970 to the end of 9998, counts over at most a year, and names of meters that a
 * file can keep.
 */
public final class StorableRule {

    /** So many characters a meter's name has at most. */
    public static final int LONGEST_METER = 255;

    /** Over no longer time a reading was counted: a year, for who reads a meter once in it. */
    public static final long LONGEST_INTERVAL_MILLIS = 366 * 86_400_000L;

    private static final long MILLI = 1000;
    private static final long DAY_MILLIS = 86_400_000L;

    private StorableRule() {
    }

    /** {@return why a store can't hold a reading, a sentence for the user; empty if it can} */
    public static Optional<String> refusal(SeriesKey series, Reading reading) {
        var outside = outside(reading);
        if (outside.isPresent()) {
            return outside;
        }
        return implausible(series, reading).or(() -> refusal(series));
    }

    /** {@return why a store can't hold a block of a meter's memory, a sentence for the user; empty if it can} */
    public static Optional<String> refusal(SeriesKey series, HistoryBlock block) {
        if (series.quantity() != Quantity.POWER) {
            return Optional.of(Messages.text("refusedMemory"));
        }
        if (!isInTime(block.startMillis()) || !isInTime(block.endMillis() - 1)) {
            return Optional.of(outsideTime(isInTime(block.startMillis()) ? block.endMillis() : block.startMillis()));
        }
        return implausible(block).or(() -> refusal(series));
    }

    /** {@return why no sensor can have measured this, a sentence for the user; empty if it can} */
    public static Optional<String> implausible(SeriesKey series, Reading reading) {
        if (PlausibleRule.holds(series.quantity(), reading)) {
            return Optional.empty();
        }
        return Optional.of(series.quantity() == Quantity.TEMPERATURE
                ? Messages.text("refusedTemperature", Long.toString(reading.total() / MILLI))
                : Messages.text("refusedPower", LongStream.of(reading.channel1(), reading.channel2(),
                        reading.channel3()).filter(value -> value != Reading.ABSENT)
                        .mapToObj(value -> Long.toString(value / MILLI)).collect(Collectors.joining(" + "))));
    }

    /** {@return why no sensor can have measured this, a sentence for the user; empty if it can} */
    public static Optional<String> implausible(HistoryBlock block) {
        return PlausibleRule.holds(block)
                ? Optional.empty()
                : Optional.of(Messages.text("refusedEnergy", Long.toString(block.wattHours()),
                        Long.toString(block.lengthMillis() / MILLI)));
    }

    /** {@return why a store can't hold readings of a series, a sentence for the user; empty if it can} */
    public static Optional<String> refusal(SeriesKey series) {
        String meter = series.meter();
        if (meter.length() > LONGEST_METER) {
            return Optional.of(Messages.text("refusedLongName", LONGEST_METER));
        }
        return isWellFormed(meter) ? Optional.empty() : Optional.of(Messages.text("refusedName"));
    }

    /** What is no text in Unicode can't be told from other such names, once it is in the file. */
    private static boolean isWellFormed(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (Character.isSurrogate(text.charAt(index)) || text.charAt(index) == 0) {
                return text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
            }
        }
        return true;
    }

    private static boolean isInTime(long millis) {
        return millis >= 0 && millis < TimeRange.ALL.endMillis();
    }

    private static String outsideTime(long millis) {
        return Messages.text("refusedTime", Instant.ofEpochMilli(millis).toString());
    }

    private static Optional<String> outside(Reading reading) {
        if (!isInTime(reading.timeMillis())) {
            return Optional.of(outsideTime(reading.timeMillis()));
        }
        if (reading.intervalMillis() > LONGEST_INTERVAL_MILLIS) {
            return Optional.of(Messages.text("refusedInterval", reading.time().toString(),
                    Long.toString(reading.intervalMillis() / DAY_MILLIS)));
        }
        // neither number is large, so their sum is none beyond 64 bits
        return reading.isCounted() && !isInTime(reading.timeMillis() + reading.intervalMillis() - 1)
                ? Optional.of(outsideTime(reading.timeMillis() + reading.intervalMillis()))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException if a store can't hold a reading of that instant and interval */
    public static void checkTime(Reading reading) {
        var outside = outside(reading);
        if (outside.isPresent()) {
            throw new IllegalArgumentException(outside.get());
        }
    }
}
