package org.currentcost.accounting;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.currentcost.accounting.GridToday.Flow;
import org.currentcost.accounting.GridToday.Unknown;
import org.currentcost.analysis.Formula;
import org.currentcost.analysis.Pricing;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/**
 * Works out what came from the grid and what went into it, where that can be known:
 * <ul>
 * <li>A house that was ever clearly below zero tells what goes through its meter: what is above zero came from the
 * grid, what is below went there.
 * <li>Else it tells what the house uses: from the grid came what it used and what was fed in, less what was made here;
 * what is made beyond what is used went there.
 * <li>What a sensor of the grid says went there did so.
 * </ul>
 * By quarter hours, for that is how fine the energy of sensors is kept.
 */
final class GridReader {

    /** A clamp may tell some watts too little: that far a quarter of a house may be below zero for nothing. */
    private static final long MOST_NOISE_MICROJOULES = 10_000L * QuarterHours.QUARTER_MILLIS;

    private final Accounting accounting;
    private final List<Sensor> feeders;
    private final List<Sensor> makers;
    private final Optional<Sensor> house;
    /** Whether the house tells what goes through its meter, and not what is used. */
    private final boolean netMeter;

    /** @param sensors all of one meter */
    GridReader(Accounting accounting, List<Sensor> sensors) throws StoreException {
        this.accounting = accounting;
        feeders = of(sensors, SensorRole.EXPORT);
        makers = of(sensors, SensorRole.GENERATION);
        house = of(sensors, SensorRole.HOUSE).stream().findFirst();
        netMeter = house.isPresent() && isBelowZero(accounting.energy().energy(house.get().key()));
    }

    private static List<Sensor> of(List<Sensor> sensors, SensorRole role) {
        return sensors.stream().filter(one -> one.settings().role() == role).toList();
    }

    /**
     * {@return what came and went today so far}
     *
     * @param day from its start to the present
     */
    GridToday read(TimeRange day) throws StoreException {
        var today = accounting.known().within(Stream.of(house.stream(), makers.stream(), feeders.stream())
                .flatMap(Function.identity()).toList(), day);
        Optional<Flow> fed = feeders.isEmpty()
                ? Optional.empty()
                : Optional.of(flow(SensorRole.EXPORT, feeders, List.of(), today, false));
        if (house.isEmpty()) {
            var unknown = Flow.unknown(Unknown.HOUSE_NOT_MEASURED);
            return new GridToday(unknown, fed.orElse(unknown), false);
        }
        if (!netMeter && makers.isEmpty() && fed.isPresent()) {
            return new GridToday(Flow.unknown(Unknown.GENERATION_NOT_MEASURED), fed.get(), false);
        }
        var come = new ArrayList<>(List.of(house.get()));
        come.addAll(netMeter ? List.of() : feeders);
        var gone = netMeter ? List.<Sensor>of() : makers;
        boolean byQuarter = netMeter || !makers.isEmpty();
        return new GridToday(flow(SensorRole.HOUSE, come, gone, today, byQuarter),
                fed.isPresent() ? fed.get() : flow(SensorRole.EXPORT, come, gone, today, byQuarter),
                netMeter);
    }

    private static boolean isBelowZero(QuarterHours quarters) {
        for (int i = 0; i < quarters.size(); i++) {
            if (quarters.measuredMicrojoules(i) < -MOST_NOISE_MICROJOULES) {
                return true;
            }
        }
        return false;
    }

    /** {@return what comes of sensors and does not go to others, or of an export what goes beyond what comes} */
    private Flow flow(SensorRole role, List<Sensor> come, List<Sensor> gone, TimeRange today, boolean byQuarter)
            throws StoreException {
        boolean turned = role == SensorRole.EXPORT && house.filter(come::contains).isPresent();
        boolean tiers = accounting.amounts().pricing().filter(Pricing::hasTiers).isPresent();
        var energy = new GridEnergy(come.getFirst().key().meter(), role,
                oneWay(turned, come, gone, key -> accounting.energy().energy(key, today)),
                tiers ? oneWay(turned, come, gone, key -> accounting.energy().energy(key)) : QuarterHours.NONE);
        Map<AmountUnit, AmountSum> amounts = new EnumMap<>(AmountUnit.class);
        for (var unit : AmountUnit.values()) {
            if (accounting.amounts().available(unit)) {
                amounts.put(unit, accounting.amounts().amount(energy, today, unit));
            }
        }
        return amounts.get(AmountUnit.ENERGY).energy().known()
                ? new Flow(amounts, Optional.empty(), byQuarter)
                : Flow.unknown(Unknown.SILENT_SENSOR);
    }

    private interface Reading {
        QuarterHours of(SeriesKey key) throws StoreException;
    }

    private QuarterHours oneWay(boolean turned, List<Sensor> come, List<Sensor> gone, Reading reading)
            throws StoreException {
        var operands = new HashMap<Integer, QuarterHours>();
        for (var sensor : Stream.concat(come.stream(), gone.stream()).toList()) {
            var quarters = reading.of(sensor.key());
            // What panels draw at night is the house's already.
            operands.put(sensor.key().sensor(), netMeter && house.filter(sensor::equals).isPresent()
                    ? quarters
                    : quarters.positive());
        }
        var net = Formula.of(numbers(come), numbers(gone)).evaluate(operands);
        return (turned ? net.negated() : net).positive();
    }

    private static List<Integer> numbers(List<Sensor> sensors) {
        return sensors.stream().map(one -> one.key().sensor()).toList();
    }
}
