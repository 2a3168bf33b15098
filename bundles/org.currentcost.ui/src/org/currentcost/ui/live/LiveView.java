package org.currentcost.ui.live;

import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.currentcost.analysis.PriceInForce;
import org.currentcost.analysis.PriceSource;
import org.currentcost.accounting.Meter;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.SensorSettings;
import org.currentcost.model.Bucket;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.OutputFile;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.ChartMark;
import org.currentcost.ui.charts.ChartSeries;
import org.currentcost.ui.charts.TimeChart;
import org.currentcost.ui.charts.ValueUnit;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.Background;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.FigureRow;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.Figures;
import org.currentcost.ui.kit.FileChooser;
import org.currentcost.ui.kit.IconAction;
import org.currentcost.ui.kit.LivePower;
import org.currentcost.ui.kit.NoteDialog;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.QuantityWords;
import org.currentcost.ui.kit.SensorDrag;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.SpanFigures;
import org.currentcost.ui.kit.SpanMenu;
import org.currentcost.ui.kit.StateMarks;
import org.currentcost.ui.kit.TimeRangeBar;
import org.currentcost.ui.kit.TimeRangeService.Preset;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuCreator;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.IHandlerService;

/**
 * Power now in large figures, and the last minutes to days as a chart. Each copy of the view has its own sensors and
 * its own length of time.
 */
public final class LiveView implements ViewContent {

    /** The lengths of time that the view offers, by their labels. */
    private enum Span {
        FIVE_MINUTES(Duration.ofMinutes(5)), HOUR(Duration.ofHours(1)), SIX_HOURS(Duration.ofHours(6)), DAY(
                Duration.ofDays(1)), WEEK(Duration.ofDays(7));

        private final Duration length;

        Span(Duration length) {
            this.length = length;
        }

        String label() {
            return switch (this) {
                case FIVE_MINUTES -> Messages.SpanFiveMinutes;
                case HOUR -> TimeRangeBar.label(Preset.HOUR);
                case SIX_HOURS -> TimeRangeBar.label(Preset.SIX_HOURS);
                case DAY -> TimeRangeBar.label(Preset.DAY);
                case WEEK -> TimeRangeBar.label(Preset.WEEK);
            };
        }
    }

    private static final String SAVED_SENSORS = "sensors";
    private static final String SAVED_SPAN = "span";
    private static final String SAVED_TEMPERATURE = "temperature";
    private static final long SHORTEST_QUERY_PAUSE_MILLIS = 200;
    private static final int QUERIES_A_SPAN = 4000;
    private static final int TEMPERATURE_HEIGHT = 130;
    private static final double MILLIWATTS_PER_KILOWATT = 1e6;
    private static final long MILLIS_PER_MINUTE = 60_000;

