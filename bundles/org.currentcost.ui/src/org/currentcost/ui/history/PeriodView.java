package org.currentcost.ui.history;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.PeriodAmounts;
import org.currentcost.accounting.PeriodAmounts.Line;
import org.currentcost.accounting.PeriodReader;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.analysis.EarlierPeriod;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.AmountScale;
import org.currentcost.ui.charts.Arrangement;
import org.currentcost.ui.charts.BarAxis;
import org.currentcost.ui.charts.BarChart;
import org.currentcost.ui.charts.ChartMark;
import org.currentcost.ui.kit.AmountScales;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.NoteDialog;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.SpanMenu;
import org.currentcost.ui.kit.TableData;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IMemento;

/** Energy, money or CO2 in bars of one length of time. */
abstract class PeriodView implements FigureDelegate<PeriodAmounts> {

    private static final int FEWEST_PLACES = 7;
    private static final String SAVED_ARRANGEMENT = "arrangement";
    private static final String SAVED_COMPARISON = "comparison";
    private static final String GAPS = "gaps";
    private static final int LEAST_BARS = 50;
    private static final int BARS_AT_FIRST = 300;
    private static final int GAP_IN_SIGHT = 12;

    final FigureServices services;
    private final PeriodKind length;
    private final Action gaps = Choices.action(Messages.GapsMenu, this::showGaps);
    private FigureView<PeriodAmounts> host;
    private BarChart chart;
    private volatile int maxBars = BARS_AT_FIRST;
    private Arrangement arrangement;
    private volatile Optional<EarlierPeriod> comparison;

    PeriodView(ViewFrame frame, FigureServices services, PeriodKind length) {
        this.services = services;
        this.length = length;
        arrangement = Choices.saved(frame, SAVED_ARRANGEMENT, Arrangement.class).orElse(Arrangement.STACKED);
        comparison = Choices.saved(frame, SAVED_COMPARISON, EarlierPeriod.class);
        gaps.setEnabled(false);
    }

    @Override
    public Control createChart(Composite parent, FigureView<PeriodAmounts> view) {
        host = view;
        chart = new BarChart(parent, services.store().zone());
        chart.addRangeListener(host::goTo);
        chart.addFitListener(host::goToNow);
        chart.addMarkListener(mark -> host.answer().flatMap(shown -> shown.notes().stream()
                .filter(note -> note.id() == mark.id()).findFirst())
                .ifPresent(note -> NoteDialog.open(chart.control().getShell(), services, note)));
        host.selectSpans(chart, length.compareTo(PeriodKind.DAY) >= 0);
        chart.control().addListener(SWT.Resize, event -> host.answer().ifPresent(this::fitBars));
        new SpanMenu(services, chart, () -> host.question().map(FigureQuestion::sensors).orElse(List.of()));
        return chart.control();
    }

    @Override
    public PeriodAmounts answer(FigureQuestion question, Runnable check) throws StoreException {
        return new PeriodReader(services.accounting()).read(new PeriodAmounts.Question(question.sensors(),
                question.range(), question.unit(), length, maxBars, comparison,
                UserLocale.weeks(UserLocale.formats()).getFirstDayOfWeek()), check);
    }

    @Override
    public void show(FigureQuestion question, PeriodAmounts shown) {
        gaps.setEnabled(true);
        var words = services.words();
        var range = axis(question, shown);
        chart.setEmpty(Messages.NothingKnown, host.offer().text(), host.offer().action());
        chart.setTargetLine(shown.target().map(line -> OptionalDouble.of(line.amount()))
                .orElse(OptionalDouble.empty()),
                shown.target().map(line -> line.converted()
                        ? Messages.TargetConverted
                        : Messages.Target).orElse(""));
        chart.setBars(new BarAxis.Time(range, shown.periods()),
                new PeriodBars(question, shown, words, services.store().zone())
                        .series(arrangement == Arrangement.STACKED),
                shown.comparison().isPresent() ? Arrangement.COMPARED : arrangement,
                AmountScales.of(words, question.unit()));
        chart.setMarks(shown.notes().stream().map(note -> new ChartMark(note.span().startMillis(),
                note.span().endMillis(), note.text(), note.id())).toList());
        fitBars(shown);
    }

    private TimeRange axis(FigureQuestion question, PeriodAmounts shown) {
        return shown.periods().isEmpty() ? question.range() : axis(question.range(), shown.length(), shown.periods());
    }

    /**
     * {@return the first and the last bar whole, without room for times before the first reading, of which nothing can
     * be known; but with places for some bars, as far as they were asked for: one alone is not as wide as the chart}
     *
     * @param periods what bars are of; at least one
     */
    static TimeRange axis(TimeRange asked, PeriodKind length, List<TimeRange> periods) {
        long first = periods.getFirst().startMillis();
        long end = Math.max(asked.endMillis(), periods.getLast().endMillis());
        long few = Math.max(asked.startMillis(), end - FEWEST_PLACES * PeriodRule.usualMillis(length));
        return TimeRange.ofMillis(length.compareTo(PeriodKind.MONTH) < 0 ? Math.min(first, few) : first, end);
    }

