package org.currentcost.accounting;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.currentcost.analysis.DayFilter;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.Mean;
import org.currentcost.model.TimeRange;

/**
 * What sensors use on the average day or in the average week, without the standing charge: the answer of
 * {@link AverageReader}.
 *
 * @param days  the time that was looked at, in whole days
 * @param lines one for each sensor
 */
public record AverageAmounts(TimeRange days, List<Line> lines) {

    /** What the mean is taken of. */
    public enum Of {
        /** Of each of the 24 hours of the clock, 0 to 23. */
        HOURS_OF_THE_DAY,
        /** Of each day of the week, Monday to Sunday. */
        DAYS_OF_THE_WEEK
    }

    /**
     * What is asked.
     *
     * @param sensors whose amounts
     * @param range   the days that have a part in it are looked at
     * @param unit    what the amounts are of
     * @param of      what the means are taken of
     * @param days    which days count
     */
    public record Question(List<Sensor> sensors, TimeRange range, AmountUnit unit, Of of, DayFilter days) {
    }

    /**
     * The means of a sensor.
     *
     * @param means one for each hour or day
     * @param known how the energy is known of each of them, over all days that were looked at
     * @param all   how the energy is known of all days that were looked at: as a view of days tells it
     */
    public record Line(Sensor sensor, List<Mean> means, List<EnergySum> known, EnergySum all) {

        /** {@return the mean of the whole day or week; empty where part of it is unknown} */
        public OptionalDouble total() {
            return means.stream().allMatch(Mean::known)
                    ? OptionalDouble.of(means.stream().mapToDouble(Mean::amount).sum())
                    : OptionalDouble.empty();
        }

        /** {@return the part of a mean's energy that the meter's memory tells, 0 to 1} */
        public double memoryPart(int place) {
            return part(known.get(place).memoryMicrojoules(), known.get(place));
        }

        /** {@return the part of a mean's energy that is estimated, 0 to 1} */
        public double estimatedPart(int place) {
            return part(known.get(place).estimatedMicrojoules(), known.get(place));
        }

        private static double part(long microjoules, EnergySum of) {
            return of.microjoules() == 0 ? 0 : Math.clamp((double) microjoules / of.microjoules(), 0, 1);
        }
    }

    /**
     * A layer of a stack.
     *
     * @param line    the sensor with all of its means
     * @param amounts those that the layer is as high as; of no meaning where the mean is unknown
     * @param rest    whether that is what other sensors leave of them
     */
    public record Layer(Line line, List<Double> amounts, boolean rest) {
    }

    /** {@return the lines as they lie upon each other, from the bottom up, with nothing counted twice} */
    public List<Layer> stacked() {
        return layers(SensorStack::layers);
    }

    /** {@return the lines side by side} */
    public List<Layer> apart() {
        return layers(SensorStack::apart);
    }

    private List<Layer> layers(Function<SensorStack, List<SensorStack.Layer>> arrangement) {
        var all = new ArrayList<Layer>();
        var sensors = lines.stream().map(Line::sensor).toList();
        var stack = new SensorStack(sensors);
        for (var layer : arrangement.apply(stack)) {
            var line = lines.get(sensors.indexOf(layer.sensor()));
            var amounts = new ArrayList<Double>();
            for (int i = 0; i < line.means().size(); i++) {
                int at = i;
                double mean = line.means().get(i).amount();
                double inside = layer.inside().stream().mapToDouble(each -> stack.taken(each, place -> {
                    var known = lines.get(place).means().get(at);
                    return known.known() ? known.amount() : 0;
                })).sum();
                amounts.add(mean > 0 ? Math.max(0, mean - inside) : mean);
            }
            all.add(new Layer(line, amounts, layer.isRest()));
        }
        return all;
    }

    /** {@return of how many days the means are at most} */
    public int count() {
        return lines.stream().flatMap(line -> line.means().stream()).mapToInt(Mean::count).max().orElse(0);
    }
}
