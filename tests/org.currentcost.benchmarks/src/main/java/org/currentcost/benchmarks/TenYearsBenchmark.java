package org.currentcost.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.currentcost.accounting.AmountReader;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.EnergyReader;
import org.currentcost.accounting.Household;
import org.currentcost.analysis.Appliances;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.DayFilter;
import org.currentcost.analysis.Gaps;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.Profiles;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.analysis.RateTable;
import org.currentcost.analysis.Reconciliation;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.TemperatureUse;
import org.currentcost.analysis.Tier;
import org.currentcost.analysis.TimeBand;
import org.currentcost.analysis.Trends;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.BulkAppend;
import org.currentcost.store.StoreException;

/**
 * Ten years of ten sensors: makes them ({@code generate FOLDER [YEARS] [SENSORS]}), measures what each view computes of
 * them ({@code figures FOLDER [PART_OF_A_NAME]}) and makes all sums anew ({@code rebuild FOLDER}).
 * <p>
 * The sensors are a house and what is inside it: readings every 6 s, now and then 5 or 7; gaps of some hours; the
 * meter's own memory of all the time in two hours, days and months; and a thermometer. Each figure is the median of
 * some runs, by the clock and, in brackets, the time that its thread had the processor.
 */
public final class TenYearsBenchmark {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Instant START = Instant.parse("2015-01-01T00:00:00Z");
    private static final String METER = "house";
    private static final SeriesKey HOUSE = SeriesKey.power(METER, 0);
    private static final SeriesKey THERMOMETER = new SeriesKey(METER, 0, Quantity.TEMPERATURE);
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int MOST_BARS = 700;
    private static final int CHART_BUCKETS = 720;
    private static final int RUNS = 5;
    private static final int WARM_UPS = 2;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int MEGABYTE_BITS = 20;

    private TenYearsBenchmark() {
    }

