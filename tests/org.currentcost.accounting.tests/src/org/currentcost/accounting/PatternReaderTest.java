package org.currentcost.accounting;

import static org.currentcost.accounting.AccountedHouse.HOUSE;
import static org.currentcost.accounting.AccountedHouse.OVEN;
import static org.currentcost.accounting.AccountedHouse.days;
import static org.currentcost.accounting.AccountedHouse.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Trend;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When, by what and in what weather a house of 1 kW uses it, and what a span of it comes to. */
class PatternReaderTest {

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

    private PatternReader reader() {
        return new PatternReader(house.accounting());
    }

    private Sensor sensor(SeriesKey key) throws StoreException {
        return house.sensors(key).getFirst();
    }

    private void oven() throws StoreException {
        house.accounting().household().save(new Sensor(OVEN, new SensorSettings("Oven", SensorRole.INSIDE_HOUSE, false,
                Optional.empty(), Optional.empty())));
    }

    private void tariff() throws StoreException {
        house.pays(TariffVersion.flat(LocalDate.of(2024, 1, 1), new BigDecimal("0.50"), new BigDecimal("0.25")));
    }

    @ParameterizedTest
    @CsvSource({"2025-03-30,2", "2025-10-26,-1"})
    void aDayHas24HoursOnTheClockWhateverTheClockDoes(String day, int unknown) throws Exception {
        house.record(HOUSE, days(day, 1), 1_000_000);
        var answer = reader().hours(sensor(HOUSE), days(day, 1), AmountUnit.ENERGY);
        assertEquals(days(day, 1), answer.days());
        for (int hour = 0; hour < 24; hour++) {
            assertEquals(hour == unknown ? Double.NaN : 1, answer.hours().amount(0, hour), 0.02, "hour " + hour);
        }
        assertFalse(answer.chargeOmitted());
        assertTrue(reader().hours(sensor(HOUSE), days(day, 1), AmountUnit.MONEY).chargeOmitted());
    }

    @Test
    void sharesAreOfTheTimeThatIsKnownOfTheHouse() throws Exception {
        house.record(HOUSE, range("2025-05-05T00:00", "2025-05-05T12:00"), 1_000_000);
        house.record(OVEN, days("2025-05-05", 1), 400_000);
        oven();
        var answer = reader().appliances(sensor(HOUSE), house.sensors(HOUSE, OVEN), days("2025-05-05", 1),
                AmountUnit.ENERGY, () -> {
                    // Nobody loses interest.
                });
        assertEquals(HOUSE, answer.house().key());
        assertEquals(12, answer.whole(), 0.1);
        assertEquals(Set.of(OVEN), Set.of(answer.amounts().keySet().stream().map(Sensor::key).toArray()));
        var oven = answer.amounts().keySet().iterator().next();
        assertEquals(0.4, answer.share(answer.amount(oven)), 0.01);
        assertEquals(0.6, answer.share(answer.rest()), 0.01);
        assertFalse(answer.exceeded());
    }

    @Test
    void aPlugOnACircuitIsSharedOutOnce() throws Exception {
        var plug = SeriesKey.power("Home", 2);
        house.record(HOUSE, days("2025-05-05", 1), 1_000_000);
        house.record(OVEN, days("2025-05-05", 1), 600_000);
        house.record(plug, days("2025-05-05", 1), 200_000);
        house.accounting().household().save(new Sensor(plug, SensorSettings.standard(2).inside(Optional.of(1))));
        var answer = reader().appliances(sensor(HOUSE), house.sensors(HOUSE), days("2025-05-05", 1),
                AmountUnit.ENERGY, () -> {
                    // Nobody loses interest.
                });
        assertEquals(0.6, answer.share(answer.amount(sensor(OVEN))), 0.01);
        assertEquals(0.4, answer.share(answer.own(sensor(OVEN))), 0.01);
        assertEquals(0.2, answer.share(answer.own(sensor(plug))), 0.01);
        assertEquals(0.4, answer.share(answer.rest()), 0.01);
    }

    @Test
    void sensorsThatTellMoreThanTheHouseAreAContradiction() throws Exception {
        house.record(HOUSE, days("2025-05-05", 1), 100_000);
        house.record(OVEN, days("2025-05-05", 1), 400_000);
        oven();
        var answer = reader().appliances(sensor(OVEN), house.sensors(OVEN), days("2025-05-05", 1), AmountUnit.ENERGY,
                () -> {
                    // Nobody loses interest.
                });
        assertEquals(HOUSE, answer.house().key());
        assertTrue(answer.exceeded());
        assertEquals(-7.2, answer.rest(), 0.05);
    }

