package org.currentcost.accounting;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/**
 * What a span of time comes to that somebody marked: what did that wash cost?
 *
 * @param known what of the span something can be known of
 * @param lines one for each sensor
 */
public record SpanAmounts(TimeRange known, List<Line> lines) {

    /**
     * What a sensor used.
     *
     * @param amounts in each unit that there is a tariff or factor for
     * @param energy  the energy and its coverage
     */
    public record Line(Sensor sensor, Map<AmountUnit, AmountSum> amounts, EnergySum energy) {
    }

    /**
     * {@return what a span comes to}
     *
     * @param accounting what it is answered from
     * @throws StoreException if the file can't be read
     */
    public static SpanAmounts of(Accounting accounting, List<Sensor> sensors, TimeRange span) throws StoreException {
        // What is told of a bar of the present is of its time up to now, and so is what is told of it as a span.
        var known = accounting.known().within(sensors, span);
        var reader = accounting.amounts();
        var lines = new ArrayList<Line>();
        for (var sensor : sensors) {
            var amounts = new EnumMap<AmountUnit, AmountSum>(AmountUnit.class);
            for (var unit : AmountUnit.values()) {
                if (reader.available(unit)) {
                    amounts.put(unit, reader.amount(sensor.key(), known, unit));
                }
            }
            lines.add(new Line(sensor, amounts, amounts.get(AmountUnit.ENERGY).energy()));
        }
        return new SpanAmounts(known, lines);
    }
}
