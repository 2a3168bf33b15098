package org.currentcost.imports;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.currentcost.imports.CsvColumn.Kind;
import org.currentcost.model.CompleteRule;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.parser.CountedEnergy;
import org.currentcost.store.StorableRule;
import org.currentcost.store.StoreException;

/**
 * A CSV file of readings, of energy by spans of time, or of notes.
 * <p>
 * Powers and temperatures become readings as they are. Energy of a quarter of an hour or more is kept as a meter's own
 * memory is, rounded to Wh, for that is what it is: a sum without its course. Energy of shorter spans becomes the
 * power of exactly that time. What a counter shows becomes the energy from one row of a sensor to its next one, as
 * {@link CountedEnergy} says. Powers that are a mean, because their rows have an end or the mapping says so, are
 * counted over exactly the time of their rows.
 */
public final class CsvSource implements ImportSource {

    private static final long SHORTEST_BLOCK_MILLIS = 900_000;
    private static final long LONGEST_OF_HOURS = 3 * 3_600_000L;
    private static final long LONGEST_DAY = 26 * 3_600_000L;
    private static final long LONGEST_MONTH = 32 * 86_400_000L;
    private static final int NOTE_LENGTH = 10_000;
    /** Some meters change between steps of half an hour and an hour. */
    private static final int ROWS_OF_A_MEAN = 2;

    private final ImportInput input;
    private final CsvMapping mapping;
    private final String meter;

    /** @param meter the name of the meter that readings are to belong to */
    public CsvSource(ImportInput input, CsvMapping mapping, String meter) {
        this.input = input;
        this.mapping = mapping;
        this.meter = meter;
    }

    /**
     * {@return how the file is probably to be understood; empty if it has no columns; with a {@link
     * CsvMapping#problem} if its columns are not understood}
     *
     * @param zone where times without an offset are local
     */
    public static Optional<CsvMapping> guess(ImportInput input, ZoneId zone) throws ImportException {
        return propose(input, zone).map(CsvProposal::mapping);
    }

    /**
     * {@return how the file is probably to be understood, with what is in doubt; empty if it has no columns}
     *
     * @param zone where times without an offset are local, if the file does not say
     */
    public static Optional<CsvProposal> propose(ImportInput input, ZoneId zone) throws ImportException {
        return CsvGuess.guess(input, zone);
    }

    /**
     * A row as it is understood.
     *
     * @param line    the line on which it begins, from 1 on
     * @param fields  as they stand in the file
     * @param time    what it is about, of no length for a reading; empty if that can't be told
     * @param problem why it would be left out
     */
    public record PreviewRow(long line, List<String> fields, Optional<TimeRange> time, Optional<String> problem) {
    }

    /** Whoever wrote the file counted it. */
    @Override
    public boolean tellsMetersMemory() {
        return false;
    }

    @Override
    public String name() {
        return input.shortName();
    }

    /** {@return the first rows, the header left out} @param rows how many at most */
    public List<PreviewRow> preview(int rows) throws ImportException {
        var preview = new ArrayList<PreviewRow>();
        var nowhere = new ImportTarget() {
            @Override
            public void reading(SeriesKey series, Reading reading) {
                // only looked at
            }

            @Override
            public OptionalInt sensor(String meter, String name) {
                return OptionalInt.of(SensorNumber.NAMED.first());
            }

            @Override
            public void block(SeriesKey series, HistoryBlock block) {
                // only looked at
            }

            @Override
            public void note(Note note) {
                // only looked at
            }

            @Override
            public void damage(ImportDamage damage) {
                // only looked at
            }

            @Override
            public void expect(SeriesKey series, long nominalMillis) {
                // only looked at
            }
        };
        try (var lines = open(taken -> {
        })) {
            var reading = new Rows(nowhere);
            for (var row = lines.next(); !row.isEmpty() && preview.size() < rows; row = lines.next()) {
                var problem = reading.take(lines, row);
                preview.add(new PreviewRow(lines.line(), row, reading.time, problem));
            }
            return preview;
        } catch (IOException e) {
            throw input.failure(e);
        } catch (StoreException e) {
            throw new IllegalStateException("nothing is stored", e);
        }
    }

