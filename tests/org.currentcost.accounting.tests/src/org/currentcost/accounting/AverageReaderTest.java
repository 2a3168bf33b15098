package org.currentcost.accounting;

import static org.currentcost.accounting.AccountedHouse.HOUSE;
import static org.currentcost.accounting.AccountedHouse.OVEN;
import static org.currentcost.accounting.AccountedHouse.days;
import static org.currentcost.accounting.AccountedHouse.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.currentcost.accounting.AverageAmounts.Of;
import org.currentcost.analysis.DayFilter;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.Mean;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The average day and week of a house of 1 kW, and that its days are as well known as where each of them is told. */
class AverageReaderTest {

    /** Monday to Sunday. */
    private static final TimeRange WEEK = days("2025-05-05", 7);

    @TempDir
    private Path folder;
    private AccountedHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new AccountedHouse(folder, "2026-01-01T00:00");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private AverageAmounts ask(TimeRange range, Of of, DayFilter days, List<Sensor> sensors) throws StoreException {
        return new AverageReader(house.accounting()).read(
                new AverageAmounts.Question(sensors, range, AmountUnit.ENERGY, of, days), () -> {
                    // Nobody loses interest.
                });
    }

    private EnergySum byDays(TimeRange range, List<Sensor> sensors, int line) throws StoreException {
        return new PeriodReader(house.accounting()).read(new PeriodAmounts.Question(sensors, range, AmountUnit.ENERGY,
                PeriodKind.DAY, 1000, Optional.empty(), DayOfWeek.MONDAY), () -> {
                    // Nobody loses interest.
                }).lines().get(line).total().orElseThrow().energy();
    }

