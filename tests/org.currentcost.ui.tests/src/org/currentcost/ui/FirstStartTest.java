package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.currentcost.model.SeriesKey;
import org.currentcost.ui.dashboard.DashboardDriver;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first start of all: the welcome, the demo, the way to a meter on a cable, and a user who arranges things. What is
 * left of that at the next start is the matter of {@link SecondStartTest}, in a process of its own over the same data.
 */
class FirstStartTest {

    private static final String CABLE = "A meter on a cable";

    @Test
    void welcomesFindsAMeterAndLetsTheUserArrange(@TempDir Path links) throws Exception {
        try (var workbench = RunningWorkbench.start(); var cable = CableMeter.plugIn(links)) {
            var welcome = workbench.dialog("Welcome");
            assertEquals(List.of(CABLE, "A meter behind a network port", "Go on with the demo", "Close"),
                    workbench.ui(() -> Widgets.all(welcome, Button.class)
                            .map(button -> Widgets.plain(button.getText())).toList()));
            assertTrue(workbench.ui(() -> Widgets.words(welcome)).stream()
                    .anyMatch(text -> text.contains("A demo meter is on")), "the demo says so");
            assertEquals(List.of("demo:1"), workbench.recorder().sources().stream().map(one -> one.row().address())
                    .toList());
            var house = SeriesKey.power("Demo", 0);
            workbench.await("a week of the demo", () -> workbench.store().series().stream()
                    .filter(info -> info.key().equals(house))
                    .anyMatch(info -> Duration.between(info.first(), info.last()).compareTo(Duration.ofDays(6)) > 0));

            workbench.post(() -> Widgets.press(welcome, CABLE));
            findMeter(workbench, cable.port());
            saysWhoseThePortIs(workbench, cable.port());
            arrange(workbench);
            workbench.assertNoErrors();
        }
    }

    private static void findMeter(RunningWorkbench workbench, String port) {
        var wizard = workbench.dialog("Add a source");
        assertFalse(workbench.ui(() -> finish(wizard).isEnabled()), "nothing to finish yet");
        workbench.act(() -> {
            var path = Widgets.all(wizard, Text.class).filter(text -> text.getMessage().startsWith("/dev/")).findFirst()
                    .orElseThrow();
            path.setText(port);
            Widgets.press(wizard, "Listen");
        });
        workbench.await("what is heard is shown", () -> Widgets.all(wizard, Text.class)
                .anyMatch(text -> text.getText().contains("<src>CC128-v1.29</src>")));
        String found = "CC128 v1.29 on " + port + ", sensors 0, 1, 2 and 3";
        workbench.await(found, () -> found.equals(((WizardDialog) wizard.getData()).getCurrentPage().getMessage()));
        workbench.act(() -> {
            assertTrue(finish(wizard).isEnabled(), "a meter was found");
            finish(wizard).notifyListeners(SWT.Selection, new Event());
        });
        workbench.await("the wizard is gone", wizard::isDisposed);
        // Any of the sensors may be the last to speak, and all of them are chosen from below.
        for (int sensor = 0; sensor <= 3; sensor++) {
            var series = SeriesKey.power("Home", sensor);
            workbench.await("sensor " + sensor + " is recorded",
                    () -> workbench.recorder().live().latest(series).isPresent());
        }
        workbench.await("Live shows the real meter's house",
                () -> Widgets.words(workbench.window().getShell()).contains("Home · House"));
    }

    private static void saysWhoseThePortIs(RunningWorkbench workbench, String port) {
        workbench.post(() -> Widgets.choose(Widgets.entry(Widgets.submenu(workbench.window().getShell().getMenuBar(),
                "File"), "Add a source…")));
        var wizard = workbench.dialog("Add a source");
        workbench.act(() -> {
            Widgets.press(wizard, "Next >");
            Widgets.all(wizard, Text.class).filter(text -> text.getMessage().startsWith("/dev/")).findFirst()
                    .orElseThrow().setText(port);
            Widgets.press(wizard, "Listen");
            assertEquals(port + " is received already, for the meter Home.",
                    ((WizardDialog) wizard.getData()).getCurrentPage().getMessage());
            Widgets.all(wizard, Text.class).filter(text -> text.getMessage().startsWith("/dev/")).findFirst()
                    .orElseThrow().setText("/nowhere/meter");
            Widgets.press(wizard, "Listen");
        });
        workbench.await("what is wrong", () -> "/nowhere/meter isn't there."
                .equals(((WizardDialog) wizard.getData()).getCurrentPage().getErrorMessage()));
        workbench.act(() -> {
            assertTrue(Widgets.words(wizard).containsAll(List.of("Nothing was received.",
                    "Plug in the meter's cable, or check the name of the port.")), "what to do, in full");
            Widgets.press(wizard, "Cancel");
        });
        workbench.await("the wizard is gone", wizard::isDisposed);
    }

    private static Button finish(Shell wizard) {
        return Widgets.button(wizard, "Finish").orElseThrow();
    }

    private static void arrange(RunningWorkbench workbench) {
        workbench.act(() -> Arrangement.toggle(workbench, workbench.view(ViewIds.LIVE), "Home · Sensor 1"));
        workbench.await("two sensors",
                () -> Arrangement.titles(workbench).equals(List.of("Live: Home · House, Sensor 1")));
        workbench.act(() -> Widgets.action(workbench.view(ViewIds.LIVE).getViewSite().getActionBars().getMenuManager(),
                "New view of this").run());
        workbench.await("a second copy", () -> Arrangement.titles(workbench).size() == 2);
        workbench.act(() -> {
            var copy = Arrangement.copy(workbench);
            Arrangement.toggle(workbench, copy, "Home · Sensor 2");
            Arrangement.toggle(workbench, copy, "Home · House");
            Arrangement.toggle(workbench, copy, "Home · Sensor 1");
            Arrangement.moveTo(workbench, copy, ViewIds.SENSORS);
            workbench.page().activate(copy);
        });
        workbench.await("each copy has its own sensors",
                () -> Arrangement.titles(workbench).equals(Arrangement.TITLES));
        assertTrue(workbench.ui(() -> Arrangement.isBeside(workbench, Arrangement.copy(workbench), ViewIds.SENSORS)),
                "the copy was dragged");
        DashboardDriver.leaveBehind(workbench);
        workbench.act(() -> workbench.page().activate(Arrangement.copy(workbench)));
        Arrangement.save(workbench);
        workbench.await("the user's own perspective",
                () -> Arrangement.PERSPECTIVE.equals(Arrangement.perspective(workbench)));
    }
}
