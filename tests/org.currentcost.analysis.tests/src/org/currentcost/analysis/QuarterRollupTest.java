package org.currentcost.analysis;

import static org.currentcost.analysis.PricingTest.decimal;
import static org.currentcost.analysis.Quarters.DAY;
import static org.currentcost.analysis.Quarters.QUARTER;
import static org.currentcost.analysis.Quarters.add;
import static org.currentcost.analysis.Quarters.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.model.Energy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.currentcost.analysis.Gaps.Gap;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is worked out of whole rollups is the same as what is worked out quarter by quarter. */
class QuarterRollupTest {

    private static final long START = millis("2024-12-20T10:15:00Z");
    private static final int DAYS = 110;
    private static final TimeRange RANGE = TimeRange.ofMillis(START, START + DAYS * DAY);
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final SeriesKey KEY = SeriesKey.power("house", 1);

    /** Readings with gaps, many of them of days, most of which the meter's memory fills, by months too. */
    private static QuarterHours quarters(Random random) {
        long start = START + random.nextInt(20) * QUARTER;
        var live = Quarters.random(random, TimeRange.ofMillis(start, RANGE.endMillis() - random.nextInt(20) * QUARTER));
        if (random.nextBoolean()) {
            long silent = start + random.nextInt(60) * DAY;
            live = join(live.part(start, silent), live.part(silent + random.nextInt(9) * DAY, RANGE.endMillis()));
        }
        return random.nextInt(4) == 0
                ? live
                : GapFiller.fill(live, Quarters.blocks(random, start + random.nextInt(9) * QUARTER, DAYS - 5));
    }

    private static QuarterHours join(QuarterHours one, QuarterHours other) {
        var builder = one.toBuilder(other.range());
        for (int i = 0; i < other.size(); i++) {
            builder.add(other.startMillis(i), other.measuredMillis(i), other.peakMilliwatts(i),
                    other.measuredMicrojoules(i));
        }
        return builder.build();
    }

    /** The same with other readings from a moment on, as after new ones. */
    private static QuarterHours renewed(Random random, QuarterHours quarters, long from) {
        var builder = quarters.toBuilder(TimeRange.ofMillis(from, from + DAY)).clearFrom(from);
        for (long at = from; at < from + DAY; at += QUARTER) {
            add(builder, at, 1 + random.nextInt((int) QUARTER), random.nextInt(3000) - 100);
        }
        return builder.build();
    }

    /** Periods from a quarter to months, few of which begin where a rollup does. */
    private static List<TimeRange> periods(Random random) {
        var periods = new ArrayList<TimeRange>();
        periods.add(RANGE);
        periods.add(TimeRange.ALL);
        for (int i = 0; i < 40; i++) {
            long start = START - DAY + random.nextInt(DAYS * 96) * QUARTER;
            periods.add(TimeRange.ofMillis(start, start + random.nextInt(1 << random.nextInt(14)) * QUARTER));
        }
        periods.addAll(PeriodKind.WEEK.periods(RANGE, LONDON));
        periods.addAll(PeriodKind.DAY.periods(RANGE, LONDON));
        return periods;
    }

    private static Tariff tariff(Random random) {
        var bands = List.of(TimeBand.daily("Night", LocalTime.of(22, 15), LocalTime.of(6, 45), decimal("0.0777")));
        var tiers = List.of(new Tier(decimal("123.456"), decimal("0.3333")),
                new Tier(decimal("434.5"), decimal("0.2777")));
        var entries = new ArrayList<RateTable.Entry>();
        for (long at = millis("2025-03-01T00:00:00Z"); at < RANGE.endMillis(); at += (2 + random.nextInt(3))
                * QUARTER) {
            entries.add(new RateTable.Entry(TimeRange.ofMillis(at, at + 2 * QUARTER),
                    BigDecimal.valueOf(random.nextInt(4000), 5)));
        }
        return new Tariff("test", Currency.getInstance("GBP"), List.of(
                version("2024-12-24", bands, tiers, Tier.Period.MONTH, Optional.empty()),
                version("2025-02-08", bands, tiers, Tier.Period.QUARTER, Optional.empty()),
                version("2025-02-12", List.of(), tiers, Tier.Period.MONTH, Optional.of(new RateTable(entries))),
                version("2025-03-20", bands, List.of(), Tier.Period.MONTH, Optional.of(new RateTable(entries)))));
    }

