package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PointTextsTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final PointTexts texts = new PointTexts(ValueUnit.POWER, LONDON, Locale.UK);
    private final Locale localeBefore = Locale.getDefault();

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.UK);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(localeBefore);
    }

    private static long at(String local) {
        return LocalDateTime.parse(local).atZone(LONDON).toInstant().toEpochMilli();
    }

    /** {@return a day as the language writes it, with or without a comma: versions of Java differ} */
    private static String day(String fields, String date) {
        return DateTimeFormatter.ofLocalizedPattern(fields).withLocale(Locale.UK).format(LocalDate.parse(date));
    }

    private static String plain(String text) {
        return text.replace('\u00A0', ' ').replace('\u202F', ' ');
    }

    private String all(Bucket bucket) {
        return plain(texts.time(bucket, false) + " · " + String.join(" · ", texts.figures(bucket)));
    }

    @Test
    void aBucketSaysAllThatIsKnownOfIt() {
        long start = at("2026-11-17T14:05");
        Bucket bucket = new Bucket(start, start + 300_000, 49, 294_000, 312_000, 2_840_000, 655_000L * 294_000);
        assertEquals("14:05–14:10 · mean 655 W, 312–2,840 W · 49 readings · 53.5 Wh · 98% measured", all(bucket));
    }

    @Test
    void aSingleReadingSaysItsMomentAndValue() {
        assertEquals("14:05:06 · 655 W", all(Buckets.reading(at("2026-11-17T14:05:06"), 6000, 655)));
        assertEquals("14:05:06 · 0 W", all(Buckets.reading(at("2026-11-17T14:05:06"), 6000, 0)));
    }

    @Test
    void aLongCountSaysThatItsCourseIsEstimated() {
        long start = at("2026-11-17T14:05");
        long length = 1_560_000;
        assertEquals("14:05–14:31 · mean 600 W · 1 reading · 0.260 kWh · 100% measured · course within estimated",
                all(new Bucket(start, start + length, 1, length, 600_000, 600_000, 600_000 * length, length)));
        // a day in which it is one of many says nothing of it
        assertEquals("14:05–14:10 · mean 600 W · 9 readings · 50.0 Wh · 100% measured",
                all(new Bucket(start, start + 300_000, 9, 300_000, 600_000, 600_000, 600_000L * 300_000, 100_000)));
    }

    @Test
    void oneReadingIsNotReadings() {
        long start = at("2026-11-17T14:05");
        assertEquals("14:05–14:10 · mean 1.50 kW · 1 reading · 7.50 Wh · 6% measured",
                all(new Bucket(start, start + 300_000, 1, 18_000, 1_500_000, 1_500_000, 1_500_000L * 18_000)));
    }

    @Test
    void temperatureHasNoEnergy() {
        long start = at("2026-11-17T14:05");
        PointTexts ofTemperature = new PointTexts(ValueUnit.TEMPERATURE, LONDON, Locale.UK);
        Bucket bucket = new Bucket(start, start + 300_000, 50, 300_000, 19_000, 19_600, 19_300L * 300_000);
        assertEquals(List.of("mean 19.3 °C, 19.0–19.6 °C", "50 readings", "100% measured"),
                ofTemperature.figures(bucket).stream().map(PointTextsTest::plain).toList());
    }

    @Test
    void spansAreNamedByWhatTheyAre() {
        assertEquals("23:55–00:00", texts.times().span(at("2026-11-17T23:55"), at("2026-11-18T00:00"), false));
        assertEquals(day("MMMEd", "2026-11-17") + " 14:00–16:00",
                texts.times().span(at("2026-11-17T14:00"), at("2026-11-17T16:00"), true));
        assertEquals(day("yMMMEd", "2026-10-25"),
                texts.times().span(at("2026-10-25T00:00"), at("2026-10-26T00:00"), true));
        assertEquals("November 2026", texts.times().span(at("2026-11-01T00:00"), at("2026-12-01T00:00"), true));
        assertEquals(day("yMMMEd", "2026-11-02") + " – " + day("yMMMEd", "2026-11-08"),
                texts.times().span(at("2026-11-02T00:00"), at("2026-11-09T00:00"), true));
        assertEquals(day("MMMEd", "2026-11-17") + " 22:00 – " + day("MMMEd", "2026-11-18") + " 02:00",
                texts.times().span(at("2026-11-17T22:00"), at("2026-11-18T02:00"), true));
    }

    @Test
    void theRepeatedHourIsToldFromItsTwin() {
        LocalDateTime half = LocalDateTime.parse("2026-10-25T01:30");
        long summer = half.toInstant(ZoneOffset.ofHours(1)).toEpochMilli();
        long winter = half.toInstant(ZoneOffset.UTC).toEpochMilli();
        assertEquals("01:30 BST–01:35 BST", texts.times().span(summer, summer + 300_000, false));
        assertEquals("01:30 GMT–01:35 GMT", texts.times().span(winter, winter + 300_000, false));
    }

    @Test
    void aGapIsCalledOne() {
        assertEquals("14:05–16:20 · no readings",
                texts.times().gap(TimeRange.ofMillis(at("2026-11-17T14:05"), at("2026-11-17T16:20")), false));
    }

    @Test
    void theSummarySaysWhenAndHowMuchOfEachLine() {
        long start = at("2026-11-17T14:00");
        ChartData data = new ChartData(TimeRange.ofMillis(start, start + 3_600_000),
                List.of(new ChartSeries("House", 0, List.of(Buckets.sum(start, 300_000, 312, 655, 2840))),
                        new ChartSeries("Oven", 1, List.of())));
        String hour = day("MMMEd", "2026-11-17") + " 14:00–15:00";
        assertEquals("House, " + hour + ": lowest 312 W, highest 2.84 kW. Oven, " + hour + ": no readings",
                plain(texts.summary(data)));
    }
}
