package org.currentcost.ui.costs;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.TariffComparison;
import org.currentcost.analysis.CostSum;
import org.currentcost.model.CsvWriter;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.AmountScale;
import org.currentcost.ui.charts.Arrangement;
import org.currentcost.ui.charts.Bar;
import org.currentcost.ui.charts.BarAxis;
import org.currentcost.ui.charts.BarChart;
import org.currentcost.ui.charts.BarSeries;
import org.currentcost.ui.charts.SeriesColors;
import org.currentcost.ui.kit.AmountScales;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.TableData;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** What the recorded use would have cost under each of the tariffs, month by month and in all. */
public final class WhatIfView implements FigureDelegate<TariffComparison> {

    private final CostWords costWords;
    private Composite area;
    private Label summary;
    private BarChart chart;

    private final FigureServices services;
    private FigureView<TariffComparison> host;

    /** Gets what views of figures work with. */
    @Inject
    public WhatIfView(FigureServices services) {
        this.services = services;
        costWords = new CostWords(UserLocale.formats(), services.store().zone());
    }

    @Override
    public boolean showsOneSensor() {
        return true;
    }

    @Override
    public TimeRange rangeFor(TimeRange shared) {
        return PeriodRule.atLeast(shared, 365, services.store().zone());
    }

    @Override
    public boolean inSharedUnit() {
        return false;
    }

