package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.currentcost.model.Counters;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.NamedSensors;
import org.currentcost.source.MeterSource;
import org.currentcost.source.SensorLabel;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.MeterMessages;
import org.junit.jupiter.api.Test;

/** What sources bring that need no parser: readings of sensors that have names. */
class BroughtReadingsTest {

    private static final SensorLabel HOUSE = new SensorLabel("", "", SensorRole.HOUSE);
    private static final SensorLabel FRIDGE = new SensorLabel("", "fridge", SensorRole.INSIDE_HOUSE);
    private static final SensorLabel ROOF = new SensorLabel("", "roof", SensorRole.GENERATION);
    private static final SensorLabel FLAT = new SensorLabel("flat 2", "", SensorRole.HOUSE);

    @Test
    void sensorsGetTheirNumbersForGood() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.startReadings("a");
            var at = bench.clock.instant();
            source.bring(sink -> {
                sink.received(true);
                sink.reading(HOUSE, Quantity.POWER, Reading.of(at, 500_000));
                sink.reading(FRIDGE, Quantity.POWER, Reading.of(at, 60_000));
                sink.reading(ROOF, Quantity.POWER, Reading.of(at, 70_000));
                sink.reading(FLAT, Quantity.POWER, Reading.of(at, 80_000));
                sink.reading(FRIDGE, Quantity.TEMPERATURE, Reading.of(at, 4_000));
            });
            bench.recorder.flush();
            assertEquals(List.of(Reading.of(at, 500_000)), bench.store.readings(SeriesKey.power("Home", 0)));
            assertEquals(List.of(Reading.of(at, 60_000)), bench.store.readings(SeriesKey.power("Home", 1000)));
            assertEquals(List.of(Reading.of(at, 70_000)), bench.store.readings(SeriesKey.power("Home", 1001)));
            assertEquals(List.of(Reading.of(at, 80_000)), bench.store.readings(SeriesKey.power("Home/flat 2", 0)));
            assertEquals(List.of(Reading.of(at, 4_000)),
                    bench.store.readings(new SeriesKey("Home", 1000, Quantity.TEMPERATURE)));
            assertEquals(new Counters(1, 1, 0, 0, 4, 4, 0), bench.status("a").counters());
            assertInstanceOf(SourceState.Live.class, bench.status("a").state());
            var names = new NamedSensors(bench.store);
            assertEquals(1001, names.number("Home", "roof", SensorRole.GENERATION).orElseThrow());
            assertEquals(1002, names.number("Home", "oven", SensorRole.INSIDE_HOUSE).orElseThrow());
            assertEquals(1000, names.number("Home/flat 2", "oven", SensorRole.INSIDE_HOUSE).orElseThrow());
        }
    }

    @Test
    void aMeterWithTooManyNamesRefusesFurtherOnes() throws Exception {
        try (var bench = new Bench()) {
            bench.store.saveDocument("labels", "Home\t9979\tINSIDE_HOUSE\tplug 9979\n");
            var source = bench.startReadings("a");
            source.bring(sink -> {
                for (int i = 9980; i <= 10_000; i++) {
                    sink.reading(new SensorLabel("", "plug " + i, SensorRole.INSIDE_HOUSE), Quantity.POWER,
                            Reading.of(bench.clock.instant(), i));
                }
            });
            bench.recorder.flush();
            assertEquals(new Counters(0, 0, 0, 1, 20, 20, 0), bench.status("a").counters());
            assertTrue(bench.status("a").lastDamage().orElseThrow().reason().contains("plug 10000"));
        }
    }

    @Test
    void aSensorThatItsSourceNumbersKeepsThatNumberBesideManyWithNames() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.startReadings("a");
            var at = bench.clock.instant();
            source.bring(sink -> {
                for (int i = 0; i < 120; i++) {
                    sink.reading(new SensorLabel("", "plug " + i, SensorRole.INSIDE_HOUSE), Quantity.POWER,
                            Reading.of(at, i));
                }
                sink.reading(new SensorLabel("", "3", SensorRole.INSIDE_HOUSE), Quantity.POWER, Reading.of(at, 3_000));
                sink.reading(new SensorLabel("", "03", SensorRole.INSIDE_HOUSE), Quantity.POWER,
                        Reading.of(at.plusSeconds(6), 4_000));
                sink.reading(new SensorLabel("", "14", SensorRole.GENERATION), Quantity.POWER,
                        Reading.of(at, 14_000));
            });
            bench.recorder.flush();
            assertEquals(List.of(Reading.of(at, 3_000), Reading.of(at.plusSeconds(6), 4_000)),
                    bench.store.readings(SeriesKey.power("Home", 3)));
            assertEquals(List.of(Reading.of(at, 14_000)), bench.store.readings(SeriesKey.power("Home", 14)));
            assertEquals(List.of(Reading.of(at, 119)), bench.store.readings(SeriesKey.power("Home", 1119)));
            assertEquals(new NamedSensors.Named("Home", 14, "", SensorRole.GENERATION),
                    new NamedSensors(bench.store).all().getLast());
        }
    }

    @Test
    void wholeMessagesOfSeveralMetersStayApart() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.startReadings("a");
            var message = MeterMessages.live("11:17:03", 3, 417).getBytes(StandardCharsets.ISO_8859_1);
            var cut = MeterMessages.live("11:17:03", 3, 1).substring(0, 40).getBytes(StandardCharsets.ISO_8859_1);
            source.bring(sink -> {
                sink.payload("", message);
                sink.payload("b", cut);
                sink.payload("b", message);
            });
            bench.recorder.flush();
            var reading = Reading.of(bench.clock.instant(), 417_000);
            assertEquals(List.of(reading), bench.store.readings(SeriesKey.power("Home", 3)));
            assertEquals(List.of(reading), bench.store.readings(SeriesKey.power("Home/b", 3)));
            assertEquals(new Counters(2, 2, 0, 1, 2, 2, 0), bench.status("a").counters());
            assertTrue(bench.recorder.received("a").length > 2 * message.length);
        }
    }

    @Test
    void energyThatASensorRememberedIsKept() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.startReadings("a");
            var block = new HistoryBlock(HistorySpan.DAY, 0, 86_400_000, 7_000);
            source.bring(sink -> {
                sink.history(FRIDGE, List.of(block));
                sink.reading(FRIDGE, Quantity.POWER, Reading.of(bench.clock.instant(), 1));
            });
            bench.recorder.flush();
            assertEquals(List.of(block), bench.store.history(SeriesKey.power("Home", 1000), HistorySpan.DAY,
                    new TimeRange(Instant.EPOCH, bench.clock.instant())));
            assertEquals(1, bench.status("a").counters().history());
        }
    }

    @Test
    void aSourceThatHangsInABatchIsHeardNoMoreAfterItsStop() throws Exception {
        var message = MeterMessages.live("11:17:03", 3, 417).getBytes(StandardCharsets.ISO_8859_1);
        var block = new HistoryBlock(HistorySpan.DAY, 0, 86_400_000, 7_000);
        var batches = List.<FakeReadingSource.Bringing>of(sink -> sink.payload("", message),
                sink -> sink.payload("b", message), sink -> sink.history(FRIDGE, List.of(block)),
                sink -> sink.reading(FRIDGE, Quantity.POWER, Reading.of(Instant.EPOCH, 1)));
        try (var bench = new Bench()) {
            var source = bench.startReadings("a");
            var stopped = new CountDownLatch(1);
            var refused = new CompletableFuture<Integer>();
            source.then(sink -> {
                awaitStubbornly(stopped);
                int refusals = 0;
                for (var batch : batches) {
                    try {
                        batch.bring(sink);
                    } catch (InterruptedException e) {
                        refusals++;
                    }
                }
                refused.complete(refusals);
                return Optional.of(MeterSource.End.EXHAUSTED);
            });
            bench.await("the attempt", () -> source.attempts() == 1);
            bench.recorder.stop("a");
            stopped.countDown();
            assertEquals(batches.size(), refused.get(30, TimeUnit.SECONDS));
            bench.recorder.flush();
            assertEquals(new Counters(0, 0, 0, 0, 0, 0, 0), bench.status("a").counters());
            assertArrayEquals(new byte[0], bench.recorder.received("a"));
            assertEquals(List.of(), bench.store.history(SeriesKey.power("Home", 1000), HistorySpan.DAY,
                    new TimeRange(Instant.EPOCH, bench.clock.instant())));
        }
    }

    /** Waits as a source does that no interrupt wakes. */
    private static void awaitStubbornly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // it hangs
            }
        }
    }

    @Test
    void damageSaysWhereItWasAndLossesAreCounted() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.startReadings("a");
            source.bring(sink -> {
                sink.damage("tele/plug/SENSOR", "This is no number.", "{".getBytes(StandardCharsets.UTF_8));
                sink.lost(7);
            });
            var note = bench.status("a").lastDamage().orElseThrow();
            assertEquals("This is no number.", note.reason());
            assertEquals("tele/plug/SENSOR: {", note.text());
            assertEquals("messages=0 live=0 history=0 damaged=1 readings=0 stored=0 lost=7",
                    bench.status("a").counters().summary());
            assertArrayEquals(new byte[0], bench.recorder.received("a"));
        }
    }

    @Test
    void silenceIsMeasuredByHowOftenASourceSpeaks() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.startReadings("a");
            for (int i = 0; i < 40; i++) {
                source.bring(sink -> {
                    // What one device tells in several messages is no shorter interval,
                    sink.received(true);
                    sink.received(true);
                    // and what it told once more by itself is no message.
                    sink.reading(HOUSE, Quantity.POWER, Reading.of(bench.clock.instant(), 1));
                });
                bench.clock.advance(Duration.ofMinutes(5));
            }
            source.bring(sink -> sink.received(true));
            bench.await("a", SourceState.Live.class);
            bench.clock.advance(Duration.ofMinutes(16));
            bench.await("a", SourceState.Silent.class);
        }
    }

    @Test
    void aValueThatIsOnlyHeldDoesNotKeepASourceLive() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.startReadings("a");
            source.bring(sink -> sink.received(true));
            bench.await("a", SourceState.Live.class);
            bench.clock.advance(Duration.ofMinutes(2));
            source.bring(sink -> sink.reading(HOUSE, Quantity.POWER, Reading.of(bench.clock.instant(), 1)));
            bench.await("a", SourceState.Silent.class);
        }
    }

    @Test
    void aSensorThatHadReadingsBeforeKeepsHowFarApartTheyCome() throws Exception {
        try (var bench = new Bench()) {
            bench.store.expect(SeriesKey.power("Home", 0), 6_000);
            var source = bench.startReadings("a");
            var apart = new ArrayList<Long>();
            source.bring(sink -> {
                apart.add(sink.readingsApart(HOUSE, Quantity.POWER, 30_000));
                apart.add(sink.readingsApart(FLAT, Quantity.POWER, 30_000));
            });
            assertEquals(List.of(6_000L, 30_000L), apart);
        }
    }

    @Test
    void aSourceThatLooksBackIsTriedAtOnceButOnlyOnceInVain() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.startReadings("a");
            var problem = SourceProblem.passing("The broker is away.", "");
            bench.await("the first attempt", () -> source.attempts() == 1);
            // far enough into the backing off that nobody waits for the pause to end
            for (int i = 0; i < 11; i++) {
                int before = source.attempts();
                source.fail(problem);
                bench.await("a", SourceState.WaitingToRetry.class);
                bench.recorder.start("a");
                bench.await("the next attempt", () -> source.attempts() > before);
            }
            source.setBack(true);
            int before = source.attempts();
            source.fail(problem);
            bench.await("an attempt without the user", () -> source.attempts() > before);
            source.bring(sink -> sink.connected(""));
            assertEquals(before + 1, source.attempts());
        }
    }
}
