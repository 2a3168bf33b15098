package org.currentcost.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.currentcost.analysis.Slot;
import org.currentcost.figures.AmountUnit;
import org.currentcost.model.Bucket;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.Saturated;
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

    static final String LINE_END = "\r\n";
    static final String NAME_COLUMN = ",name";
    private static final String RAW = "raw";
    private static final Map<String, HistorySpan> STORES = Map.of("hour", HistorySpan.TWO_HOURS, "day", HistorySpan.DAY,
            "month", HistorySpan.MONTH);
    private static final String FIVE_MINUTES = "5m";
    private static final Map<String, Slot> SLOTS = Map.of("30m", Slot.HALF_HOUR, "1h", Slot.HOUR, "2h", Slot.TWO_HOURS,
            "1d", Slot.DAY, "1w", Slot.WEEK, "1mo", Slot.MONTH, "1y", Slot.YEAR);
    private static final Map<String, AmountUnit> UNITS = Map.of("kwh", AmountUnit.ENERGY, "money", AmountUnit.MONEY,
            "co2", AmountUnit.CARBON);

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

    @Option(names = "--every", paramLabel = "raw|5m|30m|1h|2h|1d|1w|1mo|1y", defaultValue = RAW)
    private String every;

    @Option(names = "--unit", paramLabel = "kwh|money|co2")
    private Optional<String> unit = Optional.empty();

    @Option(names = "--names")
    private boolean names;

    @Option(names = "--notes")
    private boolean notes;

    @Option(names = "--like-original")
    private boolean likeOriginal;

    @Option(names = "--history")
    private boolean history;

    @Option(names = "--store", paramLabel = "hour|day|month")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE|-", defaultValue = "-")
    private String target;

    private Optional<SensorNames> sensorNames = Optional.empty();

    private record Row(long timeMillis, SeriesKey key, Reading reading) {
    }

    private record SensorBucket(SeriesKey key, Bucket bucket) {
    }

    @Override
    public Integer call() throws Exception {
        if (!every.equals(RAW) && !every.equals(FIVE_MINUTES) && !SLOTS.containsKey(every)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.every", every));
        }
        if (memory.isPresent() && !STORES.containsKey(memory.get())) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.store", memory.get()));
        }
        if (unit.isPresent() && !UNITS.containsKey(unit.get())) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.unit", unit.get()));
        }
        if (unit.isPresent() && !SLOTS.containsKey(every)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.unit.every"));
        }
        if (likeOriginal && (!history || memory.isEmpty())) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.likeOriginal"));
        }
        var range = TimeRanges.of(spec, from, to);
        try (var store = data.open()) {
            if (names) {
                sensorNames = Optional.of(new SensorNames(store));
            }
            var content = content(store, range);
            if (target.equals("-")) {
                content.write(spec.commandLine().getOut());
                spec.commandLine().getOut().flush();
            } else {
                try (var file = new PrintWriter(Files.newBufferedWriter(Path.of(target), StandardCharsets.UTF_8))) {
                    content.write(file);
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

    /** What is to be written. */
    private interface Content {
        void write(PrintWriter out) throws StoreException;
    }

    /** Finds out what is wrong before a file is made. */
    private Content content(ReadingStore store, TimeRange range) throws StoreException, CommandFailed {
        if (notes) {
            return out -> writeNotes(store, range, out);
        }
        if (history) {
            var series = chosen(store.seriesWithHistory());
            return likeOriginal
                    ? out -> writeLikeOriginal(store, series, range, out)
                    : out -> writeHistory(store, series, range, out);
        }
        if (unit.isPresent()) {
            var amounts = new AmountExport(store, UNITS.get(unit.get()));
            var series = chosen(amounts.sensors(sensor.isPresent()));
            return out -> amounts.write(series, SLOTS.get(every), range, sensorNames, out);
        }
        var series = chosen(keys(store));
        return every.equals(RAW)
                ? out -> writeReadings(store, series, range, out)
                : out -> writeBuckets(store, series, range, out);
    }

    /** {@return what a heading ends with} */
    private String headingEnd() {
        return (names ? NAME_COLUMN : "") + LINE_END;
    }

    /** {@return what a row of a sensor ends with} */
    private String rowEnd(SeriesKey key) {
        return sensorNames.map(known -> known.column(key)).orElse("") + LINE_END;
    }

    private static void writeNotes(ReadingStore store, TimeRange range, PrintWriter out) throws StoreException {
        out.print("start_utc,end_utc,text" + LINE_END);
        for (var note : store.notes(range)) {
            out.print(note.span().start() + "," + note.span().end() + ",\"" + note.text().replace("\"", "\"\"")
                    + "\"" + LINE_END);
        }
    }

    /**
     * As the first CurrentCost program wrote it, with local dates: hours by the start of their block, days by the date
     * on which they end, months by the first day of the month that holds their middle.
     */
    private void writeLikeOriginal(ReadingStore store, List<SeriesKey> series, TimeRange range, PrintWriter out)
            throws StoreException {
        var span = STORES.get(memory.orElseThrow());
        int number = sensor.orElse(0);
        out.print((span == HistorySpan.TWO_HOURS ? "Date,Time,kWH" : "Date,kWH") + LINE_END);
        for (var key : series) {
            if (key.sensor() != number) {
                continue;
            }
            for (var block : store.history(key, span, range)) {
                long moment = switch (span) {
                    case TWO_HOURS -> block.startMillis();
                    case DAY -> block.endMillis() - 1;
                    case MONTH -> block.startMillis() + (block.endMillis() - block.startMillis()) / 2;
                };
                var local = LocalDateTime.ofInstant(Instant.ofEpochMilli(moment), store.zone());
                var date = span == HistorySpan.MONTH
                        ? local.toLocalDate().withDayOfMonth(1)
                        : local.toLocalDate();
                out.print(date + ","
                        + (span == HistorySpan.TWO_HOURS
                                ? local.toLocalTime().format(DateTimeFormatter.ISO_LOCAL_TIME) + ","
                                : "")
                        + Numbers.thousandths(block.wattHours()) + LINE_END);
            }
        }
    }

    private void writeHistory(ReadingStore store, List<SeriesKey> series, TimeRange range, PrintWriter out)
            throws StoreException {
        out.print("start_utc,end_utc,sensor,store,kwh" + headingEnd());
        for (String name : memory.map(List::of).orElse(List.of("hour", "day", "month"))) {
            record SensorBlock(SeriesKey key, HistoryBlock block) {
            }
            var rows = new ArrayList<SensorBlock>();
            for (var key : series) {
                for (var block : store.history(key, STORES.get(name), range)) {
                    rows.add(new SensorBlock(key, block));
                }
            }
            rows.sort(Comparator.<SensorBlock>comparingLong(row -> row.block.startMillis())
                    .thenComparingInt(row -> row.key.sensor()));
            for (var row : rows) {
                out.print(Instant.ofEpochMilli(row.block.startMillis()) + ","
                        + Instant.ofEpochMilli(row.block.endMillis()) + "," + row.key.sensor() + "," + name + ","
                        + Numbers.thousandths(row.block.wattHours()) + rowEnd(row.key));
            }
        }
    }

    /** A day at a time: the readings of all sensors in the order of time, however many there are. */
    private void writeReadings(ReadingStore store, List<SeriesKey> series, TimeRange range, PrintWriter out)
            throws StoreException {
        out.print("time_utc,sensor,channel,watts" + headingEnd());
        var infos = store.series().stream().filter(info -> series.contains(info.key())).toList();
        long at = infos.stream().mapToLong(info -> info.first().toEpochMilli()).min().orElse(0);
        long last = infos.stream().mapToLong(info -> info.last().toEpochMilli() + 1).max().orElse(0);
        at = Math.max(at, range.startMillis());
        last = Math.min(last, range.endMillis());
        while (at < last) {
            long next = Math.min(last, at + Resolution.DAY.typicalMillis());
            var rows = new ArrayList<Row>();
            for (var key : series) {
                store.forEachReading(key, TimeRange.ofMillis(at, next),
                        reading -> rows.add(new Row(reading.timeMillis(), key, reading)));
            }
            rows.sort(Comparator.comparingLong(Row::timeMillis).thenComparingInt(row -> row.key.sensor()));
            for (var row : rows) {
                for (int channel = 1; channel <= Reading.CHANNELS; channel++) {
                    long value = row.reading.channel(channel);
                    if (value != Reading.ABSENT) {
                        out.print(Instant.ofEpochMilli(row.timeMillis) + "," + row.key.sensor() + ","
                                + channel + "," + Numbers.watts(value) + rowEnd(row.key));
                    }
                }
            }
            at = next;
        }
    }

    private void writeBuckets(ReadingStore store, List<SeriesKey> series, TimeRange range, PrintWriter out)
            throws StoreException {
        out.print("start_utc,end_utc,sensor,readings,covered_s,min_w,mean_w,max_w,kwh" + headingEnd());
        var rows = new ArrayList<SensorBucket>();
        for (var key : series) {
            for (var bucket : buckets(store, key, range)) {
                rows.add(new SensorBucket(key, bucket));
            }
        }
        rows.sort(Comparator.<SensorBucket>comparingLong(row -> row.bucket.startMillis())
                .thenComparingInt(row -> row.key.sensor()));
        for (var row : rows) {
            var bucket = row.bucket;
            out.print(Instant.ofEpochMilli(bucket.startMillis()) + "," + Instant.ofEpochMilli(bucket.endMillis()) + ","
                    + row.key.sensor() + "," + bucket.readings() + "," + Numbers.thousandths(bucket.coveredMillis())
                    + ","
                    + Numbers.watts(bucket.min()) + "," + Numbers.meanWatts(bucket.integral(), bucket.coveredMillis())
                    + "," + Numbers.watts(bucket.max()) + "," + Numbers.kilowattHours(bucket.integral())
                    + rowEnd(row.key));
        }
    }

    /** {@return sums as the store keeps them, joined where it does not keep them so long} */
    private List<Bucket> buckets(ReadingStore store, SeriesKey key, TimeRange range) throws StoreException {
        if (every.equals(FIVE_MINUTES)) {
            return store.buckets(key, range, Resolution.FIVE_MINUTES);
        }
        var slot = SLOTS.get(every);
        var resolution = switch (slot) {
            case HALF_HOUR -> Resolution.FIVE_MINUTES;
            case HOUR, TWO_HOURS -> Resolution.HOUR;
            case DAY, WEEK -> Resolution.DAY;
            case MONTH, QUARTER, YEAR -> Resolution.MONTH;
        };
        var joined = new ArrayList<Bucket>();
        // A slot that begins in the range comes whole.
        var whole = new TimeRange(range.start(),
                Instant.ofEpochMilli(slot.endOf(range.endMillis() - 1, store.zone())));
        for (var part : store.buckets(key, whole, resolution)) {
            long start = slot.startOf(part.startMillis(), store.zone());
            long end = slot.endOf(part.startMillis(), store.zone());
            if (start < range.startMillis()) {
                continue;
            }
            if (!joined.isEmpty() && joined.getLast().startMillis() == start) {
                var before = joined.removeLast();
                joined.add(new Bucket(start, end, before.readings() + part.readings(),
                        before.coveredMillis() + part.coveredMillis(), Math.min(before.min(), part.min()),
                        Math.max(before.max(), part.max()), Saturated.plus(before.integral(), part.integral())));
            } else {
                joined.add(new Bucket(start, end, part.readings(), part.coveredMillis(), part.min(), part.max(),
                        part.integral()));
            }
        }
        return joined;
    }
}