    @Override
    public void read(ImportTarget target, Consumer<Double> progress) throws ImportException, StoreException {
        var problem = mapping.problem();
        if (problem.isPresent()) {
            throw new ImportException(problem.get());
        }
        try (var lines = open(taken -> progress.accept(
                input.length() == 0 ? 0 : Math.min(1.0, (double) taken / input.length())))) {
            var reading = new Rows(target);
            lines.problem().ifPresent(
                    reason -> target.damage(new ImportDamage(input.name(), lines.line(), reason)));
            for (var row = lines.next(); !row.isEmpty(); row = lines.next()) {
                var reason = reading.take(lines, row);
                if (reason.isPresent()) {
                    target.damage(new ImportDamage(input.name(), lines.line(), reason.get(), reading.kind));
                }
            }
            reading.flush().ifPresent(reason -> target.damage(
                    new ImportDamage(input.name(), lines.line(), reason)));
        } catch (IOException e) {
            throw input.failure(e);
        }
        progress.accept(1.0);
    }

    @SuppressWarnings("resource") // the caller closes the lines, and with them what they read
    private CsvLines open(Consumer<Long> progress) throws ImportException, IOException {
        var lines = new CsvLines(CsvLines.decode(input.open(progress)), mapping.separator());
        for (int i = 0; i < mapping.skip() + (mapping.header() ? 1 : 0); i++) {
            lines.next();
        }
        return lines;
    }

    /** What a counter showed. */
    private record Count(Instant time, long milliwattHours) {
    }

    /** The mean of a power from its row on. @param end of its time, if the next row does not say otherwise */
    private record Mean(Reading reading, Instant end) {

        /** {@return the mean of the time until the next row} One that is left out is covered by the one before it. */
        Reading until(long nextMillis) {
            long start = reading.timeMillis();
            long length = end.toEpochMilli() - start;
            long apart = nextMillis - start;
            return over(apart > 0 && apart <= ROWS_OF_A_MEAN * length ? apart : length);
        }

        Reading over(long millis) {
            return new Reading(reading.timeMillis(), reading.channel1(), reading.channel2(), reading.channel3(),
                    millis);
        }
    }

    /** The rows, one after the other. */
    private final class Rows {

        private final ImportTarget target;
        private final CsvTimes times = new CsvTimes(mapping);
        private final int sensorColumn = mapping.index(Kind.SENSOR);
        private final int nameColumn = sensorColumn < 0 ? mapping.index(Kind.NAME) : -1;
        private final int channelColumn = mapping.index(Kind.CHANNEL);
        private final int unitColumn = mapping.index(Kind.UNIT);
        private final int textColumn = mapping.index(Kind.TEXT);
        private final boolean channelsReported = mapping.columns().stream().anyMatch(column -> column.channel() > 1);
        private final boolean values = mapping.columns().stream().anyMatch(column -> column.kind().isValue());
        private final boolean endReported = mapping.index(Kind.END) >= 0;
        private final Set<SeriesKey> expected = new HashSet<>();
        private final Map<String, CsvSensor> named = new HashMap<>();
        private final Map<String, OptionalInt> numbers = new HashMap<>();
        private final Map<SeriesKey, Count> counts = new HashMap<>();
        private final Map<SeriesKey, CountedEnergy> counted = new HashMap<>();
        private final Map<SeriesKey, Mean> means = new TreeMap<>();
        /** Channels of one instant, which stand in rows of their own. */
        private final Map<SeriesKey, long[]> channels = new TreeMap<>();
        private Optional<Instant> channelTime = Optional.empty();
        private Optional<Instant> channelEnd = Optional.empty();
        /** Of the time of which the row's power is the mean; empty if it is of a moment. */
        private Optional<Instant> end = Optional.empty();
        /** What the last problem has in common with others. */
        private String kind = "";
        /** What the row last taken is about. */
        private Optional<TimeRange> time = Optional.empty();

