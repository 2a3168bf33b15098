package org.currentcost.source.mqtt.payload;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.currentcost.model.PlausibleRule;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.parser.CountedEnergy;
import org.currentcost.source.ReadingSink;
import org.currentcost.source.SensorLabel;

/**
 * What is known of one sensor by one mapping: the value that holds, the last count, the last time. Turns values that
 * hold into readings that are close enough together for their sums to have no gaps, and energy into {@linkplain
 * CountedEnergy counted} ones. For one thread.
 */
final class SensorTrack {

    private static final long APART_MILLIS = 30_000;
    private static final long TEMPERATURES_APART_MILLIS = 300_000;
    private static final long FARTHEST_SHIFT_MILLIS = 1000;
    /** A period that ends by less than this part of it beside where it should is the next one. */
    private static final int PERIOD_PARTS = 10;

    private final Mapping mapping;
    private final SensorLabel label;
    private final long holdMillis;
    private final Written written;
    private final Optional<SensorTrack> self = Optional.of(this);
    private OptionalLong apartMillis = OptionalLong.empty();
    private final CountedEnergy energy;
    private boolean held;
    private long[] values = new long[0];
    private long emittedMillis = Long.MIN_VALUE / 2;
    private long receivedMillis = Long.MIN_VALUE / 2;

    /** The last reading of a series, which several mappings may write. */
    static final class Written {
        private long timeMillis = Long.MIN_VALUE;
        private long[] values = new long[0];
        private Optional<SensorTrack> by = Optional.empty();
        /** Until when energy was counted. */
        private long countedMillis = Long.MIN_VALUE / 2;
        private Optional<SensorTrack> countedBy = Optional.empty();
    }

    SensorTrack(Mapping mapping, SensorLabel label, Written written) {
        this.mapping = mapping;
        this.label = label;
        this.written = written;
        holdMillis = mapping.hold().toMillis();
        energy = CountedEnergy.ofRegister(mapping.negated());
    }

    SensorLabel label() {
        return label;
    }

    /** {@return whether a value holds until the next one comes} */
    boolean holds() {
        return holdMillis > 0;
    }

    /** {@return when its last value was of; long ago if there is none} */
    long receivedMillis() {
        return receivedMillis;
    }

    /** {@return whether its last value may still hold at an instant} */
    boolean heldAt(long millis) {
        return holds() && millis - receivedMillis <= holdMillis;
    }

    static Quantity quantity(Mapping mapping) {
        return mapping.measure() == Measure.TEMPERATURE ? Quantity.TEMPERATURE : Quantity.POWER;
    }

    /**
     * Takes the value of a message.
     *
     * @param reported     in thousandths of the measure's base unit, a value for each channel
     * @param retained whether the broker had kept the message: it is older than its arrival
     * @return why it can't be, if so
     */
    Optional<String> take(long[] reported, long timeMillis, boolean retained, ReadingSink sink)
            throws InterruptedException {
        if (mapping.negated() && mapping.measure() != Measure.ENERGY_COUNTER) {
            for (int i = 0; i < reported.length; i++) {
                reported[i] = reported[i] == Reading.ABSENT ? Reading.ABSENT : -reported[i];
            }
        }
        return switch (mapping.measure()) {
            case POWER, TEMPERATURE -> value(reported, timeMillis, sink);
            case ENERGY_COUNTER -> count(reported[0], timeMillis, retained, sink);
            case ENERGY_PERIOD -> period(reported[0], timeMillis, sink);
            default -> throw new IllegalStateException(mapping.measure().name());
        };
    }

    private Optional<String> value(long[] reported, long timeMillis, ReadingSink sink) throws InterruptedException {
        if (!PlausibleRule.holds(quantity(mapping), reading(timeMillis, reported))) {
            return Optional.of(Messages.text(mapping.measure() == Measure.TEMPERATURE
                    ? "reader.temperature"
                    : "reader.most"));
        }
        if (held && emittedMillis < timeMillis - 2 * FARTHEST_SHIFT_MILLIS && timeMillis - receivedMillis <= holdMillis
                && !Arrays.equals(reported, values)) {
            // The old value held until now: the graph stays flat up to the step.
            emit(sink, timeMillis - FARTHEST_SHIFT_MILLIS, values);
        }
        emit(sink, timeMillis, reported);
        receivedMillis = timeMillis;
        held = holds();
        return Optional.empty();
    }

