package org.currentcost.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From dated messages to readings. */
class LiveReaderTest {

    private static final long START = 1_800_000_000_000L;
    private static final SeriesKey TEMPERATURE = new SeriesKey("Home", 0, Quantity.TEMPERATURE);
    private static final int ELECTRICITY = 2;
    private static final int GAS = 3;

    private record Taken(SeriesKey series, Reading reading) {
    }

    private final LiveReader reader = new LiveReader("Home");
    private final List<Taken> taken = new ArrayList<>();

    /** {@return an event with the power of one clamp and a temperature, or {@link MeterEvent#ABSENT}} */
    private static MeterEvent.Live power(int sensor, int watts, int milliCelsius) {
        return new MeterEvent.Live("CC128-v1.29", 402, 43_200, milliCelsius, sensor, 2290, 1, watts, MeterEvent.ABSENT,
                MeterEvent.ABSENT, MeterEvent.NO_PULSES, MeterEvent.ABSENT);
    }

    /** {@return an event of a pulse meter} @param type 2 electricity, 3 gas, 4 water */
    private static MeterEvent.Live pulses(int sensor, int type, long count, int pulsesPerUnit) {
        return new MeterEvent.Live("CC128-v1.48", 402, 43_200, MeterEvent.ABSENT, sensor, 2290, type, MeterEvent.ABSENT,
                MeterEvent.ABSENT, MeterEvent.ABSENT, count, pulsesPerUnit);
    }

    private void read(MeterEvent.Live message, long afterMillis) {
        reader.<RuntimeException>read(message, START + afterMillis,
                (series, reading) -> taken.add(new Taken(series, reading)));
    }

    private List<Reading> readings(SeriesKey series) {
        return taken.stream().filter(one -> one.series.equals(series)).map(Taken::reading).toList();
    }

    private static Reading counted(long fromMillis, long toMillis, long value) {
        return Reading.counted(START + fromMillis, toMillis - fromMillis, value);
    }

    private static Reading at(long afterMillis, long value) {
        return new Reading(START + afterMillis, value, Reading.ABSENT, Reading.ABSENT);
    }

    @Test
    void aMessageThatIsRepeatedWordForWordIsOneReading() {
        read(power(0, 100, MeterEvent.ABSENT), 0);
        read(power(0, 100, MeterEvent.ABSENT), 0);
        read(power(0, 200, MeterEvent.ABSENT), 0);
        read(power(0, 200, MeterEvent.ABSENT), 0);
        read(power(0, 300, MeterEvent.ABSENT), 0);
        assertEquals(List.of(at(0, 100_000), at(0, 100_000), at(1, 200_000), at(1, 200_000), at(2, 300_000)),
                readings(SeriesKey.power("Home", 0)));
    }

    @Test
    void aTemperatureIsKeptWhenItChangesAndElseEveryFourMinutes() {
        for (int second = 0; second <= 600; second += 6) {
            read(power(0, 100, second < 300 ? 20_000 : 20_100), 1000L * second);
        }
        assertEquals(List.of(at(0, 20_000), at(240_000, 20_000), at(300_000, 20_100), at(540_000, 20_100)),
                readings(TEMPERATURE));
        assertEquals(101, reader.readings());
    }

    @Test
    void sensorsThatTellTheTemperatureOfOneInstantGiveOneReading() {
        read(power(0, 100, 20_000), 0);
        read(power(3, 100, 20_100), 0);
        assertEquals(List.of(at(0, 20_000)), readings(TEMPERATURE));
    }

    @Test
    void aTimeThatGoesBackBeginsTheTemperatureAnew() {
        read(power(0, 100, 20_000), 3_600_000);
        read(power(0, 100, 20_000), 0);
        assertEquals(List.of(at(3_600_000, 20_000), at(0, 20_000)), readings(TEMPERATURE));
    }

