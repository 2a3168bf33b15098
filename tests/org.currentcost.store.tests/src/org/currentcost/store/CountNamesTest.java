package org.currentcost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.currentcost.model.SeriesKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose last count a text tells. */
class CountNamesTest {

    @Test
    void aNameTellsItsMeterWhateverThatIsCalled() {
        for (String meter : List.of("a", "a/3", "a/3/4", "a/3/0")) {
            for (int sensor : new int[]{0, 3, 1000}) {
                String name = CountNames.of(SeriesKey.power(meter, sensor), "0/tele/plug");
                assertTrue(CountNames.isOf(name, meter, List.of("a", "a/3", "a/3/4")));
                for (String other : List.of("a", "a/3", "a/3/4", "a/3/0", "b", "")) {
                    assertEquals(other.equals(meter), CountNames.isOf(name, other, List.of()), other);
                    if (other.equals(meter)) {
                        assertTrue(CountNames.beginnings(other).stream().anyMatch(name::startsWith));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // name, meter, another meter, whether it is of the first one
        "count/a/3/plug, a, b, true", "count/a/3/plug, a, a/3, true", "count/a/3/0/plug, a, b, true",
        "count/a/3/0/plug, a, a/3, false", "count/a/3/0/plug, a/3, a, true", "count/a/x/0/plug, a, a/x, false",
        "count/a/x/0/plug, a, b, false", "count/a 2/3/plug, a, b, false", "count/a/, a, b, false",
        "count/a/3, a, b, false"})
    void aFormerNameIsOfTheLongestMeterThatFits(String name, String meter, String other, boolean expected) {
        assertEquals(expected, CountNames.isOf(name, meter, List.of(other)));
    }

    @Test
    void nothingElseIsOfAMeter() {
        assertFalse(CountNames.isOf("labels", "labels", List.of()));
        assertEquals("count/a/3/b/c", CountNames.formerOf(SeriesKey.power("a", 3), "b/c"));
    }
}