        Rows(ImportTarget target) {
            this.target = target;
            mapping.names().forEach(one -> named.put(one.name(), one));
        }

        /** {@return why something of the row is left out, or all of it if its line is damaged} */
        Optional<String> take(CsvLines lines, List<String> row) throws StoreException, IOException {
            time = Optional.empty();
            if (lines.problem().isEmpty() && valueSpansLines(row)) {
                lines.endWithFirstLine();
            }
            var damage = lines.problem();
            kind = damage.orElse("");
            return damage.isPresent() ? damage : take(row);
        }

        /** Only what nobody reads, and notes, may have several lines: any other quote was opened by mistake. */
        private boolean valueSpansLines(List<String> row) {
            for (int i = 0; i < Math.min(row.size(), mapping.columns().size()); i++) {
                var column = mapping.columns().get(i).kind();
                if (column != Kind.TEXT && column != Kind.IGNORED && row.get(i).indexOf('\n') >= 0) {
                    return true;
                }
            }
            return false;
        }

        /** {@return why something of the row is left out} */
        Optional<String> take(List<String> row) throws StoreException {
            time = Optional.empty();
            var start = times.start(row, this::key);
            if (start.isEmpty()) {
                return problem("row.time", field(row, mapping.index(Kind.TIME)));
            }
            time = Optional.of(new TimeRange(start.get(), start.get()));
            end = mapping.meanPower() || endReported ? times.end(row, start.get()) : Optional.empty();
            if (textColumn >= 0 && !(values && field(row, textColumn).isBlank())) {
                var problem = takeNote(row, start.get());
                if (!values || problem.isPresent()) {
                    return problem;
                }
            }
            int sensor = -1;
            if (sensorColumn >= 0) {
                var number = FieldDecimals.scaled(field(row, sensorColumn), false, 0);
                sensor = (int) number.orElse(-1);
                if (!SensorNumber.OWN.has(sensor) && !SensorNumber.NAMED.has(sensor)) {
                    return problem("row.sensor", field(row, sensorColumn), SensorNumber.OWN.last(),
                            SensorNumber.NAMED.first(), SensorNumber.NAMED.last());
                }
            }
            Optional<CsvSensor> sensorOfRow = Optional.empty();
            if (nameColumn >= 0) {
                String name = field(row, nameColumn).strip();
                sensorOfRow = Optional.ofNullable(named.get(name));
                if (name.isEmpty() || sensorOfRow.isEmpty() && !named.isEmpty()) {
                    return problem("row.name", name);
                }
            }
            Optional<String> reason = Optional.empty();
            for (int i = 0; i < mapping.columns().size(); i++) {
                var column = mapping.columns().get(i);
                if (column.kind().isValue() && !field(row, i).isBlank()
                        && sensorOfRow.map(CsvSensor::kind).filter(Kind.IGNORED::equals).isEmpty()) {
                    var one = takeValue(row, start.get(), column, sensorOfRow,
                            sensor < 0 ? column.sensor() : sensor, field(row, i));
                    reason = reason.or(() -> one);
                }
            }
            return reason;
        }

        private String key(List<String> row) {
            return field(row, sensorColumn) + "," + field(row, nameColumn) + "," + field(row, channelColumn);
        }

        private Optional<String> problem(String key, Object... arguments) {
            kind = key;
            return Optional.of(Messages.get(key, arguments));
        }

        private static String field(List<String> row, int index) {
            return index >= 0 && index < row.size() ? row.get(index) : "";
        }

