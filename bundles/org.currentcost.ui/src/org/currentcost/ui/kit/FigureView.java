package org.currentcost.ui.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.currentcost.analysis.Slot;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.OutputFile;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.TimeBasedChart;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.PartInitException;

/**
 * A view of figures of some sensors over a stretch of time, computed in the background.
 * <p>
 * It follows the shared time range unless it is unlinked, the Sensors view's selection unless it has sensors of its
 * own, and the shared unit; and it shows the same figures as a table, a picture or a CSV file. What a view shows is in
 * the class that extends this one.
 *
 * @param <T> the figures that are computed at a time
 */
public abstract class FigureView<T> implements ViewContent {

    private static final String SAVED_RANGE = "range";
    private static final String SAVED_SENSORS = "sensors";
    private static final String SAVED_TABLE = "table";
    private static final int FOOTER_INDENT = 8;
    private static final long NEW_READINGS_PAUSE_MILLIS = 10_000;
    private static final long NEW_PAST_PAUSE_MILLIS = 400;
    private static final int WORKING_AFTER_MILLIS = 700;
    private static final long CLOCK_STEP_MILLIS = 120_000;

    /** What to compute figures for. @param range from when to when @param sensors at least one */
    public record Question(TimeRange range, List<Sensor> sensors, AmountUnit unit) {
    }

    private record Choice(TimeRange range, List<SeriesKey> sensors, AmountUnit unit) {
    }

    private final ViewFrame frame;
    private final FigureServices services;
    private final Composite root;
    private final Composite body;
    private final Link footer;
    private final StackLayout stack = new StackLayout();
    private final TableTwin table;
    private final Display display = Display.getCurrent();
    private final Job job;
    private final Action linkAction;
    private Control chart;
    private boolean asTable;
    private Optional<TimeRange> ownRange = Optional.empty();
    private List<SeriesKey> ownSensors = List.of();
    private volatile Choice chosen;
    private Choice answered;
    private Question question;
    private T figures;
    private long seenVersion = -1;
    private long seenSettings = -1;
    private long seenRevision = -1;
    private long computedMillis;
    private Optional<SeriesKey> computedHouse = Optional.empty();
    private Optional<TimeRange> selected = Optional.empty();
    private Consumer<String> spanText = text -> {
        // Nothing can be selected.
    };
    private String spanWords = "";
    private volatile boolean severalMeters;
    private String title = "";

    /** Makes the frame of the view; call {@link #open} when the rest is made. */
    protected FigureView(Composite parent, ViewFrame frame, FigureServices services) {
        this.frame = frame;
        this.services = services;
        root = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(root);
        body = new Composite(root, SWT.NONE);
        body.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(body);
        table = new TableTwin(body, frame.site().getRegisteredName());
        footer = new Link(root, SWT.NONE);
        GridDataFactory.fillDefaults().indent(FOOTER_INDENT, 0).grab(true, false).exclude(true).applyTo(footer);
        footer.setVisible(false);
        footer.addListener(SWT.Selection, event -> footerLink(event.text));
        job = Job.create(Messages.bind(Messages.FigureComputing, frame.site().getRegisteredName()),
                (IProgressMonitor monitor) -> run(monitor));
        linkAction = linkAction();
    }

    // what a view has of its own

    /** Makes the chart. */
    protected abstract Control createChart(Composite parent);

    /** Computes figures, on a thread of a job. Ask {@code monitor} now and then whether to stop. */
    protected abstract T compute(Question question, IProgressMonitor monitor) throws StoreException;

    /** Shows figures in the chart. */
    protected abstract void show(Question question, T figures);

    /** {@return the same figures as a table} */
    protected abstract TableData table(Question question, T figures);

    /**
     * Saves the chart as a picture.
     *
     * @param heading what the view is called
     * @param caption the time and total that are shown
     */
    protected abstract void writePng(OutputStream out, String heading, String caption) throws IOException;

    /** Shows in the chart that there is nothing, and why. */
    protected abstract void showEmpty(String sentence, String link, Runnable action);

    /** Adds what else the view's menu offers. */
    protected void fillMenu(IMenuManager menu) {
    }

    /** {@return those of the chosen sensors that are shown} */
    protected List<Sensor> shownOf(List<Sensor> sensors) {
        return sensors;
    }

    /** {@return what stands in the tab after the sensors, such as the days that are chosen; may be empty} */
    protected String variant() {
        return "";
    }

    /** {@return a line to stand below chart and table, such as the total; may be empty, and have links} */
    protected String footer(Question asked, T shown) {
        return "";
    }

    /** A link of the {@link #footer} was chosen. @param target the link's {@code href} */
    protected void footerLink(String target) {
    }

