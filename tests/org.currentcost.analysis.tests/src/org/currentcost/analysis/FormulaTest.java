package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.QUARTER;
import static org.currentcost.analysis.Quarters.add;
import static org.currentcost.analysis.Quarters.block;
import static org.currentcost.analysis.Quarters.full;
import static org.currentcost.analysis.Quarters.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.currentcost.analysis.Formula.Mistake;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sensors worked out of others. */
class FormulaTest {

    private static final long START = millis("2026-05-01T10:00:00Z");
    private static final TimeRange RANGE = TimeRange.ofMillis(START, START + HOUR);

    private static Formula formula(String text) {
        return assertInstanceOf(Formula.Right.class, Formula.parse(text)).formula();
    }

    @ParameterizedTest
    @CsvSource({"0 - 1 + 5, 0 - 1 + 5", "'  0-1+5 ', 0 - 1 + 5", "-1, -1", "- 1 -2, -1 - 2", "+3, 3", "12+012, 12 + 12",
        "'\t0 +\n1', 0 + 1"})
    void formulasAreReadAndWritten(String text, String written) {
        assertEquals(written, formula(text).toString());
        assertEquals(written, formula(written).toString());
    }

    @ParameterizedTest
    @CsvSource({"'', 0, SENSOR_EXPECTED", "'  ', 2, SENSOR_EXPECTED", "0 -, 3, SENSOR_EXPECTED",
        "0 - - 1, 4, SENSOR_EXPECTED", "0 1, 2, SIGN_EXPECTED", "0 * 1, 2, SIGN_EXPECTED", "1.5, 1, SIGN_EXPECTED",
        "house, 0, SENSOR_EXPECTED", "0 - (1 + 2), 4, SENSOR_EXPECTED", "0 + 1234567890, 4, NUMBER_TOO_LARGE",
        "0 - \u0661, 4, SENSOR_EXPECTED"})
    void whatIsNoFormulaSaysWhere(String text, int position, Mistake mistake) {
        assertEquals(new Formula.Wrong(position, mistake), Formula.parse(text));
    }

    @Test
    void sensorsComeInOrderAndOnce() {
        assertEquals(List.of(5, 0, 1), List.copyOf(formula("5 - 0 + 1 - 5").sensors()));
    }

    @Test
    void energiesAddUpWithTheirSigns() {
        var result = formula("0 - 1 + 5").evaluate(Map.of(0, full(RANGE, at -> 1000), 1, full(RANGE, at -> 300), 5,
                full(RANGE, at -> 50), 7, QuarterHours.NONE));
        var sum = result.sum(START, START + HOUR);
        assertEquals(0.75, sum.kilowattHours(), 1e-12);
        assertEquals(HOUR, sum.measuredMillis());
        assertEquals(750_000, sum.peakMilliwatts(), "the mean, though each sensor's peak is twice its mean");
    }

    @Test
    void aQuarterIsKnownForAsLongAsTheLeastKnownSensor() {
        var builder = new QuarterHours.Builder(START, START + HOUR);
        add(builder, START, QUARTER / 3, 300);
        var result = formula("0 - 1").evaluate(Map.of(0, full(RANGE, at -> 1000), 1, builder.build()));
        // A third of 1000 W less a third of 300 W
        assertEquals(700_000L * QUARTER / 3, result.measuredMicrojoules(0));
        assertEquals(QUARTER / 3, result.knownMillis(0));
        assertEquals(700_000, result.peakMilliwatts(0));
        assertEquals(QUARTER / 3, result.sum(START, START + HOUR).knownMillis());
    }

    @Test
    void onlyTheTimeThatAllHaveIsKnown() {
        var later = full(TimeRange.ofMillis(START + HOUR / 2, START + 2 * HOUR), at -> 100);
        var result = formula("0 + 1").evaluate(Map.of(0, full(RANGE, at -> 1000), 1, later));
        assertEquals(TimeRange.ofMillis(START + HOUR / 2, START + HOUR), result.range());
        assertEquals(0.55, result.sum(START, START + HOUR).kilowattHours(), 1e-12);
        var apart = full(TimeRange.ofMillis(START + HOUR, START + 2 * HOUR), at -> 100);
        assertEquals(0, formula("0 + 1").evaluate(Map.of(0, full(RANGE, at -> 1000), 1, apart)).size());
        assertEquals(0, formula("0 + 1").evaluate(Map.of(0, full(RANGE, at -> 1000))).size());
    }

