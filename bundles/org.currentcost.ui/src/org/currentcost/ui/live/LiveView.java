package org.currentcost.ui.live;

import jakarta.inject.Inject;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.LiveCourse;
import org.currentcost.accounting.LiveUseReader;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.OutputFile;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.BaseChart;
import org.currentcost.ui.charts.TimeChart;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.FigureRow;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.PictureFile;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.ScrolledPane;
import org.currentcost.ui.kit.SensorDrag;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.SpanMenu;
import org.currentcost.ui.kit.SpanSummary;
import org.currentcost.ui.kit.ToggleAction;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IMemento;

/**
 * Power now in large figures, and the last minutes to days as a chart. Each copy of the view has its own sensors and
 * its own length of time.
 */
public final class LiveView implements ViewContent {

    private static final String SAVED_SENSORS = "sensors";
    private static final String SAVED_SPAN = "span";
    private static final String SAVED_TEMPERATURE = "temperature";
    private static final long SHORTEST_QUERY_PAUSE_MILLIS = 200;
    private static final int QUERIES_A_SPAN = 4000;

    private final ViewFrame frame;
    private final ReadingStore store;
    private final FigureServices services;
    private final InstantSource clock = InstantSource.system();
    private final ExecutorService queries = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "live-view-query");
        thread.setDaemon(true);
        return thread;
    });

    private final ScrolledPane scrolled;
    private final Composite root;
    private final Link demoNote;
    private final FigureRow figures;
    private final LiveCharts charts;
    private final TimeChart chart;
    private final ShownSensors sensors;
    private final LiveUseReader reader;
    private final TodayQuery today;
    private Optional<TimeRange> selected = Optional.empty();
    private long seenRevision = -1;
    private LiveSpan span = LiveSpan.SIX_HOURS;
    private Optional<TimeRange> pausedAt = Optional.empty();
    private boolean querying;
    private boolean askAgain;
    private long lastQueryMillis;
    private String title = "";

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public LiveView(Composite parent, ViewFrame frame, Recorder recorder, ReadingStore store,
            FigureServices services) {
        this.frame = frame;
        this.store = store;
        this.services = services;
        reader = new LiveUseReader(recorder.live(), services.accounting());
        today = new TodayQuery(services);
        sensors = new ShownSensors(recorder.live(), services, frame.saved(SAVED_SENSORS).orElse(""));
        frame.saved(SAVED_SPAN).ifPresent(name -> Arrays.stream(LiveSpan.values())
                .filter(one -> one.name().equals(name)).forEach(one -> span = one));

        scrolled = new ScrolledPane(parent);
        root = scrolled.content();
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
        GridDataFactory.fillDefaults().align(SWT.END, SWT.BEGINNING).applyTo(LiveSpan.bar(header, span, this::show));
        charts = new LiveCharts(root, services, this::pauseAt, this::follow);
        charts.showTemperature(frame.saved(SAVED_TEMPERATURE).isPresent());
        chart = charts.power();
        chart.addSelectionListener(this::select);
        new SpanMenu(services, chart, () -> sensors.asked().shown());
        services.choices().noteChanges().listen(root, count -> refreshChart());
        services.choices().sensors().listen(root, selected -> {
            if (sensors.follow()) {
                refresh();
                refreshChart();
            }
        });
        SensorDrag.accept(root, dropped -> {
            sensors.add(dropped);
            refreshAll();
        });
        fillToolBar();
        frame.savedRange().ifPresent(this::pauseAt);
        Pulse.start(root, () -> recorder.live().version() + recorder.version() + store.version()
                + services.household().revision() + today.latest().count(), this::refresh);
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(SAVED_SENSORS, sensors.save());
        memento.putString(SAVED_SPAN, span.name());
        if (charts.withTemperature()) {
            memento.putString(SAVED_TEMPERATURE, SAVED_TEMPERATURE);
        }
    }

    @Override
    public void saveForCopy(IMemento memento) {
        saveState(memento);
        // The next start shows the present again.
        pausedAt.ifPresent(range -> ViewFrame.saveRange(memento, range));
    }

    @Override
    public void setFocus() {
        chart.control().setFocus();
    }

    @Override
    public void dispose() {
        queries.shutdownNow();
        today.close();
    }

    private void show(LiveSpan chosen) {
        span = chosen;
        follow();
    }

    private void fillToolBar() {
        var bar = frame.site().getActionBars().getToolBarManager();
        bar.add(SensorsAction.of(sensors, this::refreshAll));
        var menu = frame.site().getActionBars().getMenuManager();
        menu.add(temperatureAction());
        menu.add(new Separator());
        menu.add(PictureFile.action(this::savePicture));
        frame.site().getActionBars().updateActionBars();
    }

    private Action temperatureAction() {
        return new ToggleAction(Messages.LiveShowTemperature, charts.withTemperature(), shown -> {
            charts.showTemperature(shown);
            refreshChart();
        });
    }

    /** Says what a selected span comes to: what did that wash cost? */
    private void select(Optional<TimeRange> range) {
        selected = range;
        var asked = sensors.asked().shown();
        if (range.isPresent() && !asked.isEmpty()) {
            SpanSummary.tell(services, asked, range.get(), AmountUnit.ENERGY, words -> {
                if (!root.isDisposed() && selected.equals(range)) {
                    chart.setSelectionText(words);
                }
            });
        }
    }

    private void refresh() {
        learn();
        var shown = sensors.asked();
        var now = clock.instant();
        var first = shown.shown().stream().limit(1).toList();
        today.ask(first);
        var latest = today.latest();
        figures.show(reader.now(shown), first.stream().flatMap(one -> latest.parts().of(one.key()).stream())
                .findFirst(), latest.words(), now);
        showDemoNote(sensors.areDemo(shown));
        scrolled.fit();
        showTitle(sensors.names(shown));
        BaseChart.setTitle(root, String.join(", ", Messages.LiveTitle, SeriesNames.all(shown.shown(), true)));
        if (seenRevision != store.revision()) {
            // The past was corrected: the chart and what is told of a selected span follow at once.
            seenRevision = store.revision();
            refreshChart();
            select(selected);
        }
        long pause = Math.max(SHORTEST_QUERY_PAUSE_MILLIS, span.length().toMillis() / QUERIES_A_SPAN);
        if (pausedAt.isEmpty() && now.toEpochMilli() - lastQueryMillis >= pause) {
            refreshChart();
        }
    }

    private void learn() {
        try {
            if (sensors.learn()) {
                refreshChart();
            }
        } catch (StoreException e) {
            ILog.of(LiveView.class).error(e.getMessage(), e);
        }
    }

    private void showDemoNote(boolean show) {
        if (demoNote.getVisible() != show) {
            demoNote.setVisible(show);
            GridDataFactory.fillDefaults().grab(true, false).exclude(!show).applyTo(demoNote);
        }
    }

    private void showTitle(String names) {
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

    /** Asks the store on a thread of the view's own, and draws when the answer is there; one question at a time. */
    private void refreshChart() {
        if (querying) {
            askAgain = true;
            return;
        }
        var now = clock.instant();
        var range = pausedAt.orElseGet(() -> span.upTo(now, sensors.recorded()));
        var question = new LiveCourse.Question(sensors.asked(), range, Math.max(50, chart.maxBuckets()),
                charts.withTemperature());
        querying = true;
        askAgain = false;
        lastQueryMillis = now.toEpochMilli();
        var display = Display.getCurrent();
        queries.execute(() -> {
            try {
                var answer = reader.course(question);
                answer.problem().ifPresent(one -> ILog.of(LiveView.class).error(one.getMessage(), one));
                later(display, () -> {
                    offer(range);
                    charts.show(question, answer);
                });
            } catch (RuntimeException e) {
                ILog.of(LiveView.class).error(e.getMessage(), e);
            } finally {
                // Whatever became of it: one that was never answered would be the last.
                later(display, this::answered);
            }
        });
    }

    /** Where readings ended before what is shown, such as those of an import, they are one click away. */
    private void offer(TimeRange shown) {
        var earlier = sensors.recorded().filter(known -> known.end().isBefore(shown.start())
                || known.start().isAfter(shown.end()));
        if (earlier.isPresent()) {
            var last = TimeRange.endingAt(earlier.get().end(), span.length());
            charts.offer(Messages.bind(Messages.LiveShowTime, services.words().range(last)), () -> pauseAt(last));
        } else {
            charts.offer(Messages.LiveEmptyLink, this::addSource);
        }
    }

    private void later(Display display, Runnable work) {
        if (!display.isDisposed()) {
            display.asyncExec(() -> {
                if (!root.isDisposed()) {
                    work.run();
                }
            });
        }
    }

    private void answered() {
        querying = false;
        if (askAgain) {
            refreshChart();
        }
    }

    private void addSource() {
        Commands.run(frame.site(), Commands.ADD_SOURCE);
    }

    private void savePicture() {
        PictureFile.save(root.getShell(), "live.png",
                file -> OutputFile.at(file).<IOException>write(out -> chart.writePng(out, "", "")));
    }

    /** Shows these sensors whatever the Sensors view selects; none follows it again. */
    void choose(List<SeriesKey> series) {
        sensors.choose(series);
        refreshAll();
    }

    private void refreshAll() {
        refresh();
        refreshChart();
    }
}
