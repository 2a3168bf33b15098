package org.currentcost.source.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/**
 * What decides every byte of a simulated meter: the same settings give the same bytes, on any machine.
 *
 * @param model            the kind of meter
 * @param seed             chooses the household: its appliances, habits and chances
 * @param start            when the simulation begins; the meter has been collecting its history before that
 * @param zone             where the household lives; the meter's clock shows its standard time all year
 * @param applianceSensors how many appliances have a sensor of their own, 0 to {@value #MAXIMUM_APPLIANCES}: the fridge
 *                         is sensor 1, the washing machine 2, the tumble dryer 3; a Classic meter never shows them
 * @param quirks           whether to damage and disturb some messages the way real lines do
 */
public record SimulatorSettings(MeterModel model, long seed, Instant start, ZoneId zone, int applianceSensors,
        boolean quirks) {

    /** The most appliances that can have a sensor of their own. */
    public static final int MAXIMUM_APPLIANCES = 3;

    /** The household that is simulated if nobody chooses another. */
    public static final long DEFAULT_SEED = 7;

    public SimulatorSettings {
        Objects.requireNonNull(model);
        Objects.requireNonNull(start);
        Objects.requireNonNull(zone);
        if (applianceSensors < 0 || applianceSensors > MAXIMUM_APPLIANCES) {
            throw new IllegalArgumentException("0 to 3 appliances can have a sensor: " + applianceSensors);
        }
    }

    /** {@return the default household with every appliance sensor and without quirks} */
    public static SimulatorSettings of(MeterModel model, Instant start, ZoneId zone) {
        return new SimulatorSettings(model, DEFAULT_SEED, start, zone, MAXIMUM_APPLIANCES, false);
    }

    /** {@return these settings with another household} */
    public SimulatorSettings withSeed(long otherSeed) {
        return new SimulatorSettings(model, otherSeed, start, zone, applianceSensors, quirks);
    }

    /** {@return these settings with 0 to {@value #MAXIMUM_APPLIANCES} appliance sensors} */
    public SimulatorSettings withApplianceSensors(int count) {
        return new SimulatorSettings(model, seed, start, zone, count, quirks);
    }

    /** {@return these settings with quirks on or off} */
    public SimulatorSettings withQuirks(boolean on) {
        return new SimulatorSettings(model, seed, start, zone, applianceSensors, on);
    }
}
