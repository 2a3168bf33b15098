package org.currentcost.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.SeriesKey;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The view Now over the demo's house and its three sensors. */
@ExtendWith(EverydayWorkbench.class)
class NowViewTest {

    private static final String POWER = "-?([\\d.]+\u202fW|\\d+\\.\\d\\d\u202fkW)";

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @BeforeEach
    void open() {
        workbench.act(() -> workbench.show(ViewIds.NOW));
    }

    @AfterEach
    void noSensorIsSelected() {
        workbench.act(() -> services().choices().sensors().set(List.of()));
    }

    private static FigureServices services() {
        return workbench.services();
    }

    private static NowView view() {
        return workbench.content(ViewIds.NOW, NowView.class);
    }

    private static FlowCanvas canvas() {
        return workbench.ui(() -> Widgets.all(Widgets.pane(workbench.view(ViewIds.NOW)), FlowCanvas.class).findFirst()
                .orElseThrow());
    }

    /** {@return the flow in a window of its own, if it fills the screen} */
    private static Optional<FlowCanvas> fullScreen() {
        return workbench.ui(() -> Arrays.stream(workbench.window().getShell().getDisplay().getShells())
                .filter(shell -> shell != workbench.window().getShell())
                .flatMap(shell -> Widgets.all(shell, FlowCanvas.class)).findFirst());
    }

    private static void awaitWords(String what, String pattern) {
        workbench.await(what, () -> canvas().words().matches("(?s)" + pattern));
    }

    private static void key(Control control, int code) {
        var event = new Event();
        event.keyCode = code;
        control.notifyListeners(SWT.KeyDown, event);
    }

    @Test
    void theHouseFlowsIntoItsSensorsAndTheRest() {
        awaitWords("the flow with what it comes to today", "From the grid, " + POWER + ", [^,]* today.*\\. House, "
                + POWER + ", [^.]*\\S+ today.*Sensor 1, .*Sensor 2, .*Sensor 3, .*Unknown rest, .*");
    }

    @Test
    void keysWalkThroughItAndEnterChoosesASensor() {
        awaitWords("sensors", ".*Sensor 3, .*");
        workbench.act(() -> {
            var canvas = canvas();
            key(canvas, SWT.HOME);
            for (int i = 0; i < 2; i++) {
                key(canvas, SWT.ARROW_DOWN);
            }
            key(canvas, SWT.CR);
        });
        assertEquals(List.of(SeriesKey.power("Demo", 1)), workbench.ui(() -> services().choices().sensors().get()));
    }

    @Test
    void aClickChoosesASensor() {
        awaitWords("sensors", ".*Sensor 3, .*");
        workbench.act(() -> {
            var canvas = canvas();
            var area = canvas.scene().boxes().get(3).area();
            var event = new Event();
            event.x = area.x + area.width / 2;
            event.y = area.y + area.height / 2 + 10;
            canvas.notifyListeners(SWT.MouseMove, event);
            assertTrue(canvas.getToolTipText().startsWith("Sensor 2\n"), canvas.getToolTipText());
            services().choices().sensors().set(List.of());
            event.button = 3;
            canvas.notifyListeners(SWT.MouseUp, event);
            assertEquals(List.of(), services().choices().sensors().get(), "another button chooses nothing");
            event.button = 1;
            canvas.notifyListeners(SWT.MouseUp, event);
        });
        assertEquals(List.of(SeriesKey.power("Demo", 2)), workbench.ui(() -> services().choices().sensors().get()));
    }

    @Test
    void theSameIsATable() throws Exception {
        toggleTable(true);
        try {
            workbench.await("a row for each node", () -> {
                var table = Widgets.all(Widgets.pane(workbench.view(ViewIds.NOW)), Table.class).findFirst()
                        .orElseThrow();
                return table.isVisible() && Arrays.stream(table.getItems()).map(TableItem::getText).map(String::strip)
                        .toList().equals(List.of("From the grid", "House", "Sensor 1", "Sensor 2", "Sensor 3",
                                "Unknown rest"));
            });
            workbench.act(() -> {
                var table = Widgets.all(Widgets.pane(workbench.view(ViewIds.NOW)), Table.class).findFirst()
                        .orElseThrow();
                enter(table, 0);
                assertEquals(List.of(), services().choices().sensors().get(), "the grid is no sensor");
                enter(table, 3);
                assertEquals(List.of(SeriesKey.power("Demo", 2)), services().choices().sensors().get());
            });
        } finally {
            toggleTable(false);
        }
    }

    private static void enter(Table table, int row) {
        table.setSelection(row);
        var event = new Event();
        event.item = table.getItem(row);
        table.notifyListeners(SWT.DefaultSelection, event);
    }

    private static void toggleTable(boolean on) {
        workbench.act(() -> {
            var action = Widgets.action(workbench.view(ViewIds.NOW).getViewSite().getActionBars().getToolBarManager(),
                    "Show as a table");
            action.setChecked(on);
            action.run();
        });
    }

    @Test
    void fillsTheScreenAndGivesItBack() {
        awaitWords("a flow", ".*House, .*");
        workbench.act(() -> workbench.window().getService(IHandlerService.class)
                .executeCommand("org.currentcost.ui.fullScreen", null));
        workbench.await("the flow in its own window", () -> fullScreen().isPresent()
                && fullScreen().get().words().contains("House, "));
        workbench.act(() -> assertNotEquals(workbench.window().getShell(),
                fullScreen().orElseThrow().getShell()));
        workbench.act(() -> key(fullScreen().orElseThrow(), SWT.F11));
        assertEquals(Optional.empty(), fullScreen());
        workbench.act(() -> view().toggleFullScreen());
        workbench.act(() -> {
            var link = Widgets.all(fullScreen().orElseThrow().getShell(), Link.class).findFirst();
            var event = new Event();
            event.keyCode = SWT.ESC;
            link.orElseThrow().notifyListeners(SWT.KeyDown, event);
        });
        assertEquals(Optional.empty(), fullScreen(), "Escape on the link");
    }

    @Test
    void withoutAMeterItOffersOne() throws Exception {
        services().household().hide("Demo", true);
        try {
            workbench.await("a link", () -> Widgets.all(Widgets.pane(workbench.view(ViewIds.NOW)), Link.class)
                    .anyMatch(link -> link.isVisible()
                            && link.getText().equals("No meter is known yet. <a>Connect a meter…</a>")));
        } finally {
            services().household().hide("Demo", false);
        }
        awaitWords("the flow again", ".*House, .*");
    }
}
