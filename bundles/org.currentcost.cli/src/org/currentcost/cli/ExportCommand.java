package org.currentcost.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.Household;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.CsvWriter;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.MeterMemoryStore;
import org.currentcost.store.NoteStore;
import org.currentcost.store.OutputFile;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore;
import org.currentcost.store.SeriesStore.SeriesInfo;
import org.currentcost.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes readings or sums as CSV (RFC 4180), with instants in UTC. */
@Command(name = "export", mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    static final String SENSOR = "sensor";
    static final String NAME = "name";
    private static final String RAW = "raw";
    private static final Map<String, HistorySpan> STORES = Map.of("hour", HistorySpan.TWO_HOURS, "day", HistorySpan.DAY,
            "month", HistorySpan.MONTH);
    private static final String FIVE_MINUTES = "5m";
    private static final Map<String, PeriodKind> PERIODS = Map.of("30m", PeriodKind.HALF_HOUR, "1h", PeriodKind.HOUR,
            "2h", PeriodKind.TWO_HOURS,
            "1d", PeriodKind.DAY, "1w", PeriodKind.WEEK, "1mo", PeriodKind.MONTH, "1y", PeriodKind.YEAR);
    private static final Map<String, AmountUnit> UNITS = Map.of("kwh", AmountUnit.ENERGY, "money", AmountUnit.MONEY,
            "co2", AmountUnit.CARBON);
    private static final Map<String, Quantity> QUANTITIES = Map.of("power", Quantity.POWER, "pulses", Quantity.PULSES,
            "temperature", Quantity.TEMPERATURE);

    @ParentCommand
    private CommandLineMain main;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--meter", paramLabel = "NAME", converter = MeterNameConverter.class)
    private Optional<String> meter = Optional.empty();

    @Option(names = "--sensor", paramLabel = "N|NAME")
    private Optional<String> sensorText = Optional.empty();

    @Option(names = "--from", paramLabel = "T", converter = InstantConverter.class)
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", paramLabel = "T", converter = InstantConverter.class)
    private Optional<Instant> to = Optional.empty();

    @Option(names = "--every", paramLabel = "raw|5m|30m|1h|2h|1d|1w|1mo|1y", defaultValue = RAW)
    private String every;

    @Option(names = "--unit", paramLabel = "kwh|money|co2")
    private Optional<String> unit = Optional.empty();

    @Option(names = "--quantity", paramLabel = "power|pulses|temperature", defaultValue = "power")
    private String quantity;

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

    private Optional<Integer> sensor = Optional.empty();
    private Optional<SensorNames> sensorNames = Optional.empty();

    @Override
    public Integer call() throws Exception {
        if (!every.equals(RAW) && !every.equals(FIVE_MINUTES) && !PERIODS.containsKey(every)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.every", every));
        }
        if (memory.isPresent() && !STORES.containsKey(memory.get())) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.store", memory.get()));
        }
        if (!QUANTITIES.containsKey(quantity)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.quantity", quantity));
        }
        if (quantity() != Quantity.POWER && (!every.equals(RAW) || history || notes)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.quantity.raw"));
        }
        if (unit.isPresent() && !UNITS.containsKey(unit.get())) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.unit", unit.get()));
        }
        if (unit.isPresent() && !PERIODS.containsKey(every)) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.unit.every"));
        }
        if (likeOriginal && (!history || memory.isEmpty())) {
            throw new ParameterException(spec.commandLine(), CommandMessages.get("export.likeOriginal"));
        }
        var range = TimeRanges.of(spec, from, to);
        try (var store = data.openToRead()) {
            if (names) {
                sensorNames = Optional.of(new SensorNames(store));
            }
            var content = content(store, range);
            if (target.equals("-")) {
                writeToOutput(content);
            } else {
                writeToFile(content);
            }
        }
        return CommandLineMain.OK;
    }

    private void writeToOutput(Content content) throws StoreException, OutputFailed {
        try {
            content.write(main.output());
            main.output().flush();
        } catch (IOException e) {
            throw new OutputFailed(e);
        }
    }

    private void writeToFile(Content content) throws StoreException, CommandFailed {
        try {
            OutputFile.at(CommandFailed.path(target), data.location().folder()).<StoreException>write(out -> {
                var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                content.write(writer);
                writer.flush();
            });
        } catch (IOException e) {
            throw new CommandFailed(CommandMessages.get("export.file", target, CommandFailed.reasonOf(e)));
        }
    }

    private Quantity quantity() {
        return QUANTITIES.get(quantity);
    }

    private static List<SeriesKey> keys(SeriesStore store) {
        return store.series().stream().map(SeriesInfo::key).toList();
    }

    private List<SeriesKey> chosen(ReadingStore store, List<SeriesKey> known) throws StoreException, CommandFailed {
        var meters = new TreeSet<String>();
        known.forEach(key -> meters.add(key.meter()));
        if (meter.isPresent() && !meters.contains(meter.get())) {
            throw new CommandFailed(CommandMessages.get("export.noMeter", meter.get(), String.join(", ", meters)));
        }
        if (meter.isEmpty() && meters.size() > 1) {
            var household = new Household(store);
            meter = household.houseIsUncertain()
                    ? Optional.empty()
                    : household.house().map(house -> house.key().meter()).filter(meters::contains);
            if (meter.isEmpty()) {
                throw new CommandFailed(CommandMessages.get("export.whichMeter", String.join(", ", meters)));
            }
            spec.commandLine().getErr().println(CommandMessages.get("export.myHouse", meter.get(),
                    String.join(", ", meters)));
        }
        if (sensorText.isPresent()) {
            sensor = Optional.of(SensorNames.number(store, meter, sensorText.get()));
        }
        return known.stream().filter(key -> key.quantity() == quantity())
                .filter(key -> meter.isEmpty() || key.meter().equals(meter.get()))
                .filter(key -> sensor.isEmpty() || key.sensor() == sensor.get()).toList();
    }

    /** What is to be written. */
    private interface Content {
        void write(Writer out) throws StoreException, IOException;
    }

    /** Finds out what is wrong before a file is made. */
    private Content content(ReadingStore store, TimeRange range) throws StoreException, CommandFailed {
        if (notes) {
            return out -> writeNotes(store, range, out);
        }
        if (history) {
            var series = chosen(store, store.seriesWithHistory());
            return likeOriginal
                    ? out -> writeLikeOriginal(store, series, range, out)
                    : out -> writeHistory(store, series, range, out);
        }
        if (unit.isPresent()) {
            var amounts = new AmountExport(store, UNITS.get(unit.get()));
            var series = chosen(store, amounts.sensors(sensorText.isPresent()));
            return out -> amounts.write(series, PERIODS.get(every), range, sensorNames, out);
        }
        var series = chosen(store, keys(store));
        return every.equals(RAW)
                ? out -> new ReadingExport(store, quantity(), series, range, sensorNames).write(out)
                : out -> new SumExport(store, series, range, Optional.ofNullable(PERIODS.get(every)), sensorNames)
                        .write(out);
    }

    private static void writeNotes(NoteStore store, TimeRange range, Writer out)
            throws StoreException, IOException {
        var csv = new CsvWriter(out);
        csv.plain(CsvWriter.START, CsvWriter.END, CsvWriter.TEXT).end();
        try {
            store.forEachNote(range, note -> {
                try {
                    csv.plain(note.span().start(), note.span().end()).text(note.text()).end();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * As the first CurrentCost program wrote it, with local dates: hours by the start of their block, days by the date
     * on which they end, months by the first day of the month that holds their middle.
     */
    private void writeLikeOriginal(ReadingStore store, List<SeriesKey> series, TimeRange range, Writer out)
            throws StoreException, IOException {
        var span = STORES.get(memory.orElseThrow());
        int number = sensor.orElse(0);
        var csv = new CsvWriter(out);
        csv.plain(span == HistorySpan.TWO_HOURS ? "Date,Time,kWH" : "Date,kWH").end();
        for (var key : series.stream().filter(one -> one.sensor() == number).toList()) {
            for (var at = next(store, List.of(key), span, range); at.isPresent(); at = next(store, List.of(key), span,
                    TimeRange.ofMillis(at.get().endMillis(), range.endMillis()))) {
                for (var block : store.history(key, span, at.get())) {
                    csv.plain(likeOriginal(block, store.zone())).end();
                }
            }
        }
    }

    private static String likeOriginal(HistoryBlock block, ZoneId zone) {
        long moment = switch (block.span()) {
            case TWO_HOURS -> block.startMillis();
            case DAY -> block.endMillis() - 1;
            case MONTH -> block.startMillis() + (block.endMillis() - block.startMillis()) / 2;
        };
        var local = LocalDateTime.ofInstant(Instant.ofEpochMilli(moment), zone);
        var date = block.span() == HistorySpan.MONTH
                ? local.toLocalDate().withDayOfMonth(1)
                : local.toLocalDate();
        return date + ","
                + (block.span() == HistorySpan.TWO_HOURS
                        ? local.toLocalTime().format(DateTimeFormatter.ISO_LOCAL_TIME) + ","
                        : "")
                + Numbers.thousandths(block.wattHours());
    }

    /** A month at a time, and none in which there is nothing: the blocks of all sensors in the order of time. */
    private void writeHistory(MeterMemoryStore store, List<SeriesKey> series, TimeRange range, Writer out)
            throws StoreException, IOException {
        var csv = new CsvWriter(out);
        csv.plain(CsvWriter.START, CsvWriter.END, SENSOR, "store", CsvWriter.KILOWATT_HOURS);
        if (names) {
            csv.plain(NAME);
        }
        csv.end();
        record SensorBlock(SeriesKey key, HistoryBlock block) {
        }
        for (String name : memory.map(List::of).orElse(List.of("hour", "day", "month"))) {
            var span = STORES.get(name);
            for (var at = next(store, series, span, range); at.isPresent(); at = next(store, series, span,
                    TimeRange.ofMillis(at.get().endMillis(), range.endMillis()))) {
                var rows = new ArrayList<SensorBlock>();
                for (var key : series) {
                    for (var block : store.history(key, span, at.get())) {
                        rows.add(new SensorBlock(key, block));
                    }
                }
                rows.sort(Comparator.<SensorBlock>comparingLong(row -> row.block.startMillis())
                        .thenComparingInt(row -> row.key.sensor()));
                for (var row : rows) {
                    csv.time(row.block.startMillis()).time(row.block.endMillis()).plain(row.key.sensor(), name,
                            Numbers.thousandths(row.block.wattHours()));
                    sensorNames.ifPresent(known -> csv.text(known.of(row.key)));
                    csv.end();
                }
            }
        }
    }

    /** {@return a month of the range, or what is left of it, from the first block on that begins in the range} */
    private static Optional<TimeRange> next(MeterMemoryStore store, List<SeriesKey> series, HistorySpan span,
            TimeRange range) throws StoreException {
        long first = Long.MAX_VALUE;
        for (var key : series) {
            first = Math.min(first,
                    store.historyRange(key, span, range).map(TimeRange::startMillis).orElse(Long.MAX_VALUE));
        }
        return first == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(TimeRange.ofMillis(first,
                        Math.min(first + Resolution.MONTH.typicalMillis(), range.endMillis())));
    }
}
