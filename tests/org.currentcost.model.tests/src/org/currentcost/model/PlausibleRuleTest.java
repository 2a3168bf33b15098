package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlausibleRuleTest {

    @ParameterizedTest
    @CsvSource({"1000000000, true", "-1000000000, true", "1000000001, false", "-1000000001, false", "0, true",
        "9223372036854775807, false", "-9223372036854775807, false"})
    void aMegawattIsTheMostPowerOfASensor(long milliwatts, boolean plausible) {
        long absent = Reading.ABSENT;
        assertEquals(plausible, PlausibleRule.holds(Quantity.POWER, new Reading(0, milliwatts, absent, absent)));
        assertEquals(plausible, PlausibleRule.holds(Quantity.POWER, new Reading(0, absent, milliwatts, absent)));
        assertEquals(plausible, PlausibleRule.holds(Quantity.POWER, new Reading(0, absent, absent, milliwatts)));
        assertEquals(true, PlausibleRule.holds(Quantity.PULSES, new Reading(0, milliwatts, absent, absent)));
    }

    @ParameterizedTest
    @CsvSource({"400000000, 400000000, 200000000, true", "400000000, 400000000, 200000001, false",
        "2000000000, -2000000000, 0, false", "9223372036854775807, 9223372036854775807, 1, false"})
    void channelsCountTogetherAndEach(long first, long second, long third, boolean plausible) {
        assertEquals(plausible, PlausibleRule.holds(Quantity.POWER, new Reading(0, first, second, third)));
    }

    @ParameterizedTest
    @CsvSource({"-100000, true", "200000, true", "-100001, false", "200001, false", "999999, false"})
    void aThermometerIsWhereALivingMayBe(long thousandths, boolean plausible) {
        assertEquals(plausible, PlausibleRule.holds(Quantity.TEMPERATURE,
                new Reading(0, thousandths, Reading.ABSENT, Reading.ABSENT)));
    }

    @ParameterizedTest
    @CsvSource({"2000000, true", "2000001, false", "9223372036854775807, false", "0, true"})
    void energyNeedsNoMorePower(long wattHours, boolean plausible) {
        assertEquals(plausible, PlausibleRule.holds(new HistoryBlock(HistorySpan.TWO_HOURS, 0, 7_200_000,
                wattHours)));
    }
}
