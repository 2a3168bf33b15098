package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.source.Publisher;
import org.currentcost.source.PublisherType;
import org.currentcost.source.SourceState;
import org.currentcost.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far publishing has come is known after a restart, and damage to one line of it takes nothing from the others. */
class PublishingProgressTest {

    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final SeriesKey TEMPERATURE = new SeriesKey("house", 0, Quantity.TEMPERATURE);
    private static final String GOOD = "begun\t1000\nhouse\t0\tPOWER\t5000\nenergy\thouse\t0\t7\t6000\t8\t9\n";

    private static Set<String> lines(String text) {
        return text.lines().collect(Collectors.toSet());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var progress = new PublishingProgress("", 1000);
        assertEquals(999, progress.acknowledgedMillis(HOUSE));
        assertEquals(EnergyCounter.from(1000), progress.counter(HOUSE));
        progress.acknowledge(HOUSE, 5000);
        progress.count(HOUSE, new EnergyCounter(7, 6000, 8, 9));
        assertEquals(lines(GOOD), lines(progress.text()));
        var again = new PublishingProgress(progress.text(), 2000);
        assertEquals(1000, again.begunMillis());
        assertEquals(5000, again.acknowledgedMillis(HOUSE));
        assertEquals(999, again.acknowledgedMillis(TEMPERATURE));
        assertEquals(new EnergyCounter(7, 6000, 8, 9), again.counter(HOUSE));
        assertEquals(List.of(), again.unreadable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"house\t1\tPOWER\t50x0", "house\t1\tPOW", "house\tone\tPOWER\t5000",
        "house\t-1\tPOWER\t5000", "\t1\tPOWER\t5000", "house\t1\tGAS\t5000", "house\t1\tPOWER\t99999999999999999999",
        "energy\thouse\t1\t7\t6000\t8\t", "energy\thouse\t1\t7\t6000\t8", "begun\t", "later\tand\tnew", "\u0000", ""})
    void aLineThatCannotBeReadIsKeptAndTakesNothingFromOthers(String damaged) {
        var progress = new PublishingProgress(damaged + "\n" + GOOD, 2000);
        assertEquals(List.of(damaged), progress.unreadable());
        assertEquals(1000, progress.begunMillis());
        assertEquals(5000, progress.acknowledgedMillis(HOUSE));
        assertEquals(new EnergyCounter(7, 6000, 8, 9), progress.counter(HOUSE));
        assertEquals(lines(damaged + "\n" + GOOD), lines(progress.text()));
        assertEquals(List.of(damaged), new PublishingProgress(progress.text(), 2000).unreadable());
    }

    @Test
    void whereTheBeginningIsDamagedItWasBeforeAllThatIsKnown() {
        var progress = new PublishingProgress(GOOD.replace("begun\t1000", "begun\t1o00"), 9000);
        assertEquals(5000, progress.begunMillis());
        assertEquals(5000, progress.acknowledgedMillis(HOUSE));
    }

    @Test
    void publishingGoesOnWhereItWasBesideDamage() throws Exception {
        var store = new MemoryStore();
        var clock = new SettableClock("2026-05-01T10:00:00Z");
        long now = clock.millis();
        store.append(Map.of(HOUSE, List.of(Reading.of(clock.instant().minusSeconds(120), 1),
                Reading.of(clock.instant().minusSeconds(60), 2))));
        store.saveDocument("published fake:x", "begun\t" + (now - 600_000) + "\nhouse\t0\tPOWER\t" + (now - 120_000)
                + "\nhouse\t1\tPOWER\t12o\n");
        var published = new CopyOnWriteArrayList<Long>();
        try (var publishing = new Publishing("fake:x", type(published), store, new NoSensors(), meter -> true, clock,
                () -> 0)) {
            publishing.start();
            Patience.await("the reading", () -> publishing.status().published() > 0);
            assertInstanceOf(SourceState.Live.class, publishing.status().state());
        }
        assertEquals(List.of(2L), published);
        assertEquals(Set.of("begun\t" + (now - 600_000), "house\t0\tPOWER\t" + (now - 60_000), "house\t1\tPOWER\t12o"),
                lines(store.document("published fake:x").orElseThrow()));
    }

    private static PublisherType type(List<Long> published) {
        return new PublisherType() {

            @Override
            public String scheme() {
                return "fake";
            }

            @Override
            public Publisher create(String address) {
                return new Publisher() {

                    @Override
                    public void connect() {
                        // at once
                    }

                    @Override
                    public void publish(SeriesKey series, String name, Reading reading) {
                        published.add(reading.channel1());
                    }

                    @Override
                    public boolean carriesTime() {
                        return true;
                    }

                    @Override
                    public void close() {
                        // nothing is open
                    }
                };
            }
        };
    }

    private static final class NoSensors implements PublishedSensors {

        @Override
        public String name(SeriesKey series) {
            return "";
        }

        @Override
        public Used used(SeriesKey series, TimeRange range) {
            return new Used(0, 0);
        }
    }
}
