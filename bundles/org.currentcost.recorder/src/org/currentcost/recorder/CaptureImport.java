package org.currentcost.recorder;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.parser.MeterClock;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.ReadingStore.BulkAppend;
import org.currentcost.store.ReadingStore.Stored;
import org.currentcost.store.StoreException;

/**
 * Reads captures of a meter's output into the store: what was logged from the cable, one message a line or not, with a
 * time at the beginning of the lines or not.
 */
public final class CaptureImport {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x8b1f;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NO_CLOCK = Long.MIN_VALUE;
    /** Two messages that are no farther apart have no gap between them that a third could lie in. */
    private static final long NEIGHBOURS_SECONDS = 120;
    /** A dump of the history puts the meter's seconds back by less than a minute. */
    private static final long PUT_BACK_SECONDS = 60;

    private final ReadingStore store;
    private final String meter;
    private final boolean dryRun;

    private long messages;
    private long live;
    private long history;
    private long damaged;
    private long readings;
    private Stored stored = Stored.NOTHING;
    /** Dates what follows a file whose start was told. */
    private Optional<MeterClock> goingOn = Optional.empty();

    /**
     * Prepares an import.
     *
     * @param meter  the name of the meter that was captured
     * @param dryRun whether to find out what would happen, and store nothing
     */
    public CaptureImport(ReadingStore store, String meter, boolean dryRun) {
        this.store = store;
        this.meter = meter;
        this.dryRun = dryRun;
    }

    /** A capture can't be read, or can't be dated. The message is a sentence for the user. */
    public static final class ImportException extends Exception {
        private static final long serialVersionUID = 1L;

        ImportException(String message) {
            super(message);
        }
    }

    /** {@return what was read and stored so far} */
    public Counters counters() {
        return new Counters(messages, live, history, damaged, readings, stored.stored());
    }

    /** {@return what became of the readings, the thermometer's left out} */
    public Stored stored() {
        return stored;
    }

    /**
     * Reads one file.
     *
     * @param start    when its first message came, for a file whose lines tell no time; if empty, the file goes on
     *                 where the one before it ended, if that had a start
     * @param progress hears how many bytes were read so far, now and then; what it throws ends the import
     * @return when the last message of the file came
     */
    public Optional<Instant> read(Path file, Optional<Instant> start, LongConsumer progress)
            throws ImportException, StoreException {
        try (var input = open(file)) {
            return read(input, file.toString(), start, progress);
        } catch (IOException e) {
            throw failure(e, file.toString());
        }
    }