        /** Blanks beside a separator are nobody's; a tab or a line end at the beginning somebody wrote. */
        private static String withoutBlanks(String text) {
            int from = 0;
            int to = text.length();
            while (from < to && text.charAt(from) == ' ') {
                from++;
            }
            while (to > from && text.charAt(to - 1) == ' ') {
                to--;
            }
            return text.substring(from, to);
        }

        private Optional<String> takeNote(List<String> row, Instant start) throws StoreException {
            String text = withoutBlanks(field(row, textColumn));
            var end = times.end(row, start).orElse(start);
            if (text.isBlank() || text.length() > NOTE_LENGTH) {
                return problem("row.text");
            }
            if (end.isBefore(start)) {
                return problem("row.length");
            }
            time = Optional.of(new TimeRange(start, end));
            target.note(new Note(0, time.get(), text));
            return Optional.empty();
        }

        /**
         * @param named    what is said of the row's sensor
         * @param numbered which sensor it is, if no column names it
         */
        private Optional<String> takeValue(List<String> row, Instant start, CsvColumn column,
                Optional<CsvSensor> named, int numbered, String text) throws StoreException {
            var kind = named.map(CsvSensor::kind).orElse(column.kind());
            int shift = 0;
            if (unitColumn >= 0) {
                var unit = CsvUnit.of(field(row, unitColumn));
                if (unit.isEmpty()) {
                    return problem("row.unit", field(row, unitColumn));
                }
                shift = unit.get().shift();
                kind = kind.isCount() ? unit.get().kind().counted() : unit.get().kind();
            }
            // thousandths of the unit, for energy millionths of kWh
            int digits = switch (kind) {
                case KILOWATTS, KILOWATT_HOURS, KILOWATT_HOUR_COUNT -> 6;
                default -> 3;
            };
            var value = FieldDecimals.scaled(text, mapping.decimalComma(), digits + shift);
            if (value.isEmpty()) {
                return problem("row.number", text);
            }
            int sensor = numbered;
            if (nameColumn >= 0) {
                var number = named.map(CsvSensor::sensor).filter(OptionalInt::isPresent).isPresent()
                        ? named.get().sensor()
                        : number(field(row, nameColumn).strip());
                if (number.isEmpty()) {
                    return problem("row.sensors", meter);
                }
                sensor = number.getAsInt();
            }
            if (kind.isEnergy()) {
                return takeEnergy(row, start, SeriesKey.power(meter, sensor), value.getAsLong());
            }
            if (kind.isCount()) {
                return takeCount(SeriesKey.power(meter, sensor), new Count(start, value.getAsLong()), text);
            }
            var key = kind == Kind.CELSIUS
                    ? new SeriesKey(meter, nameColumn < 0 ? 0 : sensor, Quantity.TEMPERATURE)
                    : SeriesKey.power(meter, sensor);
            if (kind.isPower() && end.isPresent() && !end.get().isAfter(start)) {
                return problem("row.length");
            }
            if (channelColumn < 0 && (!channelsReported || kind == Kind.CELSIUS)) {
                return keep(key, Reading.of(start, value.getAsLong()), end);
            }
            if (channelColumn < 0) {
                return keepChannel(key, start, column.channel() - 1, value.getAsLong());
            }
            var channel = FieldDecimals.scaled(field(row, channelColumn), false, 0);
            if (channel.isEmpty() || channel.getAsLong() < 1 || channel.getAsLong() > Reading.CHANNELS) {
                return problem("row.channel", field(row, channelColumn));
            }
            return keepChannel(key, start, (int) channel.getAsLong() - 1, value.getAsLong());
        }

        /** {@return the number of a sensor that a column names} */
        private OptionalInt number(String name) throws StoreException {
            var known = numbers.get(name);
            if (known == null) {
                known = target.sensor(meter, name);
                numbers.put(name, known);
            }
            return known;
        }