    private Optional<String> count(long count, long timeMillis, boolean retained, ReadingSink sink)
            throws InterruptedException {
        if (retained && mapping.timePath().isEmpty()) {
            // Nobody knows when it was counted: what was used since then would be put behind the arrival.
            return Optional.empty();
        }
        if (!energy.isStarted()) {
            sink.lastCount(label, counterName()).ifPresent(last -> energy.startFrom(last.timeMillis(), last.value()));
        }
        var step = energy.count(timeMillis, count, CountedEnergy.MILLIWATT_HOURS_PER_KILOWATT_HOUR);
        return switch (step.outcome()) {
            case DOUBTFUL -> step.reading().map(reading -> Messages.text("reader.most"));
            case NOT_LATER -> Optional.empty();
            default -> {
                if (step.reading().isPresent()) {
                    emitCounted(sink, step.reading().get());
                }
                sink.counted(label, counterName(), new ReadingSink.Count(timeMillis, count));
                yield Optional.empty();
            }
        };
    }

    /** What a counter is known by over restarts; one that is read otherwise is another one. */
    private String counterName() {
        return mapping.topic() + " " + mapping.path() + " " + mapping.factor().toPlainString();
    }

    private Optional<String> period(long milliwattHours, long timeMillis, ReadingSink sink)
            throws InterruptedException {
        long length = mapping.period().toMillis();
        long start = timeMillis - length;
        if (Math.abs(written.countedMillis - start) <= length / PERIOD_PARTS) {
            // Messages take their time, periods follow each other.
            start = written.countedMillis;
        }
        var power = energy.reading(start, timeMillis - start, milliwattHours,
                CountedEnergy.MILLIWATT_HOURS_PER_KILOWATT_HOUR);
        if (!PlausibleRule.holds(Quantity.POWER, power)) {
            return Optional.of(Messages.text("reader.most"));
        }
        if (start >= written.countedMillis || timeMillis <= written.countedMillis - length) {
            emitCounted(sink, power);
        }
        return Optional.empty();
    }

    private void emitCounted(ReadingSink sink, Reading reading) throws InterruptedException {
        if (written.countedBy.isPresent() && written.countedBy != self
                && reading.timeMillis() < written.countedMillis - FARTHEST_SHIFT_MILLIS) {
            // Some devices tell everything twice, at two topics.
            return;
        }
        written.countedMillis = reading.timeMillis() + reading.intervalMillis();
        written.countedBy = self;
        sink.reading(label, Quantity.POWER, reading);
    }

    /** Tells the value that holds once more, when it is time to. */
    void tick(long nowMillis, ReadingSink sink) throws InterruptedException {
        if (held && nowMillis - receivedMillis > holdMillis) {
            held = false;
        } else if (held && nowMillis - emittedMillis >= apart(sink)) {
            emit(sink, nowMillis, values);
        }
    }

    /** What changes from now on is not heard, so nothing holds any more. */
    void interrupt() {
        held = false;
    }

    private long apart(ReadingSink sink) {
        if (apartMillis.isEmpty()) {
            var quantity = quantity(mapping);
            long wished = quantity == Quantity.TEMPERATURE ? TEMPERATURES_APART_MILLIS : APART_MILLIS;
            apartMillis = OptionalLong.of(Math.min(wished, sink.readingsApart(label, quantity, wished)));
        }
        return apartMillis.getAsLong();
    }

    private void emit(ReadingSink sink, long timeMillis, long[] reported) throws InterruptedException {
        apart(sink);
        values = reported;
        emittedMillis = timeMillis;
        boolean close = timeMillis <= written.timeMillis + FARTHEST_SHIFT_MILLIS
                && timeMillis > written.timeMillis - FARTHEST_SHIFT_MILLIS;
        if (close && Arrays.equals(reported, written.values) && written.by != self) {
            // Some devices tell everything twice, at two topics.
            return;
        }
        long time = close ? Math.max(timeMillis, written.timeMillis + 1) : timeMillis;
        written.timeMillis = time;
        written.values = reported;
        written.by = self;
        sink.reading(label, quantity(mapping), reading(time, reported));
    }

    private static Reading reading(long time, long[] reported) {
        return new Reading(time, reported[0], reported.length > 1 ? reported[1] : Reading.ABSENT,
                reported.length > 2 ? reported[2] : Reading.ABSENT);
    }
}
