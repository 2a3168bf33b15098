package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;
import org.currentcost.recorder.HistoryProgress.Count;
import org.currentcost.recorder.HistoryProgress.Delivery;
import org.currentcost.recorder.HistoryProgress.Ended;
import org.currentcost.recorder.HistoryProgress.NextCycle;
import org.currentcost.source.demo.MeterModel;
import org.currentcost.source.demo.MeterSimulator;
import org.currentcost.source.demo.SimulatedMessage;
import org.currentcost.source.demo.SimulatorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of a meter's sending while it sends, by the bytes of simulated meters. */
class HistoryTransferTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** 01:00:30 by the clock of a meter in Berlin; 431 days after it was switched on. */
    private static final Instant START = Instant.parse("2025-11-17T00:00:30Z");

    private final HistoryTransfer transfer = new HistoryTransfer(BERLIN);
    private MeterSimulator meter = meter(MeterModel.CC128_V129, START);
    private Instant now = START;
    /** Lost on the line. */
    private Predicate<String> lost = text -> false;

    private static MeterSimulator meter(MeterModel model, Instant start) {
        return new MeterSimulator(SimulatorSettings.of(model, start, BERLIN));
    }

    private SimulatedMessage next() {
        var message = meter.next();
        // As the recorder's watch does
        for (; now.isBefore(message.at()); now = now.plusSeconds(1)) {
            transfer.look(now);
        }
        now = message.at();
        var parser = new MeterParser();
        var bytes = message.bytes();
        if (!lost.test(new String(bytes, StandardCharsets.ISO_8859_1))) {
            parser.feed(bytes, 0, bytes.length);
        }
        for (var event = parser.next(); event != null; event = parser.next()) {
            switch (event) {
                case MeterEvent.Live live -> transfer.received(live, now);
                case MeterEvent.History history -> transfer.received(history, now);
                case MeterEvent.Damage damage -> throw new AssertionError(damage);
            }
        }
        return message;
    }

    private HistoryProgress progress() {
        return transfer.progress(now);
    }

    private void hear(Predicate<HistoryProgress> until) {
        var patience = now.plus(Duration.ofHours(3));
        do {
            next();
            assertTrue(now.isBefore(patience), "in vain: " + progress());
        } while (!until.test(progress()));
    }

    /** Hears a whole transfer. {@return what it brought} */
    private Ended hearAll() {
        hear(progress -> progress.receiving().isPresent());
        hear(progress -> progress.receiving().isEmpty());
        return progress().last().orElseThrow();
    }

    private static Map<HistorySpan, Integer> counts(int hours, int days, int months) {
        return Map.of(HistorySpan.TWO_HOURS, hours, HistorySpan.DAY, days, HistorySpan.MONTH, months);
    }

    @ParameterizedTest
    @EnumSource(names = "CLASSIC", mode = EnumSource.Mode.EXCLUDE)
    void aScheduledCycleIsFollowedFromItsFirstToItsLastValue(MeterModel model) {
        meter = meter(model, START);
        assertEquals(HistoryProgress.NONE, progress());
        next();
        assertEquals(Optional.of(new NextCycle(LocalTime.of(1, 1), Instant.parse("2025-11-17T00:01:00Z"))),
                progress().next().map(HistoryTransferTest::toSeconds));
        hear(progress -> progress.receiving().isPresent());
        var first = progress().receiving().orElseThrow();
        assertEquals(Map.of(HistorySpan.TWO_HOURS, new Count(4, 372), HistorySpan.DAY, new Count(0, 90),
                HistorySpan.MONTH, new Count(0, 14)), first.counts());
        assertEquals(Delivery.SCHEDULED, first.delivery());
        // 126 messages have been counted for thirty months; here are fourteen
        assertEquals(1190, first.left().toSeconds(), 40);
        var last = first;
        while (progress().receiving().isPresent()) {
            var going = progress().receiving().get();
            assertTrue(going.left().compareTo(last.left()) <= 0 && going.part() >= last.part(), "only forward");
            last = going;
            next();
        }
        var ended = progress().last().orElseThrow();
        assertEquals(counts(372, 90, 14), ended.counts());
        assertTrue(ended.complete(), ended.gaps().toString());
        assertEquals(Duration.between(first.since(), ended.at()).toSeconds(), first.left().toSeconds(), 60);
        assertEquals(Instant.parse("2025-11-17T02:01:00Z"), toSeconds(ended.outdatedAt()));
        assertEquals(Optional.of(LocalTime.of(3, 1)), progress().next().map(NextCycle::meterTime));
        assertEquals(Instant.parse("2025-11-17T00:00:00Z"), ended.range().end());
    }

    private static NextCycle toSeconds(NextCycle cycle) {
        return new NextCycle(cycle.meterTime(), toSeconds(cycle.at()));
    }

    private static Instant toSeconds(Instant instant) {
        return Instant.ofEpochSecond(instant.getEpochSecond());
    }

    @ParameterizedTest
    @EnumSource(names = "CLASSIC", mode = EnumSource.Mode.EXCLUDE)
    void aDumpOnDemandIsOverWithItsLastMonth(MeterModel model) {
        meter = meter(model, START.plus(Duration.ofHours(1)));
        next();
        meter.dumpHistory();
        next();
        next();
        assertEquals(Delivery.ON_DEMAND, progress().receiving().orElseThrow().delivery());
        assertTrue(progress().receiving().get().left().toSeconds() < 10);
        hear(progress -> progress.receiving().isEmpty());
        var ended = progress().last().orElseThrow();
        assertEquals(counts(372, 90, 14), ended.counts());
        assertTrue(ended.complete());
        assertEquals(Delivery.ON_DEMAND, ended.delivery());
        next();
        assertEquals(Optional.of(LocalTime.of(3, 1)), progress().next().map(NextCycle::meterTime),
                "the clock that a dump has put back");
    }

    @Test
    void aDumpWhoseBeginningWasLostIsNotComplete() {
        now = START.plus(Duration.ofHours(1));
        meter = meter(MeterModel.CC128_V129, now);
        lost = text -> text.contains("<h746>") || text.contains("<d090>");
        next();
        meter.dumpHistory();
        var ended = hearAll();
        assertEquals(List.of("TWO_HOURS 746-648", "DAY 90-60"), ended.gaps().stream()
                .map(gap -> gap.span() + " " + gap.oldest() + "-" + gap.newest()).toList());
    }

    @Test
    void aDumpInAScheduledCycleTakesItsPlace() {
        hear(progress -> progress.receiving().filter(one -> one.counts().get(HistorySpan.TWO_HOURS).came() > 50)
                .isPresent());
        meter.dumpHistory();
        next();
        assertEquals(50, progress().receiving().orElseThrow().counts().get(HistorySpan.TWO_HOURS).came());
        hear(progress -> progress.receiving().isEmpty());
        assertTrue(progress().last().orElseThrow().complete());
        assertEquals(Optional.of(LocalTime.of(3, 1)), progress().next().map(NextCycle::meterTime));
    }

    @Test
    void aClassicSendsAllInOneMessage() {
        meter = meter(MeterModel.CLASSIC, START);
        hear(progress -> progress.last().isPresent());
        var ended = progress().last().orElseThrow();
        assertEquals(counts(12, 31, 12), ended.counts());
        assertTrue(ended.complete());
        assertEquals(Delivery.ONE_MESSAGE, ended.delivery());
        assertTrue(progress().everyMessage());
        assertEquals(Optional.empty(), progress().next());
    }

    @Test
    void aYoungMeterHasNoMonths() {
        // 16 days and an hour old
        now = Instant.parse("2024-09-28T00:00:30Z");
        meter = meter(MeterModel.CC128_V129, now);
        hear(progress -> progress.receiving().isPresent());
        var counts = progress().receiving().orElseThrow().counts();
        assertEquals(new Count(4, 193), counts.get(HistorySpan.TWO_HOURS));
        assertEquals(new Count(0, 16), counts.get(HistorySpan.DAY));
        assertEquals(new Count(0, 0), counts.get(HistorySpan.MONTH));
        hear(progress -> progress.receiving().isEmpty());
        var ended = progress().last().orElseThrow();
        assertEquals(counts(193, 16, 0), ended.counts());
        assertTrue(ended.complete(), ended.toString());
    }

    @Test
    void aMeterThatWasSwitchedOnYesterdayHasOneDay() {
        meter = meter(MeterModel.CC128_V011, Instant.parse("2024-09-13T20:00:30Z"));
        now = Instant.parse("2024-09-13T20:00:30Z");
        var ended = hearAll();
        assertEquals(counts(23, 1, 0), ended.counts());
        assertTrue(ended.complete(), ended.toString());
    }

    @Test
    void aYoungMetersDumpIsOverWhenItIsSilent() {
        now = Instant.parse("2024-09-28T01:00:30Z");
        meter = meter(MeterModel.CC128_V129, now);
        next();
        meter.dumpHistory();
        var ended = hearAll();
        assertEquals(counts(193, 16, 0), ended.counts());
        assertTrue(ended.complete(), ended.toString());
        assertTrue(Duration.between(ended.at(), now).toSeconds() <= 12);
    }

    @Test
    void lostMessagesAreGapsUntilTheNextCycleFillsThem() {
        lost = text -> text.contains("<h700>") || text.contains("<d050>") || text.contains("<m014>");
        var ended = hearAll();
        assertEquals(counts(368, 86, 10), ended.counts());
        assertFalse(ended.complete());
        assertFalse(ended.early());
        assertEquals(List.of("TWO_HOURS 704-698", "DAY 53-50", "MONTH 14-11"), ended.gaps().stream()
                .map(gap -> gap.span() + " " + gap.oldest() + "-" + gap.newest()).toList());
        // h004 ended at 01:00; h704 began 702 hours before that
        assertEquals(new TimeRange(Instant.parse("2025-10-18T18:00:00Z"), Instant.parse("2025-10-19T02:00:00Z")),
                ended.gaps().getFirst().range());
        assertEquals(List.of(4, 4, 4), ended.gaps().stream().map(HistoryGap::values).toList());
        lost = text -> false;
        assertTrue(hearAll().complete());
    }

    @Test
    void theNextCycleMayLoseOthers() {
        lost = text -> text.contains("<h700>");
        assertEquals(1, hearAll().gaps().size());
        // Two hours later the same block is called h702
        lost = text -> text.contains("<d050>");
        assertTrue(hearAll().complete(), "these days came two hours before");
    }

    @Test
    void aCycleThatBreaksOffIsEndedEarlyAndGoesOnWhereItDoes() {
        lost = text -> !text.contains("<h7");
        hear(progress -> progress.last().isPresent());
        var broken = progress().last().orElseThrow();
        assertTrue(broken.early());
        assertFalse(broken.complete());
        assertEquals(List.of(HistorySpan.TWO_HOURS, HistorySpan.DAY, HistorySpan.MONTH),
                broken.gaps().stream().map(HistoryGap::span).toList());
        assertEquals(90, broken.gaps().get(1).oldest());
        lost = text -> false;
        hear(progress -> progress.receiving().isPresent());
        hear(progress -> progress.receiving().isEmpty());
        var ended = progress().last().orElseThrow();
        assertFalse(ended.early());
        assertEquals(List.of(HistorySpan.TWO_HOURS), ended.gaps().stream().map(HistoryGap::span).toList());
        assertTrue(hearAll().complete());
    }

    @Test
    void whoComesInTheMiddleMissesTheBeginning() {
        now = START.plus(Duration.ofMinutes(10));
        meter = meter(MeterModel.CC128_V129, now);
        var ended = hearAll();
        assertEquals(1, ended.gaps().size());
        var gap = ended.gaps().getFirst();
        // 9 1/2 minutes are 57 messages of at most four values
        assertEquals(746, gap.oldest());
        assertEquals(57 * 4, gap.values(), 4);
        assertTrue(hearAll().complete());
    }

    @Test
    void theClockOfTheMeterIsCompared() {
        assertEquals(Optional.empty(), transfer.clockAhead());
        var settings = SimulatorSettings.of(MeterModel.CC128_V129, now, BERLIN).withClock(LocalTime.of(2, 2, 30));
        assertEquals(Duration.ofMinutes(62), settings.clockAhead());
        meter = new MeterSimulator(settings);
        next();
        assertEquals(Optional.of(Duration.ofMinutes(62)), transfer.clockAhead());
        assertEquals(Optional.of(new NextCycle(LocalTime.of(3, 1), Instant.parse("2025-11-17T00:59:00Z"))),
                progress().next().map(HistoryTransferTest::toSeconds));
    }
}
