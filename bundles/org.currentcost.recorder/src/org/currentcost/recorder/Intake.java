package org.currentcost.recorder;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.Counters;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SeriesKey;
import org.currentcost.parser.HistoryReader;
import org.currentcost.parser.LiveReader;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;
import org.currentcost.parser.RecordingDating;
import org.currentcost.source.ByteSink;
import org.currentcost.source.ReadingSink;
import org.currentcost.source.SensorLabel;
import org.currentcost.store.StoreException;

/**
 * Takes what one source brings from its start to its stop: parses bytes and payloads, has dated what they say, gives
 * sensors that have names their series, and hands on what comes of it. For the thread of the source.
 */
final class Intake implements ByteSink, ReadingSink {

    /**
     * A meter never pauses inside a message, but a computer that is busy looks late at what came. The next message
     * begins no sooner than after this.
     */
    private static final Duration PARTIAL_MESSAGE_SILENCE = Duration.ofSeconds(4);
    /** So many meters of one source have a parser and its memory each. */
    private static final int MOST_METERS = 1000;
    private static final int NOTE_BYTES = 200;
    private static final byte[] LINE_END = {'\n'};

    private final String name;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Destination destination;
    private final SourceHealth health;
    private final Supervisor supervisor;
    private final Fate fate = new Fate();
    private final RecordingDating dating = new RecordingDating();
    private final Meter own;
    private final Map<String, Meter> meters = new HashMap<>();
    private final Map<SensorLabel, Optional<Map<Quantity, SeriesKey>>> series = new HashMap<>();
    private Instant lastBytes = Instant.EPOCH;

    /** Who runs the source. */
    interface Supervisor {

        /** The connection is open. @param detail what was found; may be empty */
        void connected(String detail);

        /** What comes is of a recording. */
        void recorded();

        /**
         * A good message came, or several.
         *
         * @param counted what they count as
         * @param tell    whether listeners are to hear of them, if not too often
         */
        void received(Instant now, Counters counted, boolean tell);

        /** {@return whether the source is to end} */
        boolean isStopping();
    }

    /** @param meter the name of the meter that the source itself stands for */
    Intake(String meter, ZoneId zone, InstantSource clock, Destination destination, SourceHealth health,
            Supervisor supervisor) {
        name = meter;
        this.zone = zone;
        this.clock = clock;
        this.destination = destination;
        this.health = health;
        this.supervisor = supervisor;
        own = new Meter(name);
    }

    /** An attempt to connect begins. */
    void begin() {
        dating.begin();
        own.startAnew();
    }

    /** What is left of a message when a connection ends, however it ends, is damage. */
    void end() throws InterruptedException {
        own.parser.endOfInput();
        drain(own);
    }

    /** The source has brought all there is. {@return whether it has to be brought once more, to be dated} */
    boolean endMeasuring() {
        return dating.endMeasuring();
    }

    @Override
    public void connected(String detail) {
        supervisor.connected(detail);
    }

    @Override
    public void recorded(long endMillis) {
        dating.recorded(endMillis);
        supervisor.recorded();
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length) throws InterruptedException {
        checkStopping();
        var now = clock.instant();
        if (!dating.isRecorded() && lastBytes.plus(PARTIAL_MESSAGE_SILENCE).isBefore(now)) {
            own.parser.silence();
        }
        lastBytes = now;
        health.bytes(buffer, offset, length);
        own.parser.feed(buffer, offset, length);
        drain(own);
    }

    @Override
    public void payload(String meter, byte[] payload) throws InterruptedException {
        checkStopping();
        if (!meter.isEmpty() && !meters.containsKey(meter) && meters.size() >= MOST_METERS) {
            damage(meter, Messages.get("meters.full", MOST_METERS), payload);
            return;
        }
        var teller = meter.isEmpty() ? own : meters.computeIfAbsent(meter, key -> new Meter(nameOf(key)));
        teller.wholeMessages = true;
        health.bytes(payload, 0, payload.length);
        health.bytes(LINE_END, 0, LINE_END.length);
        teller.parser.feed(payload, 0, payload.length);
        teller.parser.endOfInput();
        drain(teller);
    }

