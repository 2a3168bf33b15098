package org.currentcost.ui.history;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.AverageAmounts;
import org.currentcost.accounting.AverageReader;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.analysis.DayFilter;
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
import org.currentcost.ui.kit.AmountScales;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.TableData;
import org.currentcost.ui.kit.TableData.Column;
import org.currentcost.ui.kit.TableData.Share;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IMemento;

/** Means of energy, money or CO2 over many days, without the standing charge. */
abstract class AverageView implements FigureDelegate<AverageAmounts> {

    private static final String SAVED_ARRANGEMENT = "arrangement";
    private static final String SAVED_SEASON = "season";
    private static final int YEAR_DAYS = 366;

    /**
     * What a bar stands for.
     *
     * @param axis   its name on the axis
     * @param name   the longer one
     * @param column the one in files
     * @param muted  whether it is a weekend
     * @param place  of its mean in the answer
     */
    record Category(String axis, String name, String column, boolean muted, int place) {
    }

    final FigureServices services;
    FigureView<AverageAmounts> host;
    private BarChart chart;
    private Arrangement arrangement;
    private volatile Optional<DayFilter.Season> season;

    AverageView(ViewFrame frame, FigureServices services) {
        this.services = services;
        arrangement = Choices.saved(frame, SAVED_ARRANGEMENT, Arrangement.class).orElse(Arrangement.STACKED);
        season = Choices.saved(frame, SAVED_SEASON, DayFilter.Season.class);
    }

    /** {@return what the bars stand for, in order} */
    abstract List<Category> categories();

    /** {@return the days to take, of the whole year} */
    abstract DayFilter days();

    /** {@return what the means are taken of} */
    abstract AverageAmounts.Of of();

    /** {@return how the sum of all bars is told} @param amount the sum in words */
    abstract String total(String amount);

    /** {@return the least number of days of which means are taken} */
    abstract int leastDays();

    @Override
    public final TimeRange rangeFor(TimeRange shared) {
        return PeriodRule.atLeast(shared, season.isPresent() ? YEAR_DAYS : leastDays(), services.store().zone());
    }

    @Override
    public final Control createChart(Composite parent, FigureView<AverageAmounts> view) {
        host = view;
        chart = new BarChart(parent, services.store().zone());
        return chart.control();
    }

    @Override
    public final AverageAmounts answer(FigureQuestion question, Runnable check) throws StoreException {
        var filter = season.map(one -> days().in(one.months(false))).orElse(days());
        return new AverageReader(services.accounting()).read(new AverageAmounts.Question(question.sensors(),
                question.range(), question.unit(), of(), filter), check);
    }

    @Override
    public final void show(FigureQuestion question, AverageAmounts shown) {
        chart.setEmpty(Messages.AverageNoDays, Messages.AverageNoDaysLink,
                () -> host
                        .goTo(PeriodRule.atLeast(TimeRange.endingAt(services.clock().instant(), shown.days().length()),
                                YEAR_DAYS, services.store().zone())));
        chart.setBars(new BarAxis.Categories(categories().stream().map(Category::axis).toList()),
                series(question, shown), arrangement, AmountScales.of(services.words(), question.unit()));
    }

    private List<BarSeries> series(FigureQuestion question, AverageAmounts shown) {
        var categories = categories();
        var series = new ArrayList<BarSeries>();
        for (var layer : arrangement == Arrangement.STACKED ? shown.stacked() : shown.apart()) {
            var sensor = layer.line().sensor();
            String name = question.name(sensor);
            var bars = categories.stream().map(one -> layer.line().means().get(one.place()).known()
                    ? Optional.of(bar(layer, one, question))
                    : Optional.<Bar>empty()).toList();
            series.add(layer.rest()
                    ? new BarSeries(Messages.bind(Messages.RestOf, name), PeriodBars.REST_COLOR, bars)
                    : new BarSeries(name, sensor.color(), bars));
        }
        return series;
    }

    private Bar bar(AverageAmounts.Layer layer, Category category, FigureQuestion question) {
        var unit = question.unit();
        var words = services.words();
        var line = layer.line();
        var mean = line.means().get(category.place());
        double amount = layer.amounts().get(category.place());
        int sign = line.sensor().sign(unit);
        String card = category.name() + "\n" + words.amount(sign * amount, unit) + "\n" + Messages.bind(
                Messages.AverageCard, days(mean.count()), words.coverage(line.known().get(category.place())));
        if (layer.rest()) {
            card += "\n" + Messages.bind(Messages.RestCard, question.name(line.sensor()),
                    words.amount(mean.amount(), unit));
        }
        // The parts of the energy: what the amount of each is would need the price at each time.
        double memory = line.memoryPart(category.place()) * amount;
        double estimated = line.estimatedPart(category.place()) * amount;
        return new Bar(sign * (amount - memory - estimated), sign * memory, sign * estimated, card,
                category.muted());
    }

    private static String days(int count) {
        return count == 1 ? Messages.AverageDaysOne : Messages.bind(Messages.AverageDays, count);
    }

