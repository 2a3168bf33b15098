package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.currentcost.ui.dashboard.DashboardDriver;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.junit.jupiter.api.Test;

/** What {@link FirstStartTest} left behind is there again at the next start; and reset and close do what they say. */
class SecondStartTest {

    @Test
    void findsEverythingAsItWasLeft() throws Exception {
        try (var workbench = RunningWorkbench.start()) {
            workbench.await("the status line says that the cable is gone", () -> Widgets
                    .words(workbench.window().getShell()).stream()
                    .anyMatch(text -> text.startsWith("Home: trying again")));
            assertFalse(workbench.ui(() -> Widgets.shell(workbench.display(), "Welcome").isPresent()),
                    "no second welcome");
            assertEquals(Arrangement.PERSPECTIVE, workbench.ui(() -> Arrangement.perspective(workbench)));
            workbench.act(() -> workbench.page().activate(Arrangement.copy(workbench)));
            workbench.await("both copies with their sensors",
                    () -> Arrangement.titles(workbench).equals(Arrangement.TITLES));
            assertTrue(isBesideSensors(workbench), "the copy is where it was dragged to");
            assertTrue(workbench.ui(() -> DashboardDriver.isAsItWasLeft(workbench)), "the dashboard with its tiles");

            var name = workbench.ui(() -> Arrangement.copyReference(workbench).getSecondaryId());
            workbench.act(() -> workbench.page().hideView(Arrangement.copyReference(workbench)));
            assertEquals(1, workbench.ui(() -> Arrangement.titles(workbench).size()));
            workbench.act(() -> workbench.page().resetPerspective());
            workbench.await("reset brings the tab of the copy back", () -> Arrangement.titles(workbench).size() == 2);
            workbench.act(() -> workbench.page().showView(ViewIds.LIVE, name, IWorkbenchPage.VIEW_ACTIVATE));
            workbench.await("with its sensors", () -> Arrangement.titles(workbench).equals(Arrangement.TITLES));
            assertTrue(isBesideSensors(workbench), "reset puts it where it was saved");

            workbench.act(() -> workbench.page().closePerspective(workbench.page().getPerspective(), true, false));
            assertFalse(openPerspectives(workbench).contains(Arrangement.PERSPECTIVE), "closed");
            workbench.post(() -> Widgets.choose(Widgets.entry(
                    Widgets.submenu(workbench.window().getShell().getMenuBar(), "Help"), "Welcome")));
            var welcome = workbench.dialog("Welcome");
            workbench.act(() -> Widgets.press(welcome, "Go on with the demo"));
            workbench.await("the welcome is gone", welcome::isDisposed);
            workbench.assertNoErrors();
        }
    }

    private static boolean isBesideSensors(RunningWorkbench workbench) {
        return workbench.ui(() -> Arrangement.isBeside(workbench, Arrangement.copy(workbench), ViewIds.SENSORS));
    }

    private static List<String> openPerspectives(RunningWorkbench workbench) {
        return workbench.ui(() -> Arrays.stream(workbench.page().getOpenPerspectives())
                .map(IPerspectiveDescriptor::getLabel).toList());
    }
}
