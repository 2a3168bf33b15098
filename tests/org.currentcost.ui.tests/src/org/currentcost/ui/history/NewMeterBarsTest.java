package org.currentcost.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** Bars of a meter that is new fit what is known of it. */
class NewMeterBarsTest {

    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final TimeRange MONTH = TimeRange.endingAt(END, Duration.ofDays(30));

    private static List<TimeRange> lastDays(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> TimeRange
                .endingAt(END.minus(Duration.ofDays(count - i)), Duration.ofDays(1))).toList();
    }

    @Test
    void noPlacesForDaysBeforeTheFirstReading() {
        assertEquals(TimeRange.endingAt(END, Duration.ofDays(10)),
                PeriodView.axis(MONTH, PeriodKind.DAY, lastDays(10)));
        assertEquals(MONTH, PeriodView.axis(MONTH, PeriodKind.DAY, lastDays(30)));
    }

    @Test
    void oneDayIsNotAsWideAsTheChart() {
        assertEquals(TimeRange.endingAt(END, Duration.ofDays(7)), PeriodView.axis(MONTH, PeriodKind.DAY, lastDays(1)));
        var asked = TimeRange.endingAt(END, Duration.ofDays(3));
        assertEquals(asked, PeriodView.axis(asked, PeriodKind.DAY, lastDays(1)), "no more than was asked for");
    }

    @Test
    void whatIsStillToComeKeepsItsPlaces() {
        var asked = new TimeRange(END.minus(Duration.ofDays(20)), END.plus(Duration.ofDays(10)));
        assertEquals(new TimeRange(END.minus(Duration.ofDays(5)), asked.end()),
                PeriodView.axis(asked, PeriodKind.DAY, lastDays(5)));
    }
}
