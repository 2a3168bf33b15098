package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.SensorSettings;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Energy, money and carbon of what a store holds; a house of 1 kW and a sensor of 400 W in it, every 6 s. */
class AmountReaderTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final SeriesKey HOUSE = SeriesKey.power("Home", 0);
    private static final SeriesKey OVEN = SeriesKey.power("Home", 1);
    private static final Instant START = Instant.parse("2026-01-10T23:00:00Z");
    private static final Duration PERIOD = Duration.ofSeconds(6);

    @TempDir
    private Path folder;
    private ReadingStore store;
    private Household household;
    private EnergyReader energy;
    private AmountReader amounts;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteEngine().in(folder).open(BERLIN);
        household = new Household(store);
        energy = new EnergyReader(store, household);
        amounts = new AmountReader(store, household, energy, InstantSource.fixed(hours(48)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Instant hours(double hours) {
        return START.plusMillis(Math.round(hours * 3_600_000));
    }

    private static TimeRange range(double from, double to) {
        return new TimeRange(hours(from), hours(to));
    }

    private void record(SeriesKey key, double from, double to, long milliwatts) throws Exception {
        var readings = new ArrayList<Reading>();
        for (var at = hours(from); at.isBefore(hours(to)); at = at.plus(PERIOD)) {
            readings.add(Reading.of(at, milliwatts));
        }
        store.append(Map.of(key, readings));
    }

    private double kilowattHours(SeriesKey key, double from, double to) throws Exception {
        return energy.energy(key).sum(hours(from).toEpochMilli(), hours(to).toEpochMilli()).kilowattHours();
    }

    @Test
    void readingsThatComeLaterAreAddedAsIfAllHadBeenReadAtOnce() throws Exception {
        for (int step = 0; step < 10; step++) {
            record(HOUSE, step * 0.4, (step + 1) * 0.4, 1_000_000 + step * 10_000);
            kilowattHours(HOUSE, 0, 4);
        }
        var afresh = new EnergyReader(store, household).energy(HOUSE);
        var kept = energy.energy(HOUSE);
        long all = 0;
        for (int i = 0; i < afresh.size(); i++) {
            int same = kept.indexOf(afresh.startMillis(i));
            assertEquals(afresh.measuredMicrojoules(i), kept.measuredMicrojoules(same));
            assertEquals(afresh.measuredMillis(i), kept.measuredMillis(same));
            assertEquals(afresh.peakMilliwatts(i), kept.peakMilliwatts(same));
            all += afresh.measuredMicrojoules(i);
        }
        assertEquals(all, kept.sum(kept.range().startMillis(), kept.range().endMillis()).measuredMicrojoules());
    }

    /** As exports read, who need no more memory for more years. */
    @Test
    void aPartOfTheTimeIsReadAsInTheWhole() throws Exception {
        record(HOUSE, 0, 1, 1_000_000);
        record(HOUSE, 24 * 200, 24 * 200 + 1, 2_000_000);
        var blocks = new ArrayList<HistoryBlock>();
        for (int month = 0; month < 20; month++) {
            blocks.add(new HistoryBlock(HistorySpan.MONTH, hours(720 * month).toEpochMilli(),
                    hours(720 * (month + 1)).toEpochMilli(), 100_000 + month));
        }
        store.appendHistory(HOUSE, blocks);
        var whole = energy.energy(HOUSE);
        var part = range(24 * 150, 24 * 350);
        var beside = Duration.ofDays(100);
        var windowed = new EnergyReader(store, household,
                new TimeRange(part.start().minus(beside), part.end().plus(beside)));
        for (var at = part.start(); at.isBefore(part.end()); at = at.plus(Duration.ofHours(7))) {
            long from = at.toEpochMilli();
            long to = at.plus(Duration.ofHours(7)).toEpochMilli();
            assertEquals(whole.sum(from, to), windowed.energy(HOUSE).sum(from, to), at::toString);
        }
        assertEquals(whole.sum(part.startMillis(), part.endMillis()),
                windowed.energy(HOUSE).sum(part.startMillis(), part.endMillis()));
        assertTrue(windowed.energy(HOUSE).size() < whole.size());
        assertEquals(energy.first(), windowed.first());
    }

    @Test
    void anEditOfThePastChangesFiguresAtOnceAndItsUndoRestoresThem() throws Exception {
        record(HOUSE, 0, 10, 1_000_000);
        record(HOUSE, 10, 20, 1_000_000);
        assertEquals(2, kilowattHours(HOUSE, 2, 4), 1e-9);
        var edit = store.edit(Edit.exclude(HOUSE, range(2, 3), START, "spike"));
        // The reading before the span is held for three intervals into it.
        assertEquals(1, kilowattHours(HOUSE, 2, 4), 0.006);
        store.setUndone(edit.id(), true);
        assertEquals(2, kilowattHours(HOUSE, 2, 4), 1e-9);
    }

    @Test
    void theMetersMemoryFillsWhatReadingsLeaveOpen() throws Exception {
        record(HOUSE, 0, 2, 1_000_000);
        store.appendHistory(HOUSE, List.of(
                new HistoryBlock(HistorySpan.TWO_HOURS, hours(0).toEpochMilli(), hours(2).toEpochMilli(), 1900),
                new HistoryBlock(HistorySpan.TWO_HOURS, hours(2).toEpochMilli(), hours(4).toEpochMilli(), 3000)));
        var day = energy.energy(HOUSE).sum(hours(0).toEpochMilli(), hours(24).toEpochMilli());
        assertEquals(2 * 3.6e12, day.measuredMicrojoules(), 2e10);
        assertEquals(3 * 3.6e12, day.memoryMicrojoules(), 2e10);
        assertEquals(Duration.ofHours(20).toMillis(), day.missingMillis());
        assertEquals(0, energy.measured(HOUSE).sum(hours(2.5).toEpochMilli(), hours(4).toEpochMilli()).microjoules());
    }

    @Test
    void aSelectedSpanIsCutToTheMillisecond() throws Exception {
        record(HOUSE, 0, 3, 1_000_000);
        for (double to : new double[]{1.2101, 1.9999, 2.5}) {
            var cut = amounts.amount(HOUSE, range(1.2, to), AmountUnit.ENERGY);
            assertEquals(to - 1.2, cut.total().doubleValue(), 1e-6);
        }
    }

    @Test
    void aComputedSensorFollowsItsFormulaAndAnotherSignTurnsEnergyRound() throws Exception {
        record(HOUSE, 0, 2, 1_000_000);
        record(OVEN, 0, 2, 400_000);
        var rest = SeriesKey.power("Home", SensorNumber.COMPUTED.first());
        household.save(new Sensor(rest, new SensorSettings("Rest", SensorRole.INSIDE_HOUSE, false, Optional.empty(),
                Optional.of("0 - 1"))));
        assertEquals(1.2, kilowattHours(rest, 0, 2), 1e-9);
        household.save(new Sensor(OVEN, new SensorSettings("", SensorRole.GENERATION, true, Optional.empty(),
                Optional.empty())));
        assertEquals(-0.8, kilowattHours(OVEN, 0, 2), 1e-9);
        assertEquals(2.8, kilowattHours(rest, 0, 2), 1e-9);
        household.save(new Sensor(rest, new SensorSettings("Rest", SensorRole.INSIDE_HOUSE, false, Optional.empty(),
                Optional.of("0 -"))));
        assertEquals(QuarterHours.NONE.size(), energy.energy(rest).size());
    }

    @Test
    void moneyNeedsATariffAndIsExact() throws Exception {
        record(HOUSE, 0, 24, 1_000_000);
        var day = List.of(range(0, 24));
        assertFalse(amounts.available(AmountUnit.MONEY));
        assertFalse(amounts.amounts(HOUSE, day, AmountUnit.MONEY).getFirst().complete());
        assertFalse(amounts.amounts(HOUSE, day, AmountUnit.MONEY).getFirst().hasAmount());
        var version = TariffVersion.flat(LocalDate.of(2026, 1, 1), new BigDecimal("0.50"), new BigDecimal("0.30"));
        household.save(new Tariffs(List.of(new Tariff("Home", Currency.getInstance("EUR"), List.of(version))), "Home"));
        assertTrue(amounts.available(AmountUnit.MONEY));
        var cost = amounts.amounts(HOUSE, day, AmountUnit.MONEY).getFirst();
        assertTrue(cost.hasAmount());
        // 24 kWh at 0.30 and a day at 0.50
        assertEquals(new BigDecimal("7.70"), cost.total().setScale(2, RoundingMode.HALF_UP));
        assertEquals(0, new BigDecimal("0.50").compareTo(cost.standingCharge()));
    }

    @Test
    void aSpanCostsTheSameWhereverItIsToldWithItsShareOfTheStandingCharge() throws Exception {
        record(HOUSE, 0, 24, 1_000_000);
        record(OVEN, 0, 24, 400_000);
        enterTariff();
        for (var span : List.of(range(3, 6), range(1.1, 5.7))) {
            // 0.30 for each hour of a kilowatt, 0.50 for the day
            double hours = span.length().toMillis() / 3_600_000.0;
            var selected = amounts.amount(HOUSE, span, AmountUnit.MONEY);
            assertEquals(hours * 0.50 / 24, selected.standingCharge().doubleValue(), 1e-6);
            assertEquals(hours * (0.30 + 0.50 / 24), selected.total().doubleValue(), 1e-5);
        }
        var bar = amounts.amounts(HOUSE, List.of(range(3, 6)), AmountUnit.MONEY).getFirst();
        assertEquals(0, bar.total().compareTo(amounts.amount(HOUSE, range(3, 6), AmountUnit.MONEY).total()));
        assertEquals(0, amounts.amount(OVEN, range(3, 6), AmountUnit.MONEY).standingCharge().signum());
    }

    @Test
    void totalsAsAFunctionHaveTheSameShareOfTheStandingCharge() throws Exception {
        record(HOUSE, 0, 40, 1_000_000);
        record(OVEN, 0, 40, 400_000);
        enterTariff();
        var all = range(0, 40);
        for (var span : List.of(range(0, 24), range(5, 7), range(20, 40))) {
            var bar = amounts.amounts(HOUSE, List.of(span), AmountUnit.MONEY).getFirst();
            assertEquals(bar.total().doubleValue(),
                    amounts.totalFunction(HOUSE, all, AmountUnit.MONEY).applyAsDouble(bar.energy()), 1e-6);
            assertEquals(bar.total().subtract(bar.standingCharge()).doubleValue(),
                    amounts.function(HOUSE, all, AmountUnit.MONEY).applyAsDouble(bar.energy()), 1e-6);
            var oven = amounts.amounts(OVEN, List.of(span), AmountUnit.MONEY).getFirst();
            assertEquals(oven.total().doubleValue(),
                    amounts.totalFunction(OVEN, all, AmountUnit.MONEY).applyAsDouble(oven.energy()), 1e-6);
        }
    }

    @Test
    void allThatIsKnownBeginsWithTheMetersMemoryIfThatIsOlderThanAnyReading() throws Exception {
        assertEquals(Optional.empty(), energy.first());
        record(HOUSE, 10, 20, 1_000_000);
        assertEquals(Optional.of(hours(10)), energy.first());
        store.appendHistory(SeriesKey.power("Old", 0), List.of(
                new HistoryBlock(HistorySpan.DAY, hours(-48).toEpochMilli(), hours(-24).toEpochMilli(), 9000),
                new HistoryBlock(HistorySpan.MONTH, hours(-5000).toEpochMilli(), hours(-4280).toEpochMilli(), 90000)));
        assertEquals(Optional.of(hours(-5000)), energy.first());
        assertEquals(new TimeRange(hours(10), hours(48)), amounts.charged());
        assertEquals(new TimeRange(hours(-5000), hours(48)), amounts.charged("Old"));
    }

    private void enterTariff() throws Exception {
        var version = TariffVersion.flat(LocalDate.of(2025, 1, 1), new BigDecimal("0.50"), new BigDecimal("0.30"));
        household.save(new Tariffs(List.of(new Tariff("Home", Currency.getInstance("EUR"), List.of(version))), "Home"));
    }

    @Test
    void carbonIsKilograms() throws Exception {
        record(HOUSE, 0, 2, 1_000_000);
        household.save(new CarbonFactors(List.of(new CarbonFactor(LocalDate.of(2026, 1, 1), new BigDecimal("400"))),
                Optional.empty()));
        var sum = amounts.amounts(HOUSE, List.of(range(0, 2)), AmountUnit.CARBON).getFirst();
        assertEquals(0.8, sum.total().doubleValue(), 1e-9);
    }

    @Test
    void periodsAddUpToTheWholeInEveryUnitAndAsAFunctionToo() throws Exception {
        record(HOUSE, 0, 30, 1_000_000);
        household.save(new CarbonFactors(List.of(new CarbonFactor(LocalDate.of(2026, 1, 1), new BigDecimal("123.4"))),
                Optional.empty()));
        var hours = PeriodKind.HOUR.periods(range(0, 30), BERLIN);
        for (var unit : List.of(AmountUnit.ENERGY, AmountUnit.CARBON)) {
            double sum = amounts.amounts(HOUSE, hours, unit).stream().mapToDouble(one -> one.total().doubleValue())
                    .sum();
            double whole = amounts.amounts(HOUSE, List.of(range(0, 30)), unit).getFirst().total().doubleValue();
            assertEquals(whole, sum, 1e-6);
            assertNotEquals(0, whole);
            var energySum = energy.energy(HOUSE).sum(hours(0).toEpochMilli(), hours(30).toEpochMilli());
            assertEquals(whole, amounts.function(HOUSE, range(0, 30), unit).applyAsDouble(energySum), 1e-6);
        }
    }

    /** {@return the measured and the estimated energy of periods of some hours, in Wh} */
    private List<String> measuredAndEstimated(double from, double to, double each) throws Exception {
        var periods = new ArrayList<TimeRange>();
        for (double hour = from; hour < to; hour += each) {
            periods.add(range(hour, hour + each));
        }
        return amounts.amounts(OVEN, periods, AmountUnit.ENERGY).stream()
                .map(sum -> sum.measured().movePointRight(3).setScale(0, RoundingMode.HALF_EVEN) + "+"
                        + sum.estimated().movePointRight(3).setScale(0, RoundingMode.HALF_EVEN))
                .toList();
    }

    private void count(double from, double to, long watts) throws Exception {
        store.append(Map.of(OVEN, List.of(Reading.counted(hours(from).toEpochMilli(),
                Math.round((to - from) * 3_600_000), watts * 1000))));
    }

    @Test
    void aPeriodInALongCountIsEstimatedAndOneThatHoldsItIsMeasured() throws Exception {
        count(2, 7.25, 100);
        for (int each = 0; each < 400; each++) {
            if (each < 80 || each >= 290) {
                count(each / 40.0, (each + 1) / 40.0, 300);
            }
        }
        for (int sealed = 0; sealed < 2; sealed++) {
            assertEquals(List.of("300+0", "300+0", "0+100", "0+100", "0+100", "0+100", "0+100", "250+0", "300+0",
                    "300+0"), measuredAndEstimated(0, 10, 1));
            assertEquals(List.of("1950+0"), measuredAndEstimated(0, 10, 10));
            assertEquals(List.of("525+0"), measuredAndEstimated(2, 7.25, 5.25));
            // half an hour before it and two and a half in it, an hour and a half before it and one in it
            assertEquals(List.of("0+400"), measuredAndEstimated(1.5, 4.5, 3));
            assertEquals(List.of("550+0"), measuredAndEstimated(0.5, 3, 2.5));
            store.close();
            open();
        }
    }

    @Test
    void countsThatFollowEachOtherSlowlyAreMeasuredInWholeHours() throws Exception {
        for (int i = 0; i < 30; i++) {
            count(i * 0.4, (i + 1) * 0.4, 200);
        }
        // each hour holds a count and more than half of it whole, each quarter of an hour is within one or between two
        assertEquals(List.of("200+0", "200+0", "200+0", "200+0"), measuredAndEstimated(0, 4, 1));
        assertEquals(List.of("2400+0"), measuredAndEstimated(0, 12, 12));
        assertEquals(List.of("0+50", "0+50", "0+50", "0+50"), measuredAndEstimated(0.25, 1.25, 0.25));
    }
}
