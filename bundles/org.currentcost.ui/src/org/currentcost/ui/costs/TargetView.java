package org.currentcost.ui.costs;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.currentcost.analysis.Slot;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.TargetProgress;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.AmountScale;
import org.currentcost.ui.charts.Arrangement;
import org.currentcost.ui.charts.Bar;
import org.currentcost.ui.charts.BarAxis;
import org.currentcost.ui.charts.BarChart;
import org.currentcost.ui.charts.BarSeries;
import org.currentcost.ui.charts.ChartSeries;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.TableData;
import org.currentcost.ui.kit.ViewFrame;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.FocusListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.PartInitException;

/** The target of a year, how far it is used up, what the year's end will bring, and the months against it. */
public final class TargetView implements FigureDelegate<TargetView.Year> {

    private static final String SAVED_ADDED_UP = "addedUp";
    private static final int MONTHS = 12;
    private static final int AMOUNT_WIDTH = 80;
    private static final BigDecimal LIMIT = BigDecimal.valueOf(1_000_000_000);

    /**
     * What is shown of this year.
     *
     * @param target    what is meant to be used, if that was entered
     * @param available whether there is what the target's unit is computed by
     * @param progress  how it goes, if there is a target
     * @param months    the months that have begun
     * @param amounts   what they come to, in the target's unit
     */
    record Year(Optional<Target> target, boolean available, Optional<TargetProgress> progress, List<TimeRange> months,
            List<AmountSum> amounts) {

        AmountUnit unit() {
            return target.map(Target::unit).map(TargetWords::unit).orElse(AmountUnit.ENERGY);
        }
    }

    private final Locale locale = Locale.getDefault();
    private BarChart chart;
    private Text amount;
    private Combo unit;
    private Label problem;
    private Label sentences;
    private Composite area;
    private boolean addedUp;
    private Optional<Target> shown = Optional.empty();

    private final FigureServices services;
    private final ViewFrame frame;
    private FigureView<TargetView.Year> host;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public TargetView(Composite parent, ViewFrame frame, FigureServices services) {
        this.frame = frame;
        this.services = services;
        addedUp = frame.saved(SAVED_ADDED_UP).isPresent();
    }

    @Override
    public boolean ignoresRange() {
        return true;
    }

    /** A target is the house's. */
    @Override
    public boolean followsSelection() {
        return false;
    }

    /** Of several, the first one. */
    @Override
    public List<Sensor> shownOf(List<Sensor> sensors) {
        return sensors.subList(0, Math.min(1, sensors.size()));
    }

    @Override
    public boolean inSharedUnit() {
        return false;
    }

