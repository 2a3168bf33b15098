package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.currentcost.analysis.Appliances;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.figures.AmountSum;
import org.currentcost.figures.AmountUnit;
import org.currentcost.figures.Sensor;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.StoreException;
import org.currentcost.ui.FigureServices;
import org.currentcost.ui.FigureView;
import org.currentcost.ui.SeriesNames;
import org.currentcost.ui.TableData;
import org.currentcost.ui.ViewFrame;
import org.currentcost.ui.charts.Share;
import org.currentcost.ui.charts.ShareChart;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** What each sensor has of the house, and the rest that no sensor tells. */
public final class AppliancesView extends FigureView<AppliancesView.Parts> {

    /** What is shown. @param amounts of each sensor inside the house @param houseAmount of the house */
    record Parts(Sensor house, Appliances.Shares shares, AmountSum houseAmount, Map<Sensor, AmountSum> amounts) {

        /** The rest in the shown unit. */
        double rest() {
            return houseAmount.total().doubleValue() - houseAmount.standingCharge().doubleValue()
                    - amounts.values().stream().mapToDouble(one -> one.total().doubleValue()).sum();
        }
    }

    private ShareChart chart;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public AppliancesView(Composite parent, ViewFrame frame, FigureServices services) {
        super(parent, frame, services);
        open();
    }

    @Override
    protected Control createChart(Composite parent) {
        chart = new ShareChart(parent);
        return chart.control();
    }

    @Override
    protected Parts compute(Question question, IProgressMonitor monitor) throws StoreException {
        var chosen = question.sensors().getFirst();
        var sensors = services().household().sensors().stream()
                .filter(one -> one.key().meter().equals(chosen.key().meter())).toList();
        var house = sensors.stream().filter(one -> one.settings().role() == SensorRole.HOUSE).findFirst()
                .orElse(chosen);
        var inside = new LinkedHashMap<SeriesKey, QuarterHours>();
        var amounts = new LinkedHashMap<Sensor, AmountSum>();
        for (var sensor : sensors) {
            checkCanceled(monitor);
            if (sensor.settings().role() == SensorRole.INSIDE_HOUSE) {
                inside.put(sensor.key(), services().energy().energy(sensor.key()));
                amounts.put(sensor, services().amounts()
                        .amounts(sensor.key(), List.of(question.range()), question.unit()).getFirst());
            }
        }
        return new Parts(house,
                Appliances.shares(services().energy().energy(house.key()), inside, question.range()),
                services().amounts().amounts(house.key(), List.of(question.range()), question.unit()).getFirst(),
                amounts);
    }

    @Override
    protected void show(Question question, Parts parts) {
        var words = services().words();
        var shares = new ArrayList<Share>();
        parts.amounts().entrySet().stream().filter(one -> one.getValue().energy().known())
                .sorted(Comparator.comparing(one -> one.getValue().total().negate()))
                .forEach(one -> shares.add(share(question.unit(), parts, one.getKey(), one.getValue())));
        double rest = parts.rest();
        if (parts.houseAmount().energy().known()) {
            String percent = parts.shares().exceeded() ? "" : words.percent(part(parts, rest));
            shares.add(new Share(Messages.UnknownRest, 0, Math.max(0, rest), percent,
                    parts.shares().exceeded()
                            ? Messages.SensorsExceedHouse
                            : Messages.UnknownRest + "\n" + words.amount(rest, question.unit()),
                    true));
        }
        chart.setEmpty(Messages.AppliancesEmpty, "", () -> {
            // Nothing to do but to add sensors to the meter.
        });
        chart.setShares(shares, SlotView.scale(words, question.unit()));
    }

    private static double part(Parts parts, double amount) {
        double house = parts.houseAmount().total().subtract(parts.houseAmount().standingCharge()).doubleValue();
        return house == 0 ? 0 : amount / house;
    }

    private Share share(AmountUnit unit, Parts parts, Sensor sensor, AmountSum amount) {
        var words = services().words();
        String name = SeriesNames.sensor(sensor);
        double share = part(parts, amount.total().doubleValue());
        return new Share(name, sensor.color(), amount.total().doubleValue(), words.percent(share),
                name + "\n" + words.amount(amount, unit) + " · "
                        + Messages.bind(Messages.ShareOf, words.percent(share), SeriesNames.sensor(parts.house()))
                        + "\n" + words.coverage(amount.energy()),
                false);
    }

    @Override
    protected String footer(Question question, Parts parts) {
        var words = services().words();
        return Messages.bind(Messages.AppliancesTotal, SeriesNames.sensor(parts.house()),
                words.amount(parts.houseAmount(), question.unit()) + " · "
                        + words.coverage(parts.houseAmount().energy()))
                + (parts.shares().exceeded() ? " " + Messages.SensorsExceedHouse : "");
    }

    @Override
    protected TableData table(Question question, Parts parts) {
        var rows = new ArrayList<List<Object>>();
        parts.amounts().forEach((sensor, amount) -> rows
                .add(row(SeriesNames.sensor(sensor), amount, part(parts, amount.total().doubleValue()))));
        rows.add(List.of(Messages.UnknownRest, parts.rest(), part(parts, parts.rest()), ""));
        rows.add(row(SeriesNames.sensor(parts.house()), parts.houseAmount(), 1));
        return new TableData(List.of(new TableData.Column(Messages.ColumnSensor, "sensor", false),
                new TableData.Column(services().words().unit(question.unit()), "amount", true),
                new TableData.Column(Messages.ColumnShare, "share", true),
                new TableData.Column(Messages.ColumnKnown, "known_share", true)), rows);
    }

    private static List<Object> row(String name, AmountSum amount, double share) {
        return List.of(name, amount.total(), share, amount.energy().knownShare());
    }

    @Override
    protected void writePng(Path file) throws IOException {
        chart.writePng(file);
    }

    @Override
    protected void showEmpty(String sentence, String link, Runnable action) {
        chart.setShares(List.of(), SlotView.scale(services().words(), AmountUnit.ENERGY));
        chart.setEmpty(sentence, link, action);
    }
}