        private Optional<String> takeEnergy(List<String> row, Instant start, SeriesKey key, long milliwattHours)
                throws StoreException {
            var until = end.or(() -> times.end(row, start));
            if (until.isEmpty() || !until.get().isAfter(start)) {
                return problem("row.length");
            }
            double known = known(row, Duration.between(start, until.get()).toMillis());
            if (!CompleteRule.holds(known)) {
                return problem("row.coverage", Math.round(100 * known));
            }
            var range = new TimeRange(start, until.get());
            if (milliwattHours < 0 && range.length().toMillis() >= SHORTEST_BLOCK_MILLIS) {
                time = Optional.of(range);
                return problem("row.negative");
            }
            var energy = counted.computeIfAbsent(key, unused -> CountedEnergy.ofRegister(false));
            return keepEnergy(key, range, energy.reading(start.toEpochMilli(), range.length().toMillis(),
                    milliwattHours, CountedEnergy.MILLIWATT_HOURS_PER_KILOWATT_HOUR), milliwattHours);
        }

        /** The energy since the count before, or until the one after it where the newest stand first. */
        private Optional<String> takeCount(SeriesKey key, Count count, String text) throws StoreException {
            var last = Optional.ofNullable(counts.put(key, count));
            if (last.isEmpty()) {
                return Optional.empty();
            }
            if (count.time.equals(last.get().time)) {
                return problem("row.length");
            }
            boolean newestFirst = count.time.isBefore(last.get().time);
            var from = newestFirst ? count : last.get();
            var to = newestFirst ? last.get() : count;
            // Newest first, counts are told one by one: only their own two tell what was counted between them.
            var energy = counted.computeIfAbsent(key, unused -> CountedEnergy.ofRegister(false));
            energy.startFrom(from.time.toEpochMilli(), from.milliwattHours);
            var step = newestFirst
                    ? energy.between(from.time.toEpochMilli(), from.milliwattHours, to.time.toEpochMilli(),
                            to.milliwattHours, CountedEnergy.MILLIWATT_HOURS_PER_KILOWATT_HOUR)
                    : energy.count(to.time.toEpochMilli(), to.milliwattHours,
                            CountedEnergy.MILLIWATT_HOURS_PER_KILOWATT_HOUR);
            if (step.outcome() == CountedEnergy.Outcome.DOUBTFUL
                    || step.outcome() == CountedEnergy.Outcome.RESET && step.grown() == 0) {
                return problem("row.reset", text);
            }
            if (step.reading().isEmpty()) {
                return problem("row.length");
            }
            var reading = step.reading().get();
            var range = TimeRange.ofMillis(reading.timeMillis(), reading.timeMillis() + reading.intervalMillis());
            // Counts are rounded, not their differences: so a year's differences are what the counter says of the year.
            long blockEnergy = 1000 * (wattHours(to.milliwattHours) - wattHours(to.milliwattHours - step.grown()));
            return keepEnergy(key, range, reading, blockEnergy);
        }

        /** @param blockEnergy what it is where it is kept as a sum without a course, in mWh */
        private Optional<String> keepEnergy(SeriesKey key, TimeRange range, Reading counted, long blockEnergy)
                throws StoreException {
            time = Optional.of(range);
            long length = range.length().toMillis();
            if (length > LONGEST_MONTH) {
                return problem("row.long");
            }
            if (length < SHORTEST_BLOCK_MILLIS || blockEnergy < 0) {
                return keep(key, counted, Optional.empty());
            }
            var block = new HistoryBlock(length <= LONGEST_OF_HOURS
                    ? HistorySpan.TWO_HOURS
                    : length <= LONGEST_DAY ? HistorySpan.DAY : HistorySpan.MONTH,
                    range.start().toEpochMilli(), range.end().toEpochMilli(), wattHours(blockEnergy));
            var reason = StorableRule.implausible(block);
            if (reason.isEmpty()) {
                target.block(key, block);
            }
            return reason;
        }

