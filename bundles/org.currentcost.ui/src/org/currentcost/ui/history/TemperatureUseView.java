package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.PatternReader;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.accounting.TemperatureDays;
import org.currentcost.analysis.TemperatureUse;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.AmountScale;
import org.currentcost.ui.charts.ScatterChart;
import org.currentcost.ui.charts.ScatterPoint;
import org.currentcost.ui.charts.TrendLine;
import org.currentcost.ui.kit.AmountScales;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.TableData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The use of each day against its mean temperature at the meter's display. Of the first sensor that is chosen. */
public final class TemperatureUseView implements FigureDelegate<TemperatureDays> {

    private static final double MILLI_PER_DEGREE = 1000;

    private static final int LEAST_DAYS = 30;

    private ScatterChart chart;

    private final FigureServices services;

    /** Gets what views of figures work with. */
    @Inject
    public TemperatureUseView(FigureServices services) {
        this.services = services;
    }

    @Override
    public Control createChart(Composite parent, FigureView<TemperatureDays> host) {
        chart = new ScatterChart(parent);
        return chart.control();
    }

    @Override
    public boolean showsOneSensor() {
        return true;
    }

    @Override
    public TimeRange rangeFor(TimeRange shared) {
        return PeriodRule.atLeast(shared, LEAST_DAYS, services.store().zone());
    }

    @Override
    public TemperatureDays answer(FigureQuestion question, Runnable check) throws StoreException {
        return new PatternReader(services.accounting()).temperature(question.sensors().getFirst(), question.range(),
                question.unit());
    }

    @Override
    public void show(FigureQuestion question, TemperatureDays shown) {
        var words = services.words();
        chart.setEmpty(Messages.TemperatureEmpty, "", () -> {
            // Nothing to do but to wait for days to pass.
        });
        var points = shown.use().points().stream().map(point -> new ScatterPoint(point.celsius(), point.amount(),
                words.date(point.day().atStartOfDay(services.store().zone())) + "\n"
                        + words.amount(point.amount(), question.unit()) + " · " + celsius(point.celsius()),
                point.day().getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0)).toList();
        chart.setPoints(points, new ScatterChart.Axis(Messages.TemperatureAxis, AmountScale.of("°C")),
                new ScatterChart.Axis(Messages.UseAxis, AmountScales.of(words, question.unit())),
                shown.use().line()
                        .map(line -> new TrendLine(line.atZero(), line.perDegree(), line(question.unit(), line))));
    }

    private String line(AmountUnit unit, TemperatureUse.Line line) {
        var words = services.words();
        return Messages.bind(line.perDegree() < 0 ? Messages.LessPerDegree : Messages.MorePerDegree,
                words.amount(Math.abs(line.perDegree()), unit), words.percent(line.determination()));
    }

    private static String celsius(double degrees) {
        return Quantities.temperature(degrees * MILLI_PER_DEGREE).toString();
    }

    @Override
    public String caption(FigureQuestion question, TemperatureDays shown) {
        var sentences = new ArrayList<String>();
        if (shown.chargeOmitted()) {
            sentences.add(Messages.bind(Messages.Total, services.words().range(shown.days()),
                    Messages.AverageWithoutStanding));
        }
        int days = shown.use().points().size();
        if (days > 0 && shown.use().line().isEmpty()) {
            sentences.add(days < TemperatureUse.ENOUGH_POINTS
                    ? Messages.bind(Messages.TemperatureFewDays, Quantities.count(days),
                            Quantities.count(TemperatureUse.ENOUGH_POINTS))
                    : Messages.bind(Messages.TemperatureNoRelation, Quantities.count(days)));
        }
        return String.join(" · ", sentences);
    }

    @Override
    public TableData table(FigureQuestion question, TemperatureDays shown) {
        var rows = new ArrayList<List<Object>>();
        shown.use().points().forEach(
                point -> rows.add(
                        List.of(point.day(), point.celsius(), services.words().cell(point.amount(), question.unit()),
                                new TableData.Share(point.coverage()))));
        return new TableData(List.of(new TableData.Column(Messages.ColumnDay, "day", false),
                new TableData.Column(Messages.TemperatureAxis, "celsius", true),
                new TableData.Column(services.words().unit(question.unit()),
                        services.words().column(question.unit()), true),
                new TableData.Column(Messages.ColumnKnown, "known_share", true)), rows);
    }

    @Override
    public void writePng(OutputStream out, String heading, String caption) throws IOException {
        chart.writePng(out, heading, caption);
    }

    @Override
    public void showEmpty(TimeRange range, String sentence, String link, Runnable action) {
        var axis = new ScatterChart.Axis("", AmountScale.energy());
        chart.setPoints(List.of(), axis, axis, Optional.empty());
        chart.setEmpty(sentence, link, action);
    }
}
