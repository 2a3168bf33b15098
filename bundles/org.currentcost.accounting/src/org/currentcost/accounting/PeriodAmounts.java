package org.currentcost.accounting;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.currentcost.analysis.EarlierPeriod;
import org.currentcost.analysis.Gaps;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;

/**
 * What sensors used in each hour, day, month or other period: the answer of {@link PeriodReader}.
 *
 * @param length     the length of the periods
 * @param periods    whole ones, in order; none that is still to come
 * @param known      what the amounts are of: in the first period from where anything is known, in the last up to now;
 *                   empty without a period
 * @param lines      the amounts of each sensor, one for each period
 * @param comparison what the sensors are compared with, if with anything
 * @param target     the target's share of a period, if there is a target and a house among the sensors
 * @param gaps       times of which nothing is known, by sensor
 * @param notes      those in the range
 */
public record PeriodAmounts(PeriodKind length, List<TimeRange> periods, Optional<TimeRange> known, List<Line> lines,
        Optional<Comparison> comparison, Optional<TargetShare> target, List<SensorGap> gaps, List<Note> notes) {

    /**
     * What is asked.
     *
     * @param sensors      whose amounts
     * @param range        the periods that have a part in it
     * @param unit         what the amounts are of
     * @param length       the length of the periods
     * @param mostPeriods  how many there may be: where there would be more, they are longer
     * @param comparedWith with what time the amounts are compared; empty for with nothing
     * @param firstOfWeek  the day that weeks begin with
     */
    public record Question(List<Sensor> sensors, TimeRange range, AmountUnit unit, PeriodKind length, int mostPeriods,
            Optional<EarlierPeriod> comparedWith, DayOfWeek firstOfWeek) {
    }

    /** The amounts of a sensor, one for each period. */
    public record Line(Sensor sensor, List<AmountSum> amounts) {

        /** {@return all of it; empty without a period} */
        public Optional<AmountSum> total() {
            return amounts.stream().reduce(AmountSum::plus);
        }

        /**
         * {@return by what part this is more or less than an earlier time, such as 0.1 for a tenth more; empty where
         * one of them is not known well enough to be compared, or there is nothing to compare with}
         */
        public OptionalDouble changeFrom(Line earlier) {
            var now = total();
            var then = earlier.total();
            boolean comparable = now.isPresent() && then.isPresent() && now.get().energy().complete()
                    && then.get().energy().complete() && then.get().total().signum() > 0;
            return comparable
                    ? OptionalDouble.of(now.get().total().doubleValue() / then.get().total().doubleValue() - 1)
                    : OptionalDouble.empty();
        }
    }

    /**
     * Earlier amounts.
     *
     * @param periods one for each of the shown ones; of no length where there is none to compare with
     * @param lines   one for each sensor
     */
    public record Comparison(EarlierPeriod with, List<TimeRange> periods, List<Line> lines) {
    }

    /** @param converted whether the target is in another unit and was converted by the mean price or factor */
    public record TargetShare(double amount, boolean converted) {
    }

    /** A time of which nothing is known of a sensor. */
    public record SensorGap(Sensor sensor, Gaps.Gap gap) {
    }

    /**
     * A layer of a stack.
     *
     * @param line    the sensor with all of its amounts
     * @param amounts those that the layer is as high as, one for each period
     * @param rest    whether that is what other sensors leave of them
     */
    public record Layer(Line line, List<AmountSum> amounts, boolean rest) {
    }

    /** {@return the lines as they lie upon each other, from the bottom up, with nothing counted twice} */
    public List<Layer> stacked() {
        var layers = new ArrayList<Layer>();
        var sensors = lines.stream().map(Line::sensor).toList();
        var stack = new SensorStack(sensors);
        for (var layer : stack.layers()) {
            var line = lines.get(sensors.indexOf(layer.sensor()));
            var amounts = new ArrayList<AmountSum>();
            for (int i = 0; i < periods.size(); i++) {
                int at = i;
                amounts.add(layer.isRest()
                        ? stack.rest(layer, place -> lines.get(place).amounts().get(at))
                        : line.amounts().get(i));
            }
            layers.add(new Layer(line, amounts, layer.isRest()));
        }
        return layers;
    }

    /** {@return the time that the amounts are told to be of: whole days, or all periods where they are shorter} */
    public Optional<TimeRange> inWords(ZoneId zone) {
        return length.compareTo(PeriodKind.DAY) < 0
                ? known.map(any -> TimeRange.ofMillis(periods.getFirst().startMillis(), periods.getLast().endMillis()))
                : known.map(time -> PeriodRule.wholeDays(time, zone));
    }
}