    @Override
    public final String caption(FigureQuestion question, AverageAmounts shown) {
        var words = services.words();
        var parts = new ArrayList<String>();
        var coverages = shown.lines().stream().map(line -> words.coverage(line.all())).distinct().toList();
        for (var line : shown.lines()) {
            if (line.total().isEmpty()) {
                continue;
            }
            String sum = total(words.amount(line.sensor().sign(question.unit()) * line.total().getAsDouble(),
                    question.unit()));
            if (shown.lines().size() == 1) {
                parts.add(sum);
            } else if (coverages.size() == 1) {
                parts.add(question.name(line.sensor()) + " " + sum);
            } else {
                parts.add(Messages.bind(Messages.TotalOf,
                        new Object[]{question.name(line.sensor()), sum, words.coverage(line.all())}));
            }
        }
        if (shown.count() == 0) {
            return "";
        }
        parts.add(Messages.bind(Messages.AverageMeanOf, days(shown.count())));
        if (coverages.size() == 1) {
            parts.add(coverages.getFirst());
        }
        if (question.unit() == AmountUnit.MONEY) {
            parts.add(Messages.AverageWithoutStanding);
        }
        return Messages.bind(Messages.Total, words.range(shown.days()), String.join(" · ", parts));
    }

    @Override
    public final TableData table(FigureQuestion question, AverageAmounts shown) {
        var words = services.words();
        boolean several = shown.lines().size() > 1;
        var columns = new ArrayList<Column>();
        columns.add(firstColumn());
        for (var line : shown.lines()) {
            String name = question.name(line.sensor());
            String prefix = question.column(line.sensor()) + "_";
            columns.add(AmountColumns.amount(name, question.column(line.sensor()), words, question.unit()));
            columns.add(AmountColumns.share(name, several, Messages.ColumnDays, prefix + "days"));
            columns.add(AmountColumns.share(name, several, Messages.ColumnKnown, prefix + "known_share"));
            columns.add(AmountColumns.share(name, several, Messages.ColumnMemory, prefix + CsvWriter.MEMORY_SHARE));
            columns.add(
                    AmountColumns.share(name, several, Messages.ColumnEstimated, prefix + CsvWriter.ESTIMATED_SHARE));
        }
        var rows = new ArrayList<List<Object>>();
        for (var category : categories()) {
            var row = new ArrayList<Object>();
            row.add(new TableData.Word(category.name(), category.column()));
            for (var line : shown.lines()) {
                var mean = line.means().get(category.place());
                row.add(words.cell(mean.amount(), question.unit()));
                row.add((long) mean.count());
                row.add(new Share(mean.coverage()));
                var known = line.known().get(category.place());
                double length = known.endMillis() - known.startMillis();
                row.add(new Share(known.memoryMillis() / length));
                row.add(new Share(known.estimatedMillis() / length));
            }
            rows.add(row);
        }
        return new TableData(columns, rows);
    }

    /** {@return the column of what the bars stand for} */
    abstract Column firstColumn();

    // menu and state

    @Override
    public void fillMenu(IMenuManager menu) {
        var seasons = new MenuManager(Messages.AverageSeason);
        seasons.add(Choices.radio(Messages.AverageWholeYear, season.isEmpty(), () -> choose(Optional.empty())));
        for (var one : DayFilter.Season.values()) {
            seasons.add(Choices.radio(months(one, TextStyle.FULL_STANDALONE), season.equals(Optional.of(one)),
                    () -> choose(Optional.of(one))));
        }
        menu.add(seasons);
        menu.add(new Separator());
        Choices.addArrangements(menu, arrangement, choice -> {
            arrangement = choice;
            host.redraw();
        });
    }

    private void choose(Optional<DayFilter.Season> choice) {
        season = choice;
        host.refresh();
    }

    /** By its months, since it is summer there when it is winter here. */
    private static String months(DayFilter.Season season, TextStyle style) {
        Set<Month> months = season.months(false);
        var first = months.stream().filter(month -> !months.contains(month.minus(1))).findFirst().orElseThrow();
        var last = months.stream().filter(month -> !months.contains(month.plus(1))).findFirst().orElseThrow();
        var locale = UserLocale.formats();
        return Messages.bind(Messages.MonthsFromTo, first.getDisplayName(style, locale),
                last.getDisplayName(style, locale));
    }

    @Override
    public String variant() {
        return season.map(one -> months(one, TextStyle.SHORT_STANDALONE)).orElse("");
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(SAVED_ARRANGEMENT, arrangement.name());
        season.ifPresent(one -> memento.putString(SAVED_SEASON, one.name()));
    }

    @Override
    public final void writePng(OutputStream out, String heading, String caption) throws IOException {
        chart.writePng(out, heading, caption);
    }

    @Override
    public final void showEmpty(TimeRange range, String sentence, String link, Runnable action) {
        chart.setEmpty(sentence, link, action);
        chart.setBars(new BarAxis.Categories(List.of()), List.of(), arrangement, AmountScale.energy());
    }
}
