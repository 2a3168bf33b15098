package org.currentcost.source.mqtt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.currentcost.model.PlausibleRule;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.source.SensorLabel;
import org.currentcost.source.SourceSink;

/**
 * What is known of one sensor by one mapping: the value that holds, the last count, the last time. Turns values into
 * readings that are close enough together for their sums to have no gaps. For one thread.
 */
final class SensorTrack {

    private static final long MILLIS_PER_HOUR = 3_600_000;
    /** How far apart two counts may be, if the connection broke in between or the counter may have been off. */
    private static final long LONGEST_INTERRUPTED_MILLIS = 2 * MILLIS_PER_HOUR;
    private static final long LONGEST_COUNTED_MILLIS = 24 * MILLIS_PER_HOUR;
    /** A count that is so much older than the last one: the clock of its device was wrong before. */
    private static final long CLOCK_SET_MILLIS = MILLIS_PER_HOUR;
    private static final long APART_MILLIS = 30_000;
    private static final long TEMPERATURES_APART_MILLIS = 300_000;
    private static final long FARTHEST_SHIFT_MILLIS = 1000;

    private final Mapping mapping;
    private final SensorLabel label;
    private final long holdMillis;
    private final Written written;
    private final Optional<SensorTrack> self = Optional.of(this);
    private OptionalLong apartMillis = OptionalLong.empty();
    private boolean counted;
    private boolean interrupted;
    private long count;
    private long countMillis;
    private boolean held;
    private long[] values = new long[0];
    private long emittedMillis = Long.MIN_VALUE / 2;
    private long heardMillis = Long.MIN_VALUE / 2;

    /** The last reading of a series, which several mappings may write. */
    static final class Written {
        private long timeMillis = Long.MIN_VALUE;
        private long[] values = new long[0];
        private Optional<SensorTrack> by = Optional.empty();
    }

    SensorTrack(Mapping mapping, SensorLabel label, Written written) {
        this.mapping = mapping;
        this.label = label;
        this.written = written;
        holdMillis = mapping.hold().toMillis();
    }

    SensorLabel label() {
        return label;
    }

    /** {@return whether a value holds until the next one comes} */
    boolean holds() {
        return holdMillis > 0;
    }

    /** {@return when its last value was of; long ago if there is none} */
    long heardMillis() {
        return heardMillis;
    }

    /** {@return whether its last value may still hold at an instant} */
    boolean heldAt(long millis) {
        return holds() && millis - heardMillis <= holdMillis;
    }

    static Quantity quantity(Mapping mapping) {
        return mapping.measure() == Measure.TEMPERATURE ? Quantity.TEMPERATURE : Quantity.POWER;
    }

    /**
     * Takes the value of a message.
     *
     * @param told     in thousandths of the measure's base unit, a value for each channel
     * @param retained whether the broker had kept the message: it is older than its arrival
     * @return why it can't be, if so
     */
    Optional<String> take(long[] told, long timeMillis, boolean retained, SourceSink sink) throws InterruptedException {
        if (mapping.negated()) {
            for (int i = 0; i < told.length; i++) {
                told[i] = told[i] == Reading.ABSENT ? Reading.ABSENT : -told[i];
            }
        }
        return switch (mapping.measure()) {
            case POWER, TEMPERATURE -> value(told, timeMillis, sink);
            case ENERGY_COUNTER -> count(told[0], timeMillis, retained, sink);
            case ENERGY_PERIOD -> spread(told[0], timeMillis - mapping.period().toMillis(), timeMillis, sink);
            default -> throw new IllegalStateException(mapping.measure().name());
        };
    }