    /** {@return whether figures are in the shared unit, and so need a tariff or factors for other units than energy} */
    protected boolean inSharedUnit() {
        return true;
    }

    /** {@return what to show while the view is linked} @param shared the shared time range */
    protected TimeRange rangeFor(TimeRange shared) {
        return shared;
    }

    /** {@return whether the view shows what is selected in the Sensors view, or else my house whatever is selected} */
    protected boolean followsSelection() {
        return true;
    }

    /** {@return whether the view shows the whole past whatever the shared time range is} */
    protected boolean ignoresRange() {
        return false;
    }

    // for the views

    /** Restores what was saved, makes the chart and computes for the first time. The last call of a constructor. */
    protected final void open() {
        restore();
        chart = createChart(body);
        stack.topControl = chart;
        asTable = frame.saved(SAVED_TABLE).isPresent();
        fillToolBar();
        SensorDrag.accept(root, this::chooseSensors);
        services.time().shown().listen(root, shown -> {
            if (ownRange.isEmpty() && chosen != null && isNear(chosen.range(), range())) {
                computeAnew();
            } else if (ownRange.isEmpty()) {
                refresh();
            }
        });
        services.choices().span().listen(root, span -> {
            var shared = services.time().shown().get().range();
            if (ownRange.isEmpty() && chosen != null && !rangeFor(shared).equals(chosen.range())) {
                refresh();
            }
        });
        services.choices().sensors().listen(root, sensors -> {
            if (ownSensors.isEmpty()) {
                refresh();
            }
        });
        services.choices().unit().listen(root, unit -> refresh());
        services.choices().noteChanges().listen(root, count -> refresh());
        Pulse.start(root, () -> services.store().version() + services.household().revision(), this::refreshForNews);
        showEmpty(Messages.FigureWorkingOut, "", () -> {
            // The figures come by themselves.
        });
        refresh();
    }

    /**
     * Shows what a span comes to that the user selects in a chart.
     *
     * @param shared whether other views show the parts of the span, and this one marks what is selected in others
     */
    protected final void selectSpans(TimeBasedChart where, boolean shared) {
        spanText = where::setSelectionText;
        where.addSelectionListener(span -> {
            selectSpan(span);
            if (shared) {
                services.choices().span().set(span);
            }
        });
        if (shared) {
            services.choices().span().listen(root, span -> {
                if (!span.equals(selected)) {
                    where.setSelection(span);
                    selectSpan(span);
                }
            });
        }
    }

    private void selectSpan(Optional<TimeRange> span) {
        selected = span;
        spanWords = "";
        spanText.accept("");
        showSpanFigures();
    }

    /** Tells what the selected span comes to now: after an edit, new readings, another unit or other sensors, too. */
    private void showSpanFigures() {
        var asked = question;
        var span = selected;
        if (span.isEmpty() || asked == null) {
            return;
        }
        Background.run(Messages.SpanJob, () -> {
            String words = SpanFigures.of(services, shownOf(asked.sensors()), span.get(), asked.unit());
            display.asyncExec(() -> {
                if (!root.isDisposed() && selected.equals(span) && asked.equals(question)) {
                    spanWords = words;
                    spanText.accept(words);
                }
            });
        });
    }

    /** {@return a range, longer at its start if it holds fewer than so many days} */
    protected final TimeRange atLeast(TimeRange range, int days) {
        return PeriodRule.atLeast(range, days, services.store().zone());
    }

    /** {@return the time that figures of sensors are of where a view shows no bars of its own: whole days or hours} */
    protected final TimeRange period(Question asked) throws StoreException {
        return services.knowable(asked.sensors(), PeriodRule.whole(asked.range(), services.store().zone()));
    }

    /** {@return the whole days that a time touches, which is how it is told} */
    protected final TimeRange days(TimeRange time) {
        return whole(time, Slot.DAY);
    }

    /** {@return how the {@link #period} of a question is told: in the whole days or hours that it touches} */
    protected final TimeRange told(Question asked, TimeRange period) {
        var zone = services.store().zone();
        return whole(period, PeriodRule.days(PeriodRule.whole(asked.range(), zone), zone) > 0 ? Slot.DAY : Slot.HOUR);
    }

    private TimeRange whole(TimeRange time, Slot slot) {
        var zone = services.store().zone();
        return TimeRange.ofMillis(slot.startOf(time.startMillis(), zone),
                slot.endOf(Math.max(time.startMillis(), time.endMillis() - 1), zone));
    }

    /** Ends the job if the user no longer wants it. */
    protected static final void checkCanceled(IProgressMonitor monitor) {
        if (monitor.isCanceled()) {
            throw new CancellationException();
        }
    }

