package org.currentcost.accounting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.currentcost.model.TimeRange;

/**
 * What each sensor has of the house, all on one basis: the time of which the house is known, without its standing
 * charge, which no sensor has a part of. An answer of {@link PatternReader}.
 *
 * @param period      the time that all is of
 * @param house       the house, or the sensor that was asked for where its meter has none
 * @param houseAmount of the house
 * @param amounts     of each sensor inside the house, in the order of sensors
 * @param commonParts the part of each sensor's amount that is of a time of which the house is known, too, 0 to 1
 */
public record ApplianceShares(TimeRange period, Sensor house, AmountSum houseAmount, Map<Sensor, AmountSum> amounts,
        Map<Sensor, Double> commonParts) {

    private static final double LEAST_EXCESS = 0.0005;

    /** {@return what the house used} */
    public double whole() {
        return houseAmount.withoutStandingCharge().doubleValue();
    }

    /** {@return what a sensor inside the house used, with those that are inside it} */
    public double amount(Sensor sensor) {
        return amounts.get(sensor).total().doubleValue() * commonParts.get(sensor);
    }

    /** {@return what a sensor inside the house used beside what those inside it tell, never less than nothing} */
    public double own(Sensor sensor) {
        double inside = inside(Optional.of(sensor));
        return inside == 0 ? amount(sensor) : Math.max(0, amount(sensor) - inside);
    }

    /** {@return what no sensor tells; below zero where the sensors tell more than the house} */
    public double rest() {
        return whole() - inside(Optional.empty());
    }

    /** {@return what those tell that are inside a sensor, or the house, and none of them twice} */
    private double inside(Optional<Sensor> parent) {
        var sensors = List.copyOf(amounts.keySet());
        var stack = new SensorStack(sensors);
        return IntStream.range(0, sensors.size()).filter(i -> sensors.get(i).parent(sensors).equals(parent))
                .filter(i -> !sensors.get(i).repeats(sensors))
                .mapToDouble(i -> stack.taken(i, place -> amount(sensors.get(place)))).sum();
    }

    /** {@return the part of the house that an amount is, 0 where the house used nothing} */
    public double share(double amount) {
        return whole() == 0 ? 0 : amount / whole();
    }

    /** {@return whether sensors tell more than the house; what is below the last digit shown is no contradiction} */
    public boolean exceeded() {
        return rest() < -whole() * LEAST_EXCESS;
    }
}
