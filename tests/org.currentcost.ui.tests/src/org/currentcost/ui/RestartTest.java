package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.e4.ui.model.application.ui.advanced.MPlaceholder;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.jface.action.IAction;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user has arranged is there again at the next start. */
class RestartTest {

    @TempDir
    Path data;

    @BeforeEach
    void prepare() throws Exception {
        RunningWorkbench.forgetArrangement();
        RunningWorkbench.configure(data, RunningWorkbench.fastDemo());
    }

    @Test
    void keepsCopiesTheirSensorsTheirPlacesAndTheUsersOwnPerspective() throws Exception {
        var first = RunningWorkbench.start(data);
        first.await("all sensors", () -> first.recorder().live().latest().size() >= 5);
        first.act(() -> toggle(first, first.view(ViewIds.LIVE), "Demo · Sensor 1"));
        first.await("two sensors", () -> titles(first).equals(List.of("Live: House, Sensor 1")));
        first.act(() -> Widgets.action(first.view(ViewIds.LIVE).getViewSite().getActionBars().getMenuManager(),
                "New Live view").run());
        first.await("a second copy", () -> titles(first).size() == 2);
        first.act(() -> {
            var copy = copy(first);
            toggle(first, copy, "Demo · Sensor 2");
            toggle(first, copy, "Demo · House");
            moveTo(first, copy, ViewIds.SENSORS);
        });
        var arranged = List.of("Live: House, Sensor 1", "Live: Sensor 2");
        first.await("each copy has its own sensors", () -> titles(first).equals(arranged));
        saveAs(first, "My house");
        first.await("the user's own perspective", () -> "My house".equals(perspective(first)));
        assertEquals(stackOf(first, ViewIds.SENSORS), first.ui(() -> stackOf(first, copyReference(first))));
        first.closeWithoutErrors();

        var second = RunningWorkbench.start(data);
        assertEquals("My house", second.ui(() -> perspective(second)));
        second.await("both copies with their sensors", () -> {
            for (IViewReference reference : liveViews(second)) {
                second.page().bringToTop(reference.getView(true));
            }
            return titles(second).equals(arranged);
        });
        assertEquals(stackOf(second, ViewIds.SENSORS), second.ui(() -> stackOf(second, copyReference(second))));
        assertNotEquals(stackOf(second, ViewIds.SENSORS), stackOf(second, ViewIds.LIVE));

        second.act(() -> second.page().hideView(copyReference(second)));
        assertEquals(1, second.ui(() -> titles(second).size()));
        second.act(() -> second.page().resetPerspective());
        second.await("reset brings the copy back as it was saved", () -> liveViews(second).size() == 2);
        assertEquals(stackOf(second, ViewIds.SENSORS), second.ui(() -> stackOf(second, copyReference(second))));
        second.act(() -> second.page().closePerspective(second.page().getPerspective(), true, false));
        assertEquals(0, second.ui(() -> second.page().getOpenPerspectives().length));
        second.closeWithoutErrors();

        var third = RunningWorkbench.start(data);
        third.await("a window that opens", () -> third.window().getShell().isVisible());
        third.act(() -> third.page().setPerspective(third.window().getWorkbench().getPerspectiveRegistry()
                .findPerspectiveWithLabel("My house")));
        third.await("the saved perspective opens again", () -> "My house".equals(perspective(third))
                && liveViews(third).size() == 2);
        third.closeWithoutErrors();
    }

    private static String perspective(RunningWorkbench workbench) {
        return workbench.page().getPerspective().getLabel();
    }

    private static List<IViewReference> liveViews(RunningWorkbench workbench) {
        return Arrays.stream(workbench.page().getViewReferences()).filter(view -> view.getId().equals(ViewIds.LIVE))
                .toList();
    }

    private static List<String> titles(RunningWorkbench workbench) {
        return List.copyOf(new TreeSet<>(liveViews(workbench).stream().map(IViewReference::getPartName).toList()));
    }

    private static IViewReference copyReference(RunningWorkbench workbench) {
        return liveViews(workbench).stream().filter(view -> view.getSecondaryId() != null).findFirst().orElseThrow();
    }

    private static InjectedView copy(RunningWorkbench workbench) {
        return (InjectedView) copyReference(workbench).getView(true);
    }

    /** Chooses a sensor in the menu of a view, which drops down as it does under the mouse. */
    private static void toggle(RunningWorkbench workbench, InjectedView view, String sensor) {
        IAction sensors = Widgets.action(view.getViewSite().getActionBars().getToolBarManager(), "Sensors shown");
        var menu = sensors.getMenuCreator().getMenu(workbench.window().getShell());
        MenuItem item = Widgets.entry(menu, sensor);
        Widgets.choose(item);
    }

    /** Does what dragging a tab on another stack of tabs does. */
    private static void moveTo(RunningWorkbench workbench, InjectedView view, String other) {
        var models = workbench.window().getService(EModelService.class);
        MPlaceholder moved = view.getSite().getService(MPart.class).getCurSharedRef();
        models.move(moved, stack(workbench, other));
    }

    private static MPartStack stack(RunningWorkbench workbench, String view) {
        MPart part = workbench.page().findView(view).getSite().getService(MPart.class);
        return (MPartStack) (Object) part.getCurSharedRef().getParent();
    }

    private static List<String> stackOf(RunningWorkbench workbench, String view) {
        return workbench.ui(() -> stack(workbench, view).getChildren().stream().map(child -> child.getElementId())
                .toList());
    }

    private static List<String> stackOf(RunningWorkbench workbench, IViewReference reference) {
        MPart part = reference.getView(true).getSite().getService(MPart.class);
        return ((MPartStack) (Object) part.getCurSharedRef().getParent()).getChildren().stream()
                .map(child -> child.getElementId()).toList();
    }

    private static void saveAs(RunningWorkbench workbench, String name) {
        workbench.post(() -> Widgets.choose(Widgets.entry(
                Widgets.submenu(workbench.window().getShell().getMenuBar(), "Window", "Perspective"),
                "Save Perspective As...")));
        var dialog = workbench.dialog("Save Perspective As...");
        workbench.act(() -> {
            var field = Widgets.all(dialog, Text.class).findFirst().orElseThrow();
            field.setText(name);
            field.notifyListeners(SWT.Modify, new Event());
            var confirm = Widgets.button(dialog, "OK").or(() -> Widgets.button(dialog, "Save")).orElseThrow();
            confirm.notifyListeners(SWT.Selection, new Event());
        });
    }
}
