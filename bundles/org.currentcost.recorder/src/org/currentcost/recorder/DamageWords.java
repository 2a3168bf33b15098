package org.currentcost.recorder;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.parser.MeterEvent;

/** The words for what was skipped, and why. */
final class DamageWords {

    private static final int LONGEST_NAME = 60;

    private DamageWords() {
    }

    static String of(MeterEvent.Reason reason) {
        return Messages.get("damage." + reason);
    }

    /** {@return a reading that was set aside: whose, when, and its values in milliunits} */
    static String of(SeriesKey series, Reading reading) {
        return place(series) + ": " + reading.time() + ", "
                + LongStream.of(reading.channel1(), reading.channel2(), reading.channel3())
                        .filter(value -> value != Reading.ABSENT).mapToObj(Long::toString)
                        .collect(Collectors.joining(" / "));
    }

    /** {@return a block of a meter's memory that was set aside: whose, from when to when, and its energy} */
    static String of(SeriesKey series, HistoryBlock block) {
        return place(series) + ": " + Instant.ofEpochMilli(block.startMillis()) + " / "
                + Instant.ofEpochMilli(block.endMillis()) + ", " + block.wattHours() + " Wh";
    }

    private static String place(SeriesKey series) {
        String meter = series.meter();
        return meter.substring(0, Math.min(meter.length(), LONGEST_NAME)) + ", " + series.sensor();
    }
}