    @Override
    public void reading(SensorLabel sensor, Quantity quantity, Reading reading) throws InterruptedException {
        checkStopping();
        var keys = seriesOf(sensor);
        if (keys.isEmpty()) {
            damage(sensor.meter(), Messages.get("label.full", SensorNumber.NAMED.count(), sensor.name()), new byte[0]);
            return;
        }
        if (quantity != Quantity.TEMPERATURE) {
            health.count(Counters.ofReadings(reading.channelCount()));
        }
        keep(keys.get().get(quantity), reading);
    }

    /** A source that its stop did not wake is heard no more. */
    private void checkStopping() throws InterruptedException {
        if (supervisor.isStopping()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void received(boolean live) {
        supervisor.received(clock.instant(), new Counters(1, live ? 1 : 0, 0, 0, 0, 0, 0), true);
    }

    @Override
    public long readingsApart(SensorLabel sensor, Quantity quantity, long wishedMillis) {
        return seriesOf(sensor).map(keys -> {
            var store = destination.names().store();
            store.expect(keys.get(quantity), wishedMillis);
            return store.nominalMillis(keys.get(quantity));
        }).orElse(wishedMillis);
    }

    @Override
    public Optional<Count> lastCount(SensorLabel sensor, String counter) throws InterruptedException {
        var keys = seriesOf(sensor);
        return keys.isEmpty()
                ? Optional.empty()
                : KeptCount.last(destination.writer(), keys.get().get(Quantity.POWER), counter);
    }

    @Override
    public void counted(SensorLabel sensor, String counter, Count count) {
        seriesOf(sensor).ifPresent(
                keys -> KeptCount.keep(destination.writer(), keys.get(Quantity.POWER), counter, count));
    }

    @Override
    public void history(SensorLabel sensor, List<HistoryBlock> blocks) throws InterruptedException {
        checkStopping();
        var keys = seriesOf(sensor);
        if (keys.isPresent()) {
            health.count(Counters.HISTORY);
            destination.writer().addHistory(Map.of(keys.get().get(Quantity.POWER), blocks), fate, false);
            health.tell();
        }
    }

    @Override
    public void damage(String where, String reason, byte[] payload) {
        var text = note(payload, StandardCharsets.UTF_8);
        health.damaged(reason, where.isEmpty() ? text : where + ": " + text);
    }

    private static String note(byte[] bytes, Charset charset) {
        return new String(bytes, 0, Math.min(NOTE_BYTES, bytes.length), charset);
    }

    @Override
    public void unread(String where, String reason) {
        health.unread(reason, where);
    }

    @Override
    public void lost(long messages) {
        health.count(Counters.ofLost(messages));
        health.tell();
    }

    private String nameOf(String meter) {
        return meter.isEmpty() ? name : name + "/" + meter;
    }

    /** {@return the series of a sensor by what they measure; empty if there is no number left for it} */
    private Optional<Map<Quantity, SeriesKey>> seriesOf(SensorLabel sensor) {
        return series.computeIfAbsent(sensor, label -> {
            String meter = nameOf(label.meter());
            try {
                var number = destination.names().number(meter, label.name(), label.role());
                if (number.isEmpty()) {
                    return Optional.empty();
                }
                var keys = new EnumMap<Quantity, SeriesKey>(Quantity.class);
                for (var quantity : Quantity.values()) {
                    keys.put(quantity, new SeriesKey(meter, number.getAsInt(), quantity));
                }
                return Optional.of(keys);
            } catch (StoreException e) {
                // Which number it has can't be known now; the connection is tried again, as with any trouble.
                throw new IllegalStateException((e.getMessage() + ' ' + e.remedy()).strip(), e);
            }
        });
    }

    private void drain(Meter meter) throws InterruptedException {
        for (var event = meter.parser.next(); event != null; event = meter.parser.next()) {
            if (dating.isMeasuring()) {
                dating.measure(event);
            } else {
                take(meter, event);
            }
        }
    }

    private void take(Meter meter, MeterEvent event) throws InterruptedException {
        var now = clock.instant();
        var writer = destination.writer();
        switch (event) {
            case MeterEvent.Live message -> {
                receivedMessage(meter, now, 1, 0);
                if (isFollowed(meter)) {
                    health.follow(transfer -> transfer.received(message, now));
                }
                meter.reader.read(message, timeOf(meter, message, now), this::keep);
                keepUnit(meter, message);
                writer.addHistory(meter.memory.received(message.sensor()), fate, !dating.isRecorded());
                updateReadings(meter);
            }
            case MeterEvent.History message -> {
                receivedMessage(meter, now, 0, 1);
                writer.addHistory(meter.memory.read(message, timeOf(meter, message, now)), fate,
                        !dating.isRecorded());
                if (isFollowed(meter)) {
                    health.follow(transfer -> transfer.received(message, now));
                }
                health.tell();
            }
            case MeterEvent.Damage damage -> health.damaged(DamageWords.of(damage.reason()),
                    note(damage.bytes(), StandardCharsets.ISO_8859_1));
        }
    }

    /** A recording is read as fast as it can be: there is nothing to follow. */
    private boolean isFollowed(Meter meter) {
        return !dating.isRecorded() && meter == own;
    }

    private long timeOf(Meter meter, MeterEvent.History message, Instant now) {
        return dating.isRecorded()
                ? dating.date(message.daysSinceBirth(), message.secondOfDay(), meter.parser.leadingTimeMillis())
                : now.toEpochMilli();
    }

    private long timeOf(Meter meter, MeterEvent.Live message, Instant now) {
        long leading = meter.parser.leadingTimeMillis();
        if (dating.isRecorded()) {
            return dating.date(message.daysSinceBirth(), message.secondOfDay(), leading);
        }
        return meter.wholeMessages && leading != MeterParser.ABSENT_TIME
                ? leading
                : meter.reader.liveTime(message.sensor(), now.toEpochMilli());
    }

    private void keepUnit(Meter meter, MeterEvent.Live message) {
        try {
            meter.reader.readUnit(message, destination.units()::keep);
        } catch (StoreException e) {
            // The next message says it again
        }
    }

    private void keep(SeriesKey key, Reading reading) throws InterruptedException {
        if (destination.writer().add(key, reading, fate, dating.isRecorded())) {
            destination.live().publish(key, reading);
        }
    }

    private void receivedMessage(Meter meter, Instant now, int liveMessages, int historyMessages) {
        supervisor.received(now, new Counters(meter.parser.messages() - meter.countedMessages, liveMessages,
                historyMessages, 0, 0, 0, 0), false);
        meter.countedMessages = meter.parser.messages();
    }

    private void updateReadings(Meter meter) {
        long all = meter.reader.readings();
        health.count(Counters.ofReadings(all - meter.countedReadings));
        meter.countedReadings = all;
        health.tell();
    }

    /** {@return the last count that was kept}: what was counted since then is not lost */
    private Optional<Reading> lastPulses(SeriesKey pulses) {
        if (dating.isRecorded()) {
            return Optional.empty();
        }
        try {
            return destination.writer().last(pulses);
        } catch (InterruptedException e) {
            // Stopped: the next call that may wait ends the run.
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What becomes of what is brought. */
    private final class Fate implements ReadingWriter.StoredListener {
        @Override
        public void stored(long channelValues) {
            health.count(Counters.ofStored(channelValues));
        }

        @Override
        public void setAside(SeriesKey key, Reading reading, String reason) {
            health.damaged(reason, DamageWords.of(key, reading));
        }

        @Override
        public void setAside(SeriesKey key, HistoryBlock block, String reason) {
            health.damaged(reason, DamageWords.of(key, block));
        }
    }

    /** What turns one meter's bytes into its series. */
    private final class Meter {

        private final LiveReader reader;
        private final HistoryReader memory;
        private MeterParser parser = new MeterParser();
        private long countedMessages;
        private long countedReadings;
        /** Messages come whole: a time before one was put there by who sent it. */
        private boolean wholeMessages;

        Meter(String meter) {
            reader = new LiveReader(meter, Intake.this::lastPulses);
            memory = new HistoryReader(meter, zone);
        }

        void startAnew() {
            parser = new MeterParser();
            countedMessages = 0;
        }
    }
}
