package org.currentcost.accounting;

import static org.currentcost.accounting.AccountedHouse.HOUSE;
import static org.currentcost.accounting.AccountedHouse.OVEN;
import static org.currentcost.accounting.AccountedHouse.at;
import static org.currentcost.accounting.AccountedHouse.days;
import static org.currentcost.accounting.AccountedHouse.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.currentcost.accounting.PeriodAmounts.Question;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.EarlierPeriod;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.model.Edit;
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

/** What sensors used in each hour, day, month and year; a house of 1 kW. */
class PeriodReaderTest {

    private static final int MANY = 1000;
    private static final double EXACT = 1e-6;

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

    private PeriodAmounts ask(TimeRange range, PeriodKind length) throws StoreException {
        return ask(range, length, AmountUnit.ENERGY, Optional.empty());
    }

    private PeriodAmounts ask(TimeRange range, PeriodKind length, AmountUnit unit, Optional<EarlierPeriod> with)
            throws StoreException {
        return new PeriodReader(house.accounting()).read(
                new Question(house.sensors(HOUSE), range, unit, length, MANY, with, DayOfWeek.MONDAY), () -> {
                    // Nobody loses interest.
                });
    }

    private static List<Double> totals(PeriodAmounts.Line line) {
        return line.amounts().stream().map(sum -> sum.total().doubleValue()).toList();
    }

    @ParameterizedTest
    @CsvSource({"2025-03-29,24,23,24", "2025-10-25,24,25,24", "2025-07-01,24,24,24"})
    void aDayIsAsLongAsItsClockMakesIt(String first, double before, double day, double after) throws Exception {
        house.record(HOUSE, days(first, 3), 1_000_000);
        var answer = ask(days(first, 3), PeriodKind.DAY);
        var totals = totals(answer.lines().getFirst());
        assertEquals(before, totals.get(0), EXACT);
        assertEquals(day, totals.get(1), EXACT);
        assertEquals(after, totals.get(2), 0.05);
        assertTrue(answer.lines().getFirst().amounts().get(1).energy().allMeasured());
    }

    @ParameterizedTest
    @CsvSource({"2025-03-30,23", "2025-10-26,25"})
    void theHourThatIsSkippedOrRepeatedIsCounted(String day, int hours) throws Exception {
        house.record(HOUSE, days(day, 1), 1_000_000);
        var answer = ask(days(day, 1), PeriodKind.HOUR);
        assertEquals(hours, answer.periods().size());
        assertEquals(hours, answer.lines().getFirst().total().orElseThrow().total().doubleValue(), 0.05);
    }

    @Test
    void aGapIsMissingFromItsHoursAndToldOfItsSensor() throws Exception {
        house.record(HOUSE, range("2025-05-05T00:00", "2025-05-05T10:00"), 1_000_000);
        house.record(HOUSE, range("2025-05-05T12:00", "2025-05-06T00:00"), 1_000_000);
        var answer = ask(days("2025-05-05", 1), PeriodKind.HOUR);
        var amounts = answer.lines().getFirst().amounts();
        assertEquals(1, amounts.get(9).total().doubleValue(), EXACT);
        assertFalse(amounts.get(11).hasAmount());
        assertEquals(1, amounts.get(12).total().doubleValue(), EXACT);
        var gap = answer.gaps().getFirst();
        assertEquals(HOUSE, gap.sensor().key());
        assertEquals(1, answer.gaps().size());
        assertEquals(Duration.ofHours(2).toMillis(), gap.gap().missingMillis(), 3 * 60_000);
        assertEquals(at("2025-05-05T12:00"), gap.gap().range().end());
    }

    @Test
    void neitherTheTimeBeforeTheFirstReadingNorTheTimeToComeIsMissing() throws Exception {
        house.record(HOUSE, range("2025-05-05T06:00", "2025-05-06T18:00"), 1_000_000);
        house.isNow("2025-05-06T18:00");
        var answer = ask(days("2025-05-01", 30), PeriodKind.DAY);
        assertEquals(days("2025-05-05", 2), new TimeRange(answer.periods().getFirst().start(),
                answer.periods().getLast().end()));
        assertEquals(Optional.of(range("2025-05-05T06:00", "2025-05-06T18:00")), answer.known());
        assertTrue(answer.lines().getFirst().total().orElseThrow().energy().allMeasured());
        assertEquals(List.of(), answer.gaps());
        assertEquals(Optional.of(days("2025-05-05", 2)), answer.inWords(AccountedHouse.BERLIN));
    }

