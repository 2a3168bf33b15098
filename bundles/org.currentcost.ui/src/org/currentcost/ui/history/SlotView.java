package org.currentcost.ui.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.currentcost.analysis.Slot;
import org.currentcost.figures.AmountSum;
import org.currentcost.figures.AmountUnit;
import org.currentcost.figures.Sensor;
import org.currentcost.model.Note;
import org.currentcost.model.SensorRole;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.currentcost.ui.AmountWords;
import org.currentcost.ui.FigureServices;
import org.currentcost.ui.FigureView;
import org.currentcost.ui.NoteDialog;
import org.currentcost.ui.SeriesNames;
import org.currentcost.ui.SpanMenu;
import org.currentcost.ui.TableData;
import org.currentcost.ui.ViewFrame;
import org.currentcost.ui.charts.AmountScale;
import org.currentcost.ui.charts.Arrangement;
import org.currentcost.ui.charts.Bar;
import org.currentcost.ui.charts.BarAxis;
import org.currentcost.ui.charts.BarChart;
import org.currentcost.ui.charts.BarSeries;
import org.currentcost.ui.charts.ChartMark;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IMemento;

/** Energy, money or CO2 in bars of one length of time. */
abstract class SlotView extends FigureView<SlotView.Amounts> {

    private static final String SAVED_ARRANGEMENT = "arrangement";
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    /**
     * What is shown.
     *
     * @param slot  the length of the bars, which may be longer than the view's where there would be too many
     * @param slots the bars' times
     * @param lines the amounts of each sensor, one for each slot
     * @param notes in that time
     */
    record Amounts(Slot slot, List<TimeRange> slots, List<Line> lines, List<Note> notes) {
    }

    record Line(Sensor sensor, List<AmountSum> amounts) {
    }

    private final Slot slot;
    private BarChart chart;
    private volatile int maxBars = 400;
    private Arrangement arrangement;

    SlotView(Composite parent, ViewFrame frame, FigureServices services, Slot slot) {
        super(parent, frame, services);
        this.slot = slot;
        arrangement = frame.saved(SAVED_ARRANGEMENT).map(Arrangement::valueOf).orElse(Arrangement.STACKED);
        open();
    }

    @Override
    protected Control createChart(Composite parent) {
        chart = new BarChart(parent, services().store().zone());
        chart.addRangeListener(this::goTo);
        chart.addFitListener(() -> services().time().now());
        chart.addMarkListener(mark -> figures().flatMap(shown -> shown.notes().stream()
                .filter(note -> note.id() == mark.id()).findFirst())
                .ifPresent(note -> NoteDialog.open(chart.control().getShell(), services(), note)));
        selectSpans(chart::addSelectionListener, chart::setSelectionText, slot.compareTo(Slot.DAY) >= 0);
        new SpanMenu(services(), chart.control(), chart::selection,
                () -> question().map(Question::sensors).orElse(List.of()));
        return chart.control();
    }

    @Override
    protected Amounts compute(Question question, IProgressMonitor monitor) throws StoreException {
        var zone = services().store().zone();
        var length = slot;
        var slots = length.slots(question.range(), zone);
        while (slots.size() > maxBars && length != Slot.YEAR) {
            length = Slot.values()[length.ordinal() + 1];
            slots = length.slots(question.range(), zone);
        }
        Instant now = services().clock().instant();
        slots = slots.stream().filter(one -> one.start().isBefore(now)).toList();
        var lines = new ArrayList<Line>();
        monitor.beginTask("", question.sensors().size());
        for (var sensor : question.sensors()) {
            checkCanceled(monitor);
            lines.add(new Line(sensor, services().amounts().amounts(sensor.key(), slots, question.unit())));
            monitor.worked(1);
        }
        return new Amounts(length, slots, lines, services().store().notes(question.range()));
    }

