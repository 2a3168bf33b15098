package org.currentcost.parser;

import static org.currentcost.parser.MeterEvent.ABSENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterClockTest {

    private static final Instant START = Instant.parse("2010-03-27T22:00:00.250Z");
    private static final long SEED = 786;

    /** The second of two readings, and how many seconds after the first it is. */
    @ParameterizedTest
    @CsvSource({
        // forward
        "5,12:00:00,5,12:00:06,6", "5,12:00:00,5,12:00:00,0", "5,01:00:00,5,23:00:00,79200",
        // midnight
        "5,23:59:58,6,00:00:04,6", "5,23:59:58,5,00:00:04,6", ",23:59:58,,00:00:04,6", "5,23:59:58,,00:00:04,6",
        ",23:59:58,6,00:00:04,6", ",12:00:00,6,12:00:06,6",
        // whole days
        "5,12:00:00,8,12:00:06,259206", "5,12:00:00,8,11:59:00,259140", "5,23:00:00,6,00:30:00,5400",
        // the seconds that a dump puts back
        "5,18:43:55,5,18:43:05,5", "5,18:43:55,5,18:43:00,1", "5,18:43:19,5,18:43:18,18", "5,18:44:02,5,18:43:04,4",
        "6,00:00:02,5,23:59:05,5",
        // back by less than a minute, but not to the first seconds of one
        "5,18:43:55,5,18:43:25,6",
        // the user's hand, the end of summer time, a new life
        "5,18:43:55,5,18:40:05,6", "5,02:59:57,5,02:00:03,6", "700,12:00:00,1,12:00:06,6",
        "700,12:00:00,1,00:00:06,6",
        "700,12:00:00,699,23:00:00,6"})
    void datesTheSecondReading(Integer day1, LocalTime time1, Integer day2, LocalTime time2, long secondsLater) {
        MeterClock clock = new MeterClock(START);
        assertEquals(START.toEpochMilli(), instant(clock, day1, time1));
        assertEquals(START.toEpochMilli() + 1000 * secondsLater, instant(clock, day2, time2));
    }

    @Test
    void goesOnFromAClockThatWasPutBack() {
        MeterClock clock = new MeterClock(START);
        instant(clock, 5, LocalTime.of(18, 43, 55));
        instant(clock, 5, LocalTime.of(18, 43, 5));
        assertEquals(START.toEpochMilli() + 11_000, instant(clock, 5, LocalTime.of(18, 43, 11)));
        assertEquals(START.toEpochMilli() + 11_000, instant(clock, 5, LocalTime.of(18, 43, 11)));
        instant(clock, 1, LocalTime.of(0, 0, 0));
        assertEquals(START.toEpochMilli() + 23_000, instant(clock, 1, LocalTime.of(0, 0, 6)));
    }

    @Test
    void aMidnightIsCountedOnceHoweverLateTheDayCounterIs() {
        MeterClock clock = new MeterClock(START);
        instant(clock, 5, LocalTime.of(23, 59, 58));
        instant(clock, 5, LocalTime.of(0, 0, 4));
        assertEquals(START.toEpochMilli() + 12_000, instant(clock, 6, LocalTime.of(0, 0, 10)));
        assertEquals(START.toEpochMilli() + 86_412_000, instant(clock, 7, LocalTime.of(0, 0, 10)));
    }

    @Test
    void aDayCounterThatIsAlwaysOneBehindLosesNoDay() {
        MeterClock clock = new MeterClock(START);
        instant(clock, 5, LocalTime.of(23, 0, 0));
        instant(clock, 5, LocalTime.of(1, 0, 0));
        instant(clock, 5, LocalTime.of(23, 0, 0));
        assertEquals(START.toEpochMilli() + 26 * 3_600_000, instant(clock, 6, LocalTime.of(1, 0, 0)));
    }

    @Test
    void countsEveryDayOfAStuckCounter() {
        MeterClock clock = new MeterClock(START);
        long last = 0;
        for (int hour = 0; hour <= 24 * 30; hour++) {
            last = instant(clock, 5, LocalTime.of(hour % 24, 0));
        }
        assertEquals(Duration.ofDays(30).toMillis(), last - START.toEpochMilli());
    }

    @Test
    void aMessageWithoutAClockIsAtTheInstantOfTheOneBefore() {
        MeterClock clock = new MeterClock(START);
        assertEquals(START.toEpochMilli(), instant(clock, null, null));
        assertEquals(START.toEpochMilli(), instant(clock, 5, LocalTime.of(12, 0, 0)));
        instant(clock, 5, LocalTime.of(12, 0, 6));
        assertEquals(START.toEpochMilli() + 6000, instant(clock, 5, null));
        assertEquals(START.toEpochMilli() + 12_000, instant(clock, 5, LocalTime.of(12, 0, 12)));
    }

    @Test
    void messagesAfterAnAnchorFollowFromThere() {
        MeterClock clock = new MeterClock(START);
        instant(clock, 5, LocalTime.of(12, 0, 0));
        Instant reported = Instant.parse("2010-03-28T07:00:00Z");
        clock.anchor(reported.toEpochMilli(), 6, 36_000);
        assertEquals(reported.toEpochMilli(), instant(clock, 6, LocalTime.of(10, 0, 0)));
        assertEquals(reported.toEpochMilli() + 6000, instant(clock, 6, LocalTime.of(10, 0, 6)));
        Instant earlier = reported.minusSeconds(5);
        clock.anchor(earlier.toEpochMilli(), 6, 36_010);
        assertEquals(earlier.toEpochMilli() + 2000, instant(clock, 6, LocalTime.of(10, 0, 12)));
    }

    @Test
    void anAnchorMayComeFirstOrWithoutAClock() {
        MeterClock clock = new MeterClock(START);
        clock.anchor(0, 5, 100);
        assertEquals(6000, clock.instantMillis(5, 106));
        clock.anchor(60_000, ABSENT, ABSENT);
        assertEquals(60_000, clock.instantMillis(5, 200));
        assertEquals(66_000, clock.instantMillis(5, 206));
    }

    @Test
    void neverGoesBackWhateverTheMeterSays() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            MeterClock clock = new MeterClock(START);
            long last = START.toEpochMilli();
            for (int i = 0; i < 500; i++) {
                int day = random.nextInt(10) == 0 ? ABSENT : random.nextInt(1 + random.nextInt(2000));
                int second = random.nextInt(10) == 0 ? ABSENT : random.nextInt(86_400);
                long instant = clock.instantMillis(day, second);
                assertTrue(instant >= last, "seed " + SEED + ", round " + round + ", reading " + i);
                last = instant;
            }
        }
    }

    @Test
    void isRightToTheSecondOverMonthsOfAnHonestClock() {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            MeterClock clock = new MeterClock(START);
            long first = random.nextInt(86_400);
            long seconds = first;
            for (int i = 0; i < 2000; i++) {
                long expected = START.toEpochMilli() + 1000 * (seconds - first);
                assertEquals(expected, clock.instantMillis((int) (seconds / 86_400), (int) (seconds % 86_400)),
                        "seed " + SEED + ", round " + round + ", reading " + i);
                seconds += random.nextInt(50) == 0 ? random.nextInt(200_000) : random.nextInt(20);
            }
        }
    }

    @Test
    void dumpsAtAnyTimeCostAtMostTheTimeUntilTheNextMessage() {
        Random random = new Random(SEED);
        MeterClock clock = new MeterClock(START);
        long trueSeconds = 0;
        long meterSeconds = 43_200;
        clock.instantMillis((int) (meterSeconds / 86_400), (int) (meterSeconds % 86_400));
        int dumps = 0;
        for (int i = 0; i < 20_000; i++) {
            int pause = 6;
            if (meterSeconds % 60 > 20 && random.nextInt(50) == 0) {
                // the clock stood still while the dump was sent, then began its minute again
                meterSeconds -= meterSeconds % 60;
                pause = 1 + random.nextInt(6);
                dumps++;
            }
            trueSeconds += pause;
            meterSeconds += pause;
            long instant = clock.instantMillis((int) (meterSeconds / 86_400), (int) (meterSeconds % 86_400));
            assertEquals(START.toEpochMilli() + 1000 * trueSeconds, instant, "seed " + SEED + ", reading " + i);
        }
        assertTrue(dumps > 100, dumps + " dumps");
    }

    private static long instant(MeterClock clock, Integer day, LocalTime time) {
        return clock.instantMillis(day == null ? ABSENT : day, time == null ? ABSENT : time.toSecondOfDay());
    }
}
