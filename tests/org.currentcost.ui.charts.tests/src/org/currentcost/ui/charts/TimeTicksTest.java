package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTicksTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ToIntFunction<String> WIDTH = text -> 7 * text.length();

    private static TimeRange range(ZoneId zone, String start, String end) {
        return new TimeRange(LocalDateTime.parse(start).atZone(zone).toInstant(),
                LocalDateTime.parse(end).atZone(zone).toInstant());
    }

    private static List<String> labels(TimeTicks ticks) {
        return ticks.ticks().stream().map(TimeTicks.Tick::label).toList();
    }

    private static List<String> spans(TimeTicks ticks) {
        return ticks.spans().stream().map(TimeTicks.Label::text).toList();
    }

    @Test
    void hoursOfAnAfternoon() {
        TimeTicks ticks = TimeTicks.of(range(LONDON, "2026-11-17T13:10", "2026-11-17T19:10"), LONDON, Locale.UK, 400,
                WIDTH);
        assertEquals(List.of("14:00", "15:00", "16:00", "17:00", "18:00", "19:00"), labels(ticks));
        assertEquals(List.of("Tue, 17 Nov 2026"), spans(ticks));
    }

    @Test
    void secondsOfMinutes() {
        TimeTicks ticks = TimeTicks.of(range(LONDON, "2026-11-17T14:02:10", "2026-11-17T14:03:10"), LONDON, Locale.UK,
                500, WIDTH);
        assertEquals(List.of("14:02:10", "14:02:20", "14:02:30", "14:02:40", "14:02:50", "14:03:00", "14:03:10"),
                labels(ticks));
    }

    @Test
    void datesStandUnderTheirMidnights() {
        TimeTicks ticks = TimeTicks.of(range(LONDON, "2026-11-15T00:00", "2026-11-17T00:00"), LONDON, Locale.GERMANY,
                960, WIDTH);
        assertEquals(List.of("So., 15. Nov. 2026", "Mo., 16. Nov."), spans(ticks).subList(0, 2));
        int middle = ticks.spans().get(1).left() + WIDTH.applyAsInt("Mo., 16. Nov.") / 2;
        assertEquals(480, middle, 1);
    }

    @Test
    void theHourThatTheClockRepeatsIsThereTwice() {
        TimeTicks ticks = TimeTicks.of(range(LONDON, "2026-10-25T00:00", "2026-10-25T04:00"), LONDON, Locale.UK, 300,
                WIDTH);
        assertEquals(List.of("00:00", "01:00", "01:00", "02:00", "03:00", "04:00"), labels(ticks));
        for (int i = 1; i < ticks.ticks().size(); i++) {
            assertEquals(Duration.ofHours(1).toMillis(),
                    ticks.ticks().get(i).millis() - ticks.ticks().get(i - 1).millis());
        }
    }

    @Test
    void theHourThatTheClockLeavesOutIsNotThere() {
        TimeTicks ticks = TimeTicks.of(range(LONDON, "2026-03-29T00:00", "2026-03-29T04:00"), LONDON, Locale.UK, 200,
                WIDTH);
        assertEquals(List.of("00:00", "02:00", "03:00", "04:00"), labels(ticks));
    }

    @Test
    void coarseBordersStayOnTheClocksHoursAfterAChange() {
        TimeTicks ticks = TimeTicks.of(range(LONDON, "2026-10-24T12:00", "2026-10-26T12:00"), LONDON, Locale.UK, 580,
                WIDTH);
        for (TimeTicks.Tick tick : ticks.ticks()) {
            int hour = Instant.ofEpochMilli(tick.millis()).atZone(LONDON).getHour();
            assertEquals(0, hour % 6, tick.toString());
        }
        assertEquals(9, ticks.ticks().size());
    }

    @Test
    void aDayWithoutMidnightBeginsAtItsFirstMoment() {
        ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
        TimeTicks ticks = TimeTicks.of(range(saoPaulo, "2018-11-03T08:00", "2018-11-05T08:00"), saoPaulo, Locale.UK,
                300, WIDTH);
        assertEquals(List.of("12:00", "01:00", "12:00", "00:00"), labels(ticks));
        assertEquals("Sun, 4 Nov 2018", spans(ticks).getFirst());
    }

    @Test
    void hoursOfAZoneOffByThreeQuartersAreItsOwn() {
        ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
        TimeTicks ticks = TimeTicks.of(range(kathmandu, "2026-11-17T13:10", "2026-11-17T16:10"), kathmandu, Locale.UK,
                200, WIDTH);
        assertEquals(List.of("14:00", "15:00", "16:00"), labels(ticks));
    }

    @Test
    void aYearHasMonthsOverItsYears() {
        TimeTicks ticks = TimeTicks.of(range(LONDON, "2025-11-17T00:00", "2026-11-17T00:00"), LONDON, Locale.GERMANY,
                700, WIDTH);
        assertEquals(12, ticks.ticks().size());
        assertEquals("Dez", labels(ticks).getFirst());
        assertEquals("2026", spans(ticks).getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "en-US", "de-DE", "fr-FR", "pl-PL", "ja-JP", "ar-EG"})
    void labelsNeverTouchWhateverTheLengthAndTheLocale(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        Instant end = Instant.parse("2026-11-17T14:23:45Z");
        for (long seconds = 10; seconds < 3_000_000_000L; seconds = seconds * 7 / 5 + 3) {
            for (int pixels : new int[]{150, 580, 1270, 2500}) {
                TimeRange range = TimeRange.endingAt(end, Duration.ofSeconds(seconds));
                TimeTicks ticks = TimeTicks.of(range, LONDON, locale, pixels, WIDTH);
                String what = seconds + " s on " + pixels + ": ";
                double free = Double.NEGATIVE_INFINITY;
                for (TimeTicks.Tick tick : ticks.ticks()) {
                    double middle = (tick.millis() - range.startMillis()) * (double) pixels / (seconds * 1000);
                    double half = WIDTH.applyAsInt(tick.label()) / 2.0;
                    assertTrue(middle - half >= free, () -> what + ticks);
                    free = middle + half + 1;
                }
                int left = 0;
                for (TimeTicks.Label label : ticks.spans()) {
                    assertTrue(label.left() >= left, () -> what + ticks);
                    left = label.left() + WIDTH.applyAsInt(label.text()) + 1;
                }
                assertFalse(pixels >= 580 && ticks.ticks().isEmpty(), what);
            }
        }
    }

    @Test
    void labelsOfBucketsStandUnderThemAndNothingIsFiner() {
        TimeRange year = range(LONDON, "2026-01-01T00:00", "2027-01-01T00:00");
        List<String> middles = new ArrayList<>();
        TimeTicks ticks = TimeTicks.of(year, LONDON, Locale.UK, 3000, WIDTH, Duration.ofDays(28),
                millis -> millis + Duration.ofDays(14).toMillis());
        ticks.ticks().forEach(tick -> middles.add(tick.label() + ' '
                + LocalDate.ofInstant(Instant.ofEpochMilli(tick.millis()), LONDON).getDayOfMonth()));
        assertEquals(12, middles.size(), "no month after the range: " + middles);
        assertEquals(List.of("Jan 15", "Feb 15", "Mar 15"), middles.subList(0, 3));
        assertEquals(List.of("2026"), ticks.spans().stream().map(TimeTicks.Label::text).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-02T00:00", "2026-11-04T00:00", "2026-11-12T00:00", "2026-11-30T00:00",
        "2026-12-02T00:00"})
    void theNameOfAMonthReachesUnderNoBarBeforeIt(String end) {
        for (int pixels : new int[]{120, 300, 580, 1270}) {
            TimeRange range = range(LONDON, "2026-10-30T00:00", end);
            TimeTicks ticks = TimeTicks.of(range, LONDON, Locale.UK, pixels, WIDTH, Duration.ofDays(1),
                    millis -> millis + Duration.ofHours(12).toMillis());
            double november = Duration.ofDays(2).toMillis() * (double) pixels / range.length().toMillis();
            for (TimeTicks.Label label : ticks.spans()) {
                if (label.text().startsWith("Nov")) {
                    assertTrue(label.left() >= Math.floor(november), label + " before " + november);
                    assertTrue(label.left() + WIDTH.applyAsInt(label.text()) <= pixels, label + " of " + pixels);
                } else if (label.text().startsWith("Oct")) {
                    assertEquals(0, label.left());
                }
            }
            assertFalse(ticks.spans().isEmpty());
        }
    }

    @Test
    void theNameOfAYearReachesUnderNoBarBeforeIt() {
        TimeRange range = range(LONDON, "2025-11-01T00:00", "2026-11-01T00:00");
        TimeTicks ticks = TimeTicks.of(range, LONDON, Locale.UK, 600, WIDTH, Duration.ofDays(28),
                millis -> millis + Duration.ofDays(14).toMillis());
        assertEquals(List.of("2025", "2026"), spans(ticks));
        double january = Duration.ofDays(61).toMillis() * 600.0 / range.length().toMillis();
        assertEquals(january, ticks.spans().get(1).left(), 1);
    }
}
