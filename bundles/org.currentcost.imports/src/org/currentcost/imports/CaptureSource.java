package org.currentcost.imports;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.currentcost.model.Counters;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.parser.HistoryReader;
import org.currentcost.parser.LiveReader;
import org.currentcost.parser.MeterClock;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;
import org.currentcost.store.StorableRule;
import org.currentcost.store.StoreException;

/**
 * Captures of a meter's output: what was logged from the cable or is pasted, one message a line or not, with a time at
 * the beginning of the lines or not.
 */
public final class CaptureSource implements ImportSource {

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NO_CLOCK = Long.MIN_VALUE;
    /** Two messages that are no farther apart have no gap between them that a third could lie in. */
    private static final long NEIGHBOURS_SECONDS = 120;
    /** A dump of the history puts the meter's seconds back by less than a minute. */
    private static final long PUT_BACK_SECONDS = 60;

    private final List<ImportInput> inputs;
    private final Optional<Instant> start;
    private final String meter;
    private final ZoneId zone;

    private long messages;
    private long live;
    private long history;
    private long damaged;
    private long readings;
    private LiveReader reader;
    private Optional<Instant> last = Optional.empty();
    private final List<String> withoutMessages = new ArrayList<>();
    /** Dates what follows a file whose start was told. */
    private Optional<MeterClock> goingOn = Optional.empty();

    /**
     * Prepares the reading of captures, one after the other.
     *
     * @param start when the first message of the first one came, for files whose lines tell no time; the others go on
     *              by the meter's clock where the one before ended
     * @param meter the name of the meter that was captured
     * @param zone  where the meter is
     */
    public CaptureSource(List<ImportInput> inputs, Optional<Instant> start, String meter, ZoneId zone) {
        this.inputs = List.copyOf(inputs);
        this.start = start;
        this.meter = meter;
        this.zone = zone;
        reader = new LiveReader(meter);
    }

    /** {@return what was read the last time; nothing counts as stored} */
    public Counters counters() {
        return new Counters(messages, live, history, damaged, readings, 0, 0);
    }

    /** {@return the names of those files in which no message was found the last time, good or damaged} */
    public List<String> withoutMessages() {
        return List.copyOf(withoutMessages);
    }

    /** {@return when the last message came that was read the last time} */
    public Optional<Instant> last() {
        return last;
    }

    @Override
    public String name() {
        return inputs.stream().map(ImportInput::shortName).collect(Collectors.joining(", "));
    }

    @Override
    public void read(ImportTarget target, Consumer<Double> progress) throws ImportException, StoreException {
        messages = 0;
        live = 0;
        history = 0;
        damaged = 0;
        readings = 0;
        last = Optional.empty();
        withoutMessages.clear();
        // What was counted between the end of a file and the beginning of the next one is known too.
        reader = new LiveReader(meter);
        goingOn = start.map(MeterClock::new);
        long length = inputs.stream().mapToLong(ImportInput::length).sum();
        long done = 0;
        for (var input : inputs) {
            long before = done;
            read(input, target, taken -> progress.accept(length == 0
                    ? 0
                    : Math.min(1.0,
                            (double) (before + taken) / length)));
            done += input.length();
        }
        progress.accept(1.0);
    }

    private void read(ImportInput input, ImportTarget target, Consumer<Long> progress)
            throws ImportException, StoreException {
        try (var run = new Run(input.name(), target); var messages = new CaptureReader(input, zone)) {
            CaptureReader.Batch batch;
            do {
                batch = messages.next();
                progress.accept(batch.taken());
                run.take(batch);
            } while (!batch.last());
            if (batch.failure().isPresent()) {
                throw batch.failure().get();
            }
            run.end();
        } catch (IOException e) {
            throw input.failure(e);
        }
    }

    /** One file on its way in. */
    private final class Run implements AutoCloseable {

        private final String name;
        private final HistoryReader memory = new HistoryReader(meter, zone);
        private final ImportTarget target;
        private Optional<MeterClock> clock = goingOn;
        private long lastMillis = Long.MIN_VALUE;
        private Optional<MeterEvent> heldMessage = Optional.empty();
        private int heldDay;
        private int heldSecond;
        private long heldLeading;
        private long previous = NO_CLOCK;
        private long line = 1;
        private long begun;