    /** {@return what a sensor is called in this view: with its meter's name where sensors of several are shown} */
    protected final String name(Sensor sensor) {
        return SeriesNames.told(sensor, question != null && SeriesNames.ofSeveralMeters(question.sensors()));
    }

    /** {@return how a sensor's columns in files begin: with its meter where those of several are in the file} */
    protected final String column(Sensor sensor) {
        return SeriesNames.column(sensor, question != null && SeriesNames.ofSeveralMeters(question.sensors()));
    }

    /** {@return the stretch of time that the view is about, be there figures of it or not} */
    protected final TimeRange shownRange() {
        return question == null ? range() : question.range();
    }

    /** {@return the frame around this view} */
    protected final ViewFrame frame() {
        return frame;
    }

    /** {@return what views work with} */
    protected final FigureServices services() {
        return services;
    }

    /** Goes to another stretch of time: with all linked views, or alone. */
    protected final void goTo(TimeRange range) {
        if (ownRange.isPresent()) {
            ownRange = Optional.of(range);
            refresh();
        } else {
            goToLinked(range);
        }
    }

    /** Goes to another stretch of time with the linked views. */
    protected void goToLinked(TimeRange range) {
        services.time().show(range);
    }

    /** Goes to the present, in the length that is shown: with all linked views, or alone. */
    protected final void goToNow() {
        if (ownRange.isPresent()) {
            goTo(services.time().last(ownRange.get().length()));
        } else {
            nowLinked();
        }
    }

    /** Goes to the present with the linked views. */
    protected void nowLinked() {
        services.time().now();
    }

    /** {@return the figures that are shown, if any} */
    protected final Optional<T> figures() {
        return Optional.ofNullable(figures);
    }

    /** {@return what the shown figures are about, if any are shown} */
    protected final Optional<Question> question() {
        return Optional.ofNullable(question);
    }

    /** Computes anew, and says so if it takes a while. */
    protected final void refresh() {
        computeAnew();
        var wanted = chosen;
        display.timerExec(WORKING_AFTER_MILLIS, () -> {
            if (!root.isDisposed() && figures != null && chosen == wanted && answered != wanted) {
                showFooter(Messages.FigureWorkingOut);
            }
        });
    }

    /** What only follows the clock is no other time to wait for. */
    private static boolean isNear(TimeRange one, TimeRange other) {
        return Math.abs(one.startMillis() - other.startMillis()) <= CLOCK_STEP_MILLIS
                && Math.abs(one.endMillis() - other.endMillis()) <= CLOCK_STEP_MILLIS;
    }

    private void computeAnew() {
        if (root.isDisposed()) {
            return;
        }
        seenVersion = services.store().version();
        seenSettings = services.household().revision();
        seenRevision = services.store().revision();
        computedMillis = services.clock().millis();
        chosen = new Choice(range(), ownSensors.isEmpty() ? selectedSensors() : ownSensors,
                services.choices().unit().get());
        computedHouse = services.houseKey();
        job.cancel();
        job.schedule();
    }

    /** Draws the same figures anew, after a change of how they are shown. */
    protected final void redraw() {
        if (figures != null) {
            show(question, figures);
            table.show(table(question, figures));
            showFooter(footer(question, figures));
        }
        showTitle(question == null ? List.of() : question.sensors());
    }

    private void showFooter(String text) {
        boolean visible = !text.isEmpty();
        footer.setText(text);
        if (footer.getVisible() != visible) {
            footer.setVisible(visible);
            ((GridData) footer.getLayoutData()).exclude = !visible;
        }
        root.layout();
    }

    /** A change of settings or of the past, such as a correction, shows at once; readings come all the time. */
    private void refreshForNews() {
        boolean settled = seenSettings != services.household().revision()
                || !computedHouse.equals(services.houseKey());
        long waited = services.clock().millis() - computedMillis;
        boolean past = seenRevision != services.store().revision() && waited >= NEW_PAST_PAUSE_MILLIS;
        if (settled || past) {
            refresh();
        } else if (seenVersion != services.store().version() && waited >= NEW_READINGS_PAUSE_MILLIS) {
            computeAnew();
        }
    }

    private TimeRange range() {
        return ownRange.orElseGet(() -> rangeFor(services.time().shown().get().range()));
    }

    private List<SeriesKey> selectedSensors() {
        return followsSelection() ? services.choices().sensors().get() : List.of();
    }