    private static ImportException failure(IOException e, String name) {
        return new ImportException(switch (e) {
            case NoSuchFileException missing -> Messages.get("import.missing", name);
            case AccessDeniedException denied -> Messages.get("import.denied", name);
            case EOFException cut -> Messages.get("import.packed", name);
            case ZipException damaged -> Messages.get("import.packed", name);
            default -> Messages.get("import.read", name,
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        });
    }

    private static InputStream open(Path file) throws IOException {
        var input = Files.newInputStream(file);
        try {
            var head = new byte[2];
            boolean packed;
            try (var probe = Files.newInputStream(file)) {
                packed = probe.readNBytes(head, 0, 2) == 2 && ((head[1] & 0xff) << 8 | head[0] & 0xff) == GZIP_MAGIC;
            }
            return packed ? new GZIPInputStream(input, BUFFER) : input;
        } catch (IOException e) {
            input.close();
            throw e;
        }
    }

    /** Reads a stream, as {@link #read(Path, Optional, LongConsumer)} does a file. */
    public Optional<Instant> read(InputStream input, String name, Optional<Instant> start, LongConsumer progress)
            throws ImportException, StoreException {
        try (var run = new Run(name, start)) {
            var buffer = new byte[BUFFER];
            long total = 0;
            int length;
            while ((length = readFrom(input, buffer, name)) > 0) {
                run.parser.feed(buffer, 0, length);
                run.drain();
                total += length;
                progress.accept(total);
            }
            run.end();
            return run.last();
        }
    }

    private static int readFrom(InputStream input, byte[] buffer, String name) throws ImportException {
        try {
            return input.read(buffer);
        } catch (IOException e) {
            throw failure(e, name);
        }
    }

    /** Where readings go in an import or in a dry run. */
    private interface Target extends MessageReader.Target<StoreException> {
        Stored close() throws StoreException;
    }

    /** One file on its way in. */
    private final class Run implements AutoCloseable {

        private final String name;
        private final MeterParser parser = new MeterParser();
        private final MessageReader reader = new MessageReader(meter);
        private final HistoryReader memory = new HistoryReader(meter, store.zone());
        private final Map<SeriesKey, Map<Map.Entry<HistorySpan, Long>, HistoryBlock>> blocks = new HashMap<>();
        private final Target target;
        private Optional<MeterClock> clock;
        private long lastMillis = Long.MIN_VALUE;
        private Optional<MeterEvent> heldMessage = Optional.empty();
        private int heldDay;
        private int heldSecond;
        private long heldLeading;
        private long previous = NO_CLOCK;

        Run(String name, Optional<Instant> start) throws StoreException {
            this.name = name;
            if (start.isPresent()) {
                goingOn = start.map(MeterClock::new);
            }
            clock = goingOn;
            target = dryRun ? new TryOut() : new Bulk();
        }

        void drain() throws ImportException, StoreException {
            for (var event = parser.next(); event != null; event = parser.next()) {
                switch (event) {
                    case MeterEvent.Live message -> {
                        live++;
                        hold(message, message.daysSinceBirth(), message.secondOfDay());
                    }
                    case MeterEvent.History message -> {
                        history++;
                        hold(message, message.daysSinceBirth(), message.secondOfDay());
                    }
                    case MeterEvent.Damage damage -> damaged++;
                }
            }
        }

        /** Keeps a message until the clock of the next one tells whether its own can be believed. */
        private void hold(MeterEvent message, int daysSinceBirth, int secondOfDay)
                throws ImportException, StoreException {
            long next = meterSeconds(daysSinceBirth, secondOfDay);
            take(next);
            heldMessage = Optional.of(message);
            heldDay = daysSinceBirth;
            heldSecond = secondOfDay;
            heldLeading = parser.leadingTimeMillis();
        }

        /** Dates and hands on the message that is held. @param next the meter's seconds in the one after it */
        private void take(long next) throws ImportException, StoreException {
            if (heldMessage.isEmpty()) {
                return;
            }
            long held = meterSeconds(heldDay, heldSecond);
            boolean wrong = previous != NO_CLOCK && held != NO_CLOCK && next != NO_CLOCK && next >= previous
                    && next - previous <= NEIGHBOURS_SECONDS
                    && (held < previous - PUT_BACK_SECONDS || held > next + PUT_BACK_SECONDS);
            if (wrong) {
                // A digit was changed on the line: both neighbours agree that the clock did not jump.
                long between = previous + (next - previous) / 2;
                heldDay = (int) (between / SECONDS_PER_DAY);
                heldSecond = (int) (between % SECONDS_PER_DAY);
                held = between;
            }
            previous = held;
            var message = heldMessage.get();
            heldMessage = Optional.empty();
            if (message instanceof MeterEvent.Live reading) {
                lastMillis = date();
                reader.read(reading, lastMillis, target);
                keep(memory.heard(reading.sensor()));
            } else if (message instanceof MeterEvent.History history
                    && (clock.isPresent() || heldLeading != MeterParser.ABSENT_TIME)) {
                lastMillis = date();
                keep(memory.read(history, lastMillis));
            }
        }

        /** Gathers blocks: a meter tells the same ones in every cycle, so they are few however long the capture is. */
        private void keep(Map<SeriesKey, List<HistoryBlock>> told) {
            told.forEach((series, more) -> {
                var known = blocks.computeIfAbsent(series, key -> new HashMap<>());
                more.forEach(block -> known.put(Map.entry(block.span(), block.startMillis()), block));
            });
        }

        private static long meterSeconds(int daysSinceBirth, int secondOfDay) {
            return daysSinceBirth == MeterEvent.ABSENT || secondOfDay == MeterEvent.ABSENT
                    ? NO_CLOCK
                    : daysSinceBirth * SECONDS_PER_DAY + secondOfDay;
        }

        private long date() throws ImportException {
            if (heldLeading != MeterParser.ABSENT_TIME) {
                var meterClock = clock.orElseGet(() -> new MeterClock(Instant.ofEpochMilli(heldLeading)));
                meterClock.anchor(heldLeading, heldDay, heldSecond);
                clock = Optional.of(meterClock);
                return heldLeading;
            }
            if (clock.isEmpty()) {
                throw new ImportException(Messages.get("import.dates", name));
            }
            return clock.get().instantMillis(heldDay, heldSecond);
        }

        /** Takes the last message: there is none after it. */
        void end() throws ImportException, StoreException {
            parser.endOfInput();
            drain();
            take(NO_CLOCK);
        }

        Optional<Instant> last() {
            return lastMillis == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastMillis));
        }

