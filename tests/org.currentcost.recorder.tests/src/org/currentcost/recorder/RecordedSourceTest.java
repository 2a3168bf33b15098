package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.currentcost.model.Counters;
import org.currentcost.model.Reading;
import org.currentcost.settings.NamedSensors;
import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.testkit.MeterMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A recording is read twice, and ends when it was last written. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RecordedSourceTest {

    private static final Instant END = Instant.parse("2025-12-24T18:00:00Z");

    /** A recording in memory. */
    private static class Recording implements ByteSource {

        private final String text;
        private final AtomicInteger runs = new AtomicInteger();

        Recording(String text) {
            this.text = text;
        }

        @Override
        public End run(ByteSink sink) throws InterruptedException {
            runs.incrementAndGet();
            sink.recorded(END.toEpochMilli());
            var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            for (int at = 0; at < bytes.length; at += 100) {
                sink.bytes(bytes, at, Math.min(100, bytes.length - at));
            }
            return End.EXHAUSTED;
        }

        @Override
        public void close() {
            // ends by itself
        }
    }

    private static Recording record(Bench bench, String text) throws InterruptedException {
        var recording = new Recording(text);
        bench.type.put("recording", () -> recording);
        bench.recorder.startUnsaved(new SourceRow("recording", Bench.METER, "fake:recording", true));
        bench.await("recording", SourceState.Finished.class);
        return recording;
    }

    private static Reading watts(Instant instant, long watts) {
        return Reading.of(instant, watts * 1000);
    }

    @Test
    void theLastMessageCameWhenTheFileWasLastWritten() throws Exception {
        try (var bench = new Bench()) {
            var recording = record(bench, MeterMessages.live("23:59:50", 0, 100)
                    + MeterMessages.live("23:59:56", 0, 200).replace("00402", "00403").replace("23:59:56", "00:00:02")
                    + MeterMessages.live("00:00:08", 0, 300).replace("00402", "00403"));
            assertEquals(2, recording.runs.get());
            assertEquals(
                    List.of(watts(END.minusSeconds(18), 100), watts(END.minusSeconds(6), 200), watts(END, 300)),
                    bench.store.readings(Bench.HOUSE));
            assertEquals("messages=3 live=3 history=0 damaged=0 readings=3 stored=3",
                    bench.status("recording").counters().summary());
        }
    }

    @Test
    void aRepeatedMessageIsOneReadingAndAnotherOneIsKeptApart() throws Exception {
        try (var bench = new Bench()) {
            record(bench, MeterMessages.live("12:00:00", 0, 100) + MeterMessages.live("12:00:00", 0, 100)
                    + MeterMessages.live("12:00:00", 0, 200));
            assertEquals(List.of(watts(END, 100), watts(END.plusMillis(1), 200)), bench.store.readings(Bench.HOUSE));
            assertEquals("messages=3 live=3 history=0 damaged=0 readings=3 stored=2",
                    bench.status("recording").counters().summary());
        }
    }

    @Test
    void damageAndHistoryAreCountedOnce() throws Exception {
        try (var bench = new Bench()) {
            record(bench, MeterMessages.live("13:01:44", 0, 100) + MeterMessages.DAMAGED + MeterMessages.HISTORY
                    + MeterMessages.live("13:01:56", 0, 200) + "<msg><src>");
            assertEquals(List.of(watts(END.minusSeconds(12), 100), watts(END, 200)),
                    bench.store.readings(Bench.HOUSE));
            assertEquals("messages=3 live=2 history=1 damaged=2 readings=2 stored=2",
                    bench.status("recording").counters().summary());
        }
    }

    @Test
    void timesInTheRecordingAreBelieved() throws Exception {
        try (var bench = new Bench()) {
            record(bench, "2025-01-01T00:00:00Z " + MeterMessages.live("13:00:00", 0, 100)
                    + MeterMessages.live("13:00:06", 0, 200));
            assertEquals(List.of(watts(Instant.parse("2025-01-01T00:00:00Z"), 100),
                    watts(Instant.parse("2025-01-01T00:00:06Z"), 200)), bench.store.readings(Bench.HOUSE));
        }
    }

    @Test
    void aRecordingWithoutMessagesIsFinishedToo() throws Exception {
        try (var bench = new Bench()) {
            record(bench, "nothing that a meter says");
            assertEquals(Counters.NONE, bench.status("recording").counters());
        }
    }

    @Test
    void readingItAgainStoresNothingNew() throws Exception {
        try (var bench = new Bench()) {
            var recording = record(bench,
                    MeterMessages.live("12:00:00", 0, 100) + MeterMessages.live("12:00:06", 0, 200));
            bench.recorder.start("recording");
            bench.await("the fourth run", () -> recording.runs.get() == 4);
            bench.await("recording", SourceState.Finished.class);
            assertEquals(2, bench.store.readings(Bench.HOUSE).size());
            assertEquals(2, bench.status("recording").counters().stored());
            assertEquals(4, bench.status("recording").counters().readings());
        }
    }

    @Test
    void aRecordingThatTakesLongIsNotSilent() throws Exception {
        var hold = new CountDownLatch(1);
        var clock = new SettableClock("2026-01-31T12:00:00Z");
        var type = new FakeType();
        var types = new SourceTypes();
        types.add(type);
        var inside = new CountDownLatch(1);
        type.put("long", () -> new Recording(MeterMessages.live("12:00:00", 0, 100)) {
            @Override
            public End run(ByteSink sink) throws InterruptedException {
                sink.connected("");
                super.run(sink);
                inside.countDown();
                hold.await();
                return End.EXHAUSTED;
            }
        });
        try (var writer = new ReadingWriter(new MemoryStore(), clock,
                new ComputerClock(clock, System::nanoTime, Instant.EPOCH), () -> {
                })) {
            var source = new RunningSource(new SourceRow("long", "Home", "fake:long", true), ZoneOffset.UTC, types,
                    clock,
                    new Destination(writer, new NamedSensors(new MemoryStore()), new LiveBus()), () -> 0, () -> {
                    });
            source.start();
            inside.await();
            clock.advance(Duration.ofMinutes(1));
            source.watch();
            assertInstanceOf(SourceState.Connecting.class, source.status().state());
            source.stop();
        }
    }
}
