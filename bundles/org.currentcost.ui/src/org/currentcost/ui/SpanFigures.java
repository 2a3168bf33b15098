package org.currentcost.ui;

import java.util.ArrayList;
import java.util.List;
import org.currentcost.figures.AmountUnit;
import org.currentcost.figures.Sensor;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/** What a selected stretch of time comes to: what did that wash cost? */
public final class SpanFigures {

    private SpanFigures() {
    }

    /**
     * {@return energy, cost, CO2, mean, peak and coverage of a stretch, in lines, for each of the sensors}
     * <p>
     * Reads the store; for a thread in the background.
     *
     * @throws StoreException if the file can't be read
     */
    public static String of(FigureServices services, List<Sensor> sensors, TimeRange span) throws StoreException {
        var words = services.words();
        var lines = new ArrayList<String>();
        for (var sensor : sensors) {
            var energy = services.amounts().amount(sensor.key(), span, AmountUnit.ENERGY);
            var amounts = new ArrayList<String>();
            amounts.add(words.amount(energy, AmountUnit.ENERGY));
            for (var unit : List.of(AmountUnit.MONEY, AmountUnit.CARBON)) {
                if (services.amounts().available(unit)) {
                    amounts.add(words.amount(services.amounts().amount(sensor.key(), span, unit), unit));
                }
            }
            String figures = String.join(" · ", amounts);
            lines.add(
                    sensors.size() > 1 ? Messages.bind(Messages.SpanOf, SeriesNames.sensor(sensor), figures) : figures);
            var sum = energy.energy();
            if (sum.known()) {
                String mean = AmountWords.power(sum.meanMilliwatts());
                lines.add(sum.measuredMillis() > 0
                        ? Messages.bind(Messages.SpanMeanAndPeak, mean, AmountWords.power(sum.peakMilliwatts()))
                        : Messages.bind(Messages.SpanMean, mean));
            }
            lines.add(words.coverage(sum));
        }
        return String.join("\n", lines);
    }
}
