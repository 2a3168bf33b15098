package org.currentcost.accounting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.currentcost.model.SensorRole;

/**
 * How sensors lie upon each other in a stack: those inside another one first, then what they leave of it, and at last
 * what all leave of the house, so that the whole is as high as the house and nothing is counted twice.
 */
public final class SensorStack {

    private final List<Sensor> sensors;
    /** The places of those inside each sensor, without those that are inside one of them. */
    private final List<List<Integer>> inside = new ArrayList<>();

    /** @param sensors those that are stacked; what is inside another one is inside the next one that is among them */
    public SensorStack(List<Sensor> sensors) {
        this.sensors = List.copyOf(sensors);
        var parts = IntStream.range(0, this.sensors.size()).filter(i -> isPart(this.sensors.get(i))).boxed().toList();
        for (var sensor : this.sensors) {
            inside.add(parts.stream().filter(i -> isInside(this.sensors.get(i), sensor)).toList());
        }
    }

    private boolean isPart(Sensor sensor) {
        return sensor.settings().role() == SensorRole.INSIDE_HOUSE && !sensor.repeats(sensors);
    }

    private boolean isInside(Sensor part, Sensor other) {
        if (!part.key().meter().equals(other.key().meter())) {
            return false;
        }
        var parent = part.parent(sensors);
        return parent.isPresent() ? parent.get().equals(other) : other.settings().role() == SensorRole.HOUSE;
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
    public List<Layer> layers() {
        var layers = new ArrayList<Layer>();
        for (boolean house : new boolean[]{false, true}) {
            for (int place = 0; place < sensors.size(); place++) {
                var sensor = sensors.get(place);
                boolean part = sensor.parent(sensors).isPresent();
                if (!part && house == (sensor.settings().role() == SensorRole.HOUSE)) {
                    add(place, house, layers);
                }
            }
        }
        return layers;
    }

    private void add(int place, boolean house, List<Layer> layers) {
        if (!house) {
            inside.get(place).forEach(each -> add(each, false, layers));
        }
        layers.add(new Layer(sensors.get(place), inside.get(place)));
    }

    /** {@return each sensor as a layer of its own, for where they stand side by side} */
    public List<Layer> apart() {
        return sensors.stream().map(sensor -> new Layer(sensor, List.of())).toList();
    }

    /**
     * {@return what is left of a sensor, never less than nothing; its parts by how it is known stand as the sensor's}
     *
     * @param layer   of this stack
     * @param amounts of the sensors by their places, in the same period; one of which nothing is known takes nothing
     *                off, but what is inside it does
     */
    public AmountSum rest(Layer layer, IntFunction<AmountSum> amounts) {
        var whole = amounts.apply(sensors.indexOf(layer.sensor()));
        var charge = whole.withoutStandingCharge();
        if (charge.signum() <= 0) {
            return whole;
        }
        var left = charge;
        for (int place : layer.inside()) {
            left = left.subtract(taken(place, amounts));
        }
        var share = left.max(BigDecimal.ZERO).min(charge).divide(charge, MathContext.DECIMAL64);
        return new AmountSum(whole.energy(), whole.measured().multiply(share), whole.memory().multiply(share),
                whole.estimated().multiply(share), whole.standingCharge(), whole.complete());
    }

    /** A sensor and those inside it together: as much as they tell where it is silent or tells less. */
    private BigDecimal taken(int place, IntFunction<AmountSum> amounts) {
        var own = amounts.apply(place).withoutStandingCharge();
        return inside.get(place).stream().map(each -> taken(each, amounts)).reduce(BigDecimal::add).map(own::max)
                .orElse(own);
    }

    /**
     * {@return what a sensor takes off what it is inside of: as much as it tells, or as those inside it do where it is
     * silent or tells less}
     *
     * @param place   of the sensor
     * @param amounts of the sensors by their places; 0 for one of which nothing is known
     */
    public double taken(int place, IntToDoubleFunction amounts) {
        double own = amounts.applyAsDouble(place);
        var nested = inside.get(place).stream().mapToDouble(each -> taken(each, amounts)).reduce(Double::sum);
        return nested.isPresent() ? Math.max(own, nested.getAsDouble()) : own;
    }
}