    @Test
    void pulsesBecomePowerFromTheFirstOfTwoCountsOn() {
        read(pulses(1, ELECTRICITY, 1000, 1000), 0);
        read(pulses(1, ELECTRICITY, 1002, 1000), 6000);
        read(pulses(1, ELECTRICITY, 1002, 1000), 12_000);
        // 2 pulses of 1 Wh in 6 s: 2 x 3 600 000 / (1000 x 6) W
        assertEquals(List.of(counted(0, 6000, 1_200_000), counted(6000, 12_000, 0)),
                readings(SeriesKey.power("Home", 1)));
        assertEquals(List.of(at(0, 1000), at(6000, 1002), at(12_000, 1002)),
                readings(new SeriesKey("Home", 1, Quantity.PULSES)));
        assertEquals(5, reader.readings());
    }

    @Test
    void aCounterThatWasResetIsNeverNegativePower() {
        read(pulses(1, ELECTRICITY, 5000, 1000), 0);
        read(pulses(1, ELECTRICITY, 3, 1000), 6000);
        read(pulses(1, ELECTRICITY, 4, 1000), 12_000);
        // 3 pulses since the reset, then one
        assertEquals(List.of(counted(0, 6000, 1_800_000), counted(6000, 12_000, 600_000)),
                readings(SeriesKey.power("Home", 1)));
    }

    @Test
    void aCounterThatLeapsIsHandedOnWhateverPowerThatIs() {
        read(pulses(1, ELECTRICITY, 0, 1000), 0);
        read(pulses(1, ELECTRICITY, 250, 1000), 36_000);
        read(pulses(1, ELECTRICITY, 501, 1000), 72_000);
        read(pulses(1, ELECTRICITY, 1_000_501, 1000), 108_000);
        assertEquals(List.of(counted(0, 36_000, 25_000_000), counted(36_000, 72_000, 25_100_000),
                counted(72_000, 108_000, 100_000_000_000L)), readings(SeriesKey.power("Home", 1)));
    }

    @Test
    void pulsesOfUnknownWorthAreOnlyCounted() {
        read(pulses(1, ELECTRICITY, 0, 0), 0);
        read(pulses(1, ELECTRICITY, 2, 0), 6000);
        read(pulses(2, ELECTRICITY, 0, MeterEvent.ABSENT), 0);
        read(pulses(2, ELECTRICITY, 2, MeterEvent.ABSENT), 6000);
        assertEquals(4, taken.size());
        assertEquals(List.of(), readings(SeriesKey.power("Home", 1)));
        assertEquals(List.of(), readings(SeriesKey.power("Home", 2)));
    }

    @Test
    void gasIsNoPower() {
        read(pulses(4, GAS, 10, 100), 0);
        read(pulses(4, GAS, 11, 100), 6000);
        assertEquals(List.of(), readings(SeriesKey.power("Home", 4)));
        assertEquals(2, readings(new SeriesKey("Home", 4, Quantity.PULSES)).size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1000, 6000, 26_000, 600_000, 3 * 3_600_000, 2 * 86_400_000})
    void whatWasCountedCoversItsIntervalHoweverLong(long pause) {
        read(pulses(1, ELECTRICITY, 14_768, 1000), 0);
        read(pulses(1, ELECTRICITY, 14_769, 1000), pause);
        assertEquals(List.of(counted(0, pause, Math.round(3.6e9 / pause))), readings(SeriesKey.power("Home", 1)));
    }

    @Test
    void goesOnFromTheLastCountThatIsKnown() {
        var again = new LiveReader("Home", series -> series.sensor() == 1
                ? Optional.of(at(-7_200_000, 14_000))
                : Optional.empty());
        again.<RuntimeException>read(pulses(1, ELECTRICITY, 15_000, 1000), START,
                (series, reading) -> taken.add(new Taken(series, reading)));
        again.<RuntimeException>read(pulses(2, ELECTRICITY, 15_000, 1000), START,
                (series, reading) -> taken.add(new Taken(series, reading)));
        assertEquals(List.of(counted(-7_200_000, 0, 500_000)), readings(SeriesKey.power("Home", 1)));
        assertEquals(List.of(), readings(SeriesKey.power("Home", 2)));
    }
}
