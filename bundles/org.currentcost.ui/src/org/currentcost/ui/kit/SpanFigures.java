package org.currentcost.ui.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.Sensor;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.eclipse.swt.widgets.Display;

/** What a selected stretch of time comes to: what did that wash cost? */
public final class SpanFigures {

    private SpanFigures() {
    }

    /**
     * Tells what a span comes to, when that has been worked out in the background. UI thread only.
     *
     * @param first the unit that is told first
     * @param told  is called on the UI thread; not at all if the file can't be read or the window is closed meanwhile
     */
    public static void tell(FigureServices services, List<Sensor> sensors, TimeRange span, AmountUnit first,
            Consumer<String> told) {
        var display = Display.getCurrent();
        Background.run(Messages.SpanJob, () -> {
            String words = of(services, sensors, span, first);
            if (!display.isDisposed()) {
                display.asyncExec(() -> told.accept(words));
            }
        });
    }

    /** {@return mean and peak, both of what was measured: what fills gaps has no peak, so its mean is told apart} */
    static String powers(EnergySum sum) {
        String mean = AmountWords.power(sum.meanMilliwatts());
        if (sum.measuredMillis() == 0) {
            return Messages.bind(Messages.SpanMean, mean);
        }
        String measured = Messages.bind(Messages.SpanMeanAndPeak, AmountWords.power(sum.measuredMeanMilliwatts()),
                AmountWords.power(sum.peakMilliwatts()));
        return sum.knownMillis() == sum.measuredMillis()
                ? measured
                : Messages.bind(Messages.SpanMeasured, Messages.bind(Messages.SpanMean, mean), measured);
    }

    /**
     * {@return energy, cost, CO2, mean, peak and coverage of a stretch, in lines, for each of the sensors}
     * <p>
     * Reads the store; for a thread in the background.
     *
     * @param first the unit that is told first
     * @throws StoreException if the file can't be read
     */
    public static String of(FigureServices services, List<Sensor> sensors, TimeRange span, AmountUnit first)
            throws StoreException {
        // What is told of a bar of the present is of its time up to now, and so is what is told of it as a span.
        var told = services.knowable(sensors, span);
        boolean severalMeters = SeriesNames.ofSeveralMeters(sensors);
        var words = services.words();
        var units = new ArrayList<>(List.of(first));
        Arrays.stream(AmountUnit.values()).filter(one -> one != first).forEach(units::add);
        var lines = new ArrayList<String>();
        for (var sensor : sensors) {
            var amounts = new ArrayList<String>();
            for (var unit : units) {
                if (services.amounts().available(unit)) {
                    amounts.add(words.total(services.amounts().amount(sensor.key(), told, unit), unit,
                            sensor.sign(unit)));
                }
            }
            String figures = String.join(" · ", amounts);
            lines.add(sensors.size() > 1
                    ? Messages.bind(Messages.SpanOf, SeriesNames.told(sensor, severalMeters), figures)
                    : figures);
            var sum = services.amounts().amount(sensor.key(), told, AmountUnit.ENERGY).energy();
            if (sum.known()) {
                lines.add(powers(sum));
            }
            lines.add(words.coverage(sum));
        }
        return String.join("\n", lines);
    }
}
