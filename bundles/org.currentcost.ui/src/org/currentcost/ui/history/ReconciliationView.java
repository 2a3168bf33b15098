package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.PatternReader;
import org.currentcost.analysis.Reconciliation;
import org.currentcost.analysis.Reconciliation.Comparison;
import org.currentcost.model.CsvWriter;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.AmountScale;
import org.currentcost.ui.charts.Arrangement;
import org.currentcost.ui.charts.Bar;
import org.currentcost.ui.charts.BarAxis;
import org.currentcost.ui.charts.BarChart;
import org.currentcost.ui.charts.BarSeries;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.TableData;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IMemento;

/** Live readings against the meter's own memory, block by block. Of the first sensor that is chosen. */
public final class ReconciliationView implements FigureDelegate<List<Comparison>> {

    private static final String SAVED_SPAN = "span";
    private static final String DOWNLOAD = "org.currentcost.ui.downloadHistory";

    private BarChart chart;
    private HistorySpan span;

    private final FigureServices services;
    private final ViewFrame frame;
    private FigureView<List<Comparison>> host;

    /** Gets what views of figures work with. */
    @Inject
    public ReconciliationView(ViewFrame frame, FigureServices services) {
        this.frame = frame;
        this.services = services;
        span = Choices.saved(frame, SAVED_SPAN, HistorySpan.class).orElse(HistorySpan.DAY);
    }

    @Override
    public Control createChart(Composite parent, FigureView<List<Comparison>> view) {
        host = view;
        chart = new BarChart(parent, services.store().zone());
        chart.addRangeListener(host::goTo);
        chart.addFitListener(host::goToNow);
        return chart.control();
    }

    @Override
    public boolean showsOneSensor() {
        return true;
    }

    @Override
    public boolean inSharedUnit() {
        return false;
    }

    @Override
    public List<Comparison> answer(FigureQuestion question, Runnable check) throws StoreException {
        return new PatternReader(services.accounting()).reconciliation(question.sensors().getFirst(), span,
                question.range());
    }

    private static TimeRange range(Comparison one) {
        return TimeRange.ofMillis(one.block().startMillis(), one.block().endMillis());
    }

    @Override
    public void show(FigureQuestion question, List<Comparison> comparisons) {
        // Blocks of a clock that was set may overlap; the bars of a chart do not.
        var shown = new ArrayList<Comparison>();
        long end = Long.MIN_VALUE;
        for (var one : comparisons) {
            if (one.block().startMillis() >= end) {
                shown.add(one);
                end = one.block().endMillis();
            }
        }
        var live = new ArrayList<Optional<Bar>>();
        var meter = new ArrayList<Optional<Bar>>();
        for (var one : shown) {
            String card = card(one);
            live.add(one.liveMillis() > 0
                    ? Optional.of(new Bar(one.liveKilowattHours(), 0, 0, card, false))
                    : Optional.empty());
            meter.add(Optional.of(new Bar(0, one.meterKilowattHours(), 0, card, false)));
        }
        chart.setEmpty(Messages.ReconciliationEmpty, Messages.ReconciliationEmptyLink,
                () -> Commands.run(frame.site(), DOWNLOAD));
        chart.setBars(new BarAxis.Time(question.range(), shown.stream().map(ReconciliationView::range).toList()),
                List.of(new BarSeries(Messages.LiveReadings, 0, live),
                        new BarSeries(Messages.MetersMemory, 1, meter)),
                Arrangement.SIDE_BY_SIDE, AmountScale.energy());
    }

    private String card(Comparison one) {
        var words = services.words();
        return words.range(range(one)) + "\n"
                + Messages.bind(Messages.ReconciliationCard, live(words, one),
                        words.amount(one.meterKilowattHours(), AmountUnit.ENERGY))
                + "\n" + Messages.bind(Messages.ReconciliationCovered, words.percent(one.coverage()));
    }

    /** Where live readings cover nothing, nothing is known: that is not zero. */
    private static String live(AmountWords words, Comparison one) {
        return one.liveMillis() > 0 ? words.amount(one.liveKilowattHours(), AmountUnit.ENERGY) : "–";
    }

    @Override
    public String caption(FigureQuestion question, List<Comparison> comparisons) {
        var words = services.words();
        return Reconciliation.drifts(comparisons).values().stream()
                .map(drift -> Messages.bind(Messages.ReconciliationDrift,
                        new Object[]{drift.blocks(), words.amount(drift.liveKilowattHours(), AmountUnit.ENERGY),
                            words.amount(drift.meterKilowattHours(), AmountUnit.ENERGY),
                            drift.percent().isPresent()
                                    ? TableData.shown(Math.round(drift.percent().getAsDouble() * 10) / 10.0) + " %"
                                    : "–"}))
                .findFirst().orElse(comparisons.isEmpty() ? "" : Messages.ReconciliationNone);
    }

    @Override
    public TableData table(FigureQuestion question, List<Comparison> comparisons) {
        var zone = services.store().zone();
        var rows = new ArrayList<List<Object>>();
        for (var one : comparisons) {
            rows.add(List.of(range(one).start().atZone(zone), range(one).end().atZone(zone),
                    one.liveMillis() > 0 ? one.liveKilowattHours() : Double.NaN,
                    new TableData.Share(one.coverage()), one.meterKilowattHours(),
                    one.differenceKilowattHours().orElse(Double.NaN),
                    one.differencePercent().orElse(Double.NaN)));
        }
        return new TableData(List.of(new TableData.Column(Messages.ColumnFrom, CsvWriter.START, false),
                new TableData.Column(Messages.ColumnTo, CsvWriter.END, false),
                new TableData.Column(Messages.LiveReadings + " (kWh)", "live_kwh", true),
                new TableData.Column(Messages.ColumnMeasured, "measured_share", true),
                new TableData.Column(Messages.MetersMemory + " (kWh)", "meter_kwh", true),
                new TableData.Column(Messages.ColumnDrift + " (kWh)", "drift_kwh", true),
                new TableData.Column(Messages.ColumnDrift + " (%)", "drift_percent", true)), rows);
    }

    @Override
    public String variant() {
        return label(span);
    }

    private static String label(HistorySpan span) {
        return switch (span) {
            case TWO_HOURS -> Messages.BlocksTwoHours;
            case DAY -> Messages.BlocksDays;
            case MONTH -> Messages.BlocksMonths;
        };
    }

    @Override
    public void fillMenu(IMenuManager menu) {
        for (var one : HistorySpan.values()) {
            menu.add(Choices.radio(label(one), one == span, () -> {
                span = one;
                host.refresh();
            }));
        }
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(SAVED_SPAN, span.name());
    }

    @Override
    public void writePng(OutputStream out, String heading, String caption) throws IOException {
        chart.writePng(out, heading, caption);
    }

    @Override
    public void showEmpty(TimeRange range, String sentence, String link, Runnable action) {
        chart.setBars(new BarAxis.Time(range, List.of()), List.of(), Arrangement.SIDE_BY_SIDE,
                AmountScale.energy());
        chart.setEmpty(sentence, link, action);
    }
}
