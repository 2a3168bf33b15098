package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValueScaleTest {

    @Test
    void powerStartsAtZero() {
        ValueScale scale = ValueScale.of(ValueUnit.POWER, 655_000, 2_840_000, 5);
        assertEquals(0, scale.lower());
        assertTrue(scale.upper() >= 2_840_000);
        assertEquals(List.of(0.0, 1_000_000.0, 2_000_000.0), scale.lines().subList(0, 3));
    }

    @Test
    void generatedPowerReachesBelowZero() {
        ValueScale scale = ValueScale.of(ValueUnit.POWER, -1_300_000, 400_000, 4);
        assertTrue(scale.lower() <= -1_300_000);
        assertTrue(scale.upper() >= 400_000);
        assertTrue(scale.lines().contains(0.0));
    }

    @Test
    void onlyGeneratedPowerStillShowsZero() {
        ValueScale scale = ValueScale.of(ValueUnit.POWER, -900_000, -100_000, 4);
        assertEquals(0, scale.upper());
    }

    @Test
    void nothingButZeroHasAnAxisAboveIt() {
        ValueScale scale = ValueScale.of(ValueUnit.POWER, 0, 0, 4);
        assertEquals(0, scale.lower());
        assertEquals(0, scale.position(0));
        assertTrue(scale.upper() >= 10_000);
    }

    @Test
    void temperatureFitsWhatIsThere() {
        ValueScale scale = ValueScale.of(ValueUnit.TEMPERATURE, 17_900, 20_800, 4);
        assertTrue(scale.lower() >= 16_000 && scale.lower() <= 17_900, scale.toString());
        assertTrue(scale.upper() <= 22_000 && scale.upper() >= 20_800, scale.toString());
    }

    @Test
    void aSteadyTemperatureIsNotBlownUp() {
        ValueScale scale = ValueScale.of(ValueUnit.TEMPERATURE, 19_300, 19_300, 4);
        assertTrue(scale.upper() - scale.lower() >= 1000, scale.toString());
    }

    @Test
    void everyHeightHasAtLeastTwoLinesAndNoMoreThanAsked() {
        for (int steps = 1; steps <= 12; steps++) {
            for (long highest = 1; highest < 100_000_000; highest = highest * 3 + 7) {
                ValueScale scale = ValueScale.of(ValueUnit.POWER, 0, highest, steps);
                int lines = scale.lines().size();
                assertTrue(lines >= 2 && lines <= steps + 2, lines + " lines for " + steps + " steps to " + highest);
                assertTrue(scale.upper() >= highest);
            }
        }
    }
}