    /** Those that were chosen and are there, their meters may be deleted meanwhile; or else my house. */
    private List<Sensor> sensors(List<SeriesKey> chosen) throws StoreException {
        var known = new HashMap<SeriesKey, Sensor>();
        services.household().allSensors().forEach(one -> known.put(one.key(), one));
        var sensors = chosen.stream().map(one -> SeriesNames.present(known.keySet(), one))
                .filter(known::containsKey).map(known::get).toList();
        return sensors.isEmpty() ? services.household().house().stream().toList() : sensors;
    }

    private IStatus run(IProgressMonitor monitor) {
        var choice = chosen;
        try {
            // Ten years of half-hourly prices take some time to read, which amounts in words need on the display's
            // thread.
            services.household().tariffs();
            severalMeters = services.household().severalMeters();
            var sensors = sensors(choice.sensors());
            var asked = new Question(choice.range(), sensors, choice.unit());
            boolean possible = !inSharedUnit() || services.amounts().available(choice.unit());
            T computed = sensors.isEmpty() || !possible ? null : compute(asked, monitor);
            if (!monitor.isCanceled() && !display.isDisposed()) {
                display.asyncExec(() -> take(choice, asked, computed));
            }
            return Status.OK_STATUS;
        } catch (CancellationException e) {
            return Status.CANCEL_STATUS;
        } catch (StoreException e) {
            if (!display.isDisposed()) {
                display.asyncExec(() -> giveUp(choice));
            }
            return new Status(IStatus.ERROR, FigureView.class, e.getMessage(), e);
        }
    }

    private void giveUp(Choice choice) {
        answered = choice;
        if (!root.isDisposed()) {
            redraw();
        }
    }

    private void take(Choice choice, Question asked, T computed) {
        if (root.isDisposed()) {
            return;
        }
        answered = choice;
        question = asked;
        figures = computed;
        if (computed == null) {
            showWhyEmpty(asked);
            table.show(new TableData(List.of(), List.of()));
            showFooter("");
        } else {
            show(asked, computed);
            table.show(table(asked, computed));
            showFooter(footer(asked, computed));
        }
        showChartOrTable();
        showTitle(asked.sensors());
        showSpanFigures();
    }

    /** Where there are no figures, the chart says why. */
    private void showChartOrTable() {
        stack.topControl = asTable && figures != null ? table.control() : chart;
        body.layout();
    }

    private void showWhyEmpty(Question asked) {
        if (asked.sensors().isEmpty()) {
            showEmpty(Messages.FigureNoReadings, Messages.FigureNoReadingsLink, this::addSource);
        } else if (asked.unit() == AmountUnit.MONEY) {
            showEmpty(Messages.FigureNoTariff, Messages.FigureNoTariffLink, this::openTariffs);
        } else {
            showEmpty(Messages.FigureNoCarbon, Messages.FigureNoCarbonLink, this::openTariffs);
        }
    }

    private void openTariffs() {
        try {
            frame.site().getPage().showView(ViewIds.TARIFFS);
        } catch (PartInitException e) {
            ILog.of(FigureView.class).error(e.getMessage(), e);
        }
    }

    private void showTitle(List<Sensor> sensors) {
        String names = Stream.concat(Stream.of(SeriesNames.all(shownOf(sensors), severalMeters)), Stream.of(variant()))
                .filter(name -> !name.isEmpty()).collect(Collectors.joining(", "));
        String view = frame.site().getRegisteredName();
        String next = names.isEmpty() ? view : Messages.bind(Messages.FigureViewOf, view, names);
        if (!next.equals(title)) {
            title = next;
            frame.title().accept(next);
        }
    }

    private void addSource() {
        Commands.run(frame.site(), Commands.ADD_SOURCE);
    }

    // tool bar and menu

    private void fillToolBar() {
        var bars = frame.site().getActionBars();
        if (!ignoresRange()) {
            bars.getToolBarManager().add(linkAction);
        }
        bars.getToolBarManager().add(tableAction());
        var menu = bars.getMenuManager();
        fillMenu(menu);
        menu.add(new Separator());
        var sensorsMenu = new MenuManager(Messages.FigureSensors);
        sensorsMenu.setRemoveAllWhenShown(true);
        sensorsMenu.addMenuListener(this::fillSensors);
        menu.add(sensorsMenu);
        menu.add(new IconAction(Messages.FigureAnother, "add", this::openAnother));
        menu.add(new Separator());
        menu.add(new IconAction(Messages.FigureSavePicture, "picture", this::savePicture));
        menu.add(new IconAction(Messages.FigureSaveCsv, "table", this::saveCsv));
        bars.updateActionBars();
    }

