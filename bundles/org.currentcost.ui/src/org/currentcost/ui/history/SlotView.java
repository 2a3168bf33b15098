package org.currentcost.ui.history;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.currentcost.analysis.DayFilter;
import org.currentcost.analysis.EarlierPeriod;
import org.currentcost.analysis.Gaps;
import org.currentcost.analysis.Slot;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.Note;
import org.currentcost.model.SensorRole;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.AmountScale;
import org.currentcost.ui.charts.Arrangement;
import org.currentcost.ui.charts.Bar;
import org.currentcost.ui.charts.BarAxis;
import org.currentcost.ui.charts.BarChart;
import org.currentcost.ui.charts.BarSeries;
import org.currentcost.ui.charts.ChartMark;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.NoteDialog;
import org.currentcost.ui.kit.SpanMenu;
import org.currentcost.ui.kit.TableData;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IMemento;

/** Energy, money or CO2 in bars of one length of time. */
abstract class SlotView implements FigureDelegate<SlotView.Amounts> {

    private static final String SAVED_ARRANGEMENT = "arrangement";
    private static final String SAVED_COMPARISON = "comparison";
    private static final String GAPS = "gaps";
    private static final int LEAST_BARS = 50;
    private static final int BARS_AT_FIRST = 300;
    private static final double KNOWN_WELL = 0.95;
    private static final long SHORTEST_GAP_MILLIS = 60_000;
    private static final int GAP_IN_SIGHT = 12;

    /**
     * What is shown.
     *
     * @param slot       the length of the bars, which may be longer than the view's where there would be too many
     * @param slots      the bars' times
     * @param told       what the amounts are of: in the first slot from where anything is known, in the last up to now
     * @param lines      the amounts of each sensor, one for each slot
     * @param comparison what the sensors are compared with, if with anything
     * @param target     the target's share of a slot
     * @param gaps       times of which nothing is known
     * @param notes      in that time
     */
    record Amounts(Slot slot, List<TimeRange> slots, Optional<TimeRange> told, List<Line> lines,
            Optional<Comparison> comparison, Optional<TargetLine> target, List<SensorGap> gaps, List<Note> notes) {
    }

    record Line(Sensor sensor, List<AmountSum> amounts) {

        /** {@return all of it; empty without a slot} */
        Optional<AmountSum> total() {
            return amounts.stream().reduce(AmountSum::plus);
        }
    }

    /**
     * Earlier amounts.
     *
     * @param slots one for each of the shown ones; of no length where there is none to compare with
     * @param lines one for each sensor
     */
    record Comparison(EarlierPeriod period, List<TimeRange> slots, List<Line> lines) {
    }

    /** @param converted whether the target is in another unit and was converted by the mean price or factor */
    record TargetLine(double amount, boolean converted) {
    }

    /** A time of which nothing is known of a sensor. */
    record SensorGap(Sensor sensor, Gaps.Gap gap) {
    }

    private final Slot slot;
    private BarChart chart;
    private volatile int maxBars = BARS_AT_FIRST;
    private Arrangement arrangement;
    private volatile Optional<EarlierPeriod> comparison;

    final FigureServices services;
    private FigureView<SlotView.Amounts> host;

    SlotView(Composite parent, ViewFrame frame, FigureServices services, Slot slot) {
        this.services = services;
        this.slot = slot;
        arrangement = Choices.saved(frame, SAVED_ARRANGEMENT, Arrangement.class).orElse(Arrangement.STACKED);
        comparison = Choices.saved(frame, SAVED_COMPARISON, EarlierPeriod.class);
    }