        private static long wattHours(long milliwattHours) {
            return Math.floorDiv(milliwattHours + 500, 1000);
        }

        /** {@return for what part of the span the row knows the energy} */
        private double known(List<String> row, long length) {
            var covered = FieldDecimals.scaled(field(row, mapping.index(Kind.COVERED_SECONDS)), mapping.decimalComma(),
                    3);
            var missing = FieldDecimals.scaled(field(row, mapping.index(Kind.MISSING_SHARE)), mapping.decimalComma(),
                    6);
            return covered.isPresent()
                    ? (double) covered.getAsLong() / length
                    : missing.isPresent() ? 1 - missing.getAsLong() / 1e6 : 1;
        }

        /** {@return why it was not kept, if so} */
        private Optional<String> keep(SeriesKey key, Reading reading, Optional<Instant> meanEnd)
                throws StoreException {
            var reason = StorableRule.implausible(key, reading);
            if (reason.isPresent()) {
                return reason;
            }
            var mean = meanEnd.filter(unused -> key.quantity() == Quantity.POWER)
                    .map(until -> new Mean(reading, until));
            if (expected.add(key)) {
                var apart = mean.map(one -> Duration.between(reading.time(), one.end)).or(() -> mapping.every()
                        .map(amount -> amount instanceof Duration step && nameColumn < 0 ? step : null));
                if (apart.isPresent()) {
                    target.expect(key, apart.get().toMillis());
                }
            }
            if (mean.isEmpty() || endReported) {
                target.reading(key, mean.map(one -> one.until(one.end.toEpochMilli())).orElse(reading));
            } else {
                keepMean(key, mean.get());
            }
            return Optional.empty();
        }

        /** The next row tells how long the one before it was; newest first, the one before tells it of this one. */
        private void keepMean(SeriesKey key, Mean mean) throws StoreException {
            long start = mean.reading.timeMillis();
            var before = Optional.ofNullable(means.put(key, mean));
            if (before.isEmpty()) {
                return;
            }
            long other = before.get().reading.timeMillis();
            target.reading(key, before.get().until(start));
            if (other > start) {
                means.put(key,
                        new Mean(mean.reading, Instant.ofEpochMilli(start + mean.until(other).intervalMillis())));
            }
        }

        /** {@return why the reading that was gathered before was not kept, if so} */
        private Optional<String> keepChannel(SeriesKey key, Instant start, int channel, long value)
                throws StoreException {
            Optional<String> reason = Optional.empty();
            if (!channelTime.equals(Optional.of(start))) {
                reason = flushChannels();
                channelTime = Optional.of(start);
                channelEnd = end;
            }
            var known = channels.computeIfAbsent(key, unused -> new long[]{Reading.ABSENT, Reading.ABSENT,
                Reading.ABSENT});
            if (known[channel] != Reading.ABSENT) {
                reason = flushChannels();
                channelTime = Optional.of(start);
                channelEnd = end;
                keepChannel(key, start, channel, value);
                return reason;
            }
            known[channel] = value;
            return reason;
        }

        /** Hands on all that was gathered. @return why some were not kept, if so */
        Optional<String> flush() throws StoreException {
            var reason = flushChannels();
            for (var entry : means.entrySet()) {
                target.reading(entry.getKey(), entry.getValue().until(Long.MAX_VALUE));
            }
            means.clear();
            return reason;
        }

        private Optional<String> flushChannels() throws StoreException {
            Optional<String> reason = Optional.empty();
            for (var entry : channels.entrySet()) {
                long[] values = entry.getValue();
                var refused = keep(entry.getKey(), new Reading(channelTime.orElseThrow().toEpochMilli(), values[0],
                        values[1], values[2]), channelEnd);
                reason = refused.isPresent() ? refused : reason;
            }
            channels.clear();
            channelTime = Optional.empty();
            return reason;
        }
    }
}