    @Override
    protected void show(Question question, Amounts shown) {
        var words = services().words();
        var series = new ArrayList<BarSeries>();
        for (var line : shown.lines()) {
            var bars = new ArrayList<Optional<Bar>>();
            for (int i = 0; i < shown.slots().size(); i++) {
                bars.add(bar(words, question.unit(), shown, line, i));
            }
            series.add(new BarSeries(SeriesNames.sensor(line.sensor()), line.sensor().color(), bars));
        }
        var range = shown.slots().isEmpty()
                ? question.range()
                : TimeRange.ofMillis(Math.min(question.range().startMillis(), shown.slots().getFirst().startMillis()),
                        Math.max(question.range().endMillis(), shown.slots().getLast().endMillis()));
        chart.setBars(new BarAxis.Time(range, shown.slots()), series, arrangement, scale(words, question.unit()));
        chart.setMarks(shown.notes().stream().map(note -> new ChartMark(note.span().startMillis(),
                note.span().endMillis(), note.text(), note.id())).toList());
        chart.setTargetLine(OptionalDouble.empty(), "");
        maxBars = Math.max(50, chart.maxBars());
    }

    private Optional<Bar> bar(AmountWords words, AmountUnit unit, Amounts shown, Line line, int index) {
        AmountSum sum = line.amounts().get(index);
        if (!sum.energy().known()) {
            return Optional.empty();
        }
        var slotRange = shown.slots().get(index);
        int sign = line.sensor().settings().role() == SensorRole.GENERATION ? -1 : 1;
        String card = words.slot(slotRange, shown.slot()) + "\n" + words.amount(sum, unit)
                + (unit == AmountUnit.ENERGY
                        ? ""
                        : " · " + words.amount(sum.energy().kilowattHours(),
                                AmountUnit.ENERGY))
                + "\n" + words.coverage(sum.energy());
        double fixed = sum.standingCharge().doubleValue();
        return Optional.of(new Bar(sign * (sum.measured().doubleValue() + fixed), sign * sum.memory().doubleValue(),
                sign * sum.estimated().doubleValue(), card, shown.slot() == Slot.DAY && isWeekend(slotRange)));
    }

    private boolean isWeekend(TimeRange day) {
        return WEEKEND.contains(day.start().atZone(services().store().zone()).getDayOfWeek());
    }

    /** {@return how amounts of a unit stand on an axis} */
    static AmountScale scale(AmountWords words, AmountUnit unit) {
        return switch (unit) {
            case ENERGY -> AmountScale.energy();
            case CARBON -> AmountScale.of(words.unit(unit));
            case MONEY -> AmountScale.of(words.unit(unit), amount -> words.amount(amount, unit));
        };
    }

    @Override
    protected TableData table(Question question, Amounts shown) {
        var zone = services().store().zone();
        var columns = new ArrayList<TableData.Column>();
        columns.add(new TableData.Column(Messages.ColumnFrom, "start", false));
        columns.add(new TableData.Column(Messages.ColumnTo, "end", false));
        for (var line : shown.lines()) {
            columns.addAll(AmountColumns.of(SeriesNames.sensor(line.sensor()), services().words(), question.unit()));
        }
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < shown.slots().size(); i++) {
            var row = new ArrayList<Object>();
            row.add(ZonedDateTime.ofInstant(shown.slots().get(i).start(), zone));
            row.add(ZonedDateTime.ofInstant(shown.slots().get(i).end(), zone));
            for (var line : shown.lines()) {
                AmountColumns.add(row, line.amounts().get(i));
            }
            rows.add(row);
        }
        return new TableData(columns, rows);
    }

    @Override
    protected void fillMenu(IMenuManager menu) {
        menu.add(arrangementAction(Messages.Stacked, Arrangement.STACKED));
        menu.add(arrangementAction(Messages.SideBySide, Arrangement.SIDE_BY_SIDE));
    }

    private Action arrangementAction(String text, Arrangement choice) {
        var action = new Action(text, IAction.AS_RADIO_BUTTON) {
            @Override
            public void run() {
                if (isChecked()) {
                    arrangement = choice;
                    redraw();
                }
            }
        };
        action.setChecked(arrangement == choice);
        return action;
    }

    @Override
    public void saveState(IMemento memento) {
        super.saveState(memento);
        memento.putString(SAVED_ARRANGEMENT, arrangement.name());
    }

    @Override
    protected void writePng(Path file) throws IOException {
        chart.writePng(file);
    }

    @Override
    protected void showEmpty(String sentence, String link, Runnable action) {
        chart.setBars(new BarAxis.Time(TimeRange.endingAt(services().clock().instant(), Duration.ofDays(1)),
                List.of()), List.of(), arrangement, AmountScale.energy());
        chart.setEmpty(sentence, link, action);
    }

    /** {@return the chart, for tests} */
    BarChart chart() {
        return chart;
    }
}