    @Override
    public Control createChart(Composite parent, FigureView<SlotView.Amounts> view) {
        host = view;
        chart = new BarChart(parent, services.store().zone());
        chart.addRangeListener(host::goTo);
        chart.addFitListener(host::goToNow);
        chart.addMarkListener(mark -> host.answer().flatMap(shown -> shown.notes().stream()
                .filter(note -> note.id() == mark.id()).findFirst())
                .ifPresent(note -> NoteDialog.open(chart.control().getShell(), services, note)));
        host.selectSpans(chart, slot.compareTo(Slot.DAY) >= 0);
        chart.control().addListener(SWT.Resize, event -> host.answer().ifPresent(this::fitBars));
        new SpanMenu(services, chart, () -> host.question().map(FigureQuestion::sensors).orElse(List.of()));
        return chart.control();
    }

    @Override
    public Amounts answer(FigureQuestion question, Runnable check) throws StoreException {
        var zone = services.store().zone();
        var length = BarLength.fitting(slot, question.range(), maxBars);
        Instant now = services.clock().instant();
        long first = services.firstKnown(question.sensors());
        var range = first > question.range().startMillis() && first < question.range().endMillis()
                ? TimeRange.ofMillis(first, question.range().endMillis())
                : question.range();
        var slots = length.slots(range, zone).stream().filter(one -> one.start().isBefore(now)).toList();
        Optional<TimeRange> told = slots.isEmpty()
                ? Optional.empty()
                : Optional.of(services.knowable(question.sensors(),
                        new TimeRange(slots.getFirst().start(), slots.getLast().end())));
        var past = slots.stream().map(one -> within(one, told.orElseThrow())).toList();
        var lines = new ArrayList<Line>();
        var gaps = new ArrayList<SensorGap>();
        for (var sensor : shownOf(question.sensors())) {
            check.run();
            lines.add(new Line(sensor, services.amounts().amounts(sensor.key(), past, question.unit())));
            gaps.addAll(gaps(sensor, past));
        }
        return new Amounts(length, slots, told, lines, compared(question, range, length, past, lines),
                target(question, past, slots, lines), gaps, services.store().notes(question.range()));
    }

    private static TimeRange within(TimeRange slot, TimeRange told) {
        long start = Math.max(slot.startMillis(), told.startMillis());
        return TimeRange.ofMillis(start, Math.clamp(told.endMillis(), start, slot.endMillis()));
    }

    private List<SensorGap> gaps(Sensor sensor, List<TimeRange> past) throws StoreException {
        var quarters = services.energy().energy(sensor.key());
        if (past.isEmpty() || quarters.size() == 0) {
            return List.of();
        }
        long start = Math.max(past.getFirst().startMillis(), quarters.range().startMillis());
        long end = past.getLast().endMillis();
        return start >= end
                ? List.of()
                : Gaps.of(quarters, TimeRange.ofMillis(start, end)).stream()
                        .filter(gap -> gap.missingMillis() >= SHORTEST_GAP_MILLIS)
                        .map(gap -> new SensorGap(sensor, gap)).toList();
    }

    private Optional<Comparison> compared(FigureQuestion question, TimeRange range, Slot length, List<TimeRange> past,
            List<Line> lines) throws StoreException {
        var period = comparison;
        if (period.isEmpty()) {
            return Optional.empty();
        }
        var all = period.get().slots(range, length, services.store().zone());
        var others = new ArrayList<TimeRange>();
        for (int i = 0; i < past.size(); i++) {
            // Up to the same time as the present slot, so that like is compared with like.
            long end = Math.min(all.get(i).endMillis(), all.get(i).startMillis()
                    + (i + 1 < past.size() ? Long.MAX_VALUE / 2 : past.get(i).length().toMillis()));
            others.add(TimeRange.ofMillis(all.get(i).startMillis(), end));
        }
        var earlier = new ArrayList<Line>();
        for (var line : lines) {
            earlier.add(new Line(line.sensor(),
                    services.amounts().amounts(line.sensor().key(), others, question.unit())));
        }
        return Optional.of(new Comparison(period.get(), others, earlier));
    }

