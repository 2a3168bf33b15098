package org.currentcost.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.currentcost.model.Bucket;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.ReadingStore.SeriesInfo;
import org.currentcost.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes readings or sums as CSV (RFC 4180), with instants in UTC. */
@Command(name = "export", mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    private static final String LINE_END = "\r\n";
    private static final String RAW = "raw";
    private static final Map<String, HistorySpan> STORES = Map.of("hour", HistorySpan.TWO_HOURS, "day", HistorySpan.DAY,
            "month", HistorySpan.MONTH);
    private static final Map<String, Resolution> RESOLUTIONS = Map.of("5m", Resolution.FIVE_MINUTES, "1h",
            Resolution.HOUR, "1d", Resolution.DAY, "1mo", Resolution.MONTH);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--meter", paramLabel = "NAME")
    private Optional<String> meter = Optional.empty();

    @Option(names = "--sensor", paramLabel = "N")
    private Optional<Integer> sensor = Optional.empty();

    @Option(names = "--from", paramLabel = "T", converter = InstantConverter.class)
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", paramLabel = "T", converter = InstantConverter.class)
    private Optional<Instant> to = Optional.empty();

    @Option(names = "--every", paramLabel = "raw|5m|1h|1d|1mo", defaultValue = RAW)
    private String every;

    @Option(names = "--history")
    private boolean history;

    @Option(names = "--store", paramLabel = "hour|day|month")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE|-", defaultValue = "-")
    private String target;

    private record Row(long timeMillis, int sensor, Reading reading) {
    }

    private record SensorBucket(int sensor, Bucket bucket) {
    }

    @Override
    public Integer call() throws Exception {
        if (!every.equals(RAW) && !RESOLUTIONS.containsKey(every)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.every", every));
        }
        if (memory.isPresent() && !STORES.containsKey(memory.get())) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.store", memory.get()));
        }
        var range = TimeRanges.of(spec, from, to);
        try (var store = data.open()) {
            var series = chosen(history ? store.seriesWithHistory() : keys(store));
            if (target.equals("-")) {
                write(store, series, range, spec.commandLine().getOut());
            } else {
                try (var file = new PrintWriter(Files.newBufferedWriter(Path.of(target), StandardCharsets.UTF_8))) {
                    write(store, series, range, file);
                    if (file.checkError()) {
                        throw new CommandFailed(CommandMessages.get("export.file", target, ""));
                    }
                } catch (IOException e) {
                    throw new CommandFailed(CommandMessages.get("export.file", target, CommandFailed.reasonOf(e)));
                }
            }
        }
        return CommandLineMain.OK;
    }

    private static List<SeriesKey> keys(ReadingStore store) {
        return store.series().stream().map(SeriesInfo::key).toList();
    }

    private List<SeriesKey> chosen(List<SeriesKey> known) throws CommandFailed {
        var meters = new TreeSet<String>();
        known.forEach(key -> meters.add(key.meter()));
        if (meter.isPresent() && !meters.contains(meter.get())) {
            throw new CommandFailed(CommandMessages.get("export.noMeter", meter.get(), String.join(", ", meters)));
        }
        if (meter.isEmpty() && meters.size() > 1) {
            throw new CommandFailed(CommandMessages.get("export.whichMeter", String.join(", ", meters)));
        }
        return known.stream().filter(key -> key.quantity() == Quantity.POWER)
                .filter(key -> meter.isEmpty() || key.meter().equals(meter.get()))
                .filter(key -> sensor.isEmpty() || key.sensor() == sensor.get()).toList();
    }

    private void write(ReadingStore store, List<SeriesKey> series, TimeRange range, PrintWriter out)
            throws StoreException {
        if (history) {
            writeHistory(store, series, range, out);
        } else if (every.equals(RAW)) {
            writeReadings(store, series, range, out);
        } else {
            writeBuckets(store, series, range, RESOLUTIONS.get(every), out);
        }
        out.flush();
    }

    private void writeHistory(ReadingStore store, List<SeriesKey> series, TimeRange range, PrintWriter out)
            throws StoreException {
        out.print("start_utc,end_utc,sensor,store,kwh" + LINE_END);
        for (String name : memory.map(List::of).orElse(List.of("hour", "day", "month"))) {
            record SensorBlock(int sensor, HistoryBlock block) {
            }
            var rows = new ArrayList<SensorBlock>();
            for (var key : series) {
                for (var block : store.history(key, STORES.get(name), range)) {
                    rows.add(new SensorBlock(key.sensor(), block));
                }
            }
            rows.sort(Comparator.<SensorBlock>comparingLong(row -> row.block.startMillis())
                    .thenComparingInt(SensorBlock::sensor));
            for (var row : rows) {
                out.print(Instant.ofEpochMilli(row.block.startMillis()) + ","
                        + Instant.ofEpochMilli(row.block.endMillis()) + "," + row.sensor + "," + name + ","
                        + Numbers.thousandths(row.block.wattHours()) + LINE_END);
            }
        }
    }

    /** A day at a time: the readings of all sensors in the order of time, however many there are. */
    private void writeReadings(ReadingStore store, List<SeriesKey> series, TimeRange range, PrintWriter out)
            throws StoreException {
        out.print("time_utc,sensor,channel,watts" + LINE_END);
        var infos = store.series().stream().filter(info -> series.contains(info.key())).toList();
        long at = infos.stream().mapToLong(info -> info.first().toEpochMilli()).min().orElse(0);
        long last = infos.stream().mapToLong(info -> info.last().toEpochMilli() + 1).max().orElse(0);
        at = Math.max(at, range.startMillis());
        last = Math.min(last, range.endMillis());
        while (at < last) {
            long next = Math.min(last, at + Resolution.DAY.typicalMillis());
            var rows = new ArrayList<Row>();
            for (var key : series) {
                int number = key.sensor();
                store.forEachReading(key, TimeRange.ofMillis(at, next),
                        reading -> rows.add(new Row(reading.timeMillis(), number, reading)));
            }
            rows.sort(Comparator.comparingLong(Row::timeMillis).thenComparingInt(Row::sensor));
            for (var row : rows) {
                for (int channel = 1; channel <= Reading.CHANNELS; channel++) {
                    long value = row.reading.channel(channel);
                    if (value != Reading.ABSENT) {
                        out.print(Instant.ofEpochMilli(row.timeMillis) + "," + row.sensor + "," + channel + ","
                                + Numbers.watts(value) + LINE_END);
                    }
                }
            }
            at = next;
        }
    }

    private void writeBuckets(ReadingStore store, List<SeriesKey> series, TimeRange range, Resolution resolution,
            PrintWriter out) throws StoreException {
        out.print("start_utc,end_utc,sensor,readings,covered_s,min_w,mean_w,max_w,kwh" + LINE_END);
        var rows = new ArrayList<SensorBucket>();
        for (var key : series) {
            for (var bucket : store.buckets(key, range, resolution)) {
                rows.add(new SensorBucket(key.sensor(), bucket));
            }
        }
        rows.sort(Comparator.<SensorBucket>comparingLong(row -> row.bucket.startMillis())
                .thenComparingInt(SensorBucket::sensor));
        for (var row : rows) {
            var bucket = row.bucket;
            out.print(Instant.ofEpochMilli(bucket.startMillis()) + "," + Instant.ofEpochMilli(bucket.endMillis()) + ","
                    + row.sensor + "," + bucket.readings() + "," + Numbers.thousandths(bucket.coveredMillis()) + ","
                    + Numbers.watts(bucket.min()) + "," + Numbers.meanWatts(bucket.integral(), bucket.coveredMillis())
                    + "," + Numbers.watts(bucket.max()) + "," + Numbers.kilowattHours(bucket.integral()) + LINE_END);
        }
    }
}
