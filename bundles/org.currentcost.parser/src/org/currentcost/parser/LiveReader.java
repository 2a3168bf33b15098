package org.currentcost.parser;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.currentcost.model.ImpulseUnit;
import org.currentcost.model.ImpulseUnit.Counted;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SeriesKey;

/**
 * Turns the dated messages of one meter into readings of its series. Not safe for several threads.
 * <p>
 * Watts become readings as they are. Pulses become readings of their own, and for electricity
 * {@linkplain CountedEnergy counted} power as well, over the time between two counts. The thermometer's value, which
 * every message repeats, is kept when it changes and else once in a while.
 */
public final class LiveReader {

    /** Takes the readings. @param <E> what it may throw */
    public interface Target<E extends Exception> {
        /** Takes one reading. */
        void take(SeriesKey series, Reading reading) throws E;
    }

    /** Takes what impulses are in. @param <E> what it may throw */
    public interface UnitTarget<E extends Exception> {
        /** Takes what a series of impulses is in. */
        void take(SeriesKey series, ImpulseUnit unit) throws E;
    }

    private static final int SENSORS = SensorNumber.OWN.count();
    private static final long MILLI = 1000;
    private static final long TEMPERATURE_EVERY_MILLIS = 240_000;
    private static final long CLOCK_SET_BACK_MILLIS = 60_000;

    private final SeriesKey[] power = new SeriesKey[SENSORS];
    private final SeriesKey[] pulses = new SeriesKey[SENSORS];
    private final SeriesKey temperature;
    private final long[] lastBase = new long[SENSORS];
    private final long[] lastTime = new long[SENSORS];
    private final MeterEvent.Live[] last = new MeterEvent.Live[SENSORS];
    private final Map<SeriesKey, CountedEnergy> counted = new HashMap<>();
    private final Function<SeriesKey, Optional<Reading>> lastCount;
    /** Every message says it anew. */
    private final Map<SeriesKey, ImpulseUnit> takenUnits = new HashMap<>();
    private long temperatureTime = Long.MIN_VALUE;
    private int temperatureValue;
    private long readings;

    /** Reads a meter of which no count is known yet. @param meter the name of the meter */
    public LiveReader(String meter) {
        this(meter, series -> Optional.empty());
    }

    /**
     * Reads a meter that was read before: what it counted in between is not lost.
     *
     * @param meter     the name of the meter
     * @param lastCount the last reading that is known of a series of pulses; asked once, at the first count
     */
    public LiveReader(String meter, Function<SeriesKey, Optional<Reading>> lastCount) {
        this.lastCount = lastCount;
        for (int sensor = 0; sensor < SENSORS; sensor++) {
            power[sensor] = SeriesKey.power(meter, sensor);
            pulses[sensor] = new SeriesKey(meter, sensor, Quantity.PULSES);
        }
        temperature = new SeriesKey(meter, 0, Quantity.TEMPERATURE);
        Arrays.fill(lastBase, Long.MIN_VALUE);
    }

    /** {@return how many channel values were handed on so far, temperatures not counted} */
    public long readings() {
        return readings;
    }

    /**
     * {@return the time to give to a message of {@code sensor} that arrived at {@code arrivalMillis}}: the whole
     * second, as fine as meters go and small to store, unless the sensor spoke in this second already
     */
    public long liveTime(int sensor, long arrivalMillis) {
        long second = arrivalMillis - Math.floorMod(arrivalMillis, MILLI);
        boolean clockWasSetBack = arrivalMillis < lastTime[sensor] - CLOCK_SET_BACK_MILLIS;
        return second > lastTime[sensor] || clockWasSetBack ? second : Math.max(arrivalMillis, lastTime[sensor] + 1);
    }

    /**
     * Hands on what a message says.
     *
     * @param timeMillis when the message was sent. A second message of one sensor for the same instant that says
     *                   something else is put one millisecond later, so that nothing is lost; one that repeats it word
     *                   for word is the same reading.
     */
    public <E extends Exception> void read(MeterEvent.Live message, long timeMillis, Target<E> target) throws E {
        int sensor = message.sensor();
        long time = timeMillis;
        if (timeMillis == lastBase[sensor]) {
            time = message.equals(last[sensor]) ? lastTime[sensor] : lastTime[sensor] + 1;
        }
        lastBase[sensor] = timeMillis;
        lastTime[sensor] = time;
        last[sensor] = message;
        if (message.watts1() != MeterEvent.ABSENT || message.watts2() != MeterEvent.ABSENT
                || message.watts3() != MeterEvent.ABSENT) {
            var reading = new Reading(time, milli(message.watts1()), milli(message.watts2()), milli(message.watts3()));
            readings += reading.channelCount();
            target.take(power[sensor], reading);
        }
        if (message.pulses() != MeterEvent.NO_PULSES) {
            readPulses(message, time, target);
        }
        readTemperature(message, time, target);
    }

    /** Hands on what the impulses of a message are in, if it says that and it was not taken before. */
    public <E extends Exception> void readUnit(MeterEvent.Live message, UnitTarget<E> target) throws E {
        if (message.pulses() != MeterEvent.NO_PULSES && message.type() >= MeterEvent.ELECTRICITY_PULSES) {
            var series = pulses[message.sensor()];
            var unit = new ImpulseUnit(Counted.values()[message.type() - MeterEvent.ELECTRICITY_PULSES],
                    Math.max(0, message.pulsesPerUnit()));
            if (!unit.equals(takenUnits.get(series))) {
                target.take(series, unit);
                takenUnits.put(series, unit);
            }
        }
    }

    private <E extends Exception> void readPulses(MeterEvent.Live message, long time, Target<E> target) throws E {
        int sensor = message.sensor();
        long count = message.pulses();
        var series = pulses[sensor];
        if (message.type() == MeterEvent.ELECTRICITY_PULSES && message.watts1() == MeterEvent.ABSENT
                && message.pulsesPerUnit() > 0) {
            // However much it is: what no sensor can measure is damage, which is not for here to tell
            var power = counted.computeIfAbsent(series, this::energy).count(time, count, message.pulsesPerUnit())
                    .reading();
            if (power.isPresent()) {
                readings++;
                target.take(this.power[sensor], power.get());
            }
        }
        readings++;
        target.take(series, new Reading(time, count, Reading.ABSENT, Reading.ABSENT));
    }

    private CountedEnergy energy(SeriesKey series) {
        var energy = CountedEnergy.ofPulses();
        lastCount.apply(series).ifPresent(last -> energy.startFrom(last.timeMillis(), last.channel1()));
        return energy;
    }

    private <E extends Exception> void readTemperature(MeterEvent.Live message, long time, Target<E> target) throws E {
        int value = message.milliCelsius();
        if (value == MeterEvent.ABSENT) {
            return;
        }
        boolean due = temperatureTime == Long.MIN_VALUE || time >= temperatureTime + TEMPERATURE_EVERY_MILLIS
                || time < temperatureTime;
        if (due || (value != temperatureValue && time != temperatureTime)) {
            temperatureTime = time;
            temperatureValue = value;
            target.take(temperature, new Reading(time, value, Reading.ABSENT, Reading.ABSENT));
        }
    }

    private static long milli(int watts) {
        return watts == MeterEvent.ABSENT ? Reading.ABSENT : watts * MILLI;
    }
}
