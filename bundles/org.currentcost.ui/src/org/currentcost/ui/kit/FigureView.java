package org.currentcost.ui.kit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.OutputFile;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.BaseChart;
import org.currentcost.ui.charts.TimeBasedChart;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IMemento;

/**
 * A view of figures of some sensors over a time, worked out in the background: the host of a {@link FigureDelegate}.
 * <p>
 * It keeps what is asked: the shared time range unless the view is unlinked, the Sensors view's selection unless the
 * view has sensors of its own, the shared unit. It asks again when anything of it changes, draws the answer, and shows
 * the same answer as a table, a picture or a CSV file. UI thread only.
 *
 * @param <A> the answer
 */
public final class FigureView<A> implements ViewContent {

    private static final String SAVED_TABLE = "table";
    private static final int WORKING_AFTER_MILLIS = 700;

    private final ViewFrame frame;
    private final FigureServices services;
    private final FigureDelegate<A> delegate;
    private final FigureChoices choices;
    private final FigureNews news;
    private final SelectedSpan span;
    private final FigurePane pane;
    private final FigureMenu menu;
    private final Display display = Display.getCurrent();
    private final Job job;
    private boolean asTable;
    private volatile FigureChoices.Choice chosen;
    private FigureChoices.Choice answered;
    private FigureQuestion question;
    private A answer;
    private Optional<TimeRange> known = Optional.empty();
    private volatile boolean severalMeters;
    private String title = "";

    /** Makes the view in {@code parent}, restores what was saved, and asks for the first time. */
    FigureView(Composite parent, ViewFrame frame, FigureServices services, FigureDelegate<A> delegate) {
        this.frame = frame;
        this.services = services;
        this.delegate = delegate;
        choices = new FigureChoices(frame, services, delegate);
        news = new FigureNews(services);
        span = new SelectedSpan(services, () -> question().map(asked -> new FigureQuestion(asked.range(),
                delegate.shownOf(asked.sensors()), asked.unit())));
        pane = new FigurePane(parent, frame.site().getRegisteredName(), delegate::captionLink);
        job = Job.create(Messages.bind(Messages.FigureComputing, frame.site().getRegisteredName()),
                (IProgressMonitor monitor) -> run(monitor));
        pane.setChart(delegate.createChart(pane.body(), this));
        asTable = frame.saved(SAVED_TABLE).isPresent();
        menu = new FigureMenu(this, frame, services, choices);
        menu.fill(delegate);
        SensorDrag.accept(pane.root(), this::addSensors);
        listen(pane.root());
        delegate.showEmpty(choices.range(), Messages.FigureWorkingOut, "", this::refresh);
        refresh();
    }

    private void listen(Composite root) {
        services.time().shown().listen(root, shown -> {
            if (choices.linked() && chosen != null && chosen.isNear(choices.range())) {
                ask();
            } else if (choices.linked()) {
                refresh();
            }
        });
        services.choices().span().listen(root, selected -> {
            if (choices.linked() && chosen != null && !choices.range().equals(chosen.range())) {
                refresh();
            }
        });
        services.choices().sensors().listen(root, sensors -> {
            if (choices.ownSensors().isEmpty()) {
                refresh();
            }
        });
        services.choices().unit().listen(root, unit -> refresh());
        services.choices().noteChanges().listen(root, count -> refresh());
        Pulse.start(root, () -> services.store().version() + services.household().revision(), this::refreshForNews);
    }

    // for delegates

    /** {@return the answer that is shown, if any} */
    public Optional<A> answer() {
        return Optional.ofNullable(answer);
    }

    /** {@return what was asked last and is answered, be there an answer or a reason why not} */
    public Optional<FigureQuestion> question() {
        return Optional.ofNullable(question);
    }

    /** Goes to another time: with all linked views, or alone. */
    public void goTo(TimeRange range) {
        if (choices.goTo(range)) {
            refresh();
        }
    }

    /** Goes to the present, in the length that is shown: with all linked views, or alone. */
    public void goToNow() {
        if (choices.goToNow()) {
            refresh();
        }
    }

    /** {@return what a chart without anything to show offers: the last days that are known, or else the present} */
    public FigureOffer offer() {
        return known.map(range -> new FigureOffer(Messages.bind(Messages.FigureShowTime,
                services.words().range(range)), () -> goTo(range)))
                .orElseGet(() -> new FigureOffer(Messages.FigureShowNow, this::goToNow));
    }

    /** Asks anew, and says so if it takes a while. */
    public void refresh() {
        ask();
        var wanted = chosen;
        display.timerExec(WORKING_AFTER_MILLIS, () -> {
            if (!pane.isDisposed() && answer != null && chosen == wanted && answered != wanted) {
                pane.setCaption(Messages.FigureWorkingOut);
            }
        });
    }

    /** Draws the same answer anew, after a change of how it is shown. */
    public void redraw() {
        if (answer != null) {
            draw();
        }
        showTitle(question == null ? List.of() : question.sensors());
    }

    /**
     * Shows what a span comes to that the user selects in a chart.
     *
     * @param shared whether other views show the parts of the span, and this one marks what is selected in others
     */
    public void selectSpans(TimeBasedChart where, boolean shared) {
        span.follow(where, shared);
        services.choices().shareMoment(where, choices::linked);
    }

