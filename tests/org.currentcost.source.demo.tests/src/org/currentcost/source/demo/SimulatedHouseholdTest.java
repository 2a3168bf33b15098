package org.currentcost.source.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedHouseholdTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long FIRST_DAY = LocalDate.of(2025, 1, 1).toEpochDay();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 42, 4711})
    void usesABelievableAmountEveryDayOfAYear(long seed) {
        SimulatedHousehold household = new SimulatedHousehold(seed, BERLIN);
        double year = 0;
        for (long day = FIRST_DAY; day < FIRST_DAY + 365; day++) {
            double kilowattHours = kilowattHours(household, 0, day);
            year += kilowattHours;
            if (!household.away(day)) {
                assertTrue(kilowattHours >= 5 && kilowattHours <= 25,
                        LocalDate.ofEpochDay(day) + ": " + kilowattHours + " kWh");
            }
        }
        assertTrue(year > 2500 && year < 5500, year + " kWh a year");
    }

    @Test
    void usesLittleOnHoliday() {
        SimulatedHousehold household = new SimulatedHousehold(7, BERLIN);
        int daysAway = 0;
        for (long day = FIRST_DAY; day < FIRST_DAY + 365; day++) {
            if (household.away(day) && household.away(day - 1)) {
                daysAway++;
                assertTrue(kilowattHours(household, 0, day) < 5, LocalDate.ofEpochDay(day).toString());
            }
        }
        assertTrue(daysAway >= 14, daysAway + " days away");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 99})
    void containsItsAppliancesInEverySecond(long seed) {
        SimulatedHousehold household = new SimulatedHousehold(seed, BERLIN);
        long from = FIRST_DAY * LoadDay.SECONDS;
        int[] highest = new int[4];
        for (long second = from; second < from + 14L * LoadDay.SECONDS; second++) {
            int appliances = 0;
            for (int sensor = 1; sensor <= 3; sensor++) {
                int watts = household.watts(sensor, second);
                highest[sensor] = Math.max(highest[sensor], watts);
                appliances += watts;
            }
            assertTrue(appliances < household.watts(0, second), "at " + second);
        }
        assertTrue(highest[SimulatedHousehold.FRIDGE] > 70, "the fridge runs");
        assertTrue(highest[SimulatedHousehold.WASHING_MACHINE] > 1500, "there is a washing");
        assertTrue(highest[SimulatedHousehold.TUMBLE_DRYER] > 1500, "something is dried");
    }

    @Test
    void sumsHoursOfTheLoadItShows() {
        SimulatedHousehold household = new SimulatedHousehold(7, BERLIN);
        SimulatedHousehold other = new SimulatedHousehold(7, BERLIN);
        for (long hour = FIRST_DAY * 24; hour < FIRST_DAY * 24 + 48; hour++) {
            for (int sensor = 0; sensor <= 3; sensor++) {
                long sum = 0;
                for (long second = hour * 3600; second < (hour + 1) * 3600; second++) {
                    sum += household.watts(sensor, second);
                }
                assertEquals(sum, other.hourWattSeconds(sensor, hour));
            }
        }
    }

    @Test
    void dependsOnTheSeedAndTheTimeAlone() {
        SimulatedHousehold household = new SimulatedHousehold(7, BERLIN);
        SimulatedHousehold same = new SimulatedHousehold(7, BERLIN);
        SimulatedHousehold other = new SimulatedHousehold(8, BERLIN);
        long noon = FIRST_DAY * LoadDay.SECONDS + 43_200;
        // The second one comes by another way, through a day far away
        same.watts(0, noon + 1000L * LoadDay.SECONDS);
        int differences = 0;
        for (long second = noon; second < noon + 3600; second++) {
            assertEquals(household.watts(0, second), same.watts(0, second));
            differences += household.watts(0, second) == other.watts(0, second) ? 0 : 1;
        }
        assertTrue(differences > 1800, differences + " seconds differ");
    }

    @Test
    void hasRoomTemperatures() {
        SimulatedHousehold household = new SimulatedHousehold(7, BERLIN);
        for (long second = FIRST_DAY * LoadDay.SECONDS; second < (FIRST_DAY + 365) * LoadDay.SECONDS; second += 600) {
            int deciCelsius = household.deciCelsius(second);
            assertTrue(deciCelsius > 140 && deciCelsius < 280, deciCelsius + " tenths of a degree");
        }
    }

    private static double kilowattHours(SimulatedHousehold household, int sensor, long day) {
        long sum = 0;
        for (long hour = day * 24; hour < day * 24 + 24; hour++) {
            sum += household.hourWattSeconds(sensor, hour);
        }
        return sum / 3.6e6;
    }
}
