package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SensorNumberTest {

    @Test
    void theKindsNeverMeet() {
        for (int number = 0; number <= SensorNumber.COMPUTED.last() + 1; number++) {
            int one = number;
            assertFalse(Arrays.stream(SensorNumber.values()).filter(kind -> kind.has(one)).count() > 1);
        }
        assertEquals(100, SensorNumber.OWN.count());
    }

    @Test
    void aTextOfDigitsIsAMetersOwnNumber() {
        assertEquals(OptionalInt.of(3), SensorNumber.ownOf("3"));
        assertEquals(OptionalInt.of(3), SensorNumber.ownOf("03"));
        assertEquals(OptionalInt.of(0), SensorNumber.ownOf("00"));
        for (String name : new String[]{"", "100", "3 ", "-3", "3a", "٣"}) {
            assertEquals(OptionalInt.empty(), SensorNumber.ownOf(name), name);
        }
    }

    @Test
    void whatWasPublishedOnceKeepsItsPlace() {
        IntStream.range(0, 10).forEach(number -> assertEquals("" + number, SensorNumber.published(number)));
        IntStream.range(10, 100).forEach(former -> assertEquals("" + former,
                SensorNumber.published(SensorNumber.namedOfFormer(former))));
        var all = new HashSet<String>();
        for (var kind : SensorNumber.values()) {
            IntStream.rangeClosed(kind.first(), kind.last()).mapToObj(SensorNumber::published).forEach(all::add);
        }
        assertEquals(Arrays.stream(SensorNumber.values()).mapToInt(SensorNumber::count).sum(), all.size());
    }
}
