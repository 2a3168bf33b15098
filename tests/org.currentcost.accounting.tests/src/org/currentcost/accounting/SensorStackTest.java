package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.junit.jupiter.api.Test;

/** How sensors lie upon each other without counting anything twice. */
class SensorStackTest {

    private static final Sensor HOUSE = sensor("Home", 0, SensorRole.HOUSE);
    private static final Sensor OVEN = sensor("Home", 1, SensorRole.INSIDE_HOUSE);
    private static final Sensor SUN = sensor("Home", 2, SensorRole.GENERATION);
    private static final Sensor GRID = sensor("Home", 3, SensorRole.EXPORT);
    private static final Sensor OTHER = sensor("Barn", 1, SensorRole.INSIDE_HOUSE);

    private static Sensor sensor(String meter, int number, SensorRole role) {
        return new Sensor(SeriesKey.power(meter, number),
                new SensorSettings("", role, false, Optional.empty(), Optional.empty()));
    }

    private static AmountSum sum(String measured, String memory, String estimated, String standing) {
        return new AmountSum(EnergySum.nothing(0, 1), new BigDecimal(measured), new BigDecimal(memory),
                new BigDecimal(estimated), new BigDecimal(standing), true);
    }

    @Test
    void putsTheRestOfAHouseUponWhatIsInsideIt() {
        assertEquals(
                List.of(new SensorStack.Layer(OVEN, List.of()), new SensorStack.Layer(OTHER, List.of()),
                        new SensorStack.Layer(HOUSE, List.of(1))),
                SensorStack.layers(List.of(HOUSE, OVEN, OTHER)));
        assertEquals(List.of(new SensorStack.Layer(SUN, List.of()), new SensorStack.Layer(HOUSE, List.of())),
                SensorStack.layers(List.of(HOUSE, SUN)));
    }

    @Test
    void keepsThePartsOfTheRestInProportionAndTheStandingChargeWhole() {
        var rest = SensorStack.rest(sum("6", "3", "1", "0.5"),
                List.of(sum("2", "0", "0", "0"), sum("3", "0", "0", "0")));
        assertEquals(0, rest.measured().compareTo(new BigDecimal("3")));
        assertEquals(0, rest.memory().compareTo(new BigDecimal("1.5")));
        assertEquals(0, rest.estimated().compareTo(new BigDecimal("0.5")));
        assertEquals(new BigDecimal("0.5"), rest.standingCharge());
    }

    @Test
    void leavesNothingWhereSensorsTellMoreThanTheHouseAndAllWhereTheHouseFeedsIn() {
        assertEquals(0, SensorStack.rest(sum("1", "0", "0", "0"), List.of(sum("2", "0", "0", "0"))).total().signum());
        var feeding = sum("-4", "0", "0", "0");
        assertEquals(feeding, SensorStack.rest(feeding, List.of(sum("2", "0", "0", "0"))));
    }

    @Test
    void drawsWhatIsMadeBelowZero() {
        assertEquals(1, HOUSE.sign(AmountUnit.ENERGY));
        assertEquals(-1, SUN.sign(AmountUnit.ENERGY));
        assertEquals(-1, GRID.sign(AmountUnit.ENERGY));
        assertEquals(1, GRID.sign(AmountUnit.MONEY));
    }
}
