package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.DAY;
import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.full;
import static org.currentcost.analysis.Quarters.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;

/** Temperature against use. */
class TemperatureUseTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final long START = millis("2026-01-01T00:00:00Z");

    private static Bucket temperature(int day, double celsius, long covered) {
        long milli = Math.round(celsius * 1000);
        long start = START + day * DAY;
        return new Bucket(start, start + DAY, 1, covered, milli, milli, milli * covered);
    }

    /** Full days of these energies. */
    private static QuarterHours days(double... kilowattHours) {
        return full(TimeRange.ofMillis(START, START + kilowattHours.length * DAY),
                at -> kilowattHours[(int) ((at - START) / DAY)] * 1000 / 24);
    }

    /** The four points of a plain example, as often as asked. */
    private static TemperatureUse example(int times) {
        double[] use = new double[4 * times];
        var temperatures = new ArrayList<Bucket>();
        for (int day = 0; day < use.length; day++) {
            use[day] = new double[]{12, 9.6, 10.8, 3.6}[day % 4];
            temperatures.add(temperature(day, new double[]{0, 5, 5, 10}[day % 4], DAY));
        }
        return TemperatureUse.of(days(use), temperatures, UTC, EnergySum::kilowattHours);
    }

    @Test
    void theLineIsTheOneOfLeastSquares() {
        var use = example(4);
        assertEquals(16, use.points().size());
        assertEquals(LocalDate.of(2026, 1, 2), use.points().get(1).day());
        assertEquals(5, use.points().get(1).celsius(), 1e-9);
        assertEquals(9.6, use.points().get(1).amount(), 1e-6);
        // Means 5 and 9; sums of squares 50 and 41.76, of products -42
        var line = use.line().orElseThrow();
        assertEquals(-0.84, line.perDegree(), 1e-6);
        assertEquals(13.2, line.atZero(), 1e-6);
        assertEquals(42 * 42 / (50 * 41.76), line.determination(), 1e-6);
        assertEquals(4.8, line.at(10), 1e-6);
    }

    @Test
    void aFewDaysAreNoFinding() {
        assertEquals(12, example(3).points().size());
        assertEquals(Optional.empty(), example(3).line());
    }

    /** Student's t for 14 days is 2.179: r² of 0.2834. */
    @Test
    void whatMayBeChanceIsNoFinding() {
        assertTrue(noisy(1.60).line().isEmpty());
        assertEquals(0.2860, noisy(1.58).line().orElseThrow().determination(), 0.0005);
    }

    /** A degree more a day in seven days, then back; the use follows and is disturbed by this much up and down. */
    private static TemperatureUse noisy(double disturbance) {
        double[] use = new double[14];
        var temperatures = new ArrayList<Bucket>();
        for (int day = 0; day < use.length; day++) {
            int degree = day % 7;
            use[day] = 10 + 0.5 * degree + (day < 7 ? disturbance : -disturbance);
            temperatures.add(temperature(day, degree, DAY));
        }
        return TemperatureUse.of(days(use), temperatures, UTC, EnergySum::kilowattHours);
    }

    @Test
    void daysOfWhichTooLittleIsKnownAreLeftOut() {
        var use = TemperatureUse.of(days(12, 9.6, 10.8, 3.6),
                List.of(temperature(0, 0, DAY), temperature(1, 5, 11 * HOUR),
                        temperature(3, 10, 12 * HOUR), temperature(4, 10, DAY)),
                UTC, EnergySum::kilowattHours);
        assertEquals(List.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 4)),
                use.points().stream().map(TemperatureUse.Point::day).toList());
        assertTrue(use.line().isEmpty(), "two points are no line");
        assertEquals(List.of(), TemperatureUse.of(days(1), List.of(temperature(0, 0, DAY)), UTC, sum -> Double.NaN)
                .points());
    }

    @Test
    void oneTemperatureOrOneUseMakesNoLine() {
        var level = new ArrayList<Bucket>();
        var warmer = new ArrayList<Bucket>();
        double[] use = new double[20];
        for (int day = 0; day < use.length; day++) {
            level.add(temperature(day, 7, DAY));
            warmer.add(temperature(day, day, DAY));
            use[day] = day;
        }
        assertTrue(TemperatureUse.of(days(use), level, UTC, EnergySum::kilowattHours).line().isEmpty());
        assertTrue(TemperatureUse.of(days(new double[20]), warmer, UTC, EnergySum::kilowattHours).line().isEmpty());
        assertEquals(1, TemperatureUse.of(days(use), warmer, UTC, EnergySum::kilowattHours).line().orElseThrow()
                .determination(), 1e-9);
    }
}
