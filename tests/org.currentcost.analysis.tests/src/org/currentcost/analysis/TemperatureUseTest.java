package org.currentcost.analysis;

import static org.currentcost.analysis.Quarters.DAY;
import static org.currentcost.analysis.Quarters.HOUR;
import static org.currentcost.analysis.Quarters.full;
import static org.currentcost.analysis.Quarters.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
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

    @Test
    void theLineIsTheOneOfLeastSquares() {
        var use = TemperatureUse.of(days(12, 9.6, 10.8, 3.6), List.of(temperature(0, 0, DAY), temperature(1, 5, DAY),
                temperature(2, 5, DAY), temperature(3, 10, DAY)), UTC, EnergySum::kilowattHours);
        assertEquals(4, use.points().size());
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
    void oneTemperatureMakesNoLineAndOneUseALevelOne() {
        var level = List.of(temperature(0, 7, DAY), temperature(1, 7, DAY), temperature(2, 7, DAY));
        assertTrue(TemperatureUse.of(days(1, 2, 3), level, UTC, EnergySum::kilowattHours).line().isEmpty());
        var warmer = List.of(temperature(0, 7, DAY), temperature(1, 8, DAY), temperature(2, 9, DAY));
        var line = TemperatureUse.of(days(0, 0, 0), warmer, UTC, EnergySum::kilowattHours).line().orElseThrow();
        assertEquals(new TemperatureUse.Line(0, 0, 0), line);
    }
}
