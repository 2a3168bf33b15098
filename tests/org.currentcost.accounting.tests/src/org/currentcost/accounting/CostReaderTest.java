package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.Bill;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Target, other tariffs, a change of tariff and a bill, of a house of 1 kW from 11 January to 2 March 2026. */
class CostReaderTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 11);
    private static final LocalDate NOW = LocalDate.of(2026, 3, 2);
    private static final TimeRange YEAR = days(LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1));
    private static final Currency EURO = Currency.getInstance("EUR");

    @TempDir
    private Path folder;
    private ReadingStore store;
    private Household household;
    private CostReader costs;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder).open(BERLIN);
        var accounting = Accounting.of(store, () -> start(NOW));
        household = accounting.household();
        costs = new CostReader(accounting);
        var readings = new ArrayList<Reading>();
        for (var at = start(FIRST); at.isBefore(start(NOW)); at = at.plusSeconds(600)) {
            readings.add(Reading.counted(at.toEpochMilli(), 600_000, 1_000_000));
        }
        store.append(Map.of(HOUSE, readings));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(BERLIN).toInstant();
    }

    private static TimeRange days(LocalDate first, LocalDate end) {
        return new TimeRange(start(first), start(end));
    }

    private static Tariff tariff(String name, LocalDate from, String price) {
        return new Tariff(name, EURO, List.of(TariffVersion.flat(from, BigDecimal.ZERO, new BigDecimal(price))));
    }

    private static void nothing() {
        // No step ends the work.
    }

    private static List<String> amounts(List<Optional<AmountSum>> reported) {
        return reported.stream()
                .map(one -> one.map(sum -> sum.total().setScale(3, RoundingMode.HALF_UP).toPlainString())
                        .orElse(""))
                .toList();
    }

    private Sensor house() throws Exception {
        return household.sensor(HOUSE);
    }

    @Test
    void aYearWithoutATargetIsToldInKilowattHours() throws Exception {
        var year = costs.targetYear(HOUSE, CostReaderTest::nothing);
        assertEquals(Optional.empty(), year.target());
        assertEquals(Optional.empty(), year.progress());
        assertEquals(AmountUnit.ENERGY, year.unit());
        assertEquals(YEAR, year.whole());
        assertEquals(12, year.months().size());
        assertEquals(List.of("504.000", "672.000", "24.000", "", "", "", "", "", "", "", "", ""),
                amounts(year.shown(false)));
        assertEquals(List.of("504.000", "1176.000", "1200.000", "", "", "", "", "", "", "", "", ""),
                amounts(year.shown(true)));
        assertEquals(List.of(), year.shares());
    }

    @Test
    void aTargetHasItsShareOfEveryMonthByItsDays() throws Exception {
        household.save(Optional.of(new Target(BigDecimal.valueOf(3650), Target.Unit.ENERGY)));
        var year = costs.targetYear(HOUSE, CostReaderTest::nothing);
        assertEquals(List.of(310L, 280L, 310L), year.shares().stream().map(BigDecimal::longValueExact).toList());
        assertEquals(3650, year.sharesUpTo().getLast().longValueExact());
        assertEquals(new BigDecimal("304.2"), year.perMonth().orElseThrow().setScale(1, RoundingMode.HALF_UP));
        assertEquals(0, BigDecimal.valueOf(1200).compareTo(year.progress().orElseThrow().soFar().setScale(6,
                RoundingMode.HALF_UP)));
    }

    @Test
    void aTargetInMoneyWaitsForATariff() throws Exception {
        household.save(Optional.of(new Target(BigDecimal.valueOf(900), Target.Unit.MONEY)));
        var year = costs.targetYear(HOUSE, CostReaderTest::nothing);
        assertFalse(year.available());
        assertEquals(AmountUnit.MONEY, year.unit());
        assertEquals(Optional.empty(), year.progress());
        assertEquals(List.of(), year.amounts());
    }

    @Test
    void theSameUseIsTriedOnEveryTariffOfOneCurrency() throws Exception {
        household.save(new Tariffs(List.of(tariff("Dear", YEAR.start().atZone(BERLIN).toLocalDate(), "0.4"),
                tariff("Cheap", LocalDate.of(2026, 6, 1), "0.3"),
                new Tariff("Abroad", Currency.getInstance("GBP"), List.of())), "Dear"));
        var comparison = costs.comparison(house(), YEAR, CostReaderTest::nothing);
        assertEquals(PeriodKind.MONTH, comparison.period());
        assertEquals(3, comparison.periods().size(), "neither what was before the first reading nor what is to come");
        assertEquals(List.of("Dear", "Cheap"), comparison.columns().stream().map(one -> one.tariff().name()).toList());
        assertEquals(List.of(false, true), comparison.columns().stream().map(TariffComparison.Column::extended)
                .toList(), "Cheap begins later");
        assertEquals(List.of("Abroad"), comparison.leftOut());
        assertEquals(480, comparison.columns().getFirst().total().total().setScale(6, RoundingMode.HALF_UP)
                .longValueExact());
        assertEquals(-120, comparison.difference(comparison.columns().get(1)).setScale(6, RoundingMode.HALF_UP)
                .longValueExact());
        assertEquals(YEAR, comparison.whole(YEAR));
    }

    @Test
    void nothingIsFreeThatAnotherMeterUsedBeforeTheHouse() throws Exception {
        var other = SeriesKey.power("Old", 0);
        var begin = LocalDate.of(2025, 11, 1);
        store.append(Map.of(other, List.of(Reading.counted(start(begin).toEpochMilli(), 36_000_000, 1_000_000))));
        household.chooseHouse("Home");
        household.save(new Tariffs(List.of(tariff("New", YEAR.start().atZone(BERLIN).toLocalDate(), "0.4")), "New"));
        var comparison = costs.comparison(household.sensor(other), days(begin, NOW), CostReaderTest::nothing);
        assertEquals(new BigDecimal("4.0"), comparison.columns().getFirst().total().total().setScale(1,
                RoundingMode.HALF_UP));
        assertEquals(List.of(true), comparison.columns().stream().map(TariffComparison.Column::extended).toList());
    }

    @Test
    void manyMonthsAreToldAsYears() throws Exception {
        household.save(new Tariffs(List.of(tariff("One", FIRST, "0.4")), "One"));
        var comparison = costs.comparison(house(), days(LocalDate.of(2016, 1, 1), NOW), CostReaderTest::nothing);
        assertEquals(PeriodKind.YEAR, comparison.period());
        assertEquals(List.of(YEAR), comparison.periods());
    }

    @Test
    void aStepMayEndTheWork() throws Exception {
        household.save(new Tariffs(List.of(tariff("One", FIRST, "0.4")), "One"));
        assertThrows(CancellationException.class, () -> costs.comparison(house(), YEAR, () -> {
            throw new CancellationException();
        }));
    }

    @Test
    void aChangeOfTariffTellsTheMonthsThatItChanges() throws Exception {
        var before = tariff("One", FIRST, "0.4");
        var after = new Tariff("One", EURO, List.of(before.versions().getFirst(),
                TariffVersion.flat(LocalDate.of(2026, 2, 1), BigDecimal.ZERO, new BigDecimal("0.5"))));
        var effect = costs.effect(Optional.of(before), Optional.of(after));
        assertTrue(effect.sameCurrency());
        assertEquals(Optional.of(house()), effect.house());
        assertEquals(2, effect.repricing().changes().size(), "February and March");
        assertEquals(3, costs.effect(Optional.empty(), Optional.of(after)).repricing().changes().size());
    }

    @Test
    void aBillStandsAgainstOurFiguresOfItsDays() throws Exception {
        var bill = new Bill(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 28), BigDecimal.valueOf(680),
                BigDecimal.valueOf(270));
        household.save(List.of(bill));
        assertEquals(List.of(new BillComparison.Checked(bill, Optional.empty())),
                costs.bills(Optional.empty()).kept(), "without a tariff");
        household.save(new Tariffs(List.of(tariff("One", FIRST, "0.4")), "One"));
        var bills = costs.bills(Optional.of(bill));
        assertEquals(bills.kept(), bills.typed().stream().toList());
        var check = bills.typed().orElseThrow().check().orElseThrow();
        assertEquals(0, BigDecimal.valueOf(8).compareTo(check.kilowattHoursDifference().setScale(6,
                RoundingMode.HALF_UP)));
        assertEquals(0, new BigDecimal("1.2").compareTo(check.amountDifference().setScale(6, RoundingMode.HALF_UP)));
    }
}