    private Optional<TargetLine> target(FigureQuestion question, List<TimeRange> past, List<TimeRange> slots,
            List<Line> lines) throws StoreException {
        var target = services.household().target();
        var house = lines.stream().filter(line -> line.sensor().settings().role() == SensorRole.HOUSE).findFirst();
        if (target.isEmpty() || house.isEmpty() || slots.isEmpty()) {
            return Optional.empty();
        }
        var whole = TimeRange.ofMillis(slots.getFirst().startMillis(), slots.getLast().endMillis());
        double share = target.get().share(whole, services.store().zone()).doubleValue() / slots.size();
        var unit = AmountUnit.valueOf(target.get().unit().name());
        if (unit == question.unit()) {
            return Optional.of(new TargetLine(share, false));
        }
        double shown = house.get().total().map(AmountSum::total).orElse(BigDecimal.ZERO).doubleValue();
        double targeted = new Line(house.get().sensor(),
                services.amounts().amounts(house.get().sensor().key(), past, unit)).total().map(AmountSum::total)
                .orElse(BigDecimal.ZERO).doubleValue();
        return shown > 0 && targeted > 0
                ? Optional.of(new TargetLine(share * shown / targeted, true))
                : Optional.empty();
    }

    @Override
    public void show(FigureQuestion question, Amounts shown) {
        var words = services.words();
        var range = axis(question, shown);
        chart.setEmpty(Messages.NothingKnown, Messages.NothingKnownLink, host::goToNow);
        chart.setTargetLine(shown.target().map(line -> OptionalDouble.of(line.amount()))
                .orElse(OptionalDouble.empty()),
                shown.target().map(line -> line.converted()
                        ? Messages.TargetConverted
                        : Messages.Target).orElse(""));
        chart.setBars(new BarAxis.Time(range, shown.slots()), series(question, words, shown),
                shown.comparison().isPresent() ? Arrangement.COMPARED : arrangement, scale(words, question.unit()));
        chart.setMarks(shown.notes().stream().map(note -> new ChartMark(note.span().startMillis(),
                note.span().endMillis(), note.text(), note.id())).toList());
        fitBars(shown);
    }

    /** The first and the last bar whole; of long ones no room for years of which nothing can be known. */
    private TimeRange axis(FigureQuestion question, Amounts shown) {
        if (shown.slots().isEmpty()) {
            return question.range();
        }
        long first = shown.slots().getFirst().startMillis();
        return TimeRange.ofMillis(slot.compareTo(Slot.MONTH) < 0
                ? Math.min(question.range().startMillis(), first)
                : first, Math.max(question.range().endMillis(), shown.slots().getLast().endMillis()));
    }

    /** Computes again where the bars no longer fit the width of the chart. */
    private void fitBars(Amounts shown) {
        maxBars = Math.max(LEAST_BARS, chart.maxBars());
        host.question().filter(asked -> BarLength.fitting(slot, asked.range(), maxBars) != shown.slot())
                .ifPresent(asked -> host.refresh());
    }

    private List<BarSeries> series(FigureQuestion question, AmountWords words, Amounts shown) {
        var unit = question.unit();
        var series = new ArrayList<BarSeries>();
        if (shown.comparison().isPresent()) {
            var other = shown.comparison().get();
            for (int i = 0; i < shown.lines().size(); i++) {
                var line = shown.lines().get(i);
                var earlier = other.lines().get(i);
                series.add(series(question.name(line.sensor()), line, shown, words, unit));
                series.add(new BarSeries(shown.lines().size() == 1
                        ? period(other.period())
                        : Messages.bind(Messages.ComparedName, question.name(line.sensor()), period(other.period())),
                        line.sensor().color(),
                        bars(earlier, other.slots(), earlier.amounts(), shown.slot(), words, unit, "")));
            }
            return series;
        }
        if (arrangement != Arrangement.STACKED) {
            for (var line : shown.lines()) {
                series.add(series(question.name(line.sensor()), line, shown, words, unit));
            }
            return series;
        }
        for (var layer : SensorStack.layers(shown.lines().stream().map(Line::sensor).toList())) {
            var line = shown.lines().stream().filter(one -> one.sensor().equals(layer.sensor())).findFirst()
                    .orElseThrow();
            String name = question.name(layer.sensor());
            if (layer.isRest()) {
                var rests = new ArrayList<AmountSum>();
                for (int i = 0; i < shown.slots().size(); i++) {
                    int at = i;
                    rests.add(SensorStack.rest(line.amounts().get(i),
                            layer.inside().stream().map(j -> shown.lines().get(j).amounts().get(at)).toList()));
                }
                series.add(new BarSeries(Messages.bind(Messages.RestOf, name), SensorStack.REST_COLOR,
                        bars(line, shown.slots(), rests, shown.slot(), words, unit, name)));
            } else {
                series.add(series(name, line, shown, words, unit));
            }
        }
        return series;
    }

