package org.currentcost.accounting;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;

/**
 * A sensor of power, measured or computed.
 *
 * @param key      its series; {@linkplain SensorNumber#COMPUTED computed} sensors have a formula and no readings
 * @param settings what the user settled about it
 * @param meter    the place of its meter among all meters, 0 for the one that is known for the longest time
 * @param inside   the numbers of the sensors of its meter that it is inside of, from the nearest one on, without the
 *                 house, as {@link InsideRule} has them; never itself. One of them may be gone
 * @param usual    the place of its colour in the chart palette unless the user chose one
 */
public record Sensor(SeriesKey key, SensorSettings settings, int meter, List<Integer> inside, int usual) {

    /** The colours of houses by the place of their meter; the first one's is the usual one. */
    private static final int[] HOUSE_COLORS = {0, 5, 3, 2, 4, 1, 6};

    /** How many colours there are beside the first house's and the grey of an unknown rest. */
    private static final int OTHER_COLORS = 6;

    private static final int NINE = 9;

    public Sensor {
        inside = List.copyOf(inside);
    }

    /** Makes a sensor with the colour that it has where no other one of its meter has that. */
    public Sensor(SeriesKey key, SensorSettings settings, int meter, List<Integer> inside) {
        this(key, settings, meter, inside, usualColor(key.sensor(), meter));
    }

    /** Makes a sensor that is inside of none but the house. */
    public Sensor(SeriesKey key, SensorSettings settings, int meter) {
        this(key, settings, meter, List.of());
    }

    /** Makes a sensor of the first meter that is inside of none but the house. */
    public Sensor(SeriesKey key, SensorSettings settings) {
        this(key, settings, 0);
    }

    /** {@return whether a sensor with such settings is a part of what the house uses} */
    static boolean isPart(int number, SensorSettings settings) {
        return number != SensorNumber.OWN.first() && settings.role() == SensorRole.INSIDE_HOUSE;
    }

    /** {@return whether it is a part of what the house uses, so that it can be inside others and others inside it} */
    public boolean isPart() {
        return isPart(key.sensor(), settings);
    }

    /** {@return whether it can be put inside another sensor: one of the same meter that is not inside this one} */
    public boolean mayBeInside(Sensor other) {
        return isPart() && other.isPart() && other.key().meter().equals(key.meter()) && !other.key().equals(key)
                && !other.inside().contains(key.sensor());
    }

    /** {@return the nearest one of some sensors that this one is inside of, if any is; never a house} */
    public Optional<Sensor> parent(List<Sensor> among) {
        for (int number : inside) {
            for (var one : among) {
                if (one.key().sensor() == number && one.key().meter().equals(key.meter())) {
                    return Optional.of(one);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * {@return whether it is computed from what some sensors tell already, so that it would count twice beside them}
     * <p>
     * As a sum where another sensor, or another sum, has one of its parts for itself.
     */
    public boolean repeats(List<Sensor> among) {
        var formula = InsideRule.formula(settings);
        return isPart() && formula.isPresent() && among.stream().filter(other -> other.isPart()
                && other.key().meter().equals(key.meter()) && !other.key().equals(key)
                && !other.isWithin(key.sensor()) && !isWithin(other.key().sensor())).anyMatch(
                        other -> formula.get().taken().stream().noneMatch(other::isWithin)
                                && formula.get().added().stream()
                                        .anyMatch(number -> other.shares(number, this, among)));
    }

    /** {@return whether this is another sensor, or inside of it} */
    private boolean isWithin(int number) {
        return key.sensor() == number || inside.contains(number);
    }

    /** {@return whether this tells a part of what is computed from a sensor, and was there before} */
    private boolean shares(int number, Sensor computed, List<Sensor> among) {
        boolean house = among.stream().anyMatch(one -> one.settings().role() == SensorRole.HOUSE
                && one.key().equals(new SeriesKey(key.meter(), number, key.quantity())));
        var own = InsideRule.formula(settings);
        if (own.isEmpty()) {
            return house || isWithin(number);
        }
        return key.sensor() < computed.key().sensor() && (house || own.get().added().contains(number));
    }

    /** {@return the place of its colour in the chart palette} */
    public int color() {
        return settings.color().orElse(usual);
    }

    /**
     * Sensors of a meter take the colours from the first one on, computed ones from the last one back, so that none
     * looks like its house as long as there are colours left.
     */
    private static int usualColor(int number, int meter) {
        if (number == 0) {
            return HOUSE_COLORS[meter % HOUSE_COLORS.length];
        }
        if (SensorNumber.COMPUTED.has(number)) {
            return OTHER_COLORS - (number - SensorNumber.COMPUTED.first()) % OTHER_COLORS;
        }
        // As if named ones followed the nine of a meter: so they began before they had numbers of their own
        int place = SensorNumber.NAMED.has(number) ? number - SensorNumber.NAMED.first() + NINE : number - 1;
        return 1 + place % OTHER_COLORS;
    }

    /**
     * {@return these, each with a usual colour that no other one has, as long as there are such}
     * <p>
     * Whoever comes first with a colour keeps it, so that colours stay as they are when a sensor comes.
     *
     * @param sensors all of one meter, in order
     */
    static List<Sensor> apart(List<Sensor> sensors) {
        var taken = new HashSet<Integer>();
        var second = new HashSet<Sensor>();
        for (var sensor : sensors) {
            if (sensor.settings().color().isEmpty() && !taken.add(sensor.usual())) {
                second.add(sensor);
            }
        }
        sensors.forEach(sensor -> sensor.settings().color().ifPresent(taken::add));
        return sensors.stream().map(sensor -> {
            var free = IntStream.rangeClosed(1, OTHER_COLORS).filter(color -> !taken.contains(color)).findFirst();
            if (!second.contains(sensor) || free.isEmpty()) {
                return sensor;
            }
            taken.add(free.getAsInt());
            return new Sensor(sensor.key(), sensor.settings(), sensor.meter(), sensor.inside(), free.getAsInt());
        }).toList();
    }

    /** {@return -1 for what stands below zero, on an axis and in words: energy that is made or fed into the grid} */
    public int sign(AmountUnit unit) {
        return switch (settings.role()) {
            case GENERATION -> -1;
            // what is paid for it is negative money already
            case EXPORT -> unit == AmountUnit.MONEY ? 1 : -1;
            default -> 1;
        };
    }
}
