package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.model.Counters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.parser.MeterEvent;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.MeterMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From live bytes to readings, counters and latest values. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LiveReadingsTest {

    private static Reading watts(String instant, long watts) {
        return Reading.of(Instant.parse(instant), watts * 1000);
    }

    @Test
    void aReadingGetsTheSecondOfItsArrival() throws Exception {
        try (var bench = new Bench()) {
            bench.clock.set("2026-01-31T12:00:00.734Z");
            var source = bench.start("a");
            source.say(MeterMessages.live("11:17:03", 0, 417));
            bench.recorder.flush();
            assertEquals(List.of(watts("2026-01-31T12:00:00Z", 417)), bench.store.readings(Bench.HOUSE));
        }
    }

    @Test
    void aReadingThatIsPublishedAgainIsKeptOnce() {
        var live = new LiveBus();
        var readings = List.of(watts("2026-01-31T12:00:00Z", 417), watts("2026-01-31T12:00:06Z", 417));
        for (int round = 0; round < 2; round++) {
            readings.forEach(reading -> live.publish(Bench.HOUSE, reading));
        }
        assertEquals(readings, live.since(Bench.HOUSE, 0));
        assertEquals(Optional.of(readings.getLast()), live.latest(Bench.HOUSE));
    }

    @Test
    void twoReadingsOfASensorInOneSecondAreKeptApart() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            bench.clock.set("2026-01-31T12:00:00.100Z");
            source.say(MeterMessages.live("11:17:03", 0, 417));
            bench.clock.set("2026-01-31T12:00:00.900Z");
            source.say(MeterMessages.live("11:17:03", 0, 417));
            source.say(MeterMessages.live("11:17:03", 0, 500));
            bench.clock.set("2026-01-31T12:00:01.100Z");
            source.say(MeterMessages.live("11:17:04", 0, 600));
            bench.recorder.flush();
            assertEquals(
                    List.of(watts("2026-01-31T12:00:00Z", 417), watts("2026-01-31T12:00:00.900Z", 417),
                            watts("2026-01-31T12:00:00.901Z", 500), watts("2026-01-31T12:00:01Z", 600)),
                    bench.store.readings(Bench.HOUSE));
        }
    }

    @Test
    void sensorsThatSpeakInOneSecondDoNotMoveEachOther() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            bench.clock.set("2026-01-31T12:00:00.500Z");
            source.say(MeterMessages.live("11:17:03", 0, 417) + MeterMessages.live("11:17:03", 3, 40));
            bench.recorder.flush();
            assertEquals(List.of(watts("2026-01-31T12:00:00Z", 417)), bench.store.readings(Bench.HOUSE));
            assertEquals(List.of(watts("2026-01-31T12:00:00Z", 40)),
                    bench.store.readings(SeriesKey.power(Bench.METER, 3)));
        }
    }

    @Test
    void timeNeverStandsStillWhenTheClockIsSetBackALittle() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            bench.clock.set("2026-01-31T12:00:10Z");
            source.say(MeterMessages.live("11:17:03", 0, 1));
            bench.clock.set("2026-01-31T12:00:05Z");
            source.say(MeterMessages.live("11:17:09", 0, 2));
            bench.recorder.flush();
            assertEquals(List.of(watts("2026-01-31T12:00:10Z", 1), watts("2026-01-31T12:00:10.001Z", 2)),
                    bench.store.readings(Bench.HOUSE));
        }
    }

    @Test
    void aClockThatIsSetBackByAnHourIsFollowed() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            bench.clock.set("2026-01-31T12:00:10Z");
            source.say(MeterMessages.live("11:17:03", 0, 1));
            bench.clock.set("2026-01-31T11:00:16.300Z");
            source.say(MeterMessages.live("11:17:09", 0, 2));
            bench.recorder.flush();
            assertEquals(List.of(watts("2026-01-31T11:00:16Z", 2), watts("2026-01-31T12:00:10Z", 1)),
                    bench.store.readings(Bench.HOUSE));
        }
    }

    @Test
    void channelsStayApartAndZeroIsAValue() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            source.say(MeterMessages.classic("11:17:03", 612, 0, 33));
            bench.recorder.flush();
            assertEquals(List.of(new Reading(bench.clock.millis(), 612_000, 0, 33_000)),
                    bench.store.readings(Bench.HOUSE));
        }
    }

    @Test
    void countersTellWhatWasHeardAndKept() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            source.say(MeterMessages.live("11:17:03", 0, 417) + MeterMessages.HISTORY + MeterMessages.DAMAGED
                    + MeterMessages.classic("11:17:09", 1, 2, 3));
            bench.await("a", status -> status.counters().readings() == 4);
            bench.recorder.flush();
            var status = bench.status("a");
            // the Classic's message comes in the second of the CC128's, one millisecond later
            assertEquals(new Counters(3, 2, 1, 1, 4, 4, 0), status.counters());
            assertEquals("messages=3 live=2 history=1 damaged=1 readings=4 stored=4", status.counters().summary());
            var damage = status.lastDamage().orElseThrow();
            assertEquals(DamageWords.of(MeterEvent.Reason.BAD_VALUE), damage.reason());
            assertEquals(bench.clock.instant(), damage.when());
            assertTrue(damage.text().contains("00x50"), damage.text());
            assertEquals(Optional.of(bench.clock.instant()), status.lastReceived());
        }
    }

    @Test
    void temperaturesAreStoredButNotCounted() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            source.say(MeterMessages.live("11:17:03", 0, 417, "18.4"));
            bench.recorder.flush();
            assertEquals(List.of(Reading.of(bench.clock.instant(), 18_400)),
                    bench.store.readings(new SeriesKey(Bench.METER, 0, Quantity.TEMPERATURE)));
            assertEquals(1, bench.status("a").counters().stored());
        }
    }

    @Test
    void theLiveBusKnowsTheLatestValueOfEverySensor() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            long before = bench.recorder.live().version();
            source.say(MeterMessages.live("11:17:03", 0, 417));
            bench.clock.set("2026-01-31T12:00:06Z");
            source.say(MeterMessages.live("11:17:09", 0, 500) + MeterMessages.live("11:17:09", 3, 40));
            bench.await("a", status -> status.counters().readings() == 3);
            var live = bench.recorder.live();
            assertTrue(live.version() > before);
            assertEquals(Optional.of(watts("2026-01-31T12:00:06Z", 500)), live.latest(Bench.HOUSE));
            assertEquals(List.of(watts("2026-01-31T12:00:06Z", 500)),
                    live.since(Bench.HOUSE, Instant.parse("2026-01-31T12:00:00Z").toEpochMilli()));
            assertEquals(3, live.latest().size());
            live.forget(Bench.METER);
            assertEquals(Optional.empty(), live.latest(Bench.HOUSE));
        }
    }

    @Test
    void theLiveBusKeepsTheLast64() {
        var live = new LiveBus();
        for (int i = 0; i < 100; i++) {
            live.publish(Bench.HOUSE, new Reading(i, i, Reading.ABSENT, Reading.ABSENT));
        }
        var kept = live.since(Bench.HOUSE, Long.MIN_VALUE);
        assertEquals(64, kept.size());
        assertEquals(36, kept.getFirst().timeMillis());
        assertEquals(99, kept.getLast().timeMillis());
    }

    @Test
    void theLastBytesHeardAreKept() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            source.say("abc");
            assertArrayEquals("abc".getBytes(StandardCharsets.ISO_8859_1), bench.recorder.received("a"));
            var all = new StringBuilder("abc");
            for (int i = 0; i < 1000; i++) {
                String line = "line " + i + "\n";
                all.append(line);
                source.say(line);
            }
            var long10k = "x".repeat(10_000) + "y";
            assertEquals(all.substring(all.length() - 8192),
                    new String(bench.recorder.received("a"), StandardCharsets.ISO_8859_1));
            source.say(long10k);
            assertEquals(long10k.substring(long10k.length() - 8192),
                    new String(bench.recorder.received("a"), StandardCharsets.ISO_8859_1));
            assertEquals(0, bench.recorder.received("nobody").length);
        }
    }

    @Test
    void aMessageThatSilenceCutIsDamageAndCostsNotTheNext() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            source.say(MeterMessages.live("11:17:03", 0, 417).substring(0, 60));
            bench.clock.set("2026-01-31T12:00:06Z");
            source.say(MeterMessages.live("11:17:09", 0, 500));
            bench.await("a", status -> status.counters().readings() == 1);
            assertEquals(1, bench.status("a").counters().damaged());
            assertEquals(DamageWords.of(MeterEvent.Reason.TRUNCATED),
                    bench.status("a").lastDamage().orElseThrow().reason());
            bench.await("a", SourceState.Live.class);
        }
    }

    @Test
    void aMessageThatWasSeenInPartsByABusyComputerIsWhole() throws Exception {
        try (var bench = new Bench()) {
            var source = bench.start("a");
            String message = MeterMessages.live("11:17:03", 0, 417);
            source.say(message.substring(0, 60));
            bench.clock.set("2026-01-31T12:00:03Z");
            source.say(message.substring(60));
            bench.await("a", status -> status.counters().readings() == 1);
            assertEquals(0, bench.status("a").counters().damaged());
        }
    }
}
