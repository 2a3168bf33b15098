package org.currentcost.ui.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.SpanAmounts;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.eclipse.swt.widgets.Display;

/** What a selected span of time comes to, in words. */
public final class SpanSummary {

    private SpanSummary() {
    }

    /**
     * Tells what a span comes to, when that has been worked out in the background. UI thread only.
     *
     * @param first the unit that is told first
     * @param reported  is called on the UI thread; not at all if the file can't be read or the window is closed
     *                  meanwhile
     */
    public static void tell(FigureServices services, List<Sensor> sensors, TimeRange span, AmountUnit first,
            Consumer<String> reported) {
        var display = Display.getCurrent();
        Background.run(Messages.SpanJob, () -> {
            String words = of(services, sensors, span, first);
            if (!display.isDisposed()) {
                display.asyncExec(() -> reported.accept(words));
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
     * {@return energy, cost, CO2, mean, peak and coverage of a span, in lines, for each of the sensors}
     * <p>
     * Reads the store; for a thread in the background.
     *
     * @param first the unit that is told first
     * @throws StoreException if the file can't be read
     */
    public static String of(FigureServices services, List<Sensor> sensors, TimeRange span, AmountUnit first)
            throws StoreException {
        var figures = SpanAmounts.of(services.accounting(), sensors, span);
        var words = services.words();
        var units = new ArrayList<>(List.of(first));
        Arrays.stream(AmountUnit.values()).filter(one -> one != first).forEach(units::add);
        var lines = new ArrayList<String>();
        for (var line : figures.lines()) {
            var sensor = line.sensor();
            String amounts = units.stream().filter(line.amounts()::containsKey)
                    .map(unit -> words.total(line.amounts().get(unit), unit, sensor.sign(unit)))
                    .collect(Collectors.joining(" · "));
            lines.add(sensors.size() > 1
                    ? Messages.bind(Messages.SpanOf, SeriesNames.name(sensor, sensors), amounts)
                    : amounts);
            if (line.energy().known()) {
                lines.add(powers(line.energy()));
            }
            lines.add(words.coverage(line.energy()));
        }
        return String.join("\n", lines);
    }
}
