package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.currentcost.analysis.Appliances;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.Share;
import org.currentcost.ui.charts.ShareChart;
import org.currentcost.ui.kit.AmountScales;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.TableData;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** What each sensor has of the house, and the rest that no sensor tells. */
public final class AppliancesView implements FigureDelegate<AppliancesView.Parts> {

    /**
     * What is shown, all on one basis: the time of which the house is known, without its standing charge, which no
     * sensor has a part of.
     *
     * @param period      the time that all is of
     * @param houseAmount of the house
     * @param amounts     of each sensor inside the house
     * @param commonParts the part of each sensor's amount that is of a time of which the house is known, too
     */
    record Parts(TimeRange period, Sensor house, AmountSum houseAmount, Map<Sensor, AmountSum> amounts,
            Map<Sensor, Double> commonParts) {

        double whole() {
            return houseAmount.withoutStandingCharge().doubleValue();
        }

        double amount(Sensor sensor) {
            return amounts.get(sensor).total().doubleValue() * commonParts.get(sensor);
        }

        /** Below zero where the sensors tell more than the house. */
        double rest() {
            return whole() - amounts.keySet().stream().mapToDouble(this::amount).sum();
        }

        double share(double amount) {
            return whole() == 0 ? 0 : amount / whole();
        }

        /** What is below the last digit that is shown is no contradiction. */
        boolean exceeded() {
            return rest() < -whole() * LEAST_EXCESS;
        }
    }

    private static final double LEAST_EXCESS = 0.0005;

    private ShareChart chart;

    private final FigureServices services;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public AppliancesView(Composite parent, ViewFrame frame, FigureServices services) {
        this.services = services;
    }

    @Override
    public Control createChart(Composite parent, FigureView<AppliancesView.Parts> host) {
        chart = new ShareChart(parent);
        return chart.control();
    }

    @Override
    public Parts answer(FigureQuestion question, Runnable check) throws StoreException {
        var chosen = question.sensors().getFirst();
        var sensors = services.household().sensors().stream()
                .filter(one -> one.key().meter().equals(chosen.key().meter())).toList();
        var house = sensors.stream().filter(one -> one.settings().role() == SensorRole.HOUSE).findFirst()
                .orElse(chosen);
        var period = services.knowable(question.sensors(),
                PeriodRule.whole(question.range(), services.store().zone()));
        var inside = new LinkedHashMap<SeriesKey, QuarterHours>();
        var amounts = new LinkedHashMap<Sensor, AmountSum>();
        for (var sensor : sensors) {
            check.run();
            if (sensor.settings().role() == SensorRole.INSIDE_HOUSE) {
                inside.put(sensor.key(), services.energy().energy(sensor.key()));
                amounts.put(sensor, services.amounts()
                        .amounts(sensor.key(), List.of(period), question.unit()).getFirst());
            }
        }
        var shares = Appliances.shares(services.energy().energy(house.key()), inside, period);
        var commonParts = new LinkedHashMap<Sensor, Double>();
        for (var entry : amounts.entrySet()) {
            long all = entry.getValue().energy().microjoules();
            long common = shares.sensors().stream().filter(one -> one.series().equals(entry.getKey().key()))
                    .mapToLong(Appliances.Share::microjoules).findFirst().orElse(all);
            commonParts.put(entry.getKey(), all == 0 ? 1 : Math.clamp((double) common / all, 0, 1));
        }
        return new Parts(period, house,
                services.amounts().amounts(house.key(), List.of(period), question.unit()).getFirst(),
                amounts, commonParts);
    }

