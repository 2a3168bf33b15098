package org.currentcost.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.SeriesKey;
import org.currentcost.parser.MeterEvent.Block;
import org.currentcost.parser.MeterEvent.Span;
import org.junit.jupiter.api.Test;

/** What of a meter's memory becomes blocks of its series. */
class HistoryReaderTest {

    private static final long SENT = Instant.parse("2026-01-20T15:01:10Z").toEpochMilli();
    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final SeriesKey THIRD = SeriesKey.power("Home", 3);

    private final HistoryReader reader = new HistoryReader("Home", ZoneOffset.UTC);

    private static MeterEvent.History message(Block... blocks) {
        return new MeterEvent.History("CC128-v1.29", 65, 15 * 3600 + 70, 1, List.of(blocks));
    }

    private static Block hours(int sensor, int index, long wattHours) {
        return new Block(sensor, Span.HOURS, index, wattHours);
    }

    @Test
    void zerosOfSensorsThatWereNeverHeardAreLeftOut() {
        var reported = reader.read(message(hours(0, 6, 500), hours(0, 4, 0), hours(9, 6, 0), hours(9, 4, 0)), SENT);
        assertEquals(Set.of(HOUSE), reported.keySet());
        assertEquals(List.of(500L, 0L), reported.get(HOUSE).stream().map(HistoryBlock::wattHours).toList());
    }

    @Test
    void zerosCountOnceTheSensorHasToldMore() {
        assertTrue(reader.read(message(hours(3, 8, 0)), SENT).isEmpty());
        var reported = reader.read(message(hours(3, 6, 20)), SENT);
        assertEquals(List.of(0L, 20L), reported.get(THIRD).stream().map(HistoryBlock::wattHours).toList());
    }

    @Test
    void zerosCountOnceTheSensorIsHeardLive() {
        assertTrue(reader.read(message(hours(3, 8, 0)), SENT).isEmpty());
        assertEquals(Map.of(THIRD, 1), sizes(reader.received(3)));
        assertTrue(reader.received(3).isEmpty());
        assertEquals(Map.of(THIRD, 1), sizes(reader.read(message(hours(3, 8, 0)), SENT)));
    }

    private static Map<SeriesKey, Integer> sizes(Map<SeriesKey, List<HistoryBlock>> blocks) {
        return blocks.entrySet().stream().collect(
                Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().size()));
    }

    @Test
    void aWrappedMonthIsTheSumOfItsDays() {
        var days = IntStream.rangeClosed(1, 65).mapToObj(day -> new Block(0, Span.DAYS, day, 150_000));
        reader.read(message(days.toArray(Block[]::new)), SENT);
        var reported = reader
                .read(message(new Block(0, Span.MONTHS, 3, -596_000), new Block(0, Span.MONTHS, 2, 404_000),
                        new Block(0, Span.MONTHS, 1, 4_499_750 - 4_096_000)), SENT)
                .get(HOUSE);
        // dsb 65: the days 6 to 35 are m001, 36 to 65 are m002; of m003 no day is left
        assertEquals(List.of(3_500_000L, 4_500_000L, 4_500_000L),
                reported.stream().map(HistoryBlock::wattHours).toList());
    }

    @Test
    void pulsesOfGasAndWaterAreNoElectricity() {
        var gas = new MeterEvent.History("CC128-v1.29", 65, 0, 3, List.of(hours(0, 4, 500)));
        assertTrue(reader.read(gas, SENT).isEmpty());
    }
}
