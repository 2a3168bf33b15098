package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type, in three languages and some more manners of writing dates. */
class TypedTimesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** A Monday, 15:35 in Berlin. */
    private static final Instant NOW = Instant.parse("2026-11-30T14:35:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    private static TypedTimes typed(String locale) {
        return new TypedTimes(Locale.forLanguageTag(locale), Locale.forLanguageTag(locale), BERLIN);
    }

    private static String read(String locale, String text, Instant now) {
        return switch (typed(locale).range(text, now)) {
            case TypedRange.All all -> "all";
            case TypedRange.Last(Duration length) -> "last " + length;
            case TypedRange.Fixed(TimeRange range) -> range.start().atZone(BERLIN).toLocalDateTime() + " "
                    + range.end().atZone(BERLIN).toLocalDateTime();
            case TypedRange.Problem problem -> problem.name();
        };
    }

    private static String days(String text) {
        String[] days = text.split(" ");
        return days.length != 2 || days[0].equals("last") || text.contains("T")
                ? text
                : days[0] + "T00:00 " + days[1] + "T00:00";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            last 7 d                      | last PT168H
            Last 7 days                   | last PT168H
            7d                            | last PT168H
            past 24 hours                 | last PT24H
            90 min                        | last PT1H30M
            last hour                     | last PT1H
            last 3 months                 | last PT2208H
            last 2 weeks                  | last PT336H
            1 y                           | last PT8760H
            all                           | all
            today                         | 2026-11-30 2026-12-01
            yesterday                     | 2026-11-29 2026-11-30
            the day before yesterday      | 2026-11-28 2026-11-29
            this week                     | 2026-11-30 2026-12-07
            last week                     | 2026-11-23 2026-11-30
            last month                    | 2026-10-01 2026-11-01
            this year                     | 2026-01-01 2027-01-01
            last year                     | 2025-01-01 2026-01-01
            March                         | 2026-03-01 2026-04-01
            march 2025                    | 2025-03-01 2025-04-01
            Mar '25                       | 2025-03-01 2025-04-01
            November                      | 2026-11-01 2026-12-01
            December                      | 2025-12-01 2026-01-01
            3/2025                        | 2025-03-01 2025-04-01
            2025-03                       | 2025-03-01 2025-04-01
            2025                          | 2025-01-01 2026-01-01
            Q3 2025                       | 2025-07-01 2025-10-01
            Q4                            | 2026-10-01 2027-01-01
            24-26 Oct                     | 2026-10-24 2026-10-27
            24–26 Oct 2025                | 2025-10-24 2025-10-27
            Oct 24-26                     | 2026-10-24 2026-10-27
            October 24-26, 2025           | 2025-10-24 2025-10-27
            24 to 26 October              | 2026-10-24 2026-10-27
            between 24 and 26 October     | 2026-10-24 2026-10-27
            24 Oct - 3 Nov                | 2026-10-24 2026-11-04
            24 Dec - 3 Jan                | 2025-12-24 2026-01-04
            24 Dec - 3 Jan 2026           | 2025-12-24 2026-01-04
            24 Dec 2024 - 3 Jan           | 2024-12-24 2025-01-04
            March to May                  | 2026-03-01 2026-06-01
            Nov - Feb                     | 2026-11-01 2027-03-01
            Nov 2024 - Feb                | 2024-11-01 2025-03-01
            2024-2025                     | 2024-01-01 2026-01-01
            2024-11                       | 2024-11-01 2024-12-01
            from 1 Oct to 5 Oct           | 2026-10-01 2026-10-06
            since 1 Oct                   | 2026-10-01T00:00 2026-11-30T15:35
            since yesterday               | 2026-11-29T00:00 2026-11-30T15:35
            March - today                 | 2026-03-01 2026-12-01
            25 Oct                        | 2026-10-25 2026-10-26
            25th of October 2026          | 2026-10-25 2026-10-26
            Oct 25, 2026                  | 2026-10-25 2026-10-26
            Sunday, 25 October 2026       | 2026-10-25 2026-10-26
            25 Oct 26                     | 2026-10-25 2026-10-26
            25-Oct-2026                   | 2026-10-25 2026-10-26
            25/10/2026                    | 2026-10-25 2026-10-26
            25/10/26                      | 2026-10-25 2026-10-26
            25/10                         | 2026-10-25 2026-10-26
            25.10.2026                    | 2026-10-25 2026-10-26
            2026-10-25                    | 2026-10-25 2026-10-26
            2026-10-24 - 2026-10-26       | 2026-10-24 2026-10-27
            2026-10-24-2026-10-26         | 2026-10-24 2026-10-27
            25/10/2026-26/10/2026         | 2026-10-25 2026-10-27
            29 Feb                        | 2024-02-29 2024-03-01
            Sunday                        | 2026-11-29 2026-11-30
            Monday                        | 2026-11-30 2026-12-01
            Fri - Sun                     | 2026-11-27 2026-11-30
            1 Oct 2025 14:00 - 15:30      | 2025-10-01T14:00 2025-10-01T15:30
            1 Oct 2025, 14:00-15:30       | 2025-10-01T14:00 2025-10-01T15:30
            1 Oct 2025 2pm - 3:30 pm      | 2025-10-01T14:00 2025-10-01T15:30
            1 Oct 2025 14:00              | 2025-10-01T14:00 2025-10-01T15:00
            1 Oct 2025 22:00 - 06:00      | 2025-10-01T22:00 2025-10-02T06:00
            1 Oct 2025 22:00 - 2 Oct 06:00| 2025-10-01T22:00 2025-10-02T06:00
            yesterday 14:00 - 15:30       | 2026-11-29T14:00 2026-11-29T15:30
            1 Oct 2025 - 3 Oct 2025 12:00 | 2025-10-01T00:00 2025-10-03T12:00
            1 Oct 2025 22:00 - 24:00      | 2025-10-01T22:00 2025-10-02T00:00
            14:00 - 15:30                 | 2026-11-30T14:00 2026-11-30T15:30
            16:00 - 17:00                 | 2026-11-29T16:00 2026-11-29T17:00
            14:00 - 15:30 on 1 Oct 2025   | 2025-10-01T14:00 2025-10-01T15:30
            """)
    void englishIsRead(String text, String meant) {
        assertEquals(days(meant), read("en-GB", text, NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            letzte 7 Tage                 | last PT168H
            die letzten 24 Stunden        | last PT24H
            7 T                           | last PT168H
            last 7 d                      | last PT168H
            gesamt                        | all
            heute                         | 2026-11-30 2026-12-01
            gestern                       | 2026-11-29 2026-11-30
            vorgestern                    | 2026-11-28 2026-11-29
            diese Woche                   | 2026-11-30 2026-12-07
            letzten Monat                 | 2026-10-01 2026-11-01
            voriges Jahr                  | 2025-01-01 2026-01-01
            März                          | 2026-03-01 2026-04-01
            Marz 2025                     | 2025-03-01 2025-04-01
            im März 2025                  | 2025-03-01 2025-04-01
            24.-26. Oktober               | 2026-10-24 2026-10-27
            24. bis 26. Okt. 2025         | 2025-10-24 2025-10-27
            24.10.-26.10.2025             | 2025-10-24 2025-10-27
            24.10. – 3.11.                | 2026-10-24 2026-11-04
            vom 24.10. bis zum 3.11.2025  | 2025-10-24 2025-11-04
            25.10.26                      | 2026-10-25 2026-10-26
            25. Oktober 2026              | 2026-10-25 2026-10-26
            Sonntag, 25. Oktober 2026     | 2026-10-25 2026-10-26
            So, 25.10.2026                | 2026-10-25 2026-10-26
            Oct 25, 2026                  | 2026-10-25 2026-10-26
            1.10.2025 14:00 bis 15:30 Uhr | 2025-10-01T14:00 2025-10-01T15:30
            1. Okt. 2025 um 14 Uhr        | 2025-10-01T14:00 2025-10-01T15:00
            gestern 14 Uhr bis 15:30      | 2026-11-29T14:00 2026-11-29T15:30
            seit 1. Oktober               | 2026-10-01T00:00 2026-11-30T15:35
            """)
    void germanIsRead(String text, String meant) {
        assertEquals(days(meant), read("de-DE", text, NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            7 derniers jours              | last PT168H
            les 24 dernières heures       | last PT24H
            aujourd'hui                   | 2026-11-30 2026-12-01
            hier                          | 2026-11-29 2026-11-30
            avant-hier                    | 2026-11-28 2026-11-29
            cette semaine                 | 2026-11-30 2026-12-07
            le mois dernier               | 2026-10-01 2026-11-01
            mars                          | 2026-03-01 2026-04-01
            février 2025                  | 2025-02-01 2025-03-01
            fevrier 2025                  | 2025-02-01 2025-03-01
            24-26 octobre                 | 2026-10-24 2026-10-27
            du 24 au 26 octobre 2025      | 2025-10-24 2025-10-27
            1er octobre                   | 2026-10-01 2026-10-02
            25/10/2026                    | 2026-10-25 2026-10-26
            dim. 25 oct. 2026             | 2026-10-25 2026-10-26
            1 oct. 2025 14h00 - 15h30     | 2025-10-01T14:00 2025-10-01T15:30
            1er oct. 2025 de 14h à 15h30  | 2025-10-01T14:00 2025-10-01T15:30
            depuis hier                   | 2026-11-29T00:00 2026-11-30T15:35
            """)
    void frenchIsRead(String text, String meant) {
        assertEquals(days(meant), read("fr-FR", text, NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-US | 10/25/2026      | 2026-10-25 2026-10-26
            en-US | 10/25/26        | 2026-10-25 2026-10-26
            en-US | 10/5            | 2026-10-05 2026-10-06
            en-US | 10/5 - 10/7     | 2026-10-05 2026-10-08
            sv-SE | 2026-10-05      | 2026-10-05 2026-10-06
            nl-NL | 25-10-2026      | 2026-10-25 2026-10-26
            nl-NL | 5-10            | 2026-10-05 2026-10-06
            ja-JP | 2026年10月25日   | 2026-10-25 2026-10-26
            ja-JP | 10月            | 2026-10-01 2026-11-01
            ko-KR | 2026. 10. 25.   | 2026-10-25 2026-10-26
            hu-HU | 2026. 10. 25.   | 2026-10-25 2026-10-26
            cs-CZ | 25. 10. 2026    | 2026-10-25 2026-10-26
            pt-BR | 25 de outubro de 2026 | 2026-10-25 2026-10-26
            hr-HR | 25. listopada 2026.   | 2026-10-25 2026-10-26
            pl-PL | 25 listopada 2026     | 2026-11-25 2026-11-26
            ar-EG | ٢٥/١٠/٢٠٢٦      | 2026-10-25 2026-10-26
            fi-FI | 1.10.2025 14.00 - 15.30 | 2025-10-01T14:00 2025-10-01T15:30
            """)
    void datesAreReadInTheManner(String locale, String text, String meant) {
        assertEquals(days(meant), read(locale, text, NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-GB | 10/25/2026
            en-US | 25/10/2026
            sv-SE | 5/10/2026
            en-GB | 10-12
            en-GB | 31 Feb 2026
            en-GB | Monday, 25 October 2026
            en-GB | Oct 24 26
            en-GB | 24 25 Oct
            en-GB | 24
            en-GB | 3 2025
            en-GB | 7
            en-GB | 0 d
            en-GB | 99999 years
            en-GB | next week
            en-GB | 7 d ago
            en-GB | until 1 Oct
            en-GB | 25:00
            en-GB | 1 Oct 2025 14:00 15:00
            en-GB | last March
            en-GB | 1066
            en-GB | 12345
            en-GB | 24 - Oct
            en-GB | March 14:00
            en-GB | 24-26 Oct blah
            en-GB | 1/2/3/4
            en-GB | -
            en-GB | Oct - - Nov
            de-DE | 13.25.2026
            """)
    void whatIsDoubtfulIsNotGuessed(String locale, String text) {
        assertEquals("UNREADABLE", read(locale, text, NOW));
    }

    @Test
    void whatIsNothingOrEndlessIsNotRead() {
        assertEquals("UNREADABLE", read("en-GB", "", NOW));
        assertEquals("UNREADABLE", read("en-GB", " \u00a0 ", NOW));
        assertEquals("UNREADABLE", read("en-GB", "1-".repeat(100_000), NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"26-24 Oct", "1 Oct 2025 - 30 Sep 2025", "since 2027", "2025-2024"})
    void anEndBeforeTheStartIsSaid(String text) {
        assertEquals("ENDS_BEFORE_START", read("en-GB", text, NOW));
    }

    @Test
    void aMonthBeginsWithItsFirstMoment() {
        var atNewYear = Instant.parse("2026-12-31T23:00:00Z");
        assertEquals(days("2026-12-01 2027-01-01"), read("en-GB", "December", atNewYear.minusMillis(1)));
        assertEquals(days("2026-01-01 2026-02-01"), read("en-GB", "January", atNewYear.minusMillis(1)));
        assertEquals(days("2027-01-01 2027-02-01"), read("en-GB", "January", atNewYear));
        assertEquals(days("2026-12-31 2027-01-01"), read("en-GB", "yesterday", atNewYear));
        assertEquals(days("2026-12-28 2027-01-04"), read("en-GB", "this week", atNewYear));
    }

    /** 1 December 2026 is a Tuesday. */
    @ParameterizedTest
    @CsvSource({"en-GB, 2026-11-30, 2026-12-07", "de-DE, 2026-11-30, 2026-12-07", "en-US, 2026-11-29, 2026-12-06",
        "en-GB-u-fw-sun, 2026-11-29, 2026-12-06", "pt-BR, 2026-11-29, 2026-12-06", "ar-EG, 2026-11-28, 2026-12-05"})
    void weeksBeginAsTheyDoWhereTheUserLives(String locale, String first, String end) {
        var now = Instant.parse("2026-12-01T12:00:00Z");
        var typed = new TypedTimes(Locale.ENGLISH, Locale.forLanguageTag(locale), BERLIN);
        assertEquals(new TypedRange.Fixed(range(first, end)), typed.range("this week", now));
        assertEquals(new TypedRange.Fixed(range(LocalDate.parse(first).minusWeeks(1).toString(), first)),
                typed.range("last week", now));
    }

    private static TimeRange range(String first, String end) {
        return new TimeRange(LocalDate.parse(first).atStartOfDay(BERLIN).toInstant(),
                LocalDate.parse(end).atStartOfDay(BERLIN).toInstant());
    }

    @Test
    void aDayOfAChangedClockIsShorterOrLonger() {
        assertEquals(Duration.ofHours(23), length("29 March 2026"));
        assertEquals(Duration.ofHours(25), length("25 Oct 2026"));
        assertEquals(Duration.ofHours(25), length("25 Oct 2026 0:00 - 24:00"));
        assertEquals(Duration.ofHours(2), length("29 March 2026 1:00 - 4:00"));
        assertEquals(Duration.ofHours(4), length("25 Oct 2026 1:00 - 4:00"));
        assertEquals(Duration.ofMinutes(30), length("25 Oct 2026 2:00 - 2:30"));
        assertEquals(Duration.ofMinutes(30), length("25 Oct 2026 2:30 - 2:00"));
        assertEquals("SKIPPED_BY_CLOCK", read("en-GB", "29 March 2026 2:30 - 4:00", NOW));
        assertEquals("SKIPPED_BY_CLOCK", read("en-GB", "29 March 2026 1:00 - 2:30", NOW));
        assertEquals("SKIPPED_BY_CLOCK", read("en-GB", "29 March 2026 2:30", NOW));
    }

    private static Duration length(String text) {
        return ((TypedRange.Fixed) typed("en-GB").range(text, NOW)).range().length();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-US | Oct 25, 2026    | 2026-10-25
            en-GB | 25 October 2026 | 2026-10-25
            de-DE | 25.10.26        | 2026-10-25
            de-DE | gestern         | 2026-11-29
            en-GB | 1 Jan           | 2026-01-01
            en-GB | 1 Jan 2027      | 2027-01-01
            en-GB | March           |
            en-GB | 25 Oct 14:00    |
            en-GB | Oct 25 2026 x   |
            en-US | Oct 25, 20255   |
            en-US | Oct 25, 1925    |
            """)
    void aDayIsRead(String locale, String text, LocalDate day) {
        assertEquals(Optional.ofNullable(day), typed(locale).day(text, TODAY));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-US | 2:05 PM  | 14:05
            en-US | 12 am    | 00:00
            en-US | 14:05    | 14:05
            en-GB | 14:05:30 | 14:05:30
            de-DE | 14 Uhr   | 14:00
            fr-FR | 14h05    | 14:05
            fi-FI | 14.05    | 14:05
            en-GB | 24:00    |
            en-GB | 14:60    |
            en-GB | 13 pm    |
            en-GB | 1405     |
            """)
    void aTimeOfDayIsRead(String locale, String text, LocalTime time) {
        assertEquals(Optional.ofNullable(time), typed(locale).time(text));
    }

    static Stream<Locale> locales() {
        return Stream.of(Locale.getAvailableLocales()).filter(locale -> !locale.getLanguage().isEmpty());
    }

    /** Whatever a field shows it reads. */
    @ParameterizedTest
    @MethodSource("locales")
    void whatIsShownIsReadAgain(Locale locale) {
        var typed = new TypedTimes(Locale.ENGLISH, locale, BERLIN);
        for (int day = 1; day < 366; day += 13) {
            var date = LocalDate.ofYearDay(2025, day);
            assertEquals(Optional.of(date), typed.day(typed.text(date), TODAY), typed.text(date));
        }
        for (var time : new LocalTime[]{LocalTime.of(0, 5, 9), LocalTime.of(9, 30), LocalTime.NOON,
            LocalTime.of(23, 59, 59)}) {
            assertEquals(Optional.of(time), typed.time(typed.text(time)), typed.text(time));
        }
        assertTrue(typed.range("???", NOW) instanceof TypedRange.Problem);
    }
}
