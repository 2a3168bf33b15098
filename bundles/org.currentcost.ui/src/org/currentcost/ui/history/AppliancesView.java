package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.currentcost.analysis.EnergySum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.ApplianceShares;
import org.currentcost.accounting.PatternReader;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.accounting.Sensor;
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
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** What each sensor has of the house, and the rest that no sensor tells. */
public final class AppliancesView implements FigureDelegate<ApplianceShares> {

    private ShareChart chart;

    private final FigureServices services;

    /** Gets what views of figures work with. */
    @Inject
    public AppliancesView(FigureServices services) {
        this.services = services;
    }

    @Override
    public Control createChart(Composite parent, FigureView<ApplianceShares> host) {
        chart = new ShareChart(parent);
        return chart.control();
    }

    @Override
    public ApplianceShares answer(FigureQuestion question, Runnable check) throws StoreException {
        return new PatternReader(services.accounting()).appliances(question.sensors().getFirst(), question.sensors(),
                question.range(), question.unit(), check);
    }

    @Override
    public void show(FigureQuestion question, ApplianceShares parts) {
        var words = services.words();
        var shares = new ArrayList<Share>();
        parts.amounts().keySet().stream().filter(one -> parts.amounts().get(one).energy().known())
                .sorted(Comparator.comparingDouble(parts::own).reversed())
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

    private Share share(FigureQuestion question, ApplianceShares parts, Sensor sensor) {
        var words = services.words();
        String name = question.name(sensor);
        double amount = parts.own(sensor);
        String percent = words.percent(parts.share(amount));
        return new Share(name, sensor.color(), amount, percent,
                name + "\n" + words.amount(amount, question.unit()) + " · "
                        + Messages.bind(Messages.ShareOf, percent, question.name(parts.house()))
                        + "\n" + words.coverage(parts.amounts().get(sensor).energy()),
                false);
    }

    @Override
    public String caption(FigureQuestion question, ApplianceShares parts) {
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
    public TableData table(FigureQuestion question, ApplianceShares parts) {
        var rows = new ArrayList<List<Object>>();
        for (var sensor : parts.amounts().keySet()) {
            rows.add(row(word(question, sensor), parts, parts.amount(sensor), question.unit(),
                    parts.amounts().get(sensor).energy()));
        }
        var rest = new ArrayList<Object>(row(new TableData.Word(Messages.UnknownRest, "Unknown rest"), parts,
                parts.rest(), question.unit(), parts.houseAmount().energy()));
        rest.set(rest.size() - 1, "");
        rows.add(rest);
        rows.add(row(word(question, parts.house()), parts, parts.whole(), question.unit(),
                parts.houseAmount().energy()));
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

    private List<Object> row(TableData.Word name, ApplianceShares parts, double amount, AmountUnit unit,
            EnergySum energy) {
        return List.of(name, services.words().cell(amount, unit), new TableData.Share(parts.share(amount)),
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