    @Override
    public Control createChart(Composite parent, FigureView<TariffComparison> view) {
        host = view;
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(10, 6).spacing(0, 4).applyTo(area);
        summary = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).applyTo(summary);
        chart = new BarChart(area, services.store().zone());
        chart.addRangeListener(host::goTo);
        chart.addFitListener(() -> services.time().now());
        GridDataFactory.fillDefaults().grab(true, true).applyTo(chart.control());
        host.selectSpans(chart, true);
        return area;
    }

    private void newTariff() {
        try {
            TariffWizard.openNew(area.getShell(), services, TariffForm.Preset.FLAT);
        } catch (StoreException e) {
            Problems.show(area.getShell(), Messages.TariffsProblem, e);
        }
    }

    @Override
    public TariffComparison answer(FigureQuestion question, Runnable check) throws StoreException {
        return services.costs().comparison(question.sensors().getFirst(), question.range(), check);
    }

    @Override
    public void show(FigureQuestion question, TariffComparison comparison) {
        if (comparison.columns().isEmpty()) {
            showEmpty(question.range(), Messages.NoTariff, Messages.EnterTariff, this::newTariff);
            return;
        }
        summary.setText(summary(comparison));
        area.layout(true);
        var words = new AmountWords(Optional.of(comparison.currency()), services.store().zone());
        var series = new ArrayList<BarSeries>();
        var sensor = question.sensors().getFirst();
        for (int i = 0; i < comparison.columns().size(); i++) {
            var column = comparison.columns().get(i);
            var bars = new ArrayList<Optional<Bar>>();
            for (int j = 0; j < comparison.periods().size(); j++) {
                bars.add(bar(words, words.period(comparison.periods().get(j), comparison.period()),
                        column.costs().get(j)));
            }
            series.add(new BarSeries(column.tariff().name(), colour(sensor, i), bars));
        }
        chart.setBars(new BarAxis.Time(comparison.whole(question.range()), comparison.periods()), series,
                Arrangement.SIDE_BY_SIDE,
                AmountScales.of(words, AmountUnit.MONEY));
        chart.setEmpty(Messages.WhatIfNothing, "", () -> {
            // Another span of time is chosen in the window's bar.
        });
    }

    /** The tariff that counts has the sensor's colour; others have others. */
    private static int colour(Sensor sensor, int tariff) {
        return (sensor.color() + tariff) % (SeriesColors.COUNT - 1);
    }

    private Optional<Bar> bar(AmountWords words, String name, CostSum cost) {
        if (cost.pricedShare() <= 0) {
            return Optional.empty();
        }
        String card = name + "\n"
                + words.withStanding(words.amount(cost.total().doubleValue(), AmountUnit.MONEY), cost.standingCharge())
                + " · "
                + words.amount(cost.energy().kilowattHours(), AmountUnit.ENERGY) + "\n"
                + words.coverage(cost.energy());
        return Optional.of(new Bar(cost.measured().doubleValue(), cost.memory().doubleValue(),
                cost.estimated().doubleValue(), cost.standingCharge().doubleValue(), card, false));
    }

    private String summary(TariffComparison comparison) {
        var sentences = new ArrayList<String>();
        var first = comparison.columns().getFirst().total();
        sentences.add(comparison.columns().stream().map(column -> {
            String sum = costWords.money(column.total().total(), comparison.currency());
            return column == comparison.columns().getFirst()
                    ? Messages.bind(Messages.WhatIfSum, column.tariff().name(), sum)
                    : Messages.bind(Messages.WhatIfSumDifference, new Object[]{column.tariff().name(), sum,
                        costWords.difference(comparison.difference(column), comparison.currency())});
        }).collect(Collectors.joining(" · ")) + ".");
        sentences.add(services.words().coverage(first.energy()) + ".");
        if (comparison.columns().stream().anyMatch(TariffComparison.Column::extended)) {
            sentences.add(Messages.WhatIfExtended);
        }
        if (!comparison.leftOut().isEmpty()) {
            sentences.add(Messages.bind(Messages.WhatIfLeftOut, String.join(", ", comparison.leftOut())));
        }
        return String.join(" ", sentences);
    }

    @Override
    public String caption(FigureQuestion asked, TariffComparison shown) {
        return shown.columns().isEmpty()
                ? ""
                : shown.columns().size() == 1 ? Messages.WhatIfOnlyOne : Messages.WhatIfAnother;
    }

    @Override
    public void captionLink(String target) {
        newTariff();
    }

    @Override
    public TableData table(FigureQuestion question, TariffComparison comparison) {
        var zone = services.store().zone();
        var columns = new ArrayList<TableData.Column>();
        columns.add(new TableData.Column(Messages.ColumnFrom, CsvWriter.START, false));
        columns.add(new TableData.Column(Messages.ColumnTo, CsvWriter.END, false));
        columns.add(new TableData.Column("kWh", "kwh", true));
        columns.add(new TableData.Column(Messages.ColumnKnown, "known_share", true));
        for (var column : comparison.columns()) {
            columns.add(new TableData.Column(Messages.bind(Messages.WhatIfColumn, column.tariff().name(),
                    comparison.currency().getSymbol()),
                    column.tariff().name().toLowerCase().replaceAll("[^\\p{L}\\p{N}]+", "_") + "_"
                            + comparison.currency().getCurrencyCode().toLowerCase(Locale.ROOT),
                    true));
        }
        // Without a tariff there is no currency, and no row either.
        var words = new AmountWords(comparison.columns().stream().findFirst().map(one -> comparison.currency()), zone);
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < comparison.periods().size() && !comparison.columns().isEmpty(); i++) {
            int at = i;
            rows.add(row(ZonedDateTime.ofInstant(comparison.periods().get(i).start(), zone),
                    ZonedDateTime.ofInstant(comparison.periods().get(i).end(), zone), comparison.columns(),
                    comparison.columns().stream().map(column -> column.costs().get(at)).toList(), words));
        }
        if (rows.size() > 1) {
            rows.add(row((ZonedDateTime) rows.getFirst().getFirst(), (ZonedDateTime) rows.getLast().get(1),
                    comparison.columns(),
                    comparison.columns().stream().map(TariffComparison.Column::total).toList(), words));
        }
        return new TableData(columns, rows);
    }

    private static List<Object> row(ZonedDateTime from, ZonedDateTime to, List<TariffComparison.Column> columns,
            List<CostSum> costs, AmountWords words) {
        var row = new ArrayList<Object>();
        row.add(from);
        row.add(to);
        var energy = costs.getFirst().energy();
        row.add(energy.known()
                ? BigDecimal.valueOf(energy.kilowattHours()).setScale(3, RoundingMode.HALF_UP)
                : "");
        row.add(new TableData.Share(energy.knownShare()));
        for (int i = 0; i < costs.size(); i++) {
            row.add(energy.known()
                    ? words.cell(
                            costs.get(i).total().setScale(columns.get(i).tariff().decimals(), RoundingMode.HALF_EVEN),
                            AmountUnit.MONEY)
                    : "");
        }
        return row;
    }

    @Override
    public void showEmpty(TimeRange range, String sentence, String link, Runnable action) {
        summary.setText("");
        area.layout(true);
        chart.setBars(new BarAxis.Time(range, List.of()), List.of(), Arrangement.SIDE_BY_SIDE,
                AmountScale.energy());
        chart.setEmpty(sentence, link, action);
    }

    @Override
    public void writePng(OutputStream out, String heading, String caption) throws IOException {
        chart.writePng(out, heading, caption);
    }
}
