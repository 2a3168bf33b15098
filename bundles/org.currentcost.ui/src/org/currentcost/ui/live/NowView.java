package org.currentcost.ui.live;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.currentcost.accounting.GridToday;
import org.currentcost.accounting.LiveFlow;
import org.currentcost.accounting.LiveNow;
import org.currentcost.accounting.LiveUseReader;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.IconAction;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.SensorDrag;
import org.currentcost.ui.kit.TableTwin;
import org.currentcost.ui.kit.ToggleAction;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IMemento;

/**
 * The house as a flow of power, from the grid and what is made here into its sensors and the unknown rest, each with
 * what it comes to today so far. It shows the meter of its own sensors, else of those of the Sensors view, else my
 * house.
 */
public final class NowView implements ViewContent {

    private static final String SAVED_SENSORS = "sensors";
    private static final String SAVED_TABLE = "table";

    private final ViewFrame frame;
    private final FigureServices services;
    private final ShownSensors sensors;
    private final LiveUseReader reader;
    private final Composite root;
    private final StackLayout stack = new StackLayout();
    private final FlowCanvas canvas;
    private final TableTwin table;
    private final Control empty;
    private final TodayQuery today;
    /** What the rows of the table stand for. */
    private List<FlowItem> tabled = List.of();
    private Optional<FullScreenFlow> fullScreen = Optional.empty();
    private boolean asTable;
    private String title = "";

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public NowView(Composite parent, ViewFrame frame, Recorder recorder, FigureServices services) {
        this.frame = frame;
        this.services = services;
        reader = new LiveUseReader(recorder.live(), services.accounting());
        sensors = new ShownSensors(recorder.live(), services, frame.saved(SAVED_SENSORS).orElse(""));
        asTable = frame.saved(SAVED_TABLE).isPresent();
        today = new TodayQuery(services);
        root = new Composite(parent, SWT.NONE);
        root.setLayout(stack);
        canvas = new FlowCanvas(root, this::choose);
        table = new TableTwin(root, Messages.NowTitle);
        table.onOpen(row -> tabled.get(row).sensor().ifPresent(this::choose));
        empty = createEmpty();
        SensorDrag.accept(root, dropped -> {
            sensors.choose(dropped);
            refresh();
        });
        services.choices().sensors().listen(root, selected -> refresh());
        fillToolBar();
        canvas.addListener(SWT.Resize, event -> refresh());
        Pulse.start(root, () -> recorder.live().version() + recorder.version() + services.store().version()
                + services.household().revision() + today.latest().count(), this::refresh);
    }

    private Control createEmpty() {
        var pane = new Composite(root, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(12, 12).applyTo(pane);
        var link = new Link(pane, SWT.WRAP);
        link.setText(Messages.NowEmpty);
        link.addSelectionListener(SelectionListener.widgetSelectedAdapter(
                event -> Commands.run(frame.site(), Commands.ADD_SOURCE)));
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.CENTER).grab(true, true).applyTo(link);
        return pane;
    }

    private void fillToolBar() {
        var bars = frame.site().getActionBars();
        bars.getToolBarManager().add(new ToggleAction(Messages.NowTable, Messages.NowTable, "table", asTable, shown -> {
            asTable = shown;
            refresh();
        }));
        bars.getToolBarManager().add(new IconAction(Messages.NowFullScreen, "full-screen", this::toggleFullScreen));
        bars.updateActionBars();
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(SAVED_SENSORS, sensors.save());
        if (asTable) {
            memento.putString(SAVED_TABLE, SAVED_TABLE);
        }
    }

    @Override
    public void setFocus() {
        if (stack.topControl != null) {
            stack.topControl.setFocus();
        }
    }

    @Override
    public void dispose() {
        today.close();
        fullScreen.ifPresent(FullScreenFlow::close);
    }

    /** Fills the screen with the flow, or gives it back. */
    void toggleFullScreen() {
        if (fullScreen.isPresent()) {
            fullScreen.get().close();
        } else {
            fullScreen = Optional
                    .of(new FullScreenFlow(root.getShell(), this::choose, () -> fullScreen = Optional.empty()));
            refresh();
        }
    }

    private void choose(SeriesKey sensor) {
        services.choices().sensors().set(List.of(sensor));
    }

    private void refresh() {
        try {
            sensors.learn();
        } catch (StoreException e) {
            ILog.of(NowView.class).error(e.getMessage(), e);
        }
        var meter = sensors.keys().stream().map(SeriesKey::meter).findFirst();
        var all = sensors.ofMeter(meter);
        today.ask(all.shown());
        LiveNow now = reader.now(all);
        var latest = today.latest();
        var flow = LiveFlow.of(now.powers(), latest.parts().grid().filter(GridToday::netMeter).isPresent());
        Function<LiveFlow, FlowWords> words = shown -> new FlowWords(shown, latest.parts(), latest.words(),
                services.clock().instant());
        showTitle(sensors.severalMeters() ? meter : Optional.empty());
        show(flow, words);
    }

    private void show(LiveFlow flow, Function<LiveFlow, FlowWords> words) {
        Control top = flow.nodes().isEmpty() ? empty : asTable ? table.control() : canvas;
        if (stack.topControl != top) {
            boolean focus = stack.topControl != null && stack.topControl.isFocusControl();
            stack.topControl = top;
            root.layout(true);
            if (focus) {
                top.setFocus();
            }
        }
        if (top == table.control()) {
            var said = words.apply(flow);
            tabled = said.items();
            table.show(said.table());
        } else {
            show(canvas, flow, words);
        }
        fullScreen.ifPresent(shown -> show(shown.canvas(), flow, words));
    }

    /** As many sensors as there is room for; the table has all of them. */
    private void show(FlowCanvas on, LiveFlow flow, Function<LiveFlow, FlowWords> words) {
        var fitting = flow.folded(on.mostRows(), on.shown());
        var said = words.apply(fitting);
        on.show(title, fitting, said.items(), said.note());
    }

    private void showTitle(Optional<String> meter) {
        String next = meter.map(name -> Messages.bind(Messages.NowTitleOf, name)).orElse(Messages.NowTitle);
        if (!next.equals(title)) {
            title = next;
            frame.title().accept(next);
        }
    }
}