        Run(String name, ImportTarget target) {
            this.name = name;
            this.target = target;
        }

        void take(CaptureReader.Batch batch) throws ImportException, StoreException {
            begun = batch.messages();
            for (var found : batch.found()) {
                line = found.line();
                switch (found.event()) {
                    case MeterEvent.Live message -> {
                        live++;
                        hold(message, message.daysSinceBirth(), message.secondOfDay(), found.leadingTimeMillis());
                    }
                    case MeterEvent.History message -> {
                        history++;
                        hold(message, message.daysSinceBirth(), message.secondOfDay(), found.leadingTimeMillis());
                    }
                    case MeterEvent.Damage damage -> damage(Messages.get("capture." + damage.reason()));
                }
            }
        }

        /** Keeps a message until the clock of the next one tells whether its own can be believed. */
        private void hold(MeterEvent message, int daysSinceBirth, int secondOfDay, long leadingTimeMillis)
                throws ImportException, StoreException {
            long next = meterSeconds(daysSinceBirth, secondOfDay);
            take(next);
            heldMessage = Optional.of(message);
            heldDay = daysSinceBirth;
            heldSecond = secondOfDay;
            heldLeading = leadingTimeMillis;
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
                if (!hasValue(reading)) {
                    target.damage(new ImportDamage(name, line, Messages.get("capture.noValue")));
                }
                reader.read(reading, lastMillis, this::keep);
                if (target.impulseUnits().isPresent()) {
                    reader.readUnit(reading, target.impulseUnits().get()::keep);
                }
                keep(memory.received(reading.sensor()));
            } else if (message instanceof MeterEvent.History history
                    && (clock.isPresent() || heldLeading != MeterParser.ABSENT_TIME)) {
                lastMillis = date();
                keep(memory.read(history, lastMillis));
            } else {
                target.damage(new ImportDamage(name, line, Messages.get("capture.undated")));
            }
        }

        private void keep(SeriesKey series, Reading reading) throws StoreException {
            var reason = StorableRule.implausible(series, reading);
            if (reason.isPresent()) {
                damage(reason.get());
            } else {
                target.reading(series, reading);
            }
        }

        private static boolean hasValue(MeterEvent.Live message) {
            return message.watts1() != MeterEvent.ABSENT || message.watts2() != MeterEvent.ABSENT
                    || message.watts3() != MeterEvent.ABSENT || message.pulses() != MeterEvent.NO_PULSES;
        }

        private void keep(Map<SeriesKey, List<HistoryBlock>> reported) throws StoreException {
            for (var series : reported.entrySet()) {
                for (var block : series.getValue()) {
                    var reason = StorableRule.implausible(block);
                    if (reason.isPresent()) {
                        damage(reason.get());
                    } else {
                        target.block(series.getKey(), block);
                    }
                }
            }
        }

        private void damage(String reason) {
            damaged++;
            target.damage(new ImportDamage(name, line, reason));
        }

        private static long meterSeconds(int daysSinceBirth, int secondOfDay) {
            return daysSinceBirth == MeterEvent.ABSENT || secondOfDay == MeterEvent.ABSENT
                    ? NO_CLOCK
                    : daysSinceBirth * SECONDS_PER_DAY + secondOfDay;
        }

        private long date() throws ImportException {
            if (clock.isEmpty() && heldLeading != MeterParser.ABSENT_TIME) {
                clock = Optional.of(new MeterClock(Instant.ofEpochMilli(heldLeading)));
            }
            return clock.orElseThrow(() -> new ImportException(Messages.get("capture.dates", name), true))
                    .date(heldDay, heldSecond, heldLeading);
        }

        /** Takes the last message: there is none after it. */
        void end() throws ImportException, StoreException {
            take(NO_CLOCK);
        }

        @Override
        public void close() throws StoreException {
            try {
                // Still held if the input broke: what came before that is kept.
                take(NO_CLOCK);
            } catch (ImportException e) {
                heldMessage = Optional.empty();
            }
            messages += begun;
            if (begun == 0) {
                withoutMessages.add(name);
            }
            readings = reader.readings();
            if (lastMillis != Long.MIN_VALUE) {
                last = Optional.of(Instant.ofEpochMilli(lastMillis));
            }
        }
    }
}