    private BarSeries series(String name, Line line, Amounts shown, AmountWords words, AmountUnit unit) {
        return new BarSeries(name, line.sensor().color(),
                bars(line, shown.slots(), line.amounts(), shown.slot(), words, unit, ""));
    }

    /**
     * @param amounts what the bars are as high as
     * @param whole   the name of what the amounts are a part of, which the line has; empty if they are all of it
     */
    private List<Optional<Bar>> bars(Line line, List<TimeRange> slots, List<AmountSum> amounts, Slot length,
            AmountWords words, AmountUnit unit, String whole) {
        var bars = new ArrayList<Optional<Bar>>();
        int sign = SensorStack.sign(line.sensor(), unit);
        for (int i = 0; i < slots.size(); i++) {
            var sum = amounts.get(i);
            if (!sum.told()) {
                bars.add(Optional.empty());
                continue;
            }
            String card = AmountCard.of(words, words.slot(slots.get(i), length), sum, unit, sign);
            if (!whole.isEmpty()) {
                card += "\n" + Messages.bind(Messages.RestCard, whole, words.amount(line.amounts().get(i), unit));
            }
            bars.add(Optional.of(new Bar(sign * sum.measured().doubleValue(), sign * sum.memory().doubleValue(),
                    sign * sum.estimated().doubleValue(), sign * sum.standingCharge().doubleValue(), card,
                    length == Slot.DAY && isWeekend(slots.get(i)))));
        }
        return bars;
    }

    private boolean isWeekend(TimeRange day) {
        return DayFilter.WEEKENDS.test(LocalDate.ofInstant(day.start(), services.store().zone()));
    }

    private static String period(EarlierPeriod period) {
        return period == EarlierPeriod.BEFORE ? Messages.PeriodBefore : Messages.PeriodYearBefore;
    }

    /** {@return how amounts of a unit stand on an axis} */
    static AmountScale scale(AmountWords words, AmountUnit unit) {
        return switch (unit) {
            case ENERGY -> AmountScale.energy();
            case CARBON -> AmountScale.of(words.unit(unit));
            case MONEY -> AmountScale.of(words.unit(unit), amount -> words.amount(amount, unit));
        };
    }

    // the line below