    private Optional<String> value(long[] told, long timeMillis, SourceSink sink) throws InterruptedException {
        if (!PlausibleRule.holds(quantity(mapping), reading(timeMillis, told))) {
            return Optional.of(Messages.text(mapping.measure() == Measure.TEMPERATURE
                    ? "reader.temperature"
                    : "reader.most"));
        }
        if (held && emittedMillis < timeMillis - 2 * FARTHEST_SHIFT_MILLIS && timeMillis - heardMillis <= holdMillis
                && !Arrays.equals(told, values)) {
            // The old value held until now: the graph stays flat up to the step.
            emit(sink, timeMillis - FARTHEST_SHIFT_MILLIS, values);
        }
        emit(sink, timeMillis, told);
        heardMillis = timeMillis;
        held = holds();
        return Optional.empty();
    }

    private Optional<String> count(long next, long timeMillis, boolean retained, SourceSink sink)
            throws InterruptedException {
        if (retained && mapping.timePath().isEmpty()) {
            // Nobody knows when it was counted: what was used since then would be put behind the arrival.
            return Optional.empty();
        }
        long span = timeMillis - countMillis;
        if (counted && span <= 0 && span > -CLOCK_SET_MILLIS) {
            return Optional.empty();
        }
        long grown = next - count;
        boolean reset = mapping.negated() ? grown > 0 : grown < 0;
        boolean known = counted && span > 0
                && span <= (interrupted ? LONGEST_INTERRUPTED_MILLIS : LONGEST_COUNTED_MILLIS);
        long from = countMillis;
        counted = true;
        interrupted = false;
        count = next;
        countMillis = timeMillis;
        return known && !reset ? spread(grown, from, timeMillis, sink) : Optional.empty();
    }

    /** Energy of a stretch of time is the mean power, told again and again, so that sums have it to its end. */
    private Optional<String> spread(long milliwattHours, long fromMillis, long toMillis, SourceSink sink)
            throws InterruptedException {
        var power = BigDecimal.valueOf(milliwattHours).multiply(BigDecimal.valueOf(MILLIS_PER_HOUR))
                .divide(BigDecimal.valueOf(toMillis - fromMillis), 0, RoundingMode.HALF_UP);
        if (power.abs().compareTo(BigDecimal.valueOf(PlausibleRule.MOST_MILLIWATTS)) > 0) {
            return Optional.of(Messages.text("reader.most"));
        }
        for (long at = fromMillis; at < toMillis; at += apart(sink)) {
            emit(sink, at, new long[]{power.longValue()});
        }
        return Optional.empty();
    }

    /** Tells the value that holds once more, when it is time to. */
    void tick(long nowMillis, SourceSink sink) throws InterruptedException {
        if (held && nowMillis - heardMillis > holdMillis) {
            held = false;
        } else if (held && nowMillis - emittedMillis >= apart(sink)) {
            emit(sink, nowMillis, values);
        }
    }

    /** What changes from now on is not heard, so nothing holds any more. */
    void interrupt() {
        held = false;
        interrupted = true;
    }

    private long apart(SourceSink sink) {
        if (apartMillis.isEmpty()) {
            var quantity = quantity(mapping);
            long wished = quantity == Quantity.TEMPERATURE ? TEMPERATURES_APART_MILLIS : APART_MILLIS;
            apartMillis = OptionalLong.of(Math.min(wished, sink.readingsApart(label, quantity, wished)));
        }
        return apartMillis.getAsLong();
    }

    private void emit(SourceSink sink, long timeMillis, long[] told) throws InterruptedException {
        apart(sink);
        values = told;
        emittedMillis = timeMillis;
        boolean close = timeMillis <= written.timeMillis + FARTHEST_SHIFT_MILLIS
                && timeMillis > written.timeMillis - FARTHEST_SHIFT_MILLIS;
        if (close && Arrays.equals(told, written.values) && written.by != self) {
            // Some devices tell everything twice, at two topics.
            return;
        }
        long time = close ? Math.max(timeMillis, written.timeMillis + 1) : timeMillis;
        written.timeMillis = time;
        written.values = told;
        written.by = self;
        sink.reading(label, quantity(mapping), reading(time, told));
    }

    private static Reading reading(long time, long[] told) {
        return new Reading(time, told[0], told.length > 1 ? told[1] : Reading.ABSENT,
                told.length > 2 ? told[2] : Reading.ABSENT);
    }
}