    @Test
    void thereIsNoPeriodOfATimeToCome() throws Exception {
        house.record(HOUSE, days("2025-05-05", 1), 1_000_000);
        var answer = ask(days("2027-05-05", 3), PeriodKind.DAY);
        assertEquals(List.of(), answer.periods());
        assertEquals(Optional.empty(), answer.known());
        assertEquals(Optional.empty(), answer.lines().getFirst().total());
        assertEquals(Optional.empty(), answer.inWords(AccountedHouse.BERLIN));
    }

    @Test
    void whatIsEditedCountsAndIsBackWhenThatIsUndone() throws Exception {
        house.record(HOUSE, days("2025-05-05", 2), 1_000_000);
        var edit = house.store().edit(Edit.exclude(HOUSE, range("2025-05-05T12:00", "2025-05-06T00:00"),
                Instant.EPOCH, "Clamp was open"));
        assertEquals(12, totals(ask(days("2025-05-05", 2), PeriodKind.DAY).lines().getFirst()).getFirst(), 0.05);
        house.store().setUndone(edit.id(), true);
        assertEquals(24, totals(ask(days("2025-05-05", 2), PeriodKind.DAY).lines().getFirst()).getFirst(), EXACT);
    }

    @Test
    void isHeldAgainstTheYearBeforeUpToTheSameTime() throws Exception {
        house.record(HOUSE, days("2024-05-05", 2), 500_000);
        house.record(HOUSE, range("2025-05-05T00:00", "2025-05-06T12:00"), 1_000_000);
        house.isNow("2025-05-06T12:00");
        var answer = ask(days("2025-05-05", 2), PeriodKind.DAY, AmountUnit.ENERGY,
                Optional.of(EarlierPeriod.YEAR_BEFORE));
        var other = answer.comparison().orElseThrow();
        assertEquals(days("2024-05-05", 1), other.periods().getFirst());
        assertEquals(range("2024-05-06T00:00", "2024-05-06T12:00"), other.periods().getLast());
        assertEquals(List.of(12.0, 6.0), totals(other.lines().getFirst()));
        assertEquals(1, answer.lines().getFirst().changeFrom(other.lines().getFirst()).orElseThrow(), 0.01);
    }

    @Test
    void aLeapDayHasNoneInTheYearBeforeAndWhatIsKnownInPartIsNotCompared() throws Exception {
        house.record(HOUSE, range("2023-02-28T00:00", "2023-02-28T12:00"), 500_000);
        house.record(HOUSE, days("2024-02-28", 2), 1_000_000);
        var answer = ask(days("2024-02-28", 2), PeriodKind.DAY, AmountUnit.ENERGY,
                Optional.of(EarlierPeriod.YEAR_BEFORE));
        var other = answer.comparison().orElseThrow();
        assertEquals(Duration.ofDays(1), other.periods().getFirst().length());
        assertEquals(Duration.ZERO, other.periods().getLast().length());
        assertEquals(OptionalDouble.empty(), answer.lines().getFirst().changeFrom(other.lines().getFirst()));
    }

    @Test
    void monthsCostWhatTheirDaysCostAndTheirStandingCharge() throws Exception {
        house.record(HOUSE, days("2025-05-01", 61), 1_000_000);
        house.pays(TariffVersion.flat(LocalDate.of(2024, 1, 1), new BigDecimal("0.50"), new BigDecimal("0.25")));
        house.accounting().household().save(new CarbonFactors(
                List.of(new CarbonFactor(LocalDate.of(2024, 1, 1), new BigDecimal("200"))), Optional.empty()));
        var money = ask(days("2025-05-01", 61), PeriodKind.MONTH, AmountUnit.MONEY, Optional.empty());
        assertEquals(31 * (24 * 0.25 + 0.5), totals(money.lines().getFirst()).get(0), EXACT);
        assertEquals(15.5, money.lines().getFirst().amounts().get(0).standingCharge().doubleValue(), EXACT);
        var carbon = ask(days("2025-05-01", 61), PeriodKind.MONTH, AmountUnit.CARBON, Optional.empty());
        assertEquals(31 * 24 * 0.2, totals(carbon.lines().getFirst()).get(0), EXACT);
        var year = ask(days("2025-05-01", 61), PeriodKind.YEAR, AmountUnit.ENERGY, Optional.empty());
        assertEquals(List.of(days("2025-01-01", 365)), year.periods());
        assertEquals(61 * 24, totals(year.lines().getFirst()).getFirst(), 0.05);
    }