        @Override
        public void close() throws StoreException {
            try {
                // Still held if the input broke: what came before that is kept.
                take(NO_CLOCK);
            } catch (ImportException e) {
                heldMessage = Optional.empty();
            }
            messages += parser.messages();
            readings += reader.readings();
            stored = stored.plus(target.close());
            if (!dryRun) {
                for (var series : blocks.entrySet()) {
                    store.appendHistory(series.getKey(), List.copyOf(series.getValue().values()));
                }
            }
        }
    }

    /** Writes. The thermometer's few values go apart, so that the counts are those of power and pulses alone. */
    private final class Bulk implements Target {

        private static final int TEMPERATURES_IN_MEMORY = 100_000;

        private final List<Reading> temperatures = new ArrayList<>();
        private Optional<SeriesKey> thermometer = Optional.empty();
        private BulkAppend bulk = store.bulkAppend();
        private Stored outcome = Stored.NOTHING;

        Bulk() throws StoreException {
        }

        @Override
        public void take(SeriesKey series, Reading reading) throws StoreException {
            if (series.quantity() == Quantity.TEMPERATURE) {
                thermometer = Optional.of(series);
                temperatures.add(reading);
                if (temperatures.size() == TEMPERATURES_IN_MEMORY) {
                    close();
                    bulk = store.bulkAppend();
                }
            } else {
                bulk.add(series, reading);
            }
        }

        @Override
        public Stored close() throws StoreException {
            bulk.close();
            outcome = outcome.plus(bulk.stored());
            if (thermometer.isPresent()) {
                store.append(Map.of(thermometer.get(), List.copyOf(temperatures)));
                temperatures.clear();
            }
            return outcome;
        }
    }

    /** Asks, a batch at a time, what would become of the readings. */
    private final class TryOut implements Target {

        private static final int BATCH = 50_000;

        private Map<SeriesKey, List<Reading>> batch = new HashMap<>();
        private int size;
        private Stored outcome = Stored.NOTHING;

        @Override
        public void take(SeriesKey series, Reading reading) throws StoreException {
            if (series.quantity() != Quantity.TEMPERATURE) {
                batch.computeIfAbsent(series, key -> new ArrayList<>()).add(reading);
                if (++size == BATCH) {
                    ask();
                }
            }
        }

        private void ask() throws StoreException {
            outcome = outcome.plus(store.tryAppend(batch));
            batch = new HashMap<>();
            size = 0;
        }

        @Override
        public Stored close() throws StoreException {
            ask();
            return outcome;
        }
    }
}
