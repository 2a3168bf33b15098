package org.currentcost.accounting;

import java.util.List;
import java.util.Optional;
import org.currentcost.model.SeriesKey;

/**
 * What the sensors of a meter used today so far, and what they leave of each other and of the house.
 *
 * @param sensors in the order in which they were asked for
 * @param grid    what came from the grid and went there; empty while nothing was asked
 */
public record TodayParts(List<TodaySoFar> sensors, Optional<GridToday> grid) {

    /** Nothing is known yet. */
    public static final TodayParts NONE = new TodayParts(List.of(), Optional.empty());

    public TodayParts {
        sensors = List.copyOf(sensors);
    }

    /** {@return what a sensor used, if it was asked for} */
    public Optional<TodaySoFar> of(SeriesKey sensor) {
        return sensors.stream().filter(one -> one.sensor().key().equals(sensor)).findFirst();
    }

    /**
     * {@return what the sensors inside a sensor leave of it}; empty if nothing is known of it, or in a unit without a
     * tariff or a factor
     *
     * @param whole the house, or a sensor inside it
     */
    public Optional<AmountSum> rest(SeriesKey whole, AmountUnit unit) {
        var amounts = sensors.stream().map(one -> one.amounts(unit).map(TodaySoFar.Amounts::today)).toList();
        if (amounts.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        var stack = new SensorStack(sensors.stream().map(TodaySoFar::sensor).toList());
        return stack.layers().stream().filter(layer -> layer.sensor().key().equals(whole)).findFirst()
                .map(layer -> stack.rest(layer, place -> amounts.get(place).orElseThrow()))
                .filter(AmountSum::hasAmount);
    }
}