    /** Shows these sensors whatever the Sensors view selects; none follows it again. */
    public void chooseSensors(List<SeriesKey> sensors) {
        choices.chooseSensors(sensors);
        refresh();
    }

    void addSensors(List<SeriesKey> dropped) {
        chooseSensors(Stream.concat(choices.ownSensors().stream(), dropped.stream()).distinct().toList());
    }

    // question and answer

    private void ask() {
        if (pane.isDisposed()) {
            return;
        }
        news.seen();
        chosen = choices.now();
        job.cancel();
        job.schedule();
    }

    private void refreshForNews() {
        switch (news.kind()) {
            case CHANGE -> refresh();
            case READINGS -> ask();
            case NOTHING -> {
                // What is shown holds.
            }
        }
    }

    private IStatus run(IProgressMonitor monitor) {
        var choice = chosen;
        try {
            // Ten years of half-hourly prices take some time to read, which amounts in words need on the display's
            // thread.
            services.household().tariffs();
            severalMeters = services.household().severalMeters();
            var sensors = choices.sensors(choice);
            var asked = new FigureQuestion(choice.range(), sensors, choice.unit());
            boolean possible = !delegate.inSharedUnit() || services.amounts().available(choice.unit());
            A computed = sensors.isEmpty() || !possible
                    ? null
                    : delegate.answer(asked, () -> {
                        if (monitor.isCanceled()) {
                            throw new CancellationException();
                        }
                    });
            if (!monitor.isCanceled() && !display.isDisposed()) {
                var latest = services.accounting().known().latest(sensors, services.store().zone());
                display.asyncExec(() -> take(choice, asked, computed, latest));
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

    private void giveUp(FigureChoices.Choice choice) {
        answered = choice;
        if (!pane.isDisposed()) {
            redraw();
        }
    }

    private void take(FigureChoices.Choice choice, FigureQuestion asked, A computed, Optional<TimeRange> latest) {
        if (pane.isDisposed()) {
            return;
        }
        answered = choice;
        question = asked;
        answer = computed;
        known = latest;
        if (computed == null) {
            showWhyEmpty(asked);
            pane.clearTable();
            pane.setCaption("");
        } else {
            draw();
        }
        menu.tell(computed != null);
        showChartOrTable();
        showTitle(asked.sensors());
        span.tell();
    }

    // what is seen

    private void draw() {
        delegate.show(question, answer);
        pane.setTable(delegate.table(question, answer));
        pane.setCaption(delegate.caption(question, answer));
    }

    /** Where there are no figures, the chart says why. */
    private void showChartOrTable() {
        pane.show(asTable && answer != null);
    }

    boolean asTable() {
        return asTable;
    }

    void showAsTable(boolean wanted) {
        asTable = wanted;
        showChartOrTable();
        setFocus();
    }

    private void showWhyEmpty(FigureQuestion asked) {
        if (asked.sensors().isEmpty()) {
            delegate.showEmpty(asked.range(), Messages.FigureNoReadings, Messages.FigureNoReadingsLink,
                    () -> Commands.run(frame.site(), Commands.ADD_SOURCE));
        } else if (asked.unit() == AmountUnit.MONEY) {
            delegate.showEmpty(asked.range(), Messages.FigureNoTariff, Messages.FigureNoTariffLink,
                    () -> Commands.run(frame.site(), Commands.NEW_TARIFF));
        } else {
            delegate.showEmpty(asked.range(), Messages.FigureNoCarbon, Messages.FigureNoCarbonLink,
                    () -> Commands.run(frame.site(), Commands.NEW_FACTOR));
        }
    }

    private void showTitle(List<Sensor> sensors) {
        var shown = delegate.shownOf(sensors);
        String view = frame.site().getRegisteredName();
        // Who does not see the window hears of which meter it is, also where there is one only.
        BaseChart.setTitle(pane.body(), SeriesNames.joined(view, SeriesNames.all(shown, true), delegate.variant()));
        String names = SeriesNames.joined(SeriesNames.all(shown, severalMeters), delegate.variant());
        String next = names.isEmpty() ? view : Messages.bind(Messages.FigureViewOf, view, names);
        if (!next.equals(title)) {
            title = next;
            frame.title().accept(next);
        }
    }

    @Override
    public void setFocus() {
        pane.setFocus();
    }

    // files

    /** {@return what the view is called, with its sensors} */
    String title() {
        return title.isEmpty() ? frame.site().getRegisteredName() : title;
    }

    /** Saves what is shown as a picture, with the view's title and the line below the chart. */
    void writePng(Path file) throws IOException {
        String below = answer == null ? "" : delegate.caption(question, answer).replaceAll("<[^<>]*>", "");
        String shown = below.isEmpty() && question != null && !delegate.ignoresRange()
                ? services.words().range(question.range())
                : below;
        OutputFile.at(file).<IOException>write(out -> delegate.writePng(out, title, shown));
    }

    /** Saves what is shown as CSV. */
    void writeCsv(Path file) throws IOException {
        delegate.table(question, answer).writeCsv(file);
    }

    // state

    @Override
    public void saveState(IMemento memento) {
        choices.saveState(memento);
        if (asTable) {
            memento.putString(SAVED_TABLE, SAVED_TABLE);
        }
        delegate.saveState(memento);
    }

    @Override
    public void dispose() {
        job.cancel();
    }
}