    @Override
    public void show(FigureQuestion question, Parts parts) {
        var words = services.words();
        var shares = new ArrayList<Share>();
        parts.amounts().keySet().stream().filter(one -> parts.amounts().get(one).energy().known())
                .sorted(Comparator.comparingDouble(parts::amount).reversed())
                .forEach(one -> shares.add(share(question, parts, one)));
        double rest = parts.exceeded() ? parts.rest() : Math.max(0, parts.rest());
        if (parts.houseAmount().energy().known()) {
            shares.add(new Share(Messages.UnknownRest, 0, rest, words.percent(parts.share(rest)),
                    Messages.UnknownRest + "\n" + words.amount(rest, question.unit())
                            + (parts.exceeded() ? "\n" + Messages.SensorsExceedHouse : ""),
                    true));
        }
        chart.setEmpty(Messages.AppliancesEmpty, "", () -> {
            // Nothing to do but to add sensors to the meter.
        });
        chart.setShares(shares, AmountScales.of(words, question.unit()));
    }

    private Share share(FigureQuestion question, Parts parts, Sensor sensor) {
        var words = services.words();
        String name = question.name(sensor);
        double amount = parts.amount(sensor);
        String percent = words.percent(parts.share(amount));
        return new Share(name, sensor.color(), amount, percent,
                name + "\n" + words.amount(amount, question.unit()) + " · "
                        + Messages.bind(Messages.ShareOf, percent, question.name(parts.house()))
                        + "\n" + words.coverage(parts.amounts().get(sensor).energy()),
                false);
    }

    @Override
    public String caption(FigureQuestion question, Parts parts) {
        var words = services.words();
        boolean charged = parts.houseAmount().standingCharge().signum() != 0;
        String amount = parts.houseAmount().energy().known() ? words.amount(parts.whole(), question.unit()) : "–";
        String total = Messages.bind(charged ? Messages.AppliancesTotalWithoutStanding : Messages.AppliancesTotal,
                question.name(parts.house()), amount + " · " + words.coverage(parts.houseAmount().energy()));
        return Messages.bind(Messages.Total,
                words.range(PeriodRule.inWords(parts.period(), question.range(), services.store().zone())), total)
                + (parts.exceeded() ? " · " + Messages.SensorsExceedHouse : "");
    }

    @Override
    public TableData table(FigureQuestion question, Parts parts) {
        var rows = new ArrayList<List<Object>>();
        for (var sensor : parts.amounts().keySet()) {
            rows.add(row(word(question, sensor), parts, parts.amount(sensor), parts.amounts().get(sensor).energy()));
        }
        var rest = new ArrayList<Object>(row(new TableData.Word(Messages.UnknownRest, "Unknown rest"), parts,
                parts.rest(), parts.houseAmount().energy()));
        rest.set(rest.size() - 1, "");
        rows.add(rest);
        rows.add(row(word(question, parts.house()), parts, parts.whole(), parts.houseAmount().energy()));
        return new TableData(List.of(new TableData.Column(Messages.ColumnSensor, "sensor", false),
                new TableData.Column(services.words().unit(question.unit()),
                        services.words().column(question.unit()), true),
                new TableData.Column(Messages.ColumnShare, "share", true),
                new TableData.Column(Messages.ColumnKnown, "known_share", true)), rows);
    }

    private TableData.Word word(FigureQuestion question, Sensor sensor) {
        String column = question.column(sensor).replace('_', ' ');
        return new TableData.Word(question.name(sensor), sensor.settings().name().isBlank()
                ? column.substring(0, 1).toUpperCase(Locale.ROOT) + column.substring(1)
                : question.name(sensor));
    }

    private static List<Object> row(TableData.Word name, Parts parts, double amount, EnergySum energy) {
        return List.of(name, amount, new TableData.Share(parts.share(amount)),
                new TableData.Share(energy.knownShare()));
    }

    @Override
    public void writePng(OutputStream out, String heading, String caption) throws IOException {
        chart.writePng(out, heading, caption);
    }

    @Override
    public void showEmpty(TimeRange range, String sentence, String link, Runnable action) {
        chart.setShares(List.of(), AmountScales.of(services.words(), AmountUnit.ENERGY));
        chart.setEmpty(sentence, link, action);
    }
}