    @Override
    public String caption(FigureQuestion question, Amounts shown) {
        if (shown.slots().isEmpty()) {
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
                parts.add(comparison(words, question.unit(), lines.get(i), other.lines().get(i), other.period()));
            }
        }
        if (!note(question).isEmpty()) {
            parts.add(note(question));
        }
        var gaps = shown.gaps().size();
        if (gaps > 0) {
            parts.add("<a href=\"" + GAPS + "\">"
                    + (gaps == 1 ? Messages.GapsOne : Messages.bind(Messages.GapsMany, gaps)) + "</a>");
        }
        if (shown.slot() != slot) {
            parts.add(BarLength.words(shown.slot()));
        }
        return Messages.bind(Messages.Total, words.range(told(shown)), String.join(" · ", parts));
    }

    /** {@return what else is to be said about what is shown; may be empty} */
    String note(FigureQuestion question) {
        return "";
    }

    /** From the first day known to today where there are only days; otherwise all bars. */
    private TimeRange told(Amounts shown) {
        return shown.slot().compareTo(Slot.DAY) < 0
                ? TimeRange.ofMillis(shown.slots().getFirst().startMillis(), shown.slots().getLast().endMillis())
                : PeriodRule.wholeDays(shown.told().orElseThrow(), services.store().zone());
    }

    private static String comparison(AmountWords words, AmountUnit unit, Line line, Line other,
            EarlierPeriod period) {
        var former = other.total().orElseThrow();
        var present = line.total().orElseThrow();
        String amount = period(period) + " " + words.amount(former, unit, line.sensor().sign(unit));
        boolean comparable = former.energy().knownShare() >= KNOWN_WELL && present.energy().knownShare() >= KNOWN_WELL
                && former.total().signum() > 0;
        if (!comparable) {
            return former.energy().known() ? amount + " (" + words.coverage(former.energy()) + ")" : amount;
        }
        var format = NumberFormat.getPercentInstance();
        double change = present.total().doubleValue() / former.total().doubleValue() - 1;
        return amount + " (" + (change > 0 ? "+" : "") + format.format(change) + ")";
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
                    var length = Duration.ofMillis(Math.max(3 * gap.length().toMillis(),
                            GAP_IN_SIGHT * BarLength.usualMillis(slot)));
                    long middle = (gap.startMillis() + gap.endMillis()) / 2;
                    host.goTo(TimeRange.ofMillis(middle - length.toMillis() / 2, middle + length.toMillis() / 2));
                }).open());
    }

    // table

    @Override
    public TableData table(FigureQuestion question, Amounts shown) {
        var zone = services.store().zone();
        var words = services.words();
        int decimals = services.decimals(question.unit());
        boolean several = shown.lines().size() > 1 || shown.comparison().isPresent();
        var columns = new ArrayList<TableData.Column>();
        columns.add(new TableData.Column(Messages.ColumnFrom, "start", false));
        columns.add(new TableData.Column(Messages.ColumnTo, "end", false));
        for (var line : shown.lines()) {
            columns.addAll(
                    AmountColumns.of(question.name(line.sensor()), question.column(line.sensor()), several, words,
                            question.unit()));
        }
        shown.comparison().ifPresent(other -> {
            columns.add(new TableData.Column(Messages.bind(Messages.ColumnFromOf, period(other.period())),
                    "compared_start", false));
            for (var line : other.lines()) {
                columns.addAll(AmountColumns.of(
                        Messages.bind(Messages.ColumnCompared, question.name(line.sensor()), period(other.period())),
                        question.column(line.sensor()) + "_compared", true, words, question.unit()));
            }
        });
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < shown.slots().size(); i++) {
            var row = new ArrayList<Object>();
            row.add(ZonedDateTime.ofInstant(shown.slots().get(i).start(), zone));
            row.add(ZonedDateTime.ofInstant(shown.slots().get(i).end(), zone));
            for (var line : shown.lines()) {
                AmountColumns.add(row, line.amounts().get(i), decimals);
            }
            if (shown.comparison().isPresent()) {
                var other = shown.comparison().get();
                boolean any = !other.slots().get(i).length().isZero();
                row.add(any ? ZonedDateTime.ofInstant(other.slots().get(i).start(), zone) : "");
                for (var line : other.lines()) {
                    AmountColumns.add(row, line.amounts().get(i), decimals);
                }
            }
            rows.add(row);
        }
        return new TableData(columns, rows);
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
        menu.add(Choices.action(Messages.GapsMenu, this::showGaps));
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
        return comparison.map(period -> Messages.bind(Messages.AgainstPeriod, period(period))).orElse("");
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
        chart.setEmpty(sentence, link, action);
        chart.setBars(new BarAxis.Time(range, List.of()), List.of(), arrangement, AmountScale.energy());
    }

    /** {@return the chart, for tests} */
    BarChart chart() {
        return chart;
    }
}
