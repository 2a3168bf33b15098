package org.currentcost.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.currentcost.model.Reading;
import org.currentcost.parser.CountedEnergy.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From what a counter shows to what was used. */
class CountedEnergyTest {

    private static final long START = 1_800_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long PER_KILOWATT_HOUR = 1000;

    private final CountedEnergy pulses = CountedEnergy.ofPulses();
    private final List<Reading> readings = new ArrayList<>();

    private Outcome count(long afterMillis, long count) {
        var step = pulses.count(START + afterMillis, count, PER_KILOWATT_HOUR);
        if (step.outcome() != Outcome.DOUBTFUL) {
            step.reading().ifPresent(readings::add);
        }
        return step.outcome();
    }

    /** What a register in Wh counted. {@return the sum in Wh} */
    private static double sum(long stepMillis, long... wattHours) {
        var energy = CountedEnergy.ofRegister(false);
        double sum = 0;
        long time = START;
        for (long count : wattHours) {
            var step = energy.count(time, 1000 * count, CountedEnergy.MILLIWATT_HOURS_PER_KILOWATT_HOUR);
            if (step.outcome() != Outcome.DOUBTFUL && step.reading().isPresent()) {
                sum += wattHours(step.reading().get());
            }
            time += stepMillis;
        }
        return sum;
    }

    private static double wattHours(Reading reading) {
        return reading.channel1() * (double) reading.intervalMillis() / 3.6e9;
    }

    private double sum() {
        return readings.stream().mapToDouble(CountedEnergyTest::wattHours).sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSumNeverDriftsFromWhatWasCounted(long seed) {
        var random = new Random(seed);
        long per = List.of(1L, 3L, 800L, 1000L, 3200L, 1_000_000L).get(random.nextInt(6));
        boolean negated = random.nextBoolean();
        var energy = negated ? CountedEnergy.ofRegister(true) : CountedEnergy.ofPulses();
        long time = START;
        long count = random.nextInt(1_000_000);
        long first = count;
        energy.count(time, count, per);
        var reported = BigInteger.ZERO;
        for (int i = 0; i < 2000; i++) {
            // from a millisecond to two days, and no more than 100 kW
            long span = 1 + (long) Math.pow(2 * 86_400_000.0, random.nextDouble());
            count += (long) (random.nextDouble() * 100 * per * span / HOUR);
            time += span;
            var reading = energy.count(time, count, per).reading().orElseThrow();
            assertEquals(time, reading.timeMillis() + reading.intervalMillis());
            reported = reported.add(BigInteger.valueOf(reading.channel1())
                    .multiply(BigInteger.valueOf(reading.intervalMillis())));
            var counted = new BigDecimal(BigInteger.valueOf(count - first)
                    .multiply(BigInteger.valueOf(3_600_000_000_000L))).divide(BigDecimal.valueOf(per), 6,
                            java.math.RoundingMode.HALF_UP);
            var off = (negated ? counted.negate() : counted).subtract(new BigDecimal(reported)).abs();
            assertTrue(off.compareTo(BigDecimal.valueOf(reading.intervalMillis())) < 0, "off by " + off);
        }
    }

    @Test
    void aBurstAddsNothing() {
        count(0, 100);
        count(300_000, 150);
        count(301_000, 150);
        count(302_000, 151);
        assertEquals(51, sum(), 1e-3);
        assertEquals(List.of(300_000L, 1000L, 1000L), readings.stream().map(Reading::intervalMillis).toList());
    }

    @Test
    void aCountThatStandsStillIsNoPower() {
        count(0, 100);
        assertEquals(Outcome.COUNTED, count(26_000, 100));
        assertEquals(List.of(Reading.counted(START, 26_000, 0)), readings);
    }

    @Test
    void whatIsNotLaterIsLeftOutAndNothingIsLostByIt() {
        count(0, 100);
        assertEquals(Outcome.NOT_LATER, count(0, 101));
        assertEquals(Outcome.NOT_LATER, count(-20_000, 99));
        count(36_000, 110);
        assertEquals(List.of(Reading.counted(START, 36_000, 1_000_000)), readings);
    }

    @Test
    void aClockThatWasSetBackBeginsAnew() {
        count(0, 100);
        assertEquals(Outcome.FIRST, count(-2 * HOUR, 100));
        count(-HOUR, 200);
        assertEquals(List.of(Reading.counted(START - 2 * HOUR, HOUR, 100_000)), readings);
    }

    @ParameterizedTest
    @ValueSource(longs = {4_294_967_296L, 10_000_000_000L})
    void aCounterWrapsWhereItsDigitsEnd(long end) {
        count(0, end - 3);
        assertEquals(Outcome.COUNTED, count(26_000, 4));
        count(52_000, 10);
        assertEquals(13, sum(), 1e-3);
    }

    @Test
    void aRegisterWrapsWhereItsDigitsEnd() {
        assertEquals(900, sum(300_000, 99_999_700, 99_999_900, 100, 600), 1e-3);
    }

    @Test
    void aDamagedCountIsLeftOutAndNothingIsLostByIt() {
        count(0, 14_768);
        count(26_000, 14_770);
        assertEquals(Outcome.DOUBTFUL, count(52_000, 94_772));
        count(78_000, 14_774);
        assertEquals(Outcome.DOUBTFUL, count(104_000, 4776));
        assertEquals(Outcome.DOUBTFUL, count(130_000, 778));
        count(156_000, 14_780);
        assertEquals(12, sum(), 1e-3);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_000_000, 4000, 300})
    void anotherCounterIsGoneOnFrom(long other) {
        count(0, 14_768);
        count(26_000, 14_770);
        assertEquals(Outcome.DOUBTFUL, count(52_000, other));
        count(78_000, other + 2);
        count(104_000, other + 4);
        assertEquals(6, sum(), 1e-3);
    }