    /** Runs one part of it. */
    public static void main(String... arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println(
                    "usage: TenYearsBenchmark generate FOLDER [YEARS] [SENSORS] | figures FOLDER [VIEW] | rebuild FOLDER");
            System.exit(2);
        }
        var folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "generate" -> generate(folder, arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10,
                    arguments.length > 3 ? Integer.parseInt(arguments[3]) : 10);
            case "figures" -> figures(folder, arguments.length > 2 ? arguments[2] : "");
            case "rebuild" -> rebuild(folder);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        print("heap: at most %,d MB in use after a collection, %,d MB at any time, of %,d MB allowed",
                HeapUse.afterCollection() >> MEGABYTE_BITS, HeapUse.peak() >> MEGABYTE_BITS,
                Runtime.getRuntime().maxMemory() >> MEGABYTE_BITS);
    }

    private static void rebuild(Path folder) throws StoreException {
        try (var store = Embedded.in(folder).open(ZONE)) {
            long readings = store.statistics().readings();
            long start = System.nanoTime();
            store.rebuild(part -> {
            });
            print("rebuild: %,d readings, %,.0f readings/s", readings, readings / seconds(start));
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    // making them

    private static void generate(Path folder, int years, int sensors) throws IOException, StoreException {
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve(DataFolder.FILE_NAME))) {
            throw new IOException("there is something in " + folder);
        }
        long start = System.nanoTime();
        try (var store = Embedded.in(folder).open(ZONE)) {
            var home = new Home(sensors);
            var end = START.atZone(ZoneOffset.UTC).plusYears(years).toInstant();
            for (var month = START; month.isBefore(end);) {
                var next = month.atZone(ZoneOffset.UTC).plusMonths(1).toInstant();
                try (var bulk = store.bulkAppend()) {
                    home.write(month.toEpochMilli(), next.toEpochMilli(), bulk);
                }
                home.writeMemory(month.toEpochMilli(), next.toEpochMilli(), store);
                month = next;
            }
            settle(new Household(store), START, end);
            var statistics = store.statistics();
            print("made and imported: %,d readings, %,.0f readings/s with what it takes to make them, %,d bytes",
                    statistics.readings(), statistics.readings() / seconds(start), statistics.bytes());
        }
    }

    /** A tariff of day and night, tiers, VAT and two versions, one of half-hourly prices, and half-hourly carbon. */
    private static void settle(Household household, Instant start, Instant end) throws StoreException {
        var bands = List.of(TimeBand.daily("night", LocalTime.of(0, 30), LocalTime.of(7, 30), decimal("0.0823")));
        var tiers = List.of(new Tier(decimal("60"), decimal("0.2512")));
        var first = LocalDate.ofInstant(start, ZONE);
        var pounds = Currency.getInstance("GBP");
        var bandTariff = new Tariff("Day and night", pounds, List.of(
                new TariffVersion(first, decimal("0.21"), decimal("0.1391"), bands, tiers, Tier.Period.MONTH,
                        decimal("5"), false, Optional.empty(), Optional.empty()),
                new TariffVersion(first.plusMonths(7), decimal("0.25"), decimal("0.1834"), bands, tiers,
                        Tier.Period.QUARTER, decimal("5"), false, Optional.empty(), Optional.empty())));
        var prices = new ArrayList<RateTable.Entry>();
        var grams = new ArrayList<RateTable.Entry>();
        var random = new SplittableRandom(11);
        long halfHour = Duration.ofMinutes(30).toMillis();
        for (long at = start.toEpochMilli(); at < end.toEpochMilli(); at += halfHour) {
            var range = TimeRange.ofMillis(at, at + halfHour);
            prices.add(new RateTable.Entry(range, BigDecimal.valueOf(500 + random.nextInt(3000), 4)));
            grams.add(new RateTable.Entry(range, BigDecimal.valueOf(50 + random.nextInt(350))));
        }
        var halfHourly = new Tariff("Half-hourly", pounds,
                List.of(new TariffVersion(first, decimal("0.21"), decimal("0.2"), List.of(), List.of(),
                        Tier.Period.MONTH, decimal("5"), false, Optional.empty(), Optional.of(new RateTable(prices)))));
        household.save(new Tariffs(List.of(bandTariff, halfHourly), bandTariff.name()));
        household.save(new CarbonFactors(List.of(new CarbonFactor(first, decimal("233"))),
                Optional.of(new RateTable(grams))));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    /** A house as its meter sees it, and the appliances in it. Milliwatts. */
    private static final class Home {
        private static final int READINGS_AT_MOST = 31 * 24 * 3600 / 5;
        private static final long HOUR_MILLIS = 3_600_000L;
        private static final long TWO_HOURS_MILLIS = 2 * HOUR_MILLIS;
        private static final long FIVE_MINUTES_MILLIS = 300_000L;
        private static final double MICROJOULES_PER_WATT_HOUR = 3.6e9;

        private final SplittableRandom random = new SplittableRandom(42);
        private final int sensors;
        private final long[] times = new long[READINGS_AT_MOST];
        private final int[] house = new int[READINGS_AT_MOST];
        private final SeriesKey[] keys;
        // In microjoules, by start; a month may end within a block.
        private final List<Map<Long, Double>> memory = new ArrayList<>();
        private long block;
        private double inBlock;
        private long time = START.toEpochMilli();

        Home(int sensors) {
            this.sensors = sensors;
            keys = new SeriesKey[sensors];
            for (int sensor = 0; sensor < sensors; sensor++) {
                keys[sensor] = SeriesKey.power(METER, sensor);
                memory.add(new HashMap<>());
            }
        }

        void write(long start, long end, BulkAppend bulk) throws StoreException {
            int count = 0;
            long gapStart = random.nextInt(3) == 0 ? start + random.nextLong(end - start) : Long.MAX_VALUE;
            long gapEnd = gapStart == Long.MAX_VALUE ? 0 : gapStart + (1 + random.nextInt(12)) * HOUR_MILLIS;
            boolean remembered = gapEnd > 0;
            for (; time < end; time += interval()) {
                if (time >= gapStart && time < gapEnd) {
                    time = gapEnd;
                }
                times[count] = time;
                house[count] = 120_000 + around(2_500);
                count++;
            }
            for (int sensor = 1; sensor < sensors; sensor++) {
                var appliance = new Appliance(sensor);
                for (int i = 0; i < count; i++) {
                    int milliwatts = appliance.at(times[i]);
                    house[i] += milliwatts;
                    add(sensor, i, milliwatts, bulk);
                }
                keepBlock(sensor, 0);
            }
            for (int i = 0; i < count; i++) {
                add(0, i, house[i], bulk);
            }
            keepBlock(0, 0);
            for (long at = start; at < end; at += FIVE_MINUTES_MILLIS) {
                double warmth = 18 + 4 * Math.sin(2 * Math.PI * (at % (365 * DAY_MILLIS)) / (365.0 * DAY_MILLIS) - 2)
                        + 1.5 * Math.sin(2 * Math.PI * (at % DAY_MILLIS) / DAY_MILLIS - 2);
                bulk.add(THERMOMETER, Reading.of(Instant.ofEpochMilli(at),
                        Math.round(warmth * 10) * 100 + 100 * random.nextInt(3)));
            }
            if (remembered) {
                // What the meter remembers of the gap: an ordinary mean.
                for (long at = gapStart; at < gapEnd; at += FIVE_MINUTES_MILLIS) {
                    for (int sensor = 0; sensor < sensors; sensor++) {
                        remember(sensor, at, sensor == 0 ? 450_000L : 40_000L, FIVE_MINUTES_MILLIS);
                        keepBlock(sensor, 0);
                    }
                }
            }
        }

        private void add(int sensor, int index, int milliwatts, BulkAppend bulk) throws StoreException {
            bulk.add(keys[sensor], new Reading(times[index] + 500L * sensor, milliwatts, Reading.ABSENT,
                    Reading.ABSENT));
            long held = index == 0 ? 6_000 : Math.min(12_000, times[index] - times[index - 1]);
            remember(sensor, times[index], milliwatts, held);
        }

        private void remember(int sensor, long at, long milliwatts, long heldMillis) {
            // Blocks begin at odd hours.
            if (at < block || at >= block + TWO_HOURS_MILLIS) {
                keepBlock(sensor, Math.floorDiv(at - HOUR_MILLIS, TWO_HOURS_MILLIS) * TWO_HOURS_MILLIS + HOUR_MILLIS);
            }
            inBlock += (double) milliwatts * heldMillis;
        }

        private void keepBlock(int sensor, long next) {
            if (inBlock > 0) {
                memory.get(sensor).merge(block, inBlock, Double::sum);
            }
            block = next;
            inBlock = 0;
        }

        void writeMemory(long start, long end, ReadingStore store) throws StoreException {
            for (int sensor = 0; sensor < sensors; sensor++) {
                var blocks = new ArrayList<HistoryBlock>();
                double days = 0;
                for (long day = start - HOUR_MILLIS; day + DAY_MILLIS < end; day += DAY_MILLIS) {
                    double sum = 0;
                    for (long at = day; at < day + DAY_MILLIS; at += TWO_HOURS_MILLIS) {
                        double energy = Optional.ofNullable(memory.get(sensor).remove(at)).orElse(0.0)
                                / MICROJOULES_PER_WATT_HOUR;
                        blocks.add(new HistoryBlock(HistorySpan.TWO_HOURS, at, at + TWO_HOURS_MILLIS,
                                Math.round(energy)));
                        sum += energy;
                    }
                    blocks.add(new HistoryBlock(HistorySpan.DAY, day, day + DAY_MILLIS, Math.round(sum)));
                    days += sum;
                }
                var last = blocks.getLast();
                blocks.add(new HistoryBlock(HistorySpan.MONTH, start - HOUR_MILLIS, last.endMillis(),
                        Math.round(days)));
                store.appendHistory(keys[sensor], blocks);
            }
        }

        private long interval() {
            int chance = random.nextInt(100);
            return chance < 7 ? 5_000 : chance < 96 ? 6_000 : 7_000;
        }

        private int around(int spread) {
            return (random.nextInt(2 * spread + 1) + random.nextInt(2 * spread + 1)) / 2 - spread;
        }

        /** Runs for some minutes some times a day, more by day than by night, and else takes next to nothing. */
        private final class Appliance {
            private final int power;
            private final int standby;
            private final int meanMinutes;
            private final int timesPerDay;
            private long until;

            Appliance(int sensor) {
                power = new int[]{2_900_000, 95_000, 2_000_000, 1_500_000, 120_000, 800_000, 60_000, 2_400_000,
                    300_000}[(sensor - 1) % 9];
                standby = sensor * 400;
                meanMinutes = new int[]{3, 20, 40, 60, 180, 6, 240, 15, 30}[(sensor - 1) % 9];
                timesPerDay = new int[]{6, 24, 1, 1, 1, 3, 2, 2, 4}[(sensor - 1) % 9];
            }

            int at(long millis) {
                if (millis >= until) {
                    long hour = millis % DAY_MILLIS / HOUR_MILLIS;
                    int chances = (int) (DAY_MILLIS / 6_000) / timesPerDay;
                    if (random.nextInt(hour < 6 ? 4 * chances : chances) == 0) {
                        until = millis + (meanMinutes / 2 + random.nextInt(meanMinutes + 1)) * 60_000L;
                    }
                    return standby + 100 * random.nextInt(4);
                }
                return standby + power + around(power / 200);
            }
        }
    }

    // measuring

    /** What one view computes for a span of time. */
    private interface View {
        Object compute(TimeRange range) throws StoreException;
    }

    private record Time(double wall, double processor) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f (%.1f)", wall, processor);
        }
    }

    private static Time time(Callable<?> work) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long processor = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        if (work.call() == null) {
            throw new IllegalStateException("nothing computed");
        }
        long end = System.nanoTime();
        return new Time((end - start) / NANOS_PER_MILLI,
                (threads.getCurrentThreadCpuTime() - processor) / NANOS_PER_MILLI);
    }

    private static Time median(Callable<?> work) throws Exception {
        var walls = new double[RUNS];
        var processors = new double[RUNS];
        for (int run = -WARM_UPS; run < RUNS; run++) {
            var time = time(work);
            if (run >= 0) {
                walls[run] = time.wall();
                processors[run] = time.processor();
            }
        }
        Arrays.sort(walls);
        Arrays.sort(processors);
        return new Time(walls[RUNS / 2], processors[RUNS / 2]);
    }

    private static void figures(Path folder, String part) throws Exception {
        try (var store = Embedded.in(folder).open(ZONE)) {
            var keys = store.series().stream().map(ReadingStore.SeriesInfo::key)
                    .filter(key -> key.quantity() == Quantity.POWER).toList();
            var end = store.series().getFirst().last();
            var household = new Household(store);
            var energy = new EnergyReader(store, household);
            print("%,d readings of %d series", store.statistics().readings(), keys.size());
            firstLoad(store, household, keys);
            print("settings read: %s ms", time(household::tariffs));
            print("first load of the house, cold: %s ms", time(() -> energy.energy(HOUSE)));
            print("first load of all others: %s ms", time(() -> {
                for (var key : keys) {
                    energy.energy(key);
                }
                return energy;
            }));
            print("heap in use after a collection with all series loaded: %,d MB",
                    HeapUse.afterCollection() >> MEGABYTE_BITS);
            InstantSource clock = InstantSource.fixed(end.plusSeconds(1));
            var amounts = new AmountReader(store, household, energy, clock);
            var ranges = new LinkedHashMap<String, TimeRange>();
            ranges.put("all", new TimeRange(store.series().getFirst().first(), end));
            ranges.put("a year", TimeRange.endingAt(end, Duration.ofDays(365)));
            ranges.put("30 days", TimeRange.endingAt(end, Duration.ofDays(30)));
            ranges.put("a day", TimeRange.endingAt(end, Duration.ofDays(1)));
            print("| view | first ever, all | %s |", String.join(" | ", ranges.keySet()));
            print("|---|---|" + "---|".repeat(ranges.size()));
            views(store, household, energy, amounts, keys, clock).forEach((name, view) -> {
                if (name.contains(part)) {
                    row(name, view, ranges);
                }
            });
            household.save(household.tariffs().using("Half-hourly"));
            views(store, household, energy, amounts, keys, clock).forEach((name, view) -> {
                if (name.endsWith(AmountUnit.MONEY.name()) && name.contains(part)) {
                    row(name + ", half-hourly prices", view, ranges);
                }
            });
            household.save(household.tariffs().using("Day and night"));
            print("heap in use after a collection with what is kept for views: %,d MB",
                    HeapUse.afterCollection() >> MEGABYTE_BITS);
            news(store, energy, amounts, keys, ranges.get("all"));
        }
    }

    private static void firstLoad(ReadingStore store, Household household, List<SeriesKey> keys) throws Exception {
        for (int run = 0; run < 3; run++) {
            var fresh = new EnergyReader(store, household);
            print("load of %d series, round %d: %s ms", keys.size(), run, time(() -> {
                for (var key : keys) {
                    fresh.energy(key);
                }
                return fresh;
            }));
        }
    }

    /** New readings come all the time: what a view waits for then. */
    private static void news(ReadingStore store, EnergyReader energy, AmountReader amounts, List<SeriesKey> keys,
            TimeRange range) throws Exception {
        var stored = new ArrayList<Time>();
        var bars = new ArrayList<Time>();
        for (int run = 0; run < RUNS; run++) {
            var batch = new HashMap<SeriesKey, List<Reading>>();
            for (var info : store.series()) {
                if (info.key().quantity() == Quantity.POWER) {
                    batch.put(info.key(), List.of(Reading.of(info.last().plusSeconds(6), 400_000)));
                }
            }
            store.append(batch);
            stored.add(time(() -> {
                for (var key : keys) {
                    energy.energy(key);
                }
                return energy;
            }));
            bars.add(time(() -> bars(amounts, energy, keys, AmountUnit.MONEY, range)));
        }
        stored.sort((one, other) -> Double.compare(one.wall(), other.wall()));
        bars.sort((one, other) -> Double.compare(one.wall(), other.wall()));
        print("all series after one new reading of each: %s ms, then bars of them in money: %s ms",
                stored.get(RUNS / 2), bars.get(RUNS / 2));
    }

    private static void row(String name, View view, Map<String, TimeRange> ranges) {
        try {
            var text = new StringBuilder("| ").append(name).append(" | ");
            text.append(time(() -> view.compute(ranges.get("all")))).append(" |");
            for (var range : ranges.values()) {
                text.append(' ').append(median(() -> view.compute(range))).append(" |");
            }
            print("%s", text);
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static Map<String, View> views(ReadingStore store, Household household, EnergyReader energy,
            AmountReader amounts, List<SeriesKey> keys, InstantSource clock) throws StoreException {
        var units = new EnumMap<AmountUnit, String>(AmountUnit.class);
        for (var unit : AmountUnit.values()) {
            units.put(unit, unit.name());
        }
        var views = new LinkedHashMap<String, View>();
        units.forEach((unit, word) -> {
            for (int count : new int[]{1, keys.size()}) {
                var chosen = keys.subList(0, count);
                String of = " of " + count + ", " + word;
                views.put("bars" + of, range -> bars(amounts, energy, chosen, unit, range));
                views.put("average day" + of, range -> {
                    var means = new ArrayList<Object>();
                    for (var key : chosen) {
                        means.add(Profiles.averageDay(energy.energy(key), range, ZONE, DayFilter.WEEKDAYS,
                                amounts.function(key, range, unit)));
                    }
                    return means;
                });
                views.put("average week" + of, range -> {
                    var means = new ArrayList<Object>();
                    for (var key : chosen) {
                        means.add(Profiles.averageWeek(energy.energy(key), range, ZONE, DayFilter.ALL,
                                amounts.function(key, range, unit)));
                    }
                    return means;
                });
            }
            views.put("appliances, " + word, range -> appliances(amounts, energy, keys, unit, range));
            views.put("load profile, " + word, range -> Profiles.loadProfile(energy.energy(HOUSE), range, ZONE,
                    amounts.function(HOUSE, range, unit)));
            views.put("temperature, " + word, range -> TemperatureUse.of(energy.energy(HOUSE),
                    store.buckets(THERMOMETER, range, Resolution.DAY), ZONE, amounts.function(HOUSE, range, unit)));
            views.put("trends, " + word, range -> Trends.of(energy.energy(HOUSE), range, ZONE, clock.instant(),
                    amounts.function(HOUSE, range, unit)));
        });
        for (var span : HistorySpan.values()) {
            views.put("reconciliation, " + span, range -> Reconciliation.of(energy.measured(HOUSE),
                    store.history(HOUSE, span, range)));
        }
        views.put("exact hour", range -> amounts.amount(HOUSE,
                TimeRange.ofMillis(range.startMillis() + 1234, range.startMillis() + 3_601_234), AmountUnit.MONEY));
        views.put("time chart of 1", range -> store.query(HOUSE, range, CHART_BUCKETS));
        views.put("time chart of " + keys.size(), range -> {
            var buckets = new ArrayList<Object>();
            for (var key : keys) {
                buckets.add(store.query(key, range, CHART_BUCKETS));
            }
            return buckets;
        });
        views.put("gaps of " + keys.size(), range -> {
            var gaps = new ArrayList<Object>();
            for (var key : keys) {
                gaps.add(Gaps.of(energy.energy(key), range));
            }
            return gaps;
        });
        if (household.houses().isEmpty()) {
            throw new IllegalStateException("no house");
        }
        return views;
    }

    /** Hours, or days or weeks where there would be too many bars, as the views choose them; and the gaps. */
    private static Object bars(AmountReader amounts, EnergyReader energy, List<SeriesKey> keys, AmountUnit unit,
            TimeRange range) throws StoreException {
        long days = range.length().toDays();
        var period = days * 24 <= MOST_BARS ? PeriodKind.HOUR : days <= MOST_BARS ? PeriodKind.DAY : PeriodKind.WEEK;
        var periods = period.periods(range, ZONE);
        var parts = new ArrayList<Object>();
        for (var key : keys) {
            parts.add(amounts.amounts(key, periods, unit));
            parts.add(Gaps.of(energy.energy(key), range));
        }
        return parts;
    }

    private static Object appliances(AmountReader amounts, EnergyReader energy, List<SeriesKey> keys, AmountUnit unit,
            TimeRange range) throws StoreException {
        var inside = new LinkedHashMap<SeriesKey, QuarterHours>();
        var parts = new ArrayList<Object>();
        for (var key : keys) {
            if (key.sensor() > 0) {
                inside.put(key, energy.energy(key));
            }
            parts.add(amounts.amounts(key, List.of(range), unit));
        }
        parts.add(Appliances.shares(energy.energy(HOUSE), inside, range));
        return parts;
    }
}