    @Test
    void aTargetOfAYearIsSharedOutAndConverted() throws Exception {
        house.record(HOUSE, days("2025-05-01", 10), 1_000_000);
        var household = house.accounting().household();
        household.save(Optional.of(new Target(new BigDecimal("3650"), Target.Unit.ENERGY)));
        assertEquals(Optional.of(new PeriodAmounts.TargetShare(10, false)),
                ask(days("2025-05-01", 10), PeriodKind.DAY).target());
        household.save(new CarbonFactors(
                List.of(new CarbonFactor(LocalDate.of(2024, 1, 1), new BigDecimal("200"))), Optional.empty()));
        var converted = ask(days("2025-05-01", 10), PeriodKind.DAY, AmountUnit.CARBON, Optional.empty()).target()
                .orElseThrow();
        assertTrue(converted.converted());
        assertEquals(2, converted.amount(), EXACT);
    }

    @Test
    void aStackCountsNothingTwice() throws Exception {
        house.record(HOUSE, days("2025-05-05", 1), 1_000_000);
        house.record(OVEN, days("2025-05-05", 1), 400_000);
        house.accounting().household().save(new Sensor(OVEN, new SensorSettings("Oven", SensorRole.INSIDE_HOUSE, false,
                Optional.empty(), Optional.empty())));
        var answer = new PeriodReader(house.accounting()).read(new Question(house.sensors(HOUSE, OVEN),
                days("2025-05-05", 1), AmountUnit.ENERGY, PeriodKind.DAY, MANY, Optional.empty(), DayOfWeek.MONDAY),
                () -> {
                    // Nobody loses interest.
                });
        var stack = answer.stacked();
        assertEquals(List.of(OVEN, HOUSE), stack.stream().map(one -> one.line().sensor().key()).toList());
        assertEquals(List.of(false, true), stack.stream().map(PeriodAmounts.Layer::rest).toList());
        assertEquals(9.6, stack.getFirst().amounts().getFirst().total().doubleValue(), 0.05);
        assertEquals(14.4, stack.getLast().amounts().getFirst().total().doubleValue(), 0.05);
        assertEquals(24, stack.getLast().line().amounts().getFirst().total().doubleValue(), 0.05);
    }

    @Test
    void thereAreNotMorePeriodsThanAskedFor() throws Exception {
        house.record(HOUSE, days("2025-05-05", 30), 1_000_000);
        var answer = new PeriodReader(house.accounting()).read(new Question(house.sensors(HOUSE),
                days("2025-05-05", 30), AmountUnit.ENERGY, PeriodKind.HOUR, 50, Optional.empty(), DayOfWeek.MONDAY),
                () -> {
                    // Nobody loses interest.
                });
        assertEquals(PeriodKind.DAY, answer.length());
        assertEquals(30, answer.periods().size());
    }

    @ParameterizedTest
    @CsvSource({"MONDAY, 2025-05-05, 2025-05-06", "SUNDAY, 2025-05-04, 2025-05-05", "SATURDAY, 2025-05-03, 2025-05-04"})
    void weeksBeginWithTheDayThatIsAskedForAndAreComparedWithSuchOnes(DayOfWeek first, LocalDate start,
            LocalDate yearBefore) throws Exception {
        house.record(HOUSE, days("2025-05-01", 30), 1_000_000);
        house.isNow("2025-05-31T00:00");
        var answer = new PeriodReader(house.accounting()).read(new Question(house.sensors(HOUSE),
                days("2025-05-09", 8), AmountUnit.ENERGY, PeriodKind.WEEK, MANY,
                Optional.of(EarlierPeriod.YEAR_BEFORE), first), () -> {
                    // Nobody loses interest.
                });
        assertEquals(days(start.toString(), 7), answer.periods().getFirst());
        assertEquals(168, answer.lines().getFirst().amounts().getFirst().total().doubleValue(), 0.05);
        assertEquals(days(yearBefore.toString().replace("2025", "2024"), 7),
                answer.comparison().orElseThrow().periods().getFirst());
    }

    @Test
    void itEndsWhenNobodyWaitsForItAnyMore() throws Exception {
        house.record(HOUSE, days("2025-05-05", 1), 1_000_000);
        var question = new Question(house.sensors(HOUSE), days("2025-05-05", 1), AmountUnit.ENERGY, PeriodKind.DAY,
                MANY, Optional.empty(), DayOfWeek.MONDAY);
        var reader = new PeriodReader(house.accounting());
        assertThrows(CancellationException.class, () -> reader.read(question, () -> {
            throw new CancellationException();
        }));
    }
}
