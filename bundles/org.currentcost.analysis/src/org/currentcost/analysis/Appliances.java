package org.currentcost.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.currentcost.model.Energy;
import org.currentcost.model.Saturated;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;

/** Splits what the house uses into what the sensors inside it tell and the unknown rest. */
public final class Appliances {

    private Appliances() {
    }

    /**
     * What one sensor has of the house, over the time of which both are known.
     *
     * @param series       the sensor
     * @param energy       its energy
     * @param house        the energy of the whole house in that time
     * @param commonMillis for how long both are known
     */
    public record Share(SeriesKey series, Energy energy, Energy house, long commonMillis) {

        /** {@return the part of the house, 0 to 1 and more; not a number where the house uses nothing} */
        public double ofHouse() {
            return house.microjoules() > 0 ? (double) energy.microjoules() / house.microjoules() : Double.NaN;
        }
    }

    /**
     * The house in parts. The energies of the sensors and the rest add up to that of the house; the parts that
     * {@link Share#ofHouse()} tells need not add up, since each stands on the time that its own sensor is known.
     *
     * @param house   the whole house
     * @param sensors the sensors, in the order of their series
     * @param rest    what no sensor tells, be it that none measures it or that one was silent; negative where the
     *                sensors tell more than the whole house, which happens when a clamp is not where it is thought to
     *                be or a sensor's role is wrong
     */
    public record Shares(EnergySum house, List<Share> sensors, Energy rest) {

        /** {@return whether the sensors tell more than the whole house} */
        public boolean exceeded() {
            return rest.microjoules() < 0;
        }

        /** {@return for how much of the time that the house is known a sensor is, 0 to 1} */
        public double coverage(Share sensor) {
            return house.known() ? (double) sensor.commonMillis() / house.knownMillis() : 0;
        }
    }

    /**
     * {@return the shares of the sensors in the house}
     * <p>
     * Where a quarter of an hour is known of one for longer than of the other, the energy of that one is cut down in
     * proportion.
     *
     * @param house  the whole house
     * @param inside the sensors inside it
     * @param range  the quarters that begin in it are taken
     */
    public static Shares shares(QuarterHours house, Map<SeriesKey, QuarterHours> inside, TimeRange range) {
        var total = house.sum(range.startMillis(), range.endMillis());
        var shares = new ArrayList<Share>();
        long rest = total.microjoules();
        for (var entry : inside.entrySet()) {
            var share = share(house, entry.getKey(), entry.getValue(), range);
            rest -= share.energy().microjoules();
            shares.add(share);
        }
        shares.sort(Comparator.comparing(Share::series));
        return new Shares(total, List.copyOf(shares), new Energy(rest));
    }

    private static Share share(QuarterHours house, SeriesKey series, QuarterHours sensor, TimeRange range) {
        var common = sensor.clip(house.clip(range));
        long energy = 0;
        long houseEnergy = 0;
        long time = 0;
        // A quarter belongs to the range that it begins in.
        int from = house.indexOf(common.startMillis() + QuarterHours.QUARTER_MILLIS - 1);
        int to = house.indexOf(common.endMillis() + QuarterHours.QUARTER_MILLIS - 1);
        int shift = from < to ? sensor.indexOf(house.startMillis(from)) - from : 0;
        for (int i = from; i < to;) {
            var houseRollup = house.rollup(i);
            var rollup = sensor.rollup(i + shift);
            boolean whole = i == houseRollup.from && i + shift == rollup.from && houseRollup.to <= to
                    && houseRollup.to + shift == rollup.to;
            if (whole && houseRollup.complete && rollup.complete) {
                energy = Saturated.plus(energy, rollup.knownMicrojoules);
                houseEnergy = Saturated.plus(houseEnergy, houseRollup.knownMicrojoules);
                time += (rollup.to - rollup.from) * QuarterHours.QUARTER_MILLIS;
                i = houseRollup.to;
                continue;
            }
            int houseKnown = house.knownMillis(i);
            int sensorKnown = sensor.knownMillis(i + shift);
            int known = Math.min(houseKnown, sensorKnown);
            if (known > 0) {
                energy = Saturated.plus(energy,
                        QuarterHours.scaled(sensor.knownMicrojoules(i + shift), known, sensorKnown));
                houseEnergy = Saturated.plus(houseEnergy,
                        QuarterHours.scaled(house.knownMicrojoules(i), known, houseKnown));
                time += known;
            }
            i++;
        }
        return new Share(series, new Energy(energy), new Energy(houseEnergy), time);
    }
}
