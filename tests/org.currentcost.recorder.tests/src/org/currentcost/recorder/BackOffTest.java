package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.currentcost.source.BackOff;
import org.junit.jupiter.api.Test;

/** How long attempts to connect wait for each other. */
class BackOffTest {

    private static List<Long> millis(BackOff backOff, int failures) {
        return Stream.generate(backOff::failed).limit(failures).map(Duration::toMillis).toList();
    }

    @Test
    void waitsAreShortForTheFirstMinuteAndNeverLongerThanOne() {
        assertEquals(List.of(1000L, 2000L, 4000L, 4000L, 4000L, 4000L, 4000L, 4000L, 8000L, 15_000L, 30_000L, 60_000L,
                60_000L, 60_000L), millis(new BackOff(), 14));
    }

    @Test
    void whatWorkedBeginsAnew() {
        var backOff = new BackOff();
        millis(backOff, 20);
        backOff.succeeded();
        assertEquals(List.of(1000L, 2000L), millis(backOff, 2));
    }

    @Test
    void chanceCutsAllButTheShortest() {
        assertEquals(List.of(1000L, 1800L, 3600L), millis(new BackOff(() -> 0.5), 3));
    }
}
