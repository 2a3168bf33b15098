package org.currentcost.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.currentcost.model.Edit;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.DataFolder;

/**
 * Measures the store: {@code size}, {@code import}, {@code query}, {@code sums}, {@code open}, {@code verify}, {@code
 * rebuild} and {@code backup}, each by itself.
 * <p>
 * The readings are those of a believable house, the same in every run: a base load with a few watts of noise, a
 * fridge, a kettle, an oven, a day's pattern; whole seconds, 86 % of the intervals six of them, some five or seven, 5
 * % twelve.
 */
public final class StoreBenchmark {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final SeriesKey HOUSE = SeriesKey.power("house", 0);
    private static final Instant START = Instant.parse("2015-01-01T00:00:00Z");
    private static final int READINGS_OF_A_YEAR = 5_260_000;
    private static final int READINGS_OF_TEN_YEARS = 50_000_000;
    private static final int BUCKETS = 1_000;
    private static final int WARM_UPS = 20;
    private static final int RUNS = 101;

    private StoreBenchmark() {
    }

    /**
     * Runs one measurement.
     *
     * @param arguments what to measure, then optionally the folder in which to do it; it is kept if given, and used
     *                  again
     */
    public static void main(String... arguments) throws IOException, StoreException {
        if (arguments.length == 0) {
            System.err.println("usage: StoreBenchmark size|import|query|sums|open|verify|rebuild|backup [FOLDER]");
            System.exit(2);
        }
        boolean keep = arguments.length > 1;
        var folder = keep ? Path.of(arguments[1]) : Files.createTempDirectory(Path.of("target"), "store-benchmark");
        Files.createDirectories(folder);
        try {
            switch (arguments[0]) {
                case "size" -> size(folder);
                case "import" -> importing(folder);
                case "query" -> query(folder);
                case "open" -> open(folder);
                case "verify" -> verify(folder);
                case "sums" -> sums(folder);
                case "rebuild" -> rebuild(folder);
                case "backup" -> backup(folder);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            print("heap: at most %,d MB in use after a collection, %,d MB at any time, of %,d MB allowed",
                    HeapUse.afterCollection() >> 20, HeapUse.peak() >> 20, Runtime.getRuntime().maxMemory() >> 20);
        } finally {
            if (!keep) {
                delete(folder);
            }
        }
    }

    private static void size(Path folder) throws IOException, StoreException {
        for (double noise : new double[]{1.5, 3, 6}) {
            var year = folder.resolve("noise-" + noise);
            fill(year, READINGS_OF_A_YEAR, noise);
            report("a year by import, noise of " + noise + " W", year);
        }
        var live = folder.resolve("live");
        var house = new House(3);
        int readings = READINGS_OF_A_YEAR / 12;
        long start = System.nanoTime();
        try (var store = Embedded.in(live).open(ZONE)) {
            for (int index = 0; index < readings; index += 2) {
                store.append(Map.of(HOUSE, List.of(house.next(), house.next())));
            }
        }
        print("live: %,.0f commits of two readings a second", readings / 2 / seconds(start));
        report("a month of live batches, noise of 3 W", live);
    }

    private static void report(String what, Path folder) throws IOException, StoreException {
        long bytes = Files.size(folder.resolve(DataFolder.FILE_NAME));
        try (var store = Embedded.in(folder).open(ZONE)) {
            long readings = store.statistics().readings();
            print("%s: %,d readings, %,d bytes, %.3f bytes a reading", what, readings, bytes,
                    (double) bytes / readings);
        }
    }

    private static void importing(Path folder) throws IOException, StoreException {
        var prepared = new House(3).take(READINGS_OF_A_YEAR / 5);
        for (int round = 1; round <= 3; round++) {
            var target = folder.resolve("import-" + round);
            delete(target);
            try (var store = Embedded.in(target).open(ZONE)) {
                importAll(store, prepared, "round " + round + ", into an empty file");
                importAll(store, prepared, "round " + round + ", the same once more");
            }
        }
        delete(folder.resolve("sensors"));
        try (var store = Embedded.in(folder.resolve("sensors")).open(ZONE)) {
            long start = System.nanoTime();
            try (var bulk = store.bulkAppend()) {
                for (int index = 0; index < prepared.length; index++) {
                    bulk.add(SeriesKey.power("house", index % 10), prepared[index]);
                }
            }
            print("ten sensors in turn: %,.0f readings/s", prepared.length / seconds(start));
        }
        delete(folder.resolve("shuffled"));
        var random = new Random(7);
        for (int index = prepared.length - 1; index > 0; index--) {
            int other = random.nextInt(index + 1);
            var reading = prepared[index];
            prepared[index] = prepared[other];
            prepared[other] = reading;
        }
        try (var store = Embedded.in(folder.resolve("shuffled")).open(ZONE)) {
            importAll(store, prepared, "in random order");
        }
    }

    private static void importAll(ReadingStore store, Reading[] readings, String what) throws StoreException {
        long start = System.nanoTime();
        var bulk = store.bulkAppend();
        try (bulk) {
            for (var reading : readings) {
                bulk.add(HOUSE, reading);
            }
        }
        print("%s: %,.0f readings/s (%s)", what, readings.length / seconds(start), bulk.stored());
    }

    private static void query(Path folder) throws IOException, StoreException {
        tenYears(folder);
        try (var store = Embedded.in(folder).open(ZONE)) {
            var end = START.plus(Duration.ofDays(3400));
            for (int hot = 0; hot <= 4000; hot += 4000) {
                time(store, "6 hours", TimeRange.endingAt(end, Duration.ofHours(6)), hot);
                time(store, "a day", TimeRange.endingAt(end, Duration.ofDays(1)), hot);
                time(store, "a week", TimeRange.endingAt(end, Duration.ofDays(7)), hot);
                time(store, "a month", TimeRange.endingAt(end, Duration.ofDays(30)), hot);
                time(store, "a year", TimeRange.endingAt(end, Duration.ofDays(365)), hot);
                time(store, "a decade", new TimeRange(START, START.plus(Duration.ofDays(3652))), hot);
                time(store, "all", TimeRange.ALL, hot);
                end = store.series().getFirst().last().plus(Duration.ofHours(6));
                if (hot == 0) {
                    appendLive(store, 4000);
                }
            }
        }
    }

    private static void appendLive(ReadingStore store, int readings) throws StoreException {
        var time = store.series().getFirst().last();
        for (int index = 0; index < readings; index++) {
            time = time.plusSeconds(6);
            store.append(Map.of(HOUSE, List.of(Reading.of(time, 300_000 + index % 7 * 1000))));
        }
    }

    private static void time(ReadingStore store, String what, TimeRange range, int hot) throws StoreException {
        var nanos = new long[RUNS];
        int buckets = 0;
        for (int run = -WARM_UPS; run < RUNS; run++) {
            long start = System.nanoTime();
            buckets = store.query(HOUSE, range, BUCKETS).size();
            if (run >= 0) {
                nanos[run] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        print("%s at %,d buckets, %,d hot readings: %,d buckets in %.1f ms (median), %.1f ms (slowest of %d)", what,
                BUCKETS, hot, buckets, nanos[RUNS / 2] / 1e6, nanos[RUNS - 1] / 1e6, RUNS);
    }

    private static void open(Path folder) throws IOException, StoreException {
        tenYears(folder);
        for (int run = 0; run < 5; run++) {
            long start = System.nanoTime();
            try (var store = Embedded.in(folder).open(ZONE)) {
                print("open: %.0f ms, %,d readings", seconds(start) * 1000, store.statistics().readings());
            }
        }
        // a file that was not closed: copied while it is open
        var unclean = folder.resolve("unclean");
        delete(unclean);
        Files.createDirectories(unclean);
        try (var store = Embedded.in(folder).open(ZONE)) {
            Files.copy(folder.resolve(DataFolder.FILE_NAME), unclean.resolve(DataFolder.FILE_NAME));
            var log = folder.resolve(DataFolder.FILE_NAME + "-wal");
            Files.copy(log, unclean.resolve(DataFolder.FILE_NAME + "-wal"));
            print("%,d readings", store.statistics().readings());
        }
        long start = System.nanoTime();
        try (var store = Embedded.in(unclean).open(ZONE)) {
            print("open after an unclean stop: %.0f ms, %,d bytes", seconds(start) * 1000, store.statistics().bytes());
        }
        delete(unclean);
    }

    private static void verify(Path folder) throws IOException, StoreException {
        tenYears(folder);
        try (var store = Embedded.in(folder).open(ZONE)) {
            for (int run = 0; run < 2; run++) {
                long start = System.nanoTime();
                var verification = store.verify(part -> {
                });
                print("verify: %,.0f readings/s, %s", verification.readings() / seconds(start), verification);
            }
        }
    }

    private static void sums(Path folder) throws IOException, StoreException {
        tenYears(folder);
        try (var store = Embedded.in(folder).open(ZONE)) {
            for (var resolution : Resolution.values()) {
                var nanos = new long[RUNS];
                var sum = new long[2];
                for (int run = -WARM_UPS; run < RUNS; run++) {
                    Arrays.fill(sum, 0);
                    long start = System.nanoTime();
                    store.forEachSum(HOUSE, TimeRange.ALL, resolution,
                            (from, to, readings, covered, min, max, integral, estimated) -> {
                                sum[0]++;
                                sum[1] += integral;
                            });
                    if (run >= 0) {
                        nanos[run] = System.nanoTime() - start;
                    }
                }
                Arrays.sort(nanos);
                print("%s: %,d sums, %,d uJ in %.1f ms (median), %.1f ms (slowest of %d)", resolution, sum[0], sum[1],
                        nanos[RUNS / 2] / 1e6, nanos[RUNS - 1] / 1e6, RUNS);
            }
        }
    }

    private static void rebuild(Path folder) throws IOException, StoreException {
        tenYears(folder);
        try (var store = Embedded.in(folder).open(ZONE)) {
            var all = new TimeRange(START, START.plus(Duration.ofDays(36_500)));
            rebuild(store, "as recorded");
            var scaled = store.edit(Edit.scale(HOUSE, all, new BigDecimal("1.07"), START, ""));
            rebuild(store, "all scaled");
            store.setUndone(scaled.id(), true);
            var shifted = store.edit(Edit.shift(HOUSE, all, Duration.ofHours(1), START, ""));
            rebuild(store, "all shifted");
            long start = System.nanoTime();
            store.setUndone(shifted.id(), true);
            print("undoing an edit of everything: %.1f s", seconds(start));
            var day = new TimeRange(START.plus(Duration.ofDays(1000)), START.plus(Duration.ofDays(1001)));
            start = System.nanoTime();
            var excluded = store.edit(Edit.exclude(HOUSE, day, START, ""));
            print("excluding a day: %.0f ms", seconds(start) * 1000);
            store.setUndone(excluded.id(), true);
        }
    }

    private static void rebuild(ReadingStore store, String what) throws StoreException {
        long readings = store.statistics().readings();
        for (int run = 0; run < 2; run++) {
            long start = System.nanoTime();
            store.rebuild(part -> {
            });
            print("rebuild, %s: %,.0f readings/s", what, readings / seconds(start));
        }
    }

    private static void backup(Path folder) throws IOException, StoreException {
        tenYears(folder);
        var target = folder.resolve("backup.sqlite");
        try (var store = Embedded.in(folder).open(ZONE)) {
            for (int run = 0; run < 3; run++) {
                Files.deleteIfExists(target);
                long start = System.nanoTime();
                store.backup(target, part -> {
                });
                print("backup: %,d bytes in %.2f s", Files.size(target), seconds(start));
            }
        }
        Files.delete(target);
    }

    private static void tenYears(Path folder) throws IOException, StoreException {
        if (!Files.exists(folder.resolve(DataFolder.FILE_NAME))) {
            long start = System.nanoTime();
            fill(folder, READINGS_OF_TEN_YEARS, 3);
            print("made and imported: %,.0f readings/s, with what it takes to make them",
                    READINGS_OF_TEN_YEARS / seconds(start));
        }
        print("%,d bytes in the file", Files.size(folder.resolve(DataFolder.FILE_NAME)));
    }

    private static void fill(Path folder, int readings, double noise) throws IOException, StoreException {
        delete(folder.resolve(DataFolder.FILE_NAME));
        var house = new House(noise);
        try (var store = Embedded.in(folder).open(ZONE); var bulk = store.bulkAppend()) {
            for (int index = 0; index < readings; index++) {
                bulk.add(HOUSE, house.next());
            }
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (var files = Files.walk(path)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** A house as its meter sees it. */
    private static final class House {
        private static final long DAY = 86_400_000L;

        private final Random random = new Random(42);
        private final double noise;
        private long time = START.toEpochMilli();
        private long kettleUntil;
        private long ovenUntil;
        private double evening = 1;
        private long day = -1;

        House(double noise) {
            this.noise = noise;
        }

        Reading[] take(int count) {
            var readings = new Reading[count];
            Arrays.setAll(readings, index -> next());
            return readings;
        }

        Reading next() {
            int chance = random.nextInt(100);
            time += chance < 86 ? 6_000 : chance < 90 ? 5_000 : chance < 95 ? 7_000 : 12_000;
            double hour = time % DAY / 3_600_000.0;
            if (time / DAY != day) {
                day = time / DAY;
                evening = 0.5 + random.nextDouble();
            }
            double watts = 140 + (hour > 17 && hour < 23 ? 220 * evening : hour > 6.5 ? 60 : 0);
            // the fridge runs for 18 minutes of 55, drawing a little less the longer it runs
            long fridge = time % 3_300_000;
            if (fridge < 1_080_000) {
                watts += 95 - fridge / 1_080_000.0 * 15;
            }
            if (time > kettleUntil && hour > 6 && random.nextInt(1200) == 0) {
                kettleUntil = time + 180_000;
            }
            if (time > ovenUntil && hour > 17 && hour < 19 && random.nextInt(1500) == 0) {
                ovenUntil = time + 3_600_000;
            }
            if (time < kettleUntil) {
                watts += 2750;
            }
            if (time < ovenUntil && time / 60_000 % 3 != 0) {
                watts += 1900;
            }
            watts += random.nextGaussian() * noise * (watts > 1000 ? 4 : 1);
            return new Reading(time, Math.round(watts) * 1000, Reading.ABSENT, Reading.ABSENT);
        }
    }
}