    private void assertAsWellKnown(TimeRange range, List<Sensor> sensors) throws StoreException {
        for (var of : Of.values()) {
            var answer = ask(range, of, DayFilter.ALL, sensors);
            for (int i = 0; i < sensors.size(); i++) {
                var days = byDays(range, sensors, i);
                var all = answer.lines().get(i).all();
                assertEquals(days.endMillis() - days.startMillis(), all.endMillis() - all.startMillis(), of + " " + i);
                assertEquals(days.measuredMillis(), all.measuredMillis(), of + " " + i);
                assertEquals(days.memoryMillis(), all.memoryMillis(), of + " " + i);
                assertEquals(days.estimatedMillis(), all.estimatedMillis(), of + " " + i);
                assertEquals(days.measuredShare(), answer.lines().get(i).known().stream()
                        .reduce(EnergySum.nothing(0, 0), EnergySum::and).measuredShare(), 1e-12, of + " " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Of.class)
    void isTheMeanOfTheDays(Of of) throws Exception {
        house.record(HOUSE, WEEK, 1_000_000);
        house.record(HOUSE, days("2025-05-12", 7), 3_000_000);
        var line = ask(days("2025-05-05", 14), of, DayFilter.ALL, house.sensors(HOUSE)).lines().getFirst();
        assertEquals(of == Of.HOURS_OF_THE_DAY ? 24 : 7, line.means().size());
        assertEquals(of == Of.HOURS_OF_THE_DAY ? 48 : 7 * 48, line.total().orElseThrow(), 0.2);
        assertEquals(of == Of.HOURS_OF_THE_DAY ? 14 : 2, line.means().get(3).count());
    }

    @Test
    void onlyTheDaysThatCountAreTakenAndKnown() throws Exception {
        house.record(HOUSE, WEEK, 1_000_000);
        var answer = ask(WEEK, Of.DAYS_OF_THE_WEEK, DayFilter.WEEKENDS, house.sensors(HOUSE));
        var line = answer.lines().getFirst();
        assertEquals(new Mean(Double.NaN, 0, 0), line.means().get(DayOfWeek.MONDAY.ordinal()));
        assertEquals(24, line.means().get(DayOfWeek.SATURDAY.ordinal()).amount(), 0.05);
        assertEquals(OptionalDouble.empty(), line.total());
        assertEquals(2 * 86_400_000L, line.all().endMillis() - line.all().startMillis());
        assertEquals(WEEK, answer.days());
        assertEquals(1, answer.count());
    }

    @Test
    void aMeterThatFellSilentIsAsWellKnownAsItsDaysAre() throws Exception {
        house.record(HOUSE, range("2025-05-05T00:00", "2025-05-09T14:00"), 1_000_000);
        house.isNow("2025-05-10T20:00");
        assertAsWellKnown(WEEK, house.sensors(HOUSE));
        var all = ask(WEEK, Of.HOURS_OF_THE_DAY, DayFilter.ALL, house.sensors(HOUSE)).lines().getFirst().all();
        assertEquals((4 * 24 + 14) / (5 * 24 + 20.0), all.measuredShare(), 1e-3);
    }

    @Test
    void aSensorThatCameLaterIsAsWellKnownAsItsDaysAre() throws Exception {
        house.record(HOUSE, WEEK, 1_000_000);
        house.record(OVEN, range("2025-05-08T10:00", "2025-05-12T00:00"), 400_000);
        assertAsWellKnown(WEEK, house.sensors(HOUSE, OVEN));
    }

    @Test
    void whatTheMeterRemembersOfADayIsNotAnEstimateOfTheDay() throws Exception {
        house.record(HOUSE, days("2025-05-05", 3), 1_000_000);
        house.record(HOUSE, days("2025-05-09", 3), 1_000_000);
        var day = days("2025-05-08", 1);
        house.store().appendHistory(HOUSE, List.of(new HistoryBlock(HistorySpan.DAY, day.startMillis(),
                day.endMillis(), 12_000)));
        assertAsWellKnown(WEEK, house.sensors(HOUSE));
        var line = ask(WEEK, Of.HOURS_OF_THE_DAY, DayFilter.ALL, house.sensors(HOUSE)).lines().getFirst();
        assertTrue(line.all().memoryMillis() > 23 * 3_600_000L, line.all().toString());
        assertTrue(line.estimatedPart(12) > 0, "when in the day it was used is not known");
        assertEquals(0, line.memoryPart(12));
    }

    @Test
    void whatIsCountedByTheDayIsMeasuredAndItsHoursAreEstimated() throws Exception {
        house.store().expect(HOUSE, 86_400_000);
        try (var bulk = house.store().bulkAppend()) {
            for (int day = 0; day < 8; day++) {
                bulk.add(HOUSE, Reading.of(WEEK.start().plusSeconds(86_400L * day), 1_000_000));
            }
        }
        assertAsWellKnown(WEEK, house.sensors(HOUSE));
    }

    @ParameterizedTest
    @CsvSource({"2025-03-24,2,6", "2025-10-20,2,8", "2025-10-20,3,7", "2025-03-24,23,7"})
    void anHourThatTheClockSkipsOrRepeatsIsKnownSoLong(String monday, int hour, int hours) throws Exception {
        house.record(HOUSE, days(monday, 7), 1_000_000);
        assertAsWellKnown(days(monday, 7), house.sensors(HOUSE));
        var known = ask(days(monday, 7), Of.HOURS_OF_THE_DAY, DayFilter.ALL, house.sensors(HOUSE)).lines().getFirst()
                .known().get(hour);
        assertEquals(hours * 3_600_000L, known.endMillis() - known.startMillis());
        assertEquals(hours * 3_600_000L, known.measuredMillis(), 180_000);
    }

    @Test
    void aStackCountsNothingTwice() throws Exception {
        house.record(HOUSE, WEEK, 1_000_000);
        house.record(OVEN, WEEK, 400_000);
        house.accounting().household().save(new Sensor(OVEN, new SensorSettings("Oven", SensorRole.INSIDE_HOUSE, false,
                Optional.empty(), Optional.empty())));
        var answer = ask(WEEK, Of.HOURS_OF_THE_DAY, DayFilter.ALL, house.sensors(HOUSE, OVEN));
        var stack = answer.stacked();
        assertEquals(List.of(OVEN, HOUSE), stack.stream().map(one -> one.line().sensor().key()).toList());
        assertEquals(0.4, stack.getFirst().amounts().get(5), 1e-6);
        assertEquals(0.6, stack.getLast().amounts().get(5), 1e-6);
        assertTrue(stack.getLast().rest());
        assertEquals(1, answer.apart().getFirst().amounts().get(5), 1e-6);
    }
}
