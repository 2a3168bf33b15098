package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.ReadingSink.Count;
import org.currentcost.source.SensorLabel;
import org.currentcost.source.SourceState;
import org.currentcost.store.CountNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A meter that counts, from its messages to what is stored, whatever the pause between them. */
class CountedSourceTest {

    private static String pulses(long count) {
        return "<msg><src>CC128-v1.48</src><dsb>00402</dsb><time>12:00:00</time><tmpr>21.0</tmpr><sensor>0</sensor>"
                + "<id>02290</id><type>2</type><imp>%010d</imp><ipu>1000</ipu></msg>\r\n".formatted(count);
    }

    private static List<Reading> stored(Bench bench) throws Exception {
        bench.recorder.flush();
        return bench.store.readings(Bench.HOUSE);
    }

    private static double wattHours(List<Reading> readings) {
        return readings.stream().mapToDouble(one -> one.channel1() * (double) one.intervalMillis() / 3.6e9).sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 26, 60, 300, 3600, 3 * 3600, 86_400})
    void allThatIsCountedIsKept(int seconds) throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            long used = seconds % 7 + 1;
            for (int i = 0; i < 20; i++) {
                source.say(pulses(14_768 + i * used));
                bench.clock.advance(Duration.ofSeconds(seconds));
            }
            assertEquals(19 * used, wattHours(stored(bench)), 0.5e-3 * seconds);
        }
    }

    @Test
    void aRestartLosesNothing() throws Exception {
        try (var bench = new Bench()) {
            var before = bench.clock.instant();
            var source = bench.start("a");
            source.say(pulses(14_768));
            bench.await("a", SourceState.Live.class);
            bench.recorder.stop("a");
            bench.clock.advance(Duration.ofHours(5));
            var again = bench.start("b");
            again.say(pulses(16_768));
            bench.await("b", SourceState.Live.class);
            assertEquals(List.of(Reading.counted(before.toEpochMilli(), Duration.ofHours(5).toMillis(), 400_000)),
                    stored(bench));
        }
    }

    @Test
    void aTimeInWhichNothingCouldBeWrittenLosesNothing() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            source.say(pulses(14_768));
            bench.recorder.flush();
            bench.store.failFromNowOn();
            bench.clock.advance(Duration.ofHours(1));
            source.say(pulses(14_868));
            bench.store.work();
            bench.clock.advance(Duration.ofHours(1));
            source.say(pulses(14_968));
            assertEquals(200, wattHours(stored(bench)), 1e-3);
        }
    }

    private static final SensorLabel PLUG = new SensorLabel("", "plug", SensorRole.INSIDE_HOUSE);

    private static Optional<Count> lastCount(FakeReadingSource source) throws Exception {
        var found = new CompletableFuture<Optional<Count>>();
        source.bring(sink -> found.complete(sink.lastCount(PLUG, "a/b")));
        return found.get();
    }

    private static void tell(FakeReadingSource source, Count count, Reading reading) throws Exception {
        source.bring(sink -> {
            sink.reading(PLUG, Quantity.POWER, reading);
            sink.counted(PLUG, "a/b", count);
        });
    }

    @Test
    void theLastCountOfACounterIsKeptWithItsReadings() throws Exception {
        try (var bench = new Bench()) {
            long now = bench.clock.instant().toEpochMilli();
            var source = bench.startReadings("a");
            assertEquals(Optional.empty(), lastCount(source));
            tell(source, new Count(now, 1_000_000), Reading.counted(now - 60_000, 60_000, 5));
            assertEquals(Optional.of(new Count(now, 1_000_000)), lastCount(source));
            tell(source, new Count(now + 60_000, 1_000_500), Reading.counted(now, 60_000, 6));
            bench.recorder.stop("a");
            assertEquals(Optional.of(new Count(now + 60_000, 1_000_500)), lastCount(bench.startReadings("b")));
            // killed between a reading and its count
            bench.store.append(Map.of(bench.store.keys().getFirst(),
                    List.of(Reading.counted(now + 60_000, 60_000, 7))));
            assertEquals(Optional.empty(), lastCount(bench.startReadings("c")));
        }
    }

    @Test
    void aCountThatWasKeptUnderItsFormerNameIsGoneOnFrom() throws Exception {
        try (var bench = new Bench()) {
            bench.store.saveDocument(CountNames.formerOf(SeriesKey.power(Bench.METER, 1000), "a/b"), "1000 5");
            assertEquals(Optional.of(new Count(1000, 5)), lastCount(bench.startReadings("a")));
        }
    }
}