    /** Computes again where the bars no longer fit the width of the chart. */
    private void fitBars(PeriodAmounts shown) {
        maxBars = Math.max(LEAST_BARS, chart.maxBars());
        host.question().filter(asked -> PeriodRule.fitting(length, asked.range(), maxBars) != shown.length())
                .ifPresent(asked -> host.refresh());
    }

    // the line below

    @Override
    public String caption(FigureQuestion question, PeriodAmounts shown) {
        if (shown.periods().isEmpty()) {
            return "";
        }
        var words = services.words();
        var parts = new ArrayList<String>();
        var lines = shown.lines();
        for (int i = 0; i < lines.size(); i++) {
            var sensor = lines.get(i).sensor();
            var total = lines.get(i).total().orElseThrow();
            String amount = words.total(total, question.unit(), sensor.sign(question.unit()));
            String coverage = words.coverage(total.energy());
            parts.add(lines.size() == 1
                    ? amount + " · " + coverage
                    : Messages.bind(Messages.TotalOf, new Object[]{question.name(sensor), amount, coverage}));
            if (shown.comparison().isPresent()) {
                var other = shown.comparison().get();
                parts.add(comparison(words, question.unit(), lines.get(i), other.lines().get(i), other.with()));
            }
        }
        if (!note(question).isEmpty()) {
            parts.add(note(question));
        }
        var count = shown.gaps().size();
        if (count > 0) {
            parts.add("<a href=\"" + GAPS + "\">"
                    + (count == 1 ? Messages.GapsOne : Messages.bind(Messages.GapsMany, count)) + "</a>");
        }
        if (shown.length() != length) {
            parts.add(CoarserBars.words(shown.length()));
        }
        return Messages.bind(Messages.Total, words.range(shown.inWords(services.store().zone()).orElseThrow()),
                String.join(" · ", parts));
    }

    /** {@return what else is to be said about what is shown; may be empty} */
    String note(FigureQuestion question) {
        return "";
    }

    private static String comparison(AmountWords words, AmountUnit unit, Line line, Line earlier,
            EarlierPeriod with) {
        var former = earlier.total().orElseThrow();
        String amount = PeriodBars.words(with) + " " + words.amount(former, unit, line.sensor().sign(unit));
        var change = line.changeFrom(earlier);
        if (change.isEmpty()) {
            return former.energy().known() ? amount + " (" + words.coverage(former.energy()) + ")" : amount;
        }
        return amount + " (" + Quantities.format().percentDifference(change.getAsDouble()) + ")";
    }

    @Override
    public void captionLink(String target) {
        if (GAPS.equals(target)) {
            showGaps();
        }
    }

    private void showGaps() {
        host.answer().ifPresent(shown -> new GapList(chart.control().getShell(), services.words(), shown.gaps(),
                host.question().orElseThrow()::name, gap -> {
                    var around = Duration.ofMillis(Math.max(3 * gap.length().toMillis(),
                            GAP_IN_SIGHT * PeriodRule.usualMillis(length)));
                    long middle = (gap.startMillis() + gap.endMillis()) / 2;
                    host.goTo(TimeRange.ofMillis(middle - around.toMillis() / 2, middle + around.toMillis() / 2));
                }).open());
    }

    // table

    @Override
    public TableData table(FigureQuestion question, PeriodAmounts shown) {
        return PeriodTable.of(question, shown, services.words(), services.decimals(question.unit()),
                services.store().zone());
    }

    // menu and state

    @Override
    public void fillMenu(IMenuManager menu) {
        Choices.addArrangements(menu, arrangement, this::arrange);
        menu.add(new Separator());
        menu.add(Choices.radio(Messages.CompareNone, comparison.isEmpty(), () -> compare(Optional.empty())));
        menu.add(Choices.radio(Messages.CompareBefore, comparison.equals(Optional.of(EarlierPeriod.BEFORE)),
                () -> compare(Optional.of(EarlierPeriod.BEFORE))));
        menu.add(Choices.radio(Messages.CompareYearBefore, comparison.equals(Optional.of(EarlierPeriod.YEAR_BEFORE)),
                () -> compare(Optional.of(EarlierPeriod.YEAR_BEFORE))));
        menu.add(new Separator());
        menu.add(gaps);
    }

    private void arrange(Arrangement choice) {
        arrangement = choice;
        host.redraw();
    }

    private void compare(Optional<EarlierPeriod> choice) {
        comparison = choice;
        host.refresh();
    }

    @Override
    public String variant() {
        return comparison.map(period -> Messages.bind(Messages.AgainstPeriod, PeriodBars.words(period))).orElse("");
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(SAVED_ARRANGEMENT, arrangement.name());
        comparison.ifPresent(period -> memento.putString(SAVED_COMPARISON, period.name()));
    }

    @Override
    public void writePng(OutputStream out, String heading, String caption) throws IOException {
        chart.writePng(out, heading, caption);
    }

    @Override
    public void showEmpty(TimeRange range, String sentence, String link, Runnable action) {
        gaps.setEnabled(false);
        chart.setEmpty(sentence, link, action);
        chart.setBars(new BarAxis.Time(range, List.of()), List.of(), arrangement, AmountScale.energy());
    }
}