    private Action linkAction() {
        var action = new Action(Messages.FigureLink, IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
                ownRange = isChecked() ? Optional.empty() : Optional.of(range());
                refresh();
            }
        };
        action.setImageDescriptor(StateMarks.icon("link"));
        action.setToolTipText(Messages.FigureLinkTooltip);
        return action;
    }

    private Action tableAction() {
        var action = new Action(Messages.FigureTable, IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
                asTable = isChecked();
                showChartOrTable();
                stack.topControl.setFocus();
            }
        };
        action.setImageDescriptor(StateMarks.icon("table"));
        action.setToolTipText(Messages.FigureTableTooltip);
        action.setChecked(asTable);
        return action;
    }

    private void fillSensors(IMenuManager menu) {
        var follow = new Action(Messages.FigureFollowSensors, IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
                chooseSensors(List.of());
            }
        };
        follow.setChecked(ownSensors.isEmpty());
        menu.add(follow);
        menu.add(new Separator());
        try {
            for (var sensor : services.household().sensors()) {
                var item = new Action(SeriesNames.full(sensor), IAction.AS_CHECK_BOX) {
                    @Override
                    public void run() {
                        var next = new ArrayList<>(ownSensors);
                        if (!next.remove(sensor.key())) {
                            next.add(sensor.key());
                        }
                        chooseSensors(next);
                    }
                };
                item.setChecked(ownSensors.contains(sensor.key()));
                menu.add(item);
            }
        } catch (StoreException e) {
            ILog.of(FigureView.class).error(e.getMessage(), e);
        }
    }

    /** Shows these sensors whatever the Sensors view selects; none follows it again. */
    public final void chooseSensors(List<SeriesKey> sensors) {
        ownSensors = List.copyOf(sensors);
        refresh();
    }

    private void openAnother() {
        try {
            InjectedView.openCopy(frame.site(), this, Long.toString(services.clock().millis()));
        } catch (PartInitException e) {
            ILog.of(FigureView.class).error(e.getMessage(), e);
        }
    }

    private Optional<Path> askFile(String heading, String extension, FileChooser.Kind kind) {
        String name = title.isEmpty() ? frame.site().getRegisteredName() : title;
        return FileChooser.save(root.getShell(), heading,
                name.replaceAll("[^\\p{L}\\p{N}]+", "-").toLowerCase(Locale.ROOT) + extension, kind);
    }

    private void savePicture() {
        askFile(Messages.FigureSavePictureTitle, ".png", FileChooser.Kind.picture()).ifPresent(file -> {
            try {
                writePng(file);
            } catch (IOException e) {
                Problems.show(root.getShell(), Messages.bind(Messages.PictureProblem, file), e);
            }
        });
    }

    private void saveCsv() {
        if (figures == null) {
            return;
        }
        askFile(Messages.FigureSaveCsvTitle, ".csv", FileChooser.Kind.table()).ifPresent(file -> {
            try {
                writeCsv(file);
            } catch (IOException e) {
                Problems.show(root.getShell(), Messages.bind(Messages.FigureCsvProblem, file), e);
            }
        });
    }

    /** Saves what is shown as a picture, with the view's title and the line below the chart. */
    final void writePng(Path file) throws IOException {
        String caption = figures == null ? "" : footer(question, figures).replaceAll("<[^<>]*>", "");
        String shown = caption.isEmpty() && question != null && !ignoresRange()
                ? services.words().range(question.range())
                : caption;
        OutputFile.at(file).<IOException>write(out -> writePng(out, title, shown));
    }

    /** Saves what is shown as CSV. */
    final void writeCsv(Path file) throws IOException {
        table(question, figures).writeCsv(file);
    }

    // state

    private void restore() {
        ownSensors = frame.saved(SAVED_SENSORS).stream().flatMap(String::lines).map(SeriesNames::parse).toList();
        ownRange = frame.saved(SAVED_RANGE).map(text -> {
            var parts = Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
            return TimeRange.ofMillis(parts[0], parts[1]);
        });
        linkAction.setChecked(ownRange.isEmpty());
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(SAVED_SENSORS, ownSensors.stream().map(SeriesNames::save).collect(Collectors.joining("\n")));
        ownRange.ifPresent(range -> memento.putString(SAVED_RANGE, range.startMillis() + " " + range.endMillis()));
        if (asTable) {
            memento.putString(SAVED_TABLE, SAVED_TABLE);
        }
    }

    @Override
    public void setFocus() {
        stack.topControl.setFocus();
    }

    /** {@return what is told of the selected span, for tests} */
    final String spanWords() {
        return spanWords;
    }

    /** {@return what the view's widgets are in, for tests} */
    final Composite root() {
        return root;
    }

    @Override
    public void dispose() {
        job.cancel();
    }
}
