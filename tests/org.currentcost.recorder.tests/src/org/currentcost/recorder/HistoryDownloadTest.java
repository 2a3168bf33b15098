package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.HistoryDownload.Look;
import org.currentcost.recorder.HistoryDownload.Outcome;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.SourceState;
import org.currentcost.source.demo.MeterModel;
import org.currentcost.source.demo.MeterSimulator;
import org.currentcost.source.demo.SimulatedMessage;
import org.currentcost.source.demo.SimulatorSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for a meter's memory while a recorder records it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HistoryDownloadTest {

    private static final Instant START = Instant.parse("2025-11-17T13:00:30Z");

    private final Bench bench = new Bench();
    private FakeSource source;
    private MeterSimulator meter;
    private HistoryDownload download;
    private Locale before;

    @BeforeEach
    void start() {
        before = Locale.getDefault();
        Locale.setDefault(Locale.UK);
        bench.clock.set(START.toString());
        source = bench.start("a");
        download = new HistoryDownload(START, ZoneOffset.UTC);
        meter = meter(SimulatorSettings.of(MeterModel.CC128_V129, START, ZoneOffset.UTC));
    }

    private static MeterSimulator meter(SimulatorSettings settings) {
        return new MeterSimulator(settings);
    }

    @AfterEach
    void stop() {
        Locale.setDefault(before);
        bench.close();
    }

    private Look look() {
        return download.look(bench.recorder.sources().stream().findFirst(), bench.clock.instant());
    }

    private void say(Predicate<SimulatedMessage> received) throws InterruptedException {
        var message = meter.next();
        bench.clock.set(message.at().toString());
        if (received.test(message)) {
            source.say(new String(message.bytes(), StandardCharsets.ISO_8859_1));
        }
    }

    private Look hear(Outcome until, Predicate<SimulatedMessage> received) throws InterruptedException {
        var patience = bench.clock.instant().plusSeconds(3 * 3600);
        while (look().outcome() != until) {
            assertTrue(bench.clock.instant().isBefore(patience), look().words());
            say(received);
        }
        return look();
    }

    private Look hear(Outcome until) throws InterruptedException {
        return hear(until, message -> true);
    }

    @Test
    void saysWhenTheMeterSendsWhatComesAndWhatCame() throws Exception {
        assertEquals("Waiting until a message of the meter comes: connecting", look().words());
        say(message -> true);
        assertEquals(Outcome.WAITING, look().outcome());
        assertEquals("Hold Down + OK on the meter now, or wait until it sends at 13:01 by its clock (in 29 s).",
                look().words());
        assertEquals("Receiving: 4 of about 372 two-hour values, then days and months; about 20 min left.",
                hear(Outcome.RECEIVING).words());
        while (bench.status("a").history().receiving().orElseThrow().counts().get(HistorySpan.DAY).came() < 12) {
            say(message -> true);
        }
        assertEquals("Receiving: 372 two-hour values, 13 of about 90 days, then months; about 4 min left.",
                look().words());
        assertTrue(look().part() > 0.7);
        var done = hear(Outcome.COMPLETE);
        assertTrue(done.over());
        assertEquals("Done: 372 two-hour values, 90 days, 14 months of 30 days; from 11 Sept 2024 to 17 Nov 2025.",
                done.words());
        bench.recorder.flush();
        var blocks = bench.store.history(Bench.HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL);
        assertEquals(372, blocks.size());
        assertEquals(Instant.parse("2025-11-17T13:00:00Z").toEpochMilli(), blocks.getLast().endMillis());
        assertTrue(bench.status("a").counters().live() > 200, "live recording went on");
        // Nothing new can come before the next odd hour
        assertEquals(Outcome.COMPLETE, new HistoryDownload(bench.clock.instant(), ZoneOffset.UTC)
                .look(Optional.of(bench.status("a")), bench.clock.instant()).outcome());
        bench.clock.set("2025-11-17T15:01:00Z");
        assertEquals(Outcome.WAITING, new HistoryDownload(bench.clock.instant(), ZoneOffset.UTC)
                .look(Optional.of(bench.status("a")), bench.clock.instant()).outcome());
    }

    @Test
    void gapsAreToldAndTheNextTransferFillsThem() throws Exception {
        hear(Outcome.RECEIVING);
        var gaps = hear(Outcome.INCOMPLETE,
                message -> !new String(message.bytes(), StandardCharsets.ISO_8859_1).contains("<h600>"));
        assertEquals("Done: 368 two-hour values, 90 days, 14 months of 30 days; from 11 Sept 2024 to 17 Nov 2025."
                + " 4 values never came; what the meter sends at 15:01 fills the gaps.", gaps.words());
        assertTrue(gaps.over());
        assertEquals(1, HistoryWords.gaps(bench.status("a").history().last().orElseThrow(), ZoneOffset.UTC).size());
        download.waitForNext(bench.clock.instant());
        assertFalse(look().over());
        hear(Outcome.RECEIVING);
        hear(Outcome.COMPLETE);
        bench.recorder.flush();
        assertEquals(373, bench.store.history(Bench.HOUSE, HistorySpan.TWO_HOURS, TimeRange.ALL).size());
    }

    @Test
    void aBrokenConnectionIsToldAndTheRestOfTheCycleIsTheRest() throws Exception {
        hear(Outcome.RECEIVING);
        while (bench.status("a").history().receiving().orElseThrow().counts().get(HistorySpan.TWO_HOURS).came() < 100) {
            say(message -> true);
        }
        source.fail(SourceProblem.passing("The cable was pulled.", ""));
        bench.await("a", SourceState.WaitingToRetry.class);
        assertEquals(Outcome.RECEIVING, look().outcome(), "a moment's pause is nothing");
        for (int lost = 0; lost < 2; lost++) {
            say(message -> false);
        }
        bench.await("a", status -> source.attempts() == 2);
        assertEquals("Done: 372 two-hour values, 90 days, 14 months of 30 days; from 11 Sept 2024 to 17 Nov 2025.",
                hear(Outcome.COMPLETE).words());
    }

    @Test
    void aSourceThatIsStoppedOrRemovedIsWaitedForNoLonger() throws Exception {
        say(message -> true);
        bench.recorder.stop("a");
        assertEquals(new Look(Outcome.STOPPED, "The source does not run: stopped", 0), look());
        bench.recorder.remove("a");
        assertEquals(new Look(Outcome.STOPPED, "The source was removed.", 0), look());
    }

    @Test
    void aWrongClockIsToldWithWhatToDo() throws Exception {
        meter = meter(SimulatorSettings.of(MeterModel.CC128_V129, START, ZoneOffset.UTC)
                .withClock(LocalTime.of(14, 2, 30)));
        assertEquals(Optional.empty(), clock());
        say(message -> true);
        assertEquals(
                Optional.of("The meter's clock is 1 h 2 min ahead of this computer's. Set it on the meter (see its "
                        + "manual); blocks are dated by the computer's clock meanwhile."),
                clock());
        assertEquals("Hold Down + OK on the meter now, or wait until it sends at 15:01 by its clock, 13:59 by this "
                + "computer's (in 58 min).", look().words());
    }

    @Test
    void aClockThatIsALittleOffIsOnlyTold() throws Exception {
        meter = meter(SimulatorSettings.of(MeterModel.CC128_V129, START, ZoneOffset.UTC)
                .withClock(LocalTime.of(12, 57, 0)));
        say(message -> true);
        assertEquals(Optional.of("The meter's clock is 4 min behind this computer's."), clock());
        assertFalse(HistoryWords.clockIsWrong(bench.status("a")));
    }

    private Optional<String> clock() {
        return HistoryWords.clock(bench.status("a"), bench.clock.instant(), ZoneOffset.UTC);
    }

    @Test
    void theWordsAreThereInGerman() throws Exception {
        Locale.setDefault(Locale.GERMANY);
        say(message -> true);
        assertEquals("Halte jetzt am Zähler Down + OK gedrückt, oder warte, bis er sendet: um 13:01 nach seiner Uhr "
                + "(in 29 s).", look().words());
        assertEquals("Empfängt: 4 von etwa 372 Zweistundenwerten, dann Tage und Monate; noch etwa 20 min.",
                hear(Outcome.RECEIVING).words());
    }
}
