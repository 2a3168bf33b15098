package org.currentcost.accounting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.SensorRole;

/**
 * How sensors lie upon each other in a stack: those inside a house first, then what is left of the house, so that the
 * whole is as high as the house and nothing is counted twice.
 */
public final class SensorStack {

    private SensorStack() {
    }

    /**
     * A layer.
     *
     * @param sensor whose
     * @param inside the places of the sensors that are taken off it; none if it is the sensor itself
     */
    public record Layer(Sensor sensor, List<Integer> inside) {

        /** {@return whether it is what others leave of the sensor} */
        public boolean isRest() {
            return !inside.isEmpty();
        }
    }

    /** {@return the layers from the bottom up} */
    public static List<Layer> layers(List<Sensor> sensors) {
        var layers = new ArrayList<Layer>();
        for (var sensor : sensors) {
            if (sensor.settings().role() != SensorRole.HOUSE) {
                layers.add(new Layer(sensor, List.of()));
            }
        }
        for (var house : sensors) {
            if (house.settings().role() == SensorRole.HOUSE) {
                var inside = new ArrayList<Integer>();
                for (int i = 0; i < sensors.size(); i++) {
                    if (sensors.get(i).settings().role() == SensorRole.INSIDE_HOUSE
                            && sensors.get(i).key().meter().equals(house.key().meter())) {
                        inside.add(i);
                    }
                }
                layers.add(new Layer(house, inside));
            }
        }
        return layers;
    }

    /** {@return each sensor as a layer of its own, for where they stand side by side} */
    public static List<Layer> apart(List<Sensor> sensors) {
        return sensors.stream().map(sensor -> new Layer(sensor, List.of())).toList();
    }

    /**
     * {@return what is left of a house, never less than nothing; its parts by how it is known stand as the house's do}
     *
     * @param inside the sensors inside it, in the same period; one of which nothing is known takes nothing off
     */
    public static AmountSum rest(AmountSum house, List<AmountSum> inside) {
        var charge = house.total().subtract(house.standingCharge());
        if (charge.signum() <= 0) {
            return house;
        }
        var left = charge;
        for (var one : inside) {
            left = left.subtract(one.total().subtract(one.standingCharge()));
        }
        var share = left.max(BigDecimal.ZERO).min(charge).divide(charge, MathContext.DECIMAL64);
        return new AmountSum(house.energy(), house.measured().multiply(share), house.memory().multiply(share),
                house.estimated().multiply(share), house.standingCharge(), house.complete());
    }
}
