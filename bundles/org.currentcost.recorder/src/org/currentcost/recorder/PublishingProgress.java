package org.currentcost.recorder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;

/**
 * How far publishing to an address has come, as a document of the store keeps it: lines of fields with tabs between
 * them. A line that can't be read, because it is damaged or a later program's, is kept as it is, and takes nothing from
 * the others. For one thread.
 */
final class PublishingProgress {

    private static final String BEGUN = "begun";
    private static final String ENERGY = "energy";

    private final Map<SeriesKey, Long> acknowledged = new HashMap<>();
    private final Map<SeriesKey, EnergyCounter> counters = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private final long begunMillis;

    /**
     * Reads a document.
     *
     * @param text        of the document; empty where publishing begins
     * @param startMillis when publishing begins if the document does not say so, in milliseconds since 1970
     */
    PublishingProgress(String text, long startMillis) {
        var begun = OptionalLong.empty();
        for (String line : text.lines().toList()) {
            var fields = line.split("\t", -1);
            try {
                if (fields.length == 2 && fields[0].equals(BEGUN)) {
                    begun = OptionalLong.of(Long.parseLong(fields[1]));
                } else if (fields.length == 4) {
                    acknowledged.put(
                            new SeriesKey(fields[0], Integer.parseInt(fields[1]), Quantity.valueOf(fields[2])),
                            Long.parseLong(fields[3]));
                } else if (fields.length == 7 && fields[0].equals(ENERGY)) {
                    counters.put(SeriesKey.power(fields[1], Integer.parseInt(fields[2])),
                            new EnergyCounter(Long.parseLong(fields[3]), Long.parseLong(fields[4]),
                                    Long.parseLong(fields[5]), Long.parseLong(fields[6])));
                } else {
                    unreadable.add(line);
                }
            } catch (IllegalArgumentException e) {
                unreadable.add(line);
            }
        }
        // Where only that line is damaged, it began before anything that came of it.
        begunMillis = begun.orElseGet(() -> LongStream.concat(
                acknowledged.values().stream().mapToLong(Long::longValue),
                counters.values().stream().mapToLong(EnergyCounter::untilMillis)).min().orElse(startMillis));
    }

    /** {@return when publishing to the address began, in milliseconds since 1970} */
    long begunMillis() {
        return begunMillis;
    }

    /** {@return the time of the last reading of a series that was acknowledged; before the beginning if none was} */
    long acknowledgedMillis(SeriesKey series) {
        return acknowledged.getOrDefault(series, begunMillis - 1);
    }

    void acknowledge(SeriesKey series, long timeMillis) {
        acknowledged.put(series, timeMillis);
    }

    /** {@return the counter of a series, which begins with publishing if it is new} */
    EnergyCounter counter(SeriesKey series) {
        return Optional.ofNullable(counters.get(series)).orElseGet(() -> EnergyCounter.from(begunMillis));
    }

    void count(SeriesKey series, EnergyCounter counter) {
        counters.put(series, counter);
    }

    /** {@return the lines that could not be read} */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /** {@return the document that says all this} */
    String text() {
        var lines = new StringBuilder();
        add(lines, BEGUN, begunMillis);
        acknowledged
                .forEach((series, millis) -> add(lines, series.meter(), series.sensor(), series.quantity(), millis));
        counters.forEach((series, counter) -> add(lines, ENERGY, series.meter(), series.sensor(),
                counter.microjoules(), counter.untilMillis(), counter.knownMicrojoules(), counter.owedMicrojoules()));
        unreadable.forEach(line -> add(lines, line));
        return lines.toString();
    }

    private static void add(StringBuilder lines, Object... fields) {
        for (int i = 0; i < fields.length; i++) {
            lines.append(i == 0 ? "" : "\t").append(fields[i]);
        }
        lines.append('\n');
    }
}
