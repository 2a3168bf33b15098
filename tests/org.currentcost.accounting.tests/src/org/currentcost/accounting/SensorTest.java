package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sensors are inside of, however their settings go round in circles. */
class SensorTest {

    /** @param parents such as {@code 2>1 3>2}: 2 is inside 1, and 3 inside 2 */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "-, 1, ''", "2>1, 2, 1", "2>1 3>2, 3, 2 1", "2>1 3>2, 1, ''", "2>9, 2, 9",
        // what is inside the house, or the house inside something
        "2>0, 2, ''", "0>1, 0, ''", "0>1 1>0, 1, ''",
        // circles
        "1>1, 1, ''", "1>2 2>1, 1, ''", "1>2 2>1, 2, ''", "1>2 2>3 3>1, 2, ''",
        "1>2 2>1 3>1, 3, 1", "1>2 2>1 3>1 4>3, 4, 3 1", "1>1 2>1, 2, 1"})
    void insideIsFromTheNearestOneOn(String parents, int number, String expected) {
        var settings = new HashMap<Integer, SensorSettings>();
        if (parents != null) {
            for (String pair : parents.split(" ")) {
                String[] sides = pair.split(">");
                int child = Integer.parseInt(sides[0]);
                settings.put(child, SensorSettings.standard(child).inside(Optional.of(Integer.valueOf(sides[1]))));
            }
        }
        assertEquals(expected, inside(settings, number));
    }

    private static String inside(Map<Integer, SensorSettings> settings, int number) {
        return new InsideRule(one -> settings.getOrDefault(one, SensorSettings.standard(one)), settings.keySet())
                .of(number).stream().map(one -> one < 10_000 ? "" + one : "C" + (one - 10_000))
                .collect(Collectors.joining(" "));
    }

    /**
     * @param settled such as {@code C0=1+2 2>1}: the first computed sensor is the sum of 1 and 2, and 2 was put inside
     *                1; a {@code !} stands before one that is no part of what the house uses
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // what a sum adds up is inside it
        "C0=1+2 | 1 | C0", "C0=1+2 | 2 | C0", "C0=1+2 | 3 | ''", "C0=1+2 | C0 | ''", "C0=1+1 | 1 | C0", "C0=1 | 1 | C0",
        "C0=1+2 1>C0 | 1 | C0", "C0=1+2 1>C0 | 2 | C0", "C0=1+2 C0>4 | 1 | C0 4", "C0=1+2 C0>4 | C0 | 4",
        "C0=1+2 7>1 | 7 | 1 C0",
        // where its parts are, if they are together
        "C0=1+2 1>4 2>4 | 1 | C0 4", "C0=1+2 1>4 2>4 | C0 | 4", "C0=1+2 1>4 2>4 C0>4 | 2 | C0 4",
        "C0=1+2 1>4 C0>4 | 1 | C0 4", "C0=1+2 1>4 C0>4 | 2 | C0 4",
        // and not where they were put apart
        "C0=1+2 1>4 | 1 | 4", "C0=1+2 1>4 | 2 | ''", "C0=1+2 1>4 | C0 | ''", "C0=1+2 1>4 2>5 | C0 | ''",
        "C0=1+2 2>1 | 2 | 1", "C0=1+2 2>1 | 1 | ''", "C0=1+2 1>4 2>4 C0>5 | 1 | 4",
        // each is inside the first sum that holds it
        "C0=1+2 C1=1+3 | 1 | C0", "C0=1+2 C1=1+3 | 3 | C1", "C0=1+2 C1=1+2 | 2 | C0",
        // in no circle
        "C0=1+2 C0>1 | 1 | ''", "C0=1+2 C0>1 | C0 | ''", "C0=1+2 C0>1 | 2 | C0", "C0=C0 | C0 | ''",
        // what others leave of a sensor is inside that
        "C0=4-5 | C0 | 4", "C0=4-5 5>4 | 5 | 4", "C0=4-5 | 4 | ''", "C0=4-5 C0>6 | C0 | 6", "C0=0-1 | C0 | ''",
        "C0=1+2-3 | C0 | ''", "C0=1+2-3 | 1 | ''",
        // what is no part of the house is inside nothing
        "C0=1+2 !1 | 1 | ''", "C0=1+2 !1 | 2 | C0", "C0=1+2 !C0 | 1 | ''", "C0=0+1 | 0 | ''",
        // what can't be read adds up nothing
        "C0=1+ | 1 | ''", "C0=C1 C1=1+2 | C1 | ''", "C0=C1 C1=1+2 | 1 | C1"})
    void whatASumAddsUpIsInsideIt(String settled, String sensor, String expected) {
        var settings = new HashMap<Integer, SensorSettings>();
        for (String one : settled.split(" ")) {
            boolean ignored = one.startsWith("!");
            String[] sides = (ignored ? one.substring(1) : one).split("[=>]", 2);
            int number = number(sides[0]);
            var former = settings.getOrDefault(number, SensorSettings.standard(number));
            settings.put(number, one.contains(">")
                    ? former.inside(Optional.of(number(sides[1])))
                    : new SensorSettings("", ignored ? SensorRole.IGNORED : former.role(), false, Optional.empty(),
                            ignored
                                    ? former.formula()
                                    : Optional.of(sides[1].replace("C", "1000"))));
        }
        assertEquals(expected, inside(settings, number(sensor)));
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace("C", "1000"));
    }

    @ParameterizedTest
    @CsvSource({"GENERATION", "EXPORT", "IGNORED", "HOUSE"})
    void whatIsNoPartOfTheHouseIsInsideOfNothingAndHoldsNothing(SensorRole role) {
        var settings = Map.of(1,
                new SensorSettings("", role, false, Optional.empty(), Optional.empty()).inside(Optional.of(3)), 2,
                SensorSettings.standard(2).inside(Optional.of(1)), 3, SensorSettings.standard(3));
        assertEquals("", inside(settings, 1));
        assertEquals("", inside(settings, 2));
    }

    @Test
    void aParentIsOfTheSameMeterAndTheNextOneStandsForOneThatIsGone(@TempDir Path folder) throws Exception {
        try (var house = new AccountedHouse(folder, "2026-01-01T00:00")) {
            for (var meter : List.of("Home", "Barn")) {
                for (int number : new int[]{0, 1, 2}) {
                    house.store().append(Map.of(SeriesKey.power(meter, number),
                            List.of(Reading.of(AccountedHouse.at("2025-12-31T00:00"), 1000))));
                }
            }
            var household = house.accounting().household();
            // 7 is not there, and inside 1
            for (int child : new int[]{2, 7}) {
                household.save(new Sensor(SeriesKey.power("Home", child),
                        SensorSettings.standard(child).inside(Optional.of(child == 2 ? 7 : 1))));
            }
            var all = household.sensors();
            var second = household.sensor(SeriesKey.power("Home", 2));
            assertEquals(List.of(7, 1), second.inside());
            assertEquals(Optional.of(household.sensor(SeriesKey.power("Home", 1))), second.parent(all));
            assertEquals(Optional.empty(), household.sensor(SeriesKey.power("Barn", 2)).parent(all));
            assertEquals(Optional.of(7), second.settings().parent(), "as it was settled");
        }
    }
}