    @Test
    void trendsTellTheLowestAndTheHighestDayAndWhatIsCharged() throws Exception {
        for (int day = 0; day < 40; day++) {
            house.record(HOUSE, days(LocalDate.of(2025, 5, 1).plusDays(day).toString(), 1), 500_000 + day * 10_000);
        }
        var answer = reader().trends(sensor(HOUSE), days("2025-05-01", 40), AmountUnit.ENERGY);
        assertFalse(answer.charged());
        var extremes = answer.trends().stream().filter(Trend.Extremes.class::isInstance)
                .map(Trend.Extremes.class::cast).filter(one -> one.period() == PeriodKind.DAY).findFirst()
                .orElseThrow();
        assertEquals(12, extremes.lowest().amount(), 0.05);
        assertEquals(12 + 39 * 0.24, extremes.highest().amount(), 0.05);
        tariff();
        assertTrue(reader().trends(sensor(HOUSE), days("2025-05-01", 40), AmountUnit.MONEY).charged());
    }

    @Test
    void eachDayStandsAgainstItsTemperatureAndTheLineThroughThemTells() throws Exception {
        var key = new SeriesKey("Home", 0, Quantity.TEMPERATURE);
        house.store().expect(key, 60_000);
        for (int day = 0; day < 30; day++) {
            var date = days(LocalDate.of(2025, 5, 1).plusDays(day).toString(), 1);
            house.record(HOUSE, date, 1_000_000 - day * 10_000);
            try (var bulk = house.store().bulkAppend()) {
                for (var at = date.start(); at.isBefore(date.end()); at = at.plusSeconds(60)) {
                    bulk.add(key, Reading.of(at, 10_000 + day * 500));
                }
            }
        }
        var answer = reader().temperature(sensor(HOUSE), days("2025-05-01", 30), AmountUnit.ENERGY);
        assertEquals(30, answer.use().points().size());
        assertEquals(20, answer.use().points().get(20).celsius(), 0.01);
        assertEquals(24 - 20 * 0.24, answer.use().points().get(20).amount(), 0.01);
        assertEquals(-0.48, answer.use().line().orElseThrow().perDegree(), 0.01);
    }

    @Test
    void theMetersMemoryStandsAgainstLiveReadings() throws Exception {
        house.record(HOUSE, days("2025-05-05", 1), 1_000_000);
        var day = days("2025-05-05", 1);
        house.store().appendHistory(HOUSE, List.of(new HistoryBlock(HistorySpan.DAY, day.startMillis(),
                day.endMillis(), 20_000)));
        var answer = reader().reconciliation(sensor(HOUSE), HistorySpan.DAY, day);
        assertEquals(1, answer.size());
        assertEquals(24, answer.getFirst().liveKilowattHours(), 0.05);
        assertEquals(20, answer.getFirst().meterKilowattHours(), 1e-9);
        assertTrue(answer.getFirst().comparable());
    }

    @Test
    void aSpanComesToWhatItsTimeCostsAndFollowsWhatIsEdited() throws Exception {
        house.record(HOUSE, days("2025-05-05", 2), 1_000_000);
        tariff();
        var span = range("2025-05-05T06:00", "2025-05-05T18:00");
        var line = span(span);
        assertEquals(Set.of(AmountUnit.ENERGY, AmountUnit.MONEY), line.amounts().keySet());
        assertEquals(12, line.amounts().get(AmountUnit.ENERGY).total().doubleValue(), 1e-6);
        assertEquals(12 * 0.25 + 0.25, line.amounts().get(AmountUnit.MONEY).total().doubleValue(), 1e-6);
        assertTrue(line.energy().allMeasured());
        var edit = house.store().edit(Edit.exclude(HOUSE, range("2025-05-05T12:00", "2025-05-06T00:00"), Instant.EPOCH,
                "Clamp was open"));
        assertEquals(6, span(span).amounts().get(AmountUnit.ENERGY).total().doubleValue(), 0.05);
        house.store().setUndone(edit.id(), true);
        assertEquals(12, span(span).amounts().get(AmountUnit.ENERGY).total().doubleValue(), 1e-6);
    }

    private SpanAmounts.Line span(TimeRange span) throws StoreException {
        return SpanAmounts.of(house.accounting(), house.sensors(HOUSE), span).lines().getFirst();
    }
}