    private static TariffVersion version(String from, List<TimeBand> bands, List<Tier> tiers, Tier.Period period,
            Optional<RateTable> halfHourly) {
        return new TariffVersion(LocalDate.parse(from), decimal("0.1582"), decimal("0.2319"), bands, tiers, period,
                decimal("5"), false, tiers.size() > 1 ? Optional.of(decimal("0.0411")) : Optional.empty(), halfHourly);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void costsOfRollupsAreThoseOfTheirQuarters(int seed) {
        var random = new Random(seed);
        var tariff = tariff(random);
        var pricing = new Pricing(tariff, LONDON);
        var house = quarters(random);
        var sensor = quarters(random);
        for (int round = 0; round < 12; round++) {
            var periods = periods(random);
            for (var role : SensorRole.values()) {
                var own = role == SensorRole.HOUSE ? house : sensor;
                assertPlain(tariff, pricing.costs(own, periods, role, house, RANGE), own, periods, role, house);
            }
            // What comes anew fills tiers of the house anew, the sensor's or both.
            long from = START + (20 + random.nextInt(DAYS - 20)) * DAY + random.nextInt(96) * QUARTER;
            house = round % 3 == 0 ? house : renewed(random, house, from);
            sensor = round % 3 == 1 ? sensor : renewed(random, sensor, from);
            house = random.nextInt(5) == 0 ? house.negated() : house;
        }
    }

    @Test
    void whateverElseFillsTiersIsNoticedInRollupsThatStay() {
        // A house of 300 W has used 223 kWh in January and 273 by 8 February, when within a rollup tiers begin to go by
        // the quarter, as they do until 12 February, again within a rollup.
        var tariff = tariff(new Random(1));
        var pricing = new Pricing(tariff, LONDON);
        var house = Quarters.full(RANGE, at -> 300);
        var sensor = Quarters.full(RANGE, at -> 100);
        // 250 W less in January: no house's rollup of February changes, nor what its months count.
        var saved = house.toBuilder(RANGE);
        for (long at = millis("2025-01-01T00:00:00Z"); at < millis("2025-02-01T00:00:00Z"); at += QUARTER) {
            saved.add(at, 0, 0, -250_000 * QUARTER);
        }
        // 200 kWh in the last quarter of a rollup, in which the first tier ends then: it counts the same everywhere
        // else in the rollup.
        var rollup = house.rollup(house.indexOf(millis("2025-02-05T12:00:00Z")));
        var burst = house.toBuilder(RANGE);
        burst.add(house.startMillis(rollup.to - 1), 0, 0, 200 * Quarters.KILOWATT_HOUR);
        var periods = periods(new Random(2));
        for (var one : List.of(house, saved.build(), house, burst.build(), house)) {
            assertPlain(tariff, pricing.costs(sensor, periods, SensorRole.INSIDE_HOUSE, one, RANGE), sensor, periods,
                    SensorRole.INSIDE_HOUSE, one);
        }
    }

    private static void assertPlain(Tariff tariff, List<CostSum> costs, QuarterHours own, List<TimeRange> periods,
            SensorRole role, QuarterHours house) {
        var walk = new RateSchedule(tariff, LONDON).walk(own, role, house, own.clip(Pricing.spanOf(periods)));
        for (int i = 0; i < costs.size(); i++) {
            var plain = new RateSums();
            walk.rate(periods.get(i), plain);
            var cost = costs.get(i);
            String at = role + " " + periods.get(i);
            assertEquals(RateSums.amount(plain.measured), cost.measured(), at);
            assertEquals(RateSums.amount(plain.memory), cost.memory(), at);
            assertEquals(RateSums.amount(plain.estimated), cost.estimated(), at);
            assertEquals(RateSums.amount(plain.vat), cost.energyVat(), at);
            assertEquals(plain.unratedMicrojoules, cost.unpriced().microjoules(), at);
            assertEquals(plain.unratedMillis, cost.unpricedMillis(), at);
            assertEquals(plainSum(own, periods.get(i)), cost.energy(), at);
        }
    }

    private static EnergySum plainSum(QuarterHours quarters, TimeRange period) {
        var sum = EnergySum.nothing(period.startMillis(), period.endMillis());
        for (int i = quarters.firstIndexFrom(period.startMillis()); i < quarters
                .firstIndexFrom(period.endMillis()); i++) {
            boolean within = quarters.filledMillis(i) > 0
                    && quarters.filledWithin(i, period.startMillis(), period.endMillis());
            boolean live = quarters.measuredMillis(i) > 0;
            sum = sum.plus(new EnergySum(period.startMillis(), period.endMillis(),
                    live ? quarters.measuredMicrojoules(i) : 0, quarters.measuredMillis(i),
                    within ? quarters.filledMicrojoules(i) : 0, within ? quarters.filledMillis(i) : 0,
                    within ? 0 : quarters.filledMicrojoules(i), within ? 0 : quarters.filledMillis(i),
                    live ? quarters.peakMilliwatts(i) : Long.MIN_VALUE));
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void carbonOfRollupsIsThatOfTheirQuarters(int seed) {
        var random = new Random(seed);
        var factors = new CarbonFactors(
                List.of(new CarbonFactor(LocalDate.of(2025, 1, 2), decimal("233.7"))),
                tariff(random).versions().getLast().halfHourly());
        var carbon = new Carbon(factors, LONDON);
        var quarters = quarters(random);
        for (int round = 0; round < 4; round++) {
            var periods = periods(random);
            var sums = carbon.sums(quarters, periods);
            var walk = new RateSchedule(factors, LONDON).walk(quarters, SensorRole.INSIDE_HOUSE, quarters, RANGE);
            for (int i = 0; i < periods.size(); i++) {
                var plain = new RateSums();
                walk.rate(periods.get(i), plain);
                assertEquals(new CarbonSum(plainSum(quarters, periods.get(i)), RateSums.amount(plain.measured),
                        RateSums.amount(plain.memory), RateSums.amount(plain.estimated), plain.unratedMicrojoules,
                        plain.unratedMillis), sums.get(i));
            }
            quarters = renewed(random, quarters, START + (round + 1) * 20 * DAY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void gapsAndSharesOfRollupsAreThoseOfTheirQuarters(int seed) {
        var random = new Random(seed);
        var house = quarters(random);
        var sensor = quarters(random);
        for (var period : periods(random)) {
            assertEquals(plainGaps(house, period), Gaps.of(house, period));
            // A range that begins within a quarter cuts its gaps.
            long shift = random.nextInt((int) QUARTER);
            var cut = TimeRange.ofMillis(period.startMillis() + shift, period.endMillis() + shift);
            assertEquals(plainGaps(house, cut), Gaps.of(house, cut));
            assertEquals(plainShare(house, sensor, cut),
                    Appliances.shares(house, Map.of(KEY, sensor), cut).sensors().getFirst());
        }
    }

    private static List<Gap> plainGaps(QuarterHours quarters, TimeRange range) {
        var gaps = new ArrayList<Gap>();
        long start = range.startMillis();
        long missing = 0;
        for (long at = start; at < range.endMillis();) {
            int index = quarters.indexOf(at);
            boolean outside = index < 0 || index >= quarters.size();
            long next = Math.min(range.endMillis(), outside && index >= 0
                    ? range.endMillis()
                    : index < 0 ? quarters.range().startMillis() : quarters.startMillis(index + 1));
            long unknown = outside ? next - at : plainUnknown(quarters, index, at, next);
            if (unknown == 0 && missing > 0) {
                gaps.add(new Gap(TimeRange.ofMillis(start, at), missing));
            }
            missing = unknown == 0 ? 0 : missing + unknown;
            start = unknown == 0 ? next : start;
            at = next;
        }
        if (missing > 0) {
            gaps.add(new Gap(TimeRange.ofMillis(start, range.endMillis()), missing));
        }
        return gaps;
    }

    /** What is known of a quarter that the range ends in is known of the part in the range, as in sums. */
    private static long plainUnknown(QuarterHours quarters, int index, long start, long end) {
        long known = quarters.knownMillis(index);
        return start > quarters.startMillis(index)
                ? Math.min(QUARTER - known, end - start)
                : Math.max(0, end - start - known);
    }

    private static Appliances.Share plainShare(QuarterHours house, QuarterHours sensor, TimeRange range) {
        long energy = 0;
        long houseEnergy = 0;
        long time = 0;
        for (int i = house.firstIndexFrom(range.startMillis()); i < house.firstIndexFrom(range.endMillis()); i++) {
            int other = sensor.indexOf(house.startMillis(i));
            if (other >= 0 && other < sensor.size()) {
                int known = Math.min(house.knownMillis(i), sensor.knownMillis(other));
                energy += QuarterHours.scaled(sensor.knownMicrojoules(other), known, sensor.knownMillis(other));
                houseEnergy += QuarterHours.scaled(house.knownMicrojoules(i), known, house.knownMillis(i));
                time += known;
            }
        }
        return new Appliances.Share(KEY, new Energy(energy), new Energy(houseEnergy), time);
    }

    @Test
    void newReadingsLeaveTheRollupsBeforeThemAsTheyAre() {
        var random = new Random(7);
        var quarters = GapFiller.fill(Quarters.random(random, RANGE), Quarters.blocks(random, START, DAYS));
        long from = RANGE.endMillis() - DAY / 2;
        var later = renewed(random, quarters, from);
        int changed = quarters.indexOf(from);
        for (int i = 0; i < quarters.size(); i++) {
            if (quarters.rollup(i).to <= changed) {
                assertSame(quarters.rollup(i), later.rollup(i));
            } else {
                assertNotSame(quarters.rollup(i), later.rollup(i));
            }
        }
        assertTrue(later.size() > quarters.size());
        // Earlier quarters move all indices.
        var wider = quarters.toBuilder(TimeRange.ofMillis(START - 5 * QUARTER, START)).build();
        assertNotSame(quarters.rollup(0), wider.rollup(5));
        assertEquals(plainSum(wider, RANGE), wider.sum(RANGE.startMillis(), RANGE.endMillis()));
        // What is filled is a rollup of its own without it.
        assertEquals(plainSum(quarters.measured(), RANGE),
                quarters.measured().sum(RANGE.startMillis(), RANGE.endMillis()));
    }
}