    @Test
    void aCounterOfTheDayBeginsAnewAtMidnight() {
        for (long step : new long[]{300_000, 26_000, HOUR}) {
            assertEquals(120, sum(step, 11_900, 11_950, 11_980, 20, 40), 1e-3);
        }
        assertEquals(3000, sum(12 * HOUR, 12_000, 3000), 1e-3);
        assertEquals(200, sum(10_000, 407_800, 407_900, 50, 100), 1e-3);
    }

    @Test
    void aNetRegisterRunsBackwards() {
        assertEquals(1080, sum(300_000, 20_000, 20_540, 21_080, 20_540, 20_000, 20_540, 21_080), 1e-3);
        assertEquals(90, sum(300_000, 0, 90, 180, 90, 0, -90, -180, -90, 0, 90), 1e-3);
        // Half a milliwatt for a day
        assertEquals(-500, sum(24 * HOUR, 18_894_000, 18_890_000, 18_893_500), 0.012);
        assertEquals(-5, sum(HOUR, 100_000, 99_995), 1e-3);
    }

    @Test
    void aRegisterOfWhatIsFedInIsNegative() {
        var energy = CountedEnergy.ofRegister(true);
        energy.count(START, 1_000_000, CountedEnergy.MILLIWATT_HOURS_PER_KILOWATT_HOUR);
        assertEquals(Reading.counted(START, HOUR, -500_000), energy.count(START + HOUR, 1_500_000,
                CountedEnergy.MILLIWATT_HOURS_PER_KILOWATT_HOUR).reading().orElseThrow());
    }

    @Test
    void goesOnFromAKeptCountAndNeverTwice() {
        pulses.startFrom(START, 1000);
        pulses.startFrom(START + HOUR, 5000);
        assertEquals(Outcome.COUNTED, count(2 * HOUR, 2000));
        assertEquals(List.of(Reading.counted(START, 2 * HOUR, 500_000)), readings);
    }

    @Test
    void twoCountsTellTheirEnergyWhicheverIsToldFirst() {
        var energy = CountedEnergy.ofRegister(false);
        long per = CountedEnergy.MILLIWATT_HOURS_PER_KILOWATT_HOUR;
        assertEquals(Reading.counted(START + HOUR, HOUR, 200_000), energy.between(START + HOUR, 1_000_000,
                START + 2 * HOUR, 1_200_000, per).reading().orElseThrow());
        assertEquals(Reading.counted(START, HOUR, 100_000), energy.between(START, 900_000, START + HOUR, 1_000_000,
                per).reading().orElseThrow());
    }
}
