package org.currentcost.source.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
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
 * @param clockAhead       by how much the meter's clock is ahead of local standard time, negative if behind; whole
 *                         seconds
 */
public record SimulatorSettings(MeterModel model, long seed, Instant start, ZoneId zone, int applianceSensors,
        boolean quirks, Duration clockAhead) {

    /** The most appliances that can have a sensor of their own. */
    public static final int MAXIMUM_APPLIANCES = 3;

    private static final long HALF_DAY_SECONDS = 43_200;

    /** The household that is simulated if nobody chooses another. */
    public static final long DEFAULT_SEED = 7;

    public SimulatorSettings {
        Objects.requireNonNull(model);
        Objects.requireNonNull(start);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(clockAhead);
        if (applianceSensors < 0 || applianceSensors > MAXIMUM_APPLIANCES) {
            throw new IllegalArgumentException("0 to 3 appliances can have a sensor: " + applianceSensors);
        }
    }

    /** {@return the default household with every appliance sensor and without quirks} */
    public static SimulatorSettings of(MeterModel model, Instant start, ZoneId zone) {
        return new SimulatorSettings(model, DEFAULT_SEED, start, zone, MAXIMUM_APPLIANCES, false, Duration.ZERO);
    }

    /** {@return these settings with another household} */
    public SimulatorSettings withSeed(long otherSeed) {
        return new SimulatorSettings(model, otherSeed, start, zone, applianceSensors, quirks, clockAhead);
    }

    /** {@return these settings with 0 to {@value #MAXIMUM_APPLIANCES} appliance sensors} */
    public SimulatorSettings withApplianceSensors(int count) {
        return new SimulatorSettings(model, seed, start, zone, count, quirks, clockAhead);
    }

    /** {@return these settings with quirks on or off} */
    public SimulatorSettings withQuirks(boolean on) {
        return new SimulatorSettings(model, seed, start, zone, applianceSensors, on, clockAhead);
    }

    /**
     * {@return these settings with a meter whose clock shows {@code shown} when the simulation begins} It is at most
     * twelve hours off.
     */
    public SimulatorSettings withClock(LocalTime shown) {
        long standard = zone.getRules().getStandardOffset(start).getTotalSeconds();
        long ahead = Math.floorMod(shown.toSecondOfDay() - start.getEpochSecond() - standard + HALF_DAY_SECONDS,
                2 * HALF_DAY_SECONDS) - HALF_DAY_SECONDS;
        return new SimulatorSettings(model, seed, start, zone, applianceSensors, quirks, Duration.ofSeconds(ahead));
    }
}
