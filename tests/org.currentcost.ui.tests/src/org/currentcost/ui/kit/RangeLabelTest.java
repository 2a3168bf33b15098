package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** How shortly the tool bar tells a span of time. */
class RangeLabelTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static String label(String start, String end, Locale locale) {
        return RangeLabel.of(new TimeRange(Instant.parse(start), Instant.parse(end)),
                Instant.parse("2026-11-26T21:26:00Z").atZone(BERLIN), locale).replace('\u202f', ' ');
    }

    @Test
    void aDayIsNamedOnce() {
        assertEquals("26. Nov. 16:26–22:26",
                label("2026-11-26T15:26:00Z", "2026-11-26T21:26:00Z", Locale.GERMANY));
        assertEquals("Nov 26 4:26 PM–10:26 PM", label("2026-11-26T15:26:00Z", "2026-11-26T21:26:00Z", Locale.US));
        assertEquals("26 Nov 16:26–00:00", label("2026-11-26T15:26:00Z", "2026-11-26T23:00:00Z", Locale.UK));
    }

    @Test
    void aNightHasBothDays() {
        assertEquals("25.11. 22:26 – 26.11. 22:26",
                label("2026-11-25T21:26:00Z", "2026-11-26T21:26:00Z", Locale.GERMANY));
    }

    @Test
    void anotherYearIsNamed() {
        assertEquals("26. Nov. 2025 16:26–22:26",
                label("2025-11-26T15:26:00Z", "2025-11-26T21:26:00Z", Locale.GERMANY));
        assertEquals("31.12.25 – 01.01.26",
                label("2025-12-31T15:26:00Z", "2026-01-01T11:26:00Z", Locale.GERMANY));
    }

    @Test
    void manyDaysHaveNoClock() {
        assertEquals("27.10.26 – 26.11.26", label("2026-10-27T21:26:00Z", "2026-11-26T21:26:00Z", Locale.GERMANY));
    }
}
