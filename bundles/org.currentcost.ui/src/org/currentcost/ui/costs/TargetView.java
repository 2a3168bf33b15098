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
import java.util.OptionalDouble;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.TargetYear;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.Target;
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
import org.currentcost.ui.charts.ChartSeries;
import org.currentcost.ui.kit.AmountScales;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FieldRow;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.TableData;
import org.currentcost.ui.kit.ToggleAction;
import org.currentcost.ui.kit.ViewFrame;
import org.currentcost.ui.kit.ViewIds;
import org.currentcost.ui.kit.Waiting;
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

/** The target of a year, how far it is used up, what the year's end will bring, and the months against it. */
public final class TargetView implements FigureDelegate<TargetYear> {

    private static final String SAVED_ADDED_UP = "addedUp";
    private static final int AMOUNT_WIDTH = 80;
    private static final BigDecimal LIMIT = BigDecimal.valueOf(1_000_000_000);

    private final Locale locale = UserLocale.formats();
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
    private FigureView<TargetYear> host;

    /** Gets what views of figures work with. */
    @Inject
    public TargetView(ViewFrame frame, FigureServices services) {
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

    @Override
    public boolean showsOneSensor() {
        return true;
    }

    @Override
    public boolean inSharedUnit() {
        return false;
    }

    @Override
    public Control createChart(Composite parent, FigureView<TargetYear> view) {
        host = view;
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(10, 6).spacing(0, 4).applyTo(area);
        var row = new FieldRow(area);
        var figure = row.group(3);
        new Label(figure, SWT.NONE).setText(Messages.TargetField);
        amount = new Text(figure, SWT.BORDER | SWT.RIGHT);
        GridDataFactory.fillDefaults().hint(FontRoom.width(amount, AMOUNT_WIDTH), SWT.DEFAULT).applyTo(amount);
        unit = new Combo(figure, SWT.DROP_DOWN | SWT.READ_ONLY);
        new Label(row.control(), SWT.NONE).setText(Messages.TargetAYear);
        problem = new Label(row.control(), SWT.NONE);
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
            items[one.ordinal()] = words.unit(AmountUnit.of(one));
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
        problem.requestLayout();
    }

    private void save() {
        Optional<Target> next = typed().map(one -> new Target(one, Target.Unit.values()[unit.getSelectionIndex()]));
        boolean wrong = next.isEmpty() && !amount.getText().isBlank();
        if (!wrong && !next.equals(shown)) {
            try {
                shown = next;
                Waiting.run(() -> services.household().save(next));
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
    public TargetYear answer(FigureQuestion question, Runnable check) throws StoreException {
        return services.costs().targetYear(question.sensors().getFirst().key(), check);
    }

    @Override
    public void show(FigureQuestion question, TargetYear year) {
        var words = services.words();
        showUnits(words);
        showTarget(year.target());
        sentences.setText(year.target().isEmpty()
                ? Messages.TargetNone
                : year.progress().map(progress -> Messages.bind(Messages.OfHouse,
                        services.name(question.sensors().getFirst()),
                        String.join(" ", new TargetWords(words).sentences(progress)))).orElse(""));
        area.layout(true);
        if (!year.available()) {
            showNothing();
            chart.setEmpty(year.unit() == AmountUnit.MONEY ? Messages.NoTariff : Messages.NoFactor,
                    Messages.OpenTariffs, () -> frame.open(ViewIds.TARIFFS));
            return;
        }
        var series = new ArrayList<BarSeries>();
        var sensor = question.sensors().getFirst();
        series.add(new BarSeries(question.name(sensor), sensor.color(), bars(words, year)));
        boolean line = year.target().isPresent() && !addedUp;
        if (addedUp && year.target().isPresent()) {
            series.add(new BarSeries(Messages.TargetSeries, ChartSeries.NEUTRAL,
                    targetBars(words, year)));
        }
        chart.setBars(new BarAxis.Time(year.whole(), year.months()), series, series.size() > 1
                ? Arrangement.COMPARED
                : Arrangement.STACKED, AmountScales.of(words, year.unit()));
        chart.setTargetLine(line
                ? OptionalDouble.of(year.perMonth().orElseThrow().doubleValue())
                : OptionalDouble.empty(), line ? Messages.TargetLine : "");
        chart.setEmpty(Messages.TargetNothing, "", () -> {
            // Readings come by themselves.
        });
    }

    private List<Optional<Bar>> bars(AmountWords words, TargetYear year) {
        var shown = year.shown(addedUp);
        var bars = new ArrayList<Optional<Bar>>();
        for (int i = 0; i < shown.size(); i++) {
            // What is known of a month is its own, whatever is added up in it.
            int month = i;
            bars.add(
                    shown.get(i).map(sum -> bar(words, words.period(year.months().get(month), PeriodKind.MONTH), sum,
                            year.amounts().get(month).energy(), year.unit())));
        }
        return bars;
    }

    private Bar bar(AmountWords words, String month, AmountSum sum, EnergySum known, AmountUnit unit) {
        String card = (addedUp ? Messages.bind(Messages.TargetUpTo, month) : month) + "\n"
                + words.withStanding(words.amount(sum.total().doubleValue(), unit), sum.standingCharge()) + "\n"
                + words.coverage(known);
        return new Bar(sum.measured().doubleValue(), sum.memory().doubleValue(), sum.estimated().doubleValue(),
                sum.standingCharge().doubleValue(), card, false);
    }

    private static List<Optional<Bar>> targetBars(AmountWords words, TargetYear year) {
        return year.sharesUpTo().stream().map(BigDecimal::doubleValue)
                .map(share -> Optional.of(new Bar(share, 0, 0, words.amount(share, year.unit()), false))).toList();
    }

    @Override
    public TableData table(FigureQuestion question, TargetYear year) {
        var zone = services.store().zone();
        var words = services.words();
        String symbol = words.unit(year.unit());
        String name = words.column(year.unit());
        var columns = List.of(new TableData.Column(Messages.ColumnFrom, CsvWriter.START, false),
                new TableData.Column(Messages.ColumnTo, CsvWriter.END, false),
                new TableData.Column(Messages.bind(Messages.TargetColumnUsed, symbol), name, true),
                new TableData.Column(Messages.bind(Messages.TargetColumnShare, symbol), "target_" + name, true),
                new TableData.Column(Messages.ColumnKnown, "known_share", true));
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < year.amounts().size(); i++) {
            var month = year.months().get(i);
            var sum = year.amounts().get(i);
            rows.add(List.of(ZonedDateTime.ofInstant(month.start(), zone), ZonedDateTime.ofInstant(month.end(), zone),
                    sum.hasAmount()
                            ? words.cell(sum.rounded(services.decimals(year.unit())).total(), year.unit())
                            : "",
                    year.shares().isEmpty()
                            ? ""
                            : words.cell(year.shares().get(i).setScale(6, RoundingMode.HALF_UP), year.unit()),
                    new TableData.Share(sum.energy().knownShare())));
        }
        return new TableData(columns, rows);
    }

    private void showNothing() {
        chart.setBars(new BarAxis.Time(services.costs().thisYear(), List.of()), List.of(), Arrangement.STACKED,
                AmountScale.energy());
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
        menu.add(new ToggleAction(Messages.TargetAddUp, addedUp, up -> {
            addedUp = up;
            host.redraw();
        }));
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
