package org.currentcost.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.currentcost.imports.CaptureSource;
import org.currentcost.imports.Import;
import org.currentcost.imports.ImportInput;
import org.currentcost.imports.ImportPart;
import org.currentcost.model.Quantity;
import org.currentcost.source.demo.MeterModel;
import org.currentcost.source.demo.MeterSimulator;
import org.currentcost.source.demo.SimulatorSettings;

/**
 * From a raw capture of the demo meter to the file, by the program's own import: readings a second, bytes a reading on
 * the disk, and the most heap that was in use. Arguments: the days to capture (365), the appliances with a sensor (0),
 * or the path of a capture to read instead, with the instant of its first message.
 */
public final class ImportBenchmark {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final double NANOS = 1e9;
    private static final int MEGABYTE = 1 << 20;

    private ImportBenchmark() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("import-benchmark");
        try {
            if (arguments.length > 0 && Files.exists(Path.of(arguments[0]))) {
                measure(Path.of(arguments[0]), folder,
                        Instant.parse(arguments.length > 1 ? arguments[1] : START.toString()));
            } else {
                int days = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 365;
                int appliances = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
                measure(capture(folder, days, appliances), folder, START);
            }
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static Path capture(Path folder, int days, int appliances) throws IOException {
        var file = folder.resolve("capture.raw");
        var simulator = new MeterSimulator(
                SimulatorSettings.of(MeterModel.CC128_V129, START, ZoneId.of("Europe/London"))
                        .withApplianceSensors(appliances));
        var end = START.plus(Duration.ofDays(days));
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), MEGABYTE)) {
            for (var message = simulator.next(); message.at().isBefore(end); message = simulator.next()) {
                out.write(message.bytes());
            }
        }
        return file;
    }

    private static void measure(Path capture, Path folder, Instant start) throws Exception {
        var data = folder.resolve("data");
        for (int pass = 1; pass <= 2; pass++) {
            long before = System.nanoTime();
            try (var store = Embedded.in(data).open(ZoneId.of("Europe/London"))) {
                var source = new CaptureSource(List.of(ImportInput.of(capture)), Optional.of(start), "Home",
                        store.zone());
                var outcome = new Import(store, source).run(START, part -> {
                });
                double seconds = (System.nanoTime() - before) / NANOS;
                var counters = source.counters()
                        .withStored(outcome.total(part -> part instanceof ImportPart.Readings one
                                && one.series().quantity() != Quantity.TEMPERATURE).added());
                System.out.printf("pass %d: %,d MB, %s%n", pass, Files.size(capture) / MEGABYTE, counters.summary());
                System.out.printf("        %.1f s, %,.0f readings/s, %,.0f messages/s%n", seconds,
                        counters.readings() / seconds, counters.messages() / seconds);
            }
            long size = Files.size(data.resolve("readings.sqlite"));
            try (var store = Embedded.in(data).open(ZoneId.of("Europe/London"))) {
                long readings = store.statistics().readings();
                System.out.printf("        %,d bytes for %,d readings: %.3f bytes a reading%n", size, readings,
                        (double) size / readings);
            }
        }
        long peak = HeapUse.peak();
        System.out.printf("        peak heap %,d MB of %,d MB%n", peak / MEGABYTE,
                Runtime.getRuntime().maxMemory() / MEGABYTE);
    }
}
