package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** Where the shared time range goes, and how the way back is found. */
class TimeRangeServiceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:30Z");
    private static final Instant NEXT_MINUTE = Instant.parse("2026-11-22T10:01:00Z");
    private static final TimeRange EVERYTHING = new TimeRange(Instant.parse("2026-01-01T00:00:00Z"), NOW);

    private Instant clock = NOW;
    private final TimeRangeService time = new TimeRangeService(() -> Optional.of(EVERYTHING),
            (InstantSource) () -> clock, ZoneOffset.UTC);

    private TimeRange shown() {
        return time.shown().get().range();
    }

    @Test
    void beginsWithThirtyDaysToTheNextMinute() {
        assertEquals(new TimeRange(Instant.parse("2026-10-24T00:00:00Z"), NEXT_MINUTE), shown());
        assertFalse(time.canGoBack());
        assertFalse(time.canGoForward());
    }

    @Test
    void followsTheClockUntilARangeOfItsOwnIsShown() {
        clock = NOW.plus(Duration.ofHours(1));
        time.tick();
        assertEquals(new TimeRange(Instant.parse("2026-10-24T00:00:00Z"), NEXT_MINUTE.plus(Duration.ofHours(1))),
                shown());
        var day = TimeRange.endingAt(NOW, Duration.ofDays(1));
        time.show(day);
        clock = NOW.plus(Duration.ofHours(2));
        time.tick();
        assertEquals(day, shown());
    }

    @Test
    void findsTheWayBackAndForward() {
        var first = shown();
        time.show(TimeRangeService.Preset.DAY);
        time.show(TimeRangeService.Preset.ALL);
        assertEquals(EVERYTHING, shown());
        assertTrue(time.shown().get().all());
        time.back();
        assertEquals(new TimeRange(Instant.parse("2026-11-21T11:00:00Z"), NEXT_MINUTE), shown());
        time.back();
        assertEquals(first, shown());
        assertFalse(time.canGoBack());
        time.forward();
        time.forward();
        assertEquals(EVERYTHING, shown());
        time.back();
        time.show(TimeRangeService.Preset.HOUR);
        assertFalse(time.canGoForward(), "another way was taken");
    }

    @Test
    void goesEarlierByItsLengthAndLaterToThePresentAtMost() {
        var first = shown();
        time.earlier();
        var before = new TimeRange(Instant.parse("2026-09-24T00:00:00Z"), Instant.parse("2026-10-24T00:00:00Z"));
        assertEquals(before, shown(), "the thirty days before the first of these");
        time.earlier();
        time.later();
        assertEquals(before, shown());
        time.later();
        assertEquals(first, shown());
        assertTrue(time.shown().get().length().isPresent(), "follows the clock again");
    }

    @Test
    void goesNowhereForNextToNothing() {
        var first = shown();
        time.show(TimeRange.endingAt(NOW, Duration.ofSeconds(9)));
        assertEquals(first, shown());
        assertFalse(time.canGoBack());
    }

    @Test
    void remembersNothingWhereNothingChanged() {
        var before = time.shown().get();
        time.show(TimeRangeService.Preset.MONTH);
        assertEquals(before, time.shown().get());
        assertFalse(time.canGoBack());
    }

    @Test
    void isThereAgainAtTheNextStart() {
        var next = new TimeRangeService(() -> Optional.of(EVERYTHING), (InstantSource) () -> clock, ZoneOffset.UTC);
        time.show(TimeRangeService.Preset.WEEK);
        time.save();
        clock = NOW.plus(Duration.ofHours(1));
        next.restore();
        assertEquals(new TimeRange(Instant.parse("2026-11-16T00:00:00Z"), NEXT_MINUTE.plus(Duration.ofHours(1))),
                next.shown().get().range(), "it follows the clock of then");
        assertFalse(next.canGoBack());

        time.show(TimeRangeService.Preset.ALL);
        time.save();
        next.restore();
        assertTrue(next.shown().get().all());

        var day = TimeRange.endingAt(NOW, Duration.ofDays(1));
        time.show(day);
        time.save();
        next.restore();
        assertEquals(new TimeRangeService.Shown(day, Optional.empty(), false), next.shown().get());

        time.show(TimeRangeService.Preset.MONTH);
        time.save();
    }
}