    private final ViewFrame frame;
    private final Recorder recorder;
    private final ReadingStore store;
    private final FigureServices services;
    private final InstantSource clock = InstantSource.system();
    private final ExecutorService queries = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "live-view-query");
        thread.setDaemon(true);
        return thread;
    });

    private final Composite root;
    private final Link demoNote;
    private final FigureRow figures;
    private final TimeChart chart;
    private final TimeChart temperatureChart;
    private final Set<SeriesKey> chosen = new LinkedHashSet<>();
    private final Map<SeriesKey, Sensor> sensors = new HashMap<>();
    private final LivePower power;
    private Optional<SeriesKey> house = Optional.empty();
    private Set<String> hidden = Set.of();
    private Set<String> demos = Set.of();
    private boolean severalMeters;
    private Map<Long, Note> notes = Map.of();
    private Optional<TimeRange> selected = Optional.empty();
    private long seenVersion = -1;
    private long seenSettings = -1;
    private long seenRevision = -1;
    private Span span = Span.SIX_HOURS;
    private boolean showTemperature;
    private Optional<TimeRange> pausedAt = Optional.empty();
    private boolean querying;
    private boolean askAgain;
    private long lastQueryMillis;
    private Price price = Price.NONE;
    private String title = "";

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public LiveView(Composite parent, ViewFrame frame, Recorder recorder, ReadingStore store,
            FigureServices services) {
        this.frame = frame;
        this.recorder = recorder;
        this.store = store;
        this.services = services;
        power = new LivePower(recorder.live(), store);
        restore();

        root = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(12, 8).spacing(0, 6).applyTo(root);
        demoNote = new Link(root, SWT.WRAP);
        demoNote.setText(Messages.LiveDemoNote);
        demoNote.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> addSource()));
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(demoNote);
        demoNote.setVisible(false);
        var header = new Composite(root, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(header);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(header);
        figures = new FigureRow(header, new AmountWords(Optional.empty(), store.zone()));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(figures.control());
        GridDataFactory.fillDefaults().align(SWT.END, SWT.BEGINNING).applyTo(spanBar(header));
        chart = chart(ValueUnit.POWER);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(chart.control());
        chart.addSelectionListener(this::select);
        chart.addMarkListener(mark -> Optional.ofNullable(notes.get(mark.id()))
                .ifPresent(note -> NoteDialog.open(root.getShell(), services, note)));
        new SpanMenu(services, chart, () -> shown().stream().map(this::sensor).toList());
        services.choices().noteChanges().listen(root, count -> refreshChart());
        services.choices().sensors().listen(root, sensors -> {
            if (chosen.isEmpty()) {
                refresh();
                refreshChart();
            }
        });
        SensorDrag.accept(root, this::choose);
        temperatureChart = chart(ValueUnit.TEMPERATURE);
        temperatureChart.setEmpty(Messages.LiveNoTemperature, "", () -> {
        });
        fillToolBar();
        applyTemperature();
        Pulse.start(root, () -> recorder.live().version() + recorder.version() + store.version()
                + services.household().revision(),
                this::refresh);
    }

    private TimeChart chart(ValueUnit unit) {
        var made = new TimeChart(root, store.zone(), unit);
        made.setEmpty(Messages.LiveEmpty, Messages.LiveEmptyLink, this::addSource);
        made.addRangeListener(this::pauseAt);
        made.addFollowListener(this::follow);
        return made;
    }

    private void restore() {
        frame.saved(SAVED_SENSORS).ifPresent(text -> Arrays.stream(text.split("\n")).filter(line -> !line.isEmpty())
                .map(SeriesNames::parse).forEach(chosen::add));
        frame.saved(SAVED_SPAN).ifPresent(name -> Arrays.stream(Span.values())
                .filter(one -> one.name().equals(name)).forEach(one -> span = one));
        showTemperature = frame.saved(SAVED_TEMPERATURE).isPresent();
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(SAVED_SENSORS, chosen.stream().map(SeriesNames::save).collect(Collectors.joining("\n")));
        memento.putString(SAVED_SPAN, span.name());
        if (showTemperature) {
            memento.putString(SAVED_TEMPERATURE, SAVED_TEMPERATURE);
        }
    }

    @Override
    public void setFocus() {
        chart.control().setFocus();
    }

    @Override
    public void dispose() {
        queries.shutdownNow();
    }

    /** The lengths of time, inside the view: in the tab's own row they would wrap below it in a narrow stack. */
    private ToolBar spanBar(Composite parent) {
        var bar = new ToolBar(parent, SWT.FLAT | SWT.HORIZONTAL);
        for (Span one : Span.values()) {
            var item = new ToolItem(bar, SWT.RADIO);
            // Tool items have no padding of their own.
            item.setText(" \u2009" + one.label() + "\u2009 ");
            item.setToolTipText(NLS.bind(Messages.SpanTooltip, one.label()));
            item.setSelection(one == span);
            item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
                if (item.getSelection()) {
                    span = one;
                    follow();
                }
            }));
        }
        return bar;
    }

    private void fillToolBar() {
        var bar = frame.site().getActionBars().getToolBarManager();
        bar.add(new SensorsAction());
        var menu = frame.site().getActionBars().getMenuManager();
        menu.add(temperatureAction());
        menu.add(new Separator());
        menu.add(new IconAction(Messages.LiveAnother, "live", this::openAnother));
        menu.add(new IconAction(Messages.ChartSavePicture, "picture", this::savePicture));
        frame.site().getActionBars().updateActionBars();
    }

    private Action temperatureAction() {
        var action = new Action(Messages.LiveShowTemperature, IAction.AS_CHECK_BOX) {
            @Override
            public void run() {
                showTemperature = isChecked();
                applyTemperature();
                refreshChart();
            }
        };
        action.setChecked(showTemperature);
        return action;
    }

    private void applyTemperature() {
        Control control = temperatureChart.control();
        control.setVisible(showTemperature);
        GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, TEMPERATURE_HEIGHT)
                .exclude(!showTemperature).applyTo(control);
        root.layout(true);
    }

    /** Chooses sensors by a menu that drops down. */
    private final class SensorsAction extends Action implements IMenuCreator {

        private MenuManager menu = new MenuManager();

        SensorsAction() {
            super(Messages.LiveSensors, IAction.AS_DROP_DOWN_MENU);
            setImageDescriptor(StateMarks.icon("sensors"));
            setToolTipText(Messages.LiveSensors);
            setMenuCreator(this);
        }

        @Override
        public void runWithEvent(Event event) {
            if (event.widget instanceof ToolItem item) {
                var bounds = item.getBounds();
                var dropped = getMenu(item.getParent());
                dropped.setLocation(item.getParent().toDisplay(bounds.x, bounds.y + bounds.height));
                dropped.setVisible(true);
            }
        }

        @Override
        public Menu getMenu(Control parent) {
            menu.dispose();
            menu = new MenuManager();
            var shown = shown();
            menu.add(followAction());
            menu.add(new Separator());
            for (var series : known()) {
                var action = new Action(SeriesNames.full(sensor(series)), IAction.AS_CHECK_BOX) {
                    @Override
                    public void run() {
                        if (chosen.isEmpty()) {
                            chosen.addAll(shown());
                        }
                        if (!chosen.remove(series)) {
                            chosen.add(series);
                        }
                        refresh();
                        refreshChart();
                    }
                };
                action.setChecked(shown.contains(series));
                menu.add(action);
            }
            return menu.createContextMenu(parent);
        }

        /** Lets the view follow the Sensors view; unticked, it keeps what it shows now. */
        private Action followAction() {
            var action = new Action(Messages.FigureFollowSensors, IAction.AS_CHECK_BOX) {
                @Override
                public void run() {
                    choose(chosen.isEmpty() ? shown() : List.of());
                }
            };
            action.setChecked(chosen.isEmpty());
            return action;
        }

        @Override
        public Menu getMenu(Menu parent) {
            return null;
        }

        @Override
        public void dispose() {
            menu.dispose();
        }
    }

    /** What the user settled about a series, as it was when the view was refreshed. */
    private Sensor sensor(SeriesKey series) {
        return sensors.getOrDefault(series, standard(series));
    }

    private static Sensor standard(SeriesKey series) {
        return new Sensor(series, SensorSettings.standard(series.sensor()));
    }

    private void learnSensors() {
        long settings = services.household().revision();
        if (seenVersion == store.version() && seenSettings == settings) {
            return;
        }
        seenVersion = store.version();
        boolean changed = seenSettings != settings;
        seenSettings = settings;
        try {
            sensors.clear();
            for (var sensor : services.household().allSensors()) {
                sensors.put(sensor.key(), sensor);
            }
            house = services.household().house().map(Sensor::key);
            hidden = meters(Meter::hidden);
            demos = meters(Meter::demo);
            severalMeters = services.household().severalMeters();
            if (changed) {
                refreshChart();
            }
        } catch (StoreException e) {
            ILog.of(LiveView.class).error(e.getMessage(), e);
        }
    }

    /** Says what a selected stretch comes to: what did that wash cost? */
    private void select(Optional<TimeRange> range) {
        selected = range;
        var asked = shown().stream().map(this::sensor).toList();
        var display = root.getDisplay();
        if (range.isPresent() && !asked.isEmpty()) {
            Background.run(Messages.SpanJob, () -> {
                String words = SpanFigures.of(services, asked, range.get());
                display.asyncExec(() -> {
                    if (!root.isDisposed() && selected.equals(range)) {
                        chart.setSelectionText(words);
                    }
                });
            });
        }
    }

    private Set<String> meters(Predicate<Meter> which) throws StoreException {
        return services.household().meters().stream().filter(which).map(Meter::name).collect(Collectors.toSet());
    }

    /** What can be chosen: all sensors of meters that are not hidden. */
    private Set<SeriesKey> known() {
        var all = new TreeSet<SeriesKey>();
        store.series().forEach(info -> all.add(info.key()));
        all.addAll(recorder.live().latest().keySet());
        all.removeIf(series -> series.quantity() != Quantity.POWER || hidden.contains(series.meter()));
        sensors.values().stream().filter(one -> one.settings().formula().isPresent()).map(Sensor::key)
                .filter(series -> !hidden.contains(series.meter())).forEach(all::add);
        return all;
    }

    /** The view's own sensors, or else those of the Sensors view; or else my house. */
    private List<SeriesKey> shown() {
        var known = known();
        var named = new HashSet<>(known);
        named.addAll(sensors.keySet());
        var own = chosen.stream().map(one -> SeriesNames.present(named, one))
                .filter(one -> known.contains(one) || sensors.containsKey(one)).toList();
        if (!own.isEmpty()) {
            return own;
        }
        var selected = services.choices().sensors().get().stream().map(one -> SeriesNames.present(named, one))
                .filter(known::contains).toList();
        if (!selected.isEmpty()) {
            return selected;
        }
        // Before its first reading is in the store nothing is known of a meter but what is heard of it now.
        return house.or(() -> known.stream().filter(series -> series.sensor() == 0).findFirst())
                .map(List::of).orElse(List.of());
    }

    private void refresh() {
        learnSensors();
        var shown = shown();
        var now = clock.instant();
        var latest = new LinkedHashMap<Sensor, Optional<LivePower.Value>>();
        shown.stream().map(this::sensor).forEach(one -> latest.put(one, power.latest(one, this::sensor, now)));
        Optional<Reading> temperature = shown.stream().findFirst().flatMap(series -> temperature(series.meter()));
        figures.show(latest, costNow(latest), temperature, now);
        showDemoNote(!shown.isEmpty() && shown.stream().allMatch(series -> demos.contains(series.meter())));
        showTitle(shown);
        if (seenRevision != store.revision()) {
            // The past was corrected: the chart and what is told of a selected stretch follow at once.
            seenRevision = store.revision();
            refreshChart();
            select(selected);
        }
        long pause = Math.max(SHORTEST_QUERY_PAUSE_MILLIS, span.length.toMillis() / QUERIES_A_SPAN);
        if (pausedAt.isEmpty() && now.toEpochMilli() - lastQueryMillis >= pause) {
            refreshChart();
        }
    }

    /** The temperature at a meter, as it is without the warmth of the display. */
    private Optional<Reading> temperature(String meter) {
        return power.reading(new SeriesKey(meter, 0, Quantity.TEMPERATURE), clock.instant()).map(reading -> {
            try {
                return Reading.of(reading.time(), reading.total() + services.household().temperatureOffset(meter));
            } catch (StoreException e) {
                ILog.of(LiveView.class).error(e.getMessage(), e);
                return reading;
            }
        });
    }

    private void showDemoNote(boolean show) {
        if (demoNote.getVisible() != show) {
            demoNote.setVisible(show);
            GridDataFactory.fillDefaults().grab(true, false).exclude(!show).applyTo(demoNote);
            root.layout(true);
        }
    }

    private void showTitle(List<SeriesKey> shown) {
        String names = SeriesNames.all(shown.stream().map(this::sensor).toList(), severalMeters);
        String next = names.isEmpty() ? Messages.LiveTitle : Messages.bind(Messages.LiveTitleOf, names);
        if (!next.equals(title)) {
            title = next;
            frame.title().accept(next);
        }
    }

    private void pauseAt(TimeRange range) {
        pausedAt = Optional.of(range);
        chart.setPaused(true);
        refreshChart();
    }

    private void follow() {
        pausedAt = Optional.empty();
        chart.setPaused(false);
        refreshChart();
    }

    /** What a kilowatt-hour costs now. @param minute when it was asked for, in minutes since the epoch */
    private record Price(long minute, long settings, List<SeriesKey> shown, Optional<PriceInForce> perKilowattHour,
            String currency) {

        static final Price NONE = new Price(-1, -1, List.of(), Optional.empty(), "");
    }

    /** What the power of the first sensor costs an hour, where there is a tariff. */
    private Optional<FigureRow.Cost> costNow(Map<Sensor, Optional<LivePower.Value>> latest) {
        return price.perKilowattHour().flatMap(now -> latest.values().stream().findFirst().flatMap(one -> one)
                .map(value -> {
                    double perHour = now.perKilowattHour().doubleValue() * value.milliwatts()
                            / MILLIWATTS_PER_KILOWATT;
                    String perUnit = Figures.price(now.perKilowattHour(), price.currency()) + "/kWh";
                    return new FigureRow.Cost(Figures.costAnHour(perHour, price.currency()),
                            now.source().name().isEmpty() || now.source().kind() != PriceSource.Kind.BAND
                                    ? perUnit
                                    : Messages.bind(Messages.LivePriceOf, perUnit, now.source().name()),
                            value.stale());
                }));
    }

    /** Asks for the price of now; the energy that a tariff's tiers go by is read once a minute at most. */
    private Price price(List<SeriesKey> shown, Price before) {
        long minute = clock.millis() / MILLIS_PER_MINUTE;
        long settings = services.household().revision();
        if (shown.isEmpty() || before.minute() == minute && before.settings() == settings
                && before.shown().equals(shown)) {
            return before;
        }
        try {
            return new Price(minute, settings, shown, services.amounts().priceNow(shown.getFirst()),
                    services.amounts().currencySymbol(Locale.getDefault()));
        } catch (StoreException e) {
            ILog.of(LiveView.class).error(e.getMessage(), e);
            return new Price(minute, settings, shown, Optional.empty(), "");
        }
    }

    private record Answer(List<ChartSeries> power, List<ChartSeries> temperature, Price price, List<Note> notes) {
    }

    /** Asks the store on a thread of the view's own, and draws when the answer is there; one question at a time. */
    private void refreshChart() {
        if (querying) {
            askAgain = true;
            return;
        }
        var now = clock.instant();
        var range = pausedAt.orElseGet(() -> TimeRange.endingAt(now, span.length));
        var shown = shown().stream().map(this::sensor).toList();
        var settled = Map.copyOf(sensors);
        int buckets = Math.max(50, chart.maxBuckets());
        boolean withTemperature = showTemperature;
        var priceBefore = price;
        querying = true;
        askAgain = false;
        lastQueryMillis = now.toEpochMilli();
        var display = Display.getCurrent();
        queries.execute(() -> {
            var answer = ask(shown, settled, range, buckets, withTemperature, priceBefore);
            if (!display.isDisposed()) {
                display.asyncExec(() -> draw(range, answer));
            }
        });
    }

    private void draw(TimeRange range, Answer answer) {
        querying = false;
        if (root.isDisposed()) {
            return;
        }
        price = answer.price;
        chart.setSeries(range, answer.power);
        notes = answer.notes.stream().collect(Collectors.toMap(Note::id, note -> note));
        chart.setMarks(answer.notes.stream().map(note -> new ChartMark(note.span().startMillis(),
                note.span().endMillis(), note.text(), note.id())).toList());
        if (showTemperature) {
            temperatureChart.setSeries(range, answer.temperature);
        }
        if (askAgain) {
            refreshChart();
        }
    }

    private Answer ask(List<Sensor> shown, Map<SeriesKey, Sensor> settled, TimeRange range, int buckets,
            boolean withTemperature, Price priceBefore) {
        var power = new ArrayList<ChartSeries>();
        for (int i = 0; i < shown.size(); i++) {
            var sensor = shown.get(i);
            power.add(
                    new ChartSeries(SeriesNames.full(sensor), sensor.color(), course(sensor, settled, range, buckets)));
        }
        var temperature = new ArrayList<ChartSeries>();
        if (withTemperature && !shown.isEmpty()) {
            temperature.add(new ChartSeries(QuantityWords.of(Quantity.TEMPERATURE), ChartSeries.NEUTRAL,
                    temperatures(shown.getFirst().key().meter(), range, buckets)));
        }
        return new Answer(power, temperature, price(shown.stream().map(Sensor::key).toList(), priceBefore),
                notesIn(range));
    }

    private List<Note> notesIn(TimeRange range) {
        try {
            return store.notes(range);
        } catch (StoreException e) {
            ILog.of(LiveView.class).error(e.getMessage(), e);
            return List.of();
        }
    }

    private List<Bucket> course(Sensor sensor, Map<SeriesKey, Sensor> settled, TimeRange range, int buckets) {
        try {
            return power.course(sensor, key -> settled.getOrDefault(key, standard(key)), range, buckets);
        } catch (StoreException e) {
            ILog.of(LiveView.class).error(e.getMessage(), e);
            return List.of();
        }
    }

    private List<Bucket> temperatures(String meter, TimeRange range, int buckets) {
        try {
            return services.household().corrected(meter,
                    power.course(new SeriesKey(meter, 0, Quantity.TEMPERATURE), range, buckets));
        } catch (StoreException e) {
            ILog.of(LiveView.class).error(e.getMessage(), e);
            return List.of();
        }
    }

    private void addSource() {
        try {
            frame.site().getService(IHandlerService.class).executeCommand(Commands.ADD_SOURCE, null);
        } catch (CommandException e) {
            ILog.of(LiveView.class).error(e.getMessage(), e);
        }
    }

    private void openAnother() {
        try {
            frame.site().getPage().showView(ViewIds.LIVE, Long.toString(clock.millis()), IWorkbenchPage.VIEW_ACTIVATE);
        } catch (PartInitException e) {
            ILog.of(LiveView.class).error(e.getMessage(), e);
        }
    }

    private void savePicture() {
        FileChooser.save(root.getShell(), Messages.FileSavePicture, "live.png", FileChooser.Kind.picture())
                .ifPresent(file -> {
                    try {
                        OutputFile.at(file).<IOException>write(out -> chart.writePng(out, "", ""));
                    } catch (IOException e) {
                        Problems.show(root.getShell(), Messages.bind(Messages.PictureProblem, file), e);
                    }
                });
    }

    /** {@return the chart, for tests} */
    public TimeChart chart() {
        return chart;
    }

    /** Chooses what is shown, as by the menu. */
    void choose(List<SeriesKey> series) {
        chosen.clear();
        chosen.addAll(series);
        refresh();
        refreshChart();
    }
}
