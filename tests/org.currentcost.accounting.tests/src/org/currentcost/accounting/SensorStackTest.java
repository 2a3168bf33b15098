package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static Sensor inside(int number, Integer... parents) {
        var plain = sensor("Home", number, SensorRole.INSIDE_HOUSE);
        return new Sensor(plain.key(), plain.settings(), 0, List.of(parents));
    }

    private static List<List<Integer>> layers(Sensor... sensors) {
        return new SensorStack(List.of(sensors)).layers().stream().map(layer -> {
            var numbers = new ArrayList<>(List.of(layer.sensor().key().sensor()));
            layer.inside().forEach(place -> numbers.add(sensors[place].key().sensor()));
            return List.copyOf(numbers);
        }).toList();
    }

    /** {@return the heights of the layers from the bottom up} @param amounts of the sensors */
    private static List<String> heights(List<Sensor> sensors, String... amounts) {
        var stack = new SensorStack(sensors);
        IntFunction<AmountSum> sums = place -> sum(amounts[place], "0", "0", "0");
        return stack.layers().stream().map(layer -> stack.rest(layer, sums).total()
                .setScale(6, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString()).toList();
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
                new SensorStack(List.of(HOUSE, OVEN, OTHER)).layers());
        assertEquals(List.of(new SensorStack.Layer(SUN, List.of()), new SensorStack.Layer(HOUSE, List.of())),
                new SensorStack(List.of(HOUSE, SUN)).layers());
    }

    @Test
    void putsWhatACircuitHasBesideItsPlugsUponThem() {
        // sensor 4 is a circuit with the plugs 5 and 6, of which 6 is a strip with plug 7
        assertEquals(List.of(List.of(1), List.of(5), List.of(7), List.of(6, 7), List.of(4, 5, 6), List.of(0, 1, 4)),
                layers(HOUSE, OVEN, inside(4), inside(5, 4), inside(6, 4), inside(7, 6, 4)));
        assertEquals(List.of(List.of(5), List.of(7), List.of(4, 5, 7), List.of(0, 4)),
                layers(HOUSE, inside(4), inside(5, 4), inside(7, 6, 4)), "whose strip is not shown");
        assertEquals(List.of(List.of(5), List.of(0, 5)), layers(HOUSE, inside(5, 4)), "whose circuit is not shown");
        assertEquals(List.of(List.of(5), List.of(4, 5)), layers(inside(4), inside(5, 4)), "no house is shown");
    }

    @ParameterizedTest
    @CsvSource({
        // house, circuit, plug: heights of plug, rest of the circuit, rest of the house
        "10, 6, 4, 4 2 4", "10, 0, 4, 4 0 6", "10, 3, 4, 4 0 6", "10, 6, 0, 0 6 4", "5, 6, 4, 4 2 0",
        "-3, 6, 4, 4 2 -3"})
    void aPlugIsCountedOnce(String house, String circuit, String plug, String expected) {
        assertEquals(List.of(expected.split(" ")),
                heights(List.of(HOUSE, inside(4), inside(5, 4)), house, circuit, plug));
    }

    @Test
    void keepsThePartsOfTheRestInProportionAndTheStandingChargeWhole() {
        var sums = List.of(sum("6", "3", "1", "0.5"), sum("2", "0", "0", "0"), sum("3", "0", "0", "0"));
        var stack = new SensorStack(List.of(HOUSE, OVEN, inside(4)));
        var rest = stack.rest(stack.layers().getLast(), sums::get);
        assertEquals(0, rest.measured().compareTo(new BigDecimal("3")));
        assertEquals(0, rest.memory().compareTo(new BigDecimal("1.5")));
        assertEquals(0, rest.estimated().compareTo(new BigDecimal("0.5")));
        assertEquals(new BigDecimal("0.5"), rest.standingCharge());
    }

    @Test
    void leavesNothingWhereSensorsTellMoreThanTheHouseAndAllWhereTheHouseFeedsIn() {
        assertEquals(List.of("2", "0"), heights(List.of(HOUSE, OVEN), "1", "2"));
        assertEquals(List.of("2", "-4"), heights(List.of(HOUSE, OVEN), "-4", "2"));
    }

    @Test
    void drawsWhatIsMadeBelowZero() {
        assertEquals(1, HOUSE.sign(AmountUnit.ENERGY));
        assertEquals(-1, SUN.sign(AmountUnit.ENERGY));
        assertEquals(-1, GRID.sign(AmountUnit.ENERGY));
        assertEquals(1, GRID.sign(AmountUnit.MONEY));
    }
}