    @Test
    void oneSensorIsItself() {
        var quarters = full(RANGE, at -> 1000);
        assertSame(quarters, formula("3").evaluate(Map.of(3, quarters)));
        assertEquals(-1, formula("-3").evaluate(Map.of(3, quarters)).sum(START, START + HOUR).kilowattHours(), 1e-12);
        assertEquals(2, formula("3 + 3").evaluate(Map.of(3, quarters)).sum(START, START + HOUR).kilowattHours(),
                1e-12);
    }

    @Test
    void whatIsFilledForOneIsFilledInTheResult() {
        // The house is known live for the first hour and 2.5 kWh in two hours by the meter; the sensor live for both.
        var house = GapFiller.fill(full(RANGE, at -> 1000),
                List.of(block(HistorySpan.TWO_HOURS, START, 2 * HOUR, 2500)));
        var sensor = full(TimeRange.ofMillis(START, START + 2 * HOUR), at -> 500);
        var result = formula("0 - 1").evaluate(Map.of(0, house, 1, sensor));
        var sum = result.sum(START, START + 2 * HOUR);
        assertEquals(0.5, EnergySum.kilowattHours(sum.measuredMicrojoules()), 1e-9);
        assertEquals(1.0, EnergySum.kilowattHours(sum.memoryMicrojoules()), 1e-9);
        assertEquals(HOUR, sum.memoryMillis());
        assertEquals(HOUR / 2, result.sum(START, START + HOUR + HOUR / 2).estimatedMillis());
    }

    @Test
    void whereReadingsAreEnoughWhatFillsTheRestIsLeftOut() {
        // Both are known live for a third of a quarter; the meter fills the rest of the house's with much more.
        var builder = new QuarterHours.Builder(START, START + QUARTER);
        add(builder, START, QUARTER / 3, 300);
        var third = builder.build();
        var house = GapFiller.fill(third, List.of(block(HistorySpan.TWO_HOURS, START, 2 * HOUR, 9000)));
        var result = formula("0 + 1").evaluate(Map.of(0, house, 1, third));
        assertEquals(600_000L * QUARTER / 3, result.measuredMicrojoules(0));
        assertEquals(QUARTER / 3, result.measuredMillis(0));
        assertEquals(0, result.filledMillis(0));
    }

    @Test
    void aFormulaAndItsOppositeCancel() {
        var random = new Random(3);
        var range = TimeRange.ofMillis(START, START + 200 * HOUR);
        for (int round = 0; round < 20; round++) {
            var operands = Map.of(0, GapFiller.fill(Quarters.random(random, range), Quarters.blocks(random, START, 7)),
                    1,
                    Quarters.random(random, range));
            var one = formula("0 - 1").evaluate(operands);
            var other = formula("1 - 0").evaluate(operands);
            for (int i = 0; i < one.size(); i++) {
                assertEquals(0, one.knownMicrojoules(i) + other.knownMicrojoules(i));
                assertEquals(one.knownMillis(i), other.knownMillis(i));
                assertEquals(Math.min(operands.get(0).knownMillis(i), operands.get(1).knownMillis(i)),
                        one.knownMillis(i));
                assertFalse(one.measuredMillis(i) > operands.get(0).measuredMillis(i));
            }
        }
    }

    @Test
    void powersOfNowAddUpWithTheirSigns() {
        assertEquals(1000 - 300 + 50, formula("0 - 1 + 5").value(number -> Map.of(0, 1000, 1, 300, 5, 50).get(number)));
        assertEquals(-7, formula("-3").value(number -> 7));
        assertEquals(14, formula("3 + 3").value(number -> 7));
    }
}
