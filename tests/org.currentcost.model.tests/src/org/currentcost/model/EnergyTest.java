package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

/** Amounts of energy in the units that people and meters use. */
class EnergyTest {

    @Test
    void aKilowattForAnHourIsAKilowattHour() {
        long milliwatts = 1_000_000;
        long millis = 60 * 60 * 1000;
        var energy = new Energy(milliwatts * millis);
        assertEquals(1, energy.kilowattHours());
        assertEquals(1_000_000, energy.milliwattHours());
        assertEquals(energy, Energy.ofWattHours(1000));
        assertEquals(new BigDecimal("1.000"), energy.kilowattHours(3, RoundingMode.HALF_UP));
    }

    @Test
    void roundingIsAsItsNameSays() {
        var almost = new Energy(Energy.ofWattHours(2).microjoules() - 1);
        assertEquals(1999, almost.milliwattHours());
        assertEquals(2, almost.roundedWattHours());
        assertEquals(-1999, new Energy(-almost.microjoules()).milliwattHours());
        assertEquals(new BigDecimal("0.001"), almost.kilowattHours(3, RoundingMode.DOWN));
    }

    @Test
    void whatIsMoreThanFitsIsTheMostThatFits() {
        assertEquals(Long.MAX_VALUE, Energy.ofWattHours(Long.MAX_VALUE / 2).microjoules());
        assertTrue(Energy.ofWattHours(-1).compareTo(Energy.ZERO) < 0);
    }
}