    @Override
    public Control createChart(Composite parent, FigureView<TargetView.Year> view) {
        host = view;
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(10, 6).spacing(0, 4).applyTo(area);
        var row = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(5).spacing(6, 0).applyTo(row);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
        new Label(row, SWT.NONE).setText(Messages.TargetField);
        amount = new Text(row, SWT.BORDER | SWT.RIGHT);
        GridDataFactory.fillDefaults().hint(AMOUNT_WIDTH, SWT.DEFAULT).applyTo(amount);
        unit = new Combo(row, SWT.DROP_DOWN | SWT.READ_ONLY);
        new Label(row, SWT.NONE).setText(Messages.TargetAYear);
        problem = new Label(row, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).indent(8, 0).applyTo(problem);
        showUnits(services.words());
        amount.addModifyListener(event -> check());
        amount.addSelectionListener(SelectionListener.widgetDefaultSelectedAdapter(event -> save()));
        amount.addFocusListener(FocusListener.focusLostAdapter(event -> save()));
        unit.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> save()));
        sentences = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).applyTo(sentences);
        chart = new BarChart(area, services.store().zone());
        GridDataFactory.fillDefaults().grab(true, true).applyTo(chart.control());
        return area;
    }

    private void showUnits(AmountWords words) {
        var items = new String[Target.Unit.values().length];
        for (var one : Target.Unit.values()) {
            items[one.ordinal()] = words.unit(TargetWords.unit(one));
        }
        if (!List.of(items).equals(List.of(unit.getItems()))) {
            int index = unit.getSelectionIndex();
            unit.setItems(items);
            unit.select(index < 0 ? Target.Unit.ENERGY.ordinal() : index);
        }
    }

    // the target

    private Optional<BigDecimal> typed() {
        return Decimals.parse(amount.getText(), locale)
                .filter(one -> one.signum() > 0 && one.compareTo(LIMIT) < 0);
    }

    private void check() {
        boolean wrong = !amount.getText().isBlank() && typed().isEmpty();
        problem.setText(wrong ? Messages.TargetWrong : "");
    }

    private void save() {
        Optional<Target> next = typed().map(one -> new Target(one, Target.Unit.values()[unit.getSelectionIndex()]));
        boolean wrong = next.isEmpty() && !amount.getText().isBlank();
        if (!wrong && !next.equals(shown)) {
            try {
                shown = next;
                services.household().save(next);
            } catch (StoreException e) {
                Problems.show(area.getShell(), Messages.TargetProblem, e);
            }
        }
    }

    private void showTarget(Optional<Target> target) {
        if (target.equals(shown)) {
            return;
        }
        shown = target;
        amount.setText(target.map(one -> Decimals.text(one.amountPerYear(), locale)).orElse(""));
        unit.select(target.map(Target::unit).orElse(Target.Unit.ENERGY).ordinal());
        check();
    }

    // the year

    @Override
    public Year answer(FigureQuestion question, Runnable check) throws StoreException {
        var zone = services.store().zone();
        var now = services.clock().instant();
        var today = LocalDate.ofInstant(now, zone);
        var target = services.household().target();
        var unit = target.map(Target::unit).map(TargetWords::unit).orElse(AmountUnit.ENERGY);
        var key = question.sensors().getFirst().key();
        var firstDay = today.withDayOfYear(1);
        boolean available = services.amounts().available(unit);
        var months = Slot.MONTH.slots(new TimeRange(firstDay.atStartOfDay(zone).toInstant(), now), zone);
        Optional<TargetProgress> progress = Optional.empty();
        if (target.isPresent() && available) {
            var range = new TimeRange(firstDay.minusYears(1).atStartOfDay(zone).toInstant(), now);
            var slots = Slot.DAY.slots(range, zone);
            var days = new HashMap<LocalDate, TargetProgress.Day>();
            var sums = services.amounts().amounts(key, slots, unit);
            check.run();
            for (int i = 0; i < slots.size(); i++) {
                days.put(LocalDate.ofInstant(slots.get(i).start(), zone),
                        new TargetProgress.Day(sums.get(i).total(), sums.get(i).energy().knownShare()));
            }
            progress = Optional.of(TargetProgress.of(target.get(), today, days));
        }
        return new Year(target, available, progress, months,
                available ? services.amounts().amounts(key, months, unit) : List.of());
    }

    @Override
    public void show(FigureQuestion question, Year year) {
        var words = services.words();
        showUnits(words);
        showTarget(year.target());
        sentences.setText(year.target().isEmpty()
                ? Messages.TargetNone
                : year.progress().map(progress -> Messages.bind(Messages.OfHouse,
                        services.told(question.sensors().getFirst()),
                        String.join(" ", new TargetWords(words).sentences(progress)))).orElse(""));
        area.layout(true);
        var zone = services.store().zone();
        if (!year.available()) {
            showNothing();
            chart.setEmpty(year.unit() == AmountUnit.MONEY ? Messages.NoTariff : Messages.NoFactor,
                    Messages.OpenTariffs, this::openTariffs);
            return;
        }
        var whole = thisYear();
        var all = Slot.MONTH.slots(whole, zone);
        var series = new ArrayList<BarSeries>();
        var sensor = question.sensors().getFirst();
        series.add(new BarSeries(question.name(sensor), sensor.color(), bars(words, year, all)));
        boolean line = year.target().isPresent() && !addedUp;
        if (addedUp && year.target().isPresent()) {
            series.add(new BarSeries(Messages.TargetSeries, ChartSeries.NEUTRAL,
                    targetBars(words, year.target().get(), all)));
        }
        chart.setBars(new BarAxis.Time(whole, all), series, series.size() > 1
                ? Arrangement.COMPARED
                : Arrangement.STACKED, scale(words, year.unit()));
        chart.setTargetLine(line
                ? OptionalDouble.of(year.target().get().amountPerYear().doubleValue() / MONTHS)
                : OptionalDouble.empty(), line ? Messages.TargetLine : "");
        chart.setEmpty(Messages.TargetNothing, "", () -> {
            // Readings come by themselves.
        });
    }

    private TimeRange thisYear() {
        var zone = services.store().zone();
        var firstDay = LocalDate.ofInstant(services.clock().instant(), zone).withDayOfYear(1);
        return new TimeRange(firstDay.atStartOfDay(zone).toInstant(),
                firstDay.plusYears(1).atStartOfDay(zone).toInstant());
    }

    private static AmountScale scale(AmountWords words, AmountUnit unit) {
        return switch (unit) {
            case ENERGY -> AmountScale.energy();
            case CARBON -> AmountScale.of(words.unit(unit));
            case MONEY -> AmountScale.of(words.unit(unit), amount -> words.amount(amount, unit));
        };
    }

    private List<Optional<Bar>> bars(AmountWords words, Year year, List<TimeRange> all) {
        var bars = new ArrayList<Optional<Bar>>();
        double measured = 0;
        double memory = 0;
        double estimated = 0;
        var charge = BigDecimal.ZERO;
        for (int i = 0; i < all.size(); i++) {
            if (i >= year.amounts().size() || !year.amounts().get(i).told()) {
                bars.add(Optional.empty());
                continue;
            }
            var sum = year.amounts().get(i);
            double before = addedUp ? 1 : 0;
            measured = before * measured + sum.measured().doubleValue();
            memory = before * memory + sum.memory().doubleValue();
            estimated = before * estimated + sum.estimated().doubleValue();
            charge = addedUp ? charge.add(sum.standingCharge()) : sum.standingCharge();
            String name = words.slot(all.get(i), Slot.MONTH);
            bars.add(Optional.of(new Bar(measured, memory, estimated, charge.doubleValue(),
                    (addedUp ? Messages.bind(Messages.TargetUpTo, name) : name) + "\n"
                            + words.withStanding(
                                    words.amount(measured + memory + estimated + charge.doubleValue(), year.unit()),
                                    charge)
                            + "\n"
                            + words.coverage(sum.energy()),
                    false)));
        }
        return bars;
    }

    private List<Optional<Bar>> targetBars(AmountWords words, Target target, List<TimeRange> all) {
        var bars = new ArrayList<Optional<Bar>>();
        var zone = services.store().zone();
        for (var month : all) {
            double share = target.share(new TimeRange(all.getFirst().start(), month.end()), zone).doubleValue();
            bars.add(Optional.of(new Bar(share, 0, 0, words.amount(share, TargetWords.unit(target.unit())), false)));
        }
        return bars;
    }

    @Override
    public TableData table(FigureQuestion question, Year year) {
        var zone = services.store().zone();
        var words = services.words();
        String symbol = words.unit(year.unit());
        String name = words.column(year.unit());
        var columns = List.of(new TableData.Column(Messages.ColumnFrom, "start", false),
                new TableData.Column(Messages.ColumnTo, "end", false),
                new TableData.Column(Messages.bind(Messages.TargetColumnUsed, symbol), name, true),
                new TableData.Column(Messages.bind(Messages.TargetColumnShare, symbol), "target_" + name, true),
                new TableData.Column(Messages.ColumnKnown, "known_share", true));
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < year.amounts().size(); i++) {
            var month = year.months().get(i);
            var sum = year.amounts().get(i);
            rows.add(List.of(ZonedDateTime.ofInstant(month.start(), zone), ZonedDateTime.ofInstant(month.end(), zone),
                    sum.told() ? sum.rounded(services.decimals(year.unit())).total() : "",
                    year.target().<Object>map(one -> one.share(month, zone).setScale(6, RoundingMode.HALF_UP))
                            .orElse(""),
                    new TableData.Share(sum.energy().knownShare())));
        }
        return new TableData(columns, rows);
    }

    private void openTariffs() {
        try {
            frame.site().getPage().showView(ViewIds.TARIFFS);
        } catch (PartInitException e) {
            ILog.of(TargetView.class).error(e.getMessage(), e);
        }
    }

    private void showNothing() {
        chart.setBars(new BarAxis.Time(thisYear(), List.of()), List.of(), Arrangement.STACKED, AmountScale.energy());
        chart.setTargetLine(OptionalDouble.empty(), "");
    }

    @Override
    public void showEmpty(TimeRange range, String sentence, String link, Runnable action) {
        sentences.setText("");
        area.layout(true);
        showNothing();
        chart.setEmpty(sentence, link, action);
    }

    @Override
    public void fillMenu(IMenuManager menu) {
        var action = new Action(Messages.TargetAddUp, IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
                addedUp = isChecked();
                host.redraw();
            }
        };
        action.setChecked(addedUp);
        menu.add(action);
    }

    @Override
    public void saveState(IMemento memento) {
        if (addedUp) {
            memento.putString(SAVED_ADDED_UP, SAVED_ADDED_UP);
        }
    }

    @Override
    public void writePng(OutputStream out, String heading, String caption) throws IOException {
        chart.writePng(out, heading, caption);
    }
}
