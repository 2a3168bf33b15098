package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.currentcost.model.SeriesKey;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start, and the way from there to a meter on a cable. */
class WelcomeTest {

    private static final String DEMO = "Go on with the demo";
    private static final String CABLE = "A meter on a cable";
    private static final String NETWORK = "A meter behind a network port";

    @TempDir
    Path data;

    @BeforeEach
    void forget() throws Exception {
        RunningWorkbench.forgetArrangement();
    }

    @Test
    void welcomesOnceAndShowsTheDemoWithAWeekBehindIt() throws Exception {
        var first = RunningWorkbench.start(data);
        var welcome = first.dialog("Welcome");
        assertEquals(List.of(CABLE, NETWORK, DEMO, "Close"), first.ui(() -> Widgets.all(welcome, Button.class)
                .map(button -> Widgets.plain(button.getText())).toList()));
        assertTrue(first.ui(() -> Widgets.words(welcome)).stream().anyMatch(text -> text.contains("A demo meter is on")));
        first.act(() -> Widgets.press(welcome, DEMO));
        first.await("the welcome is gone", welcome::isDisposed);
        assertEquals(List.of("demo:1"), first.recorder().sources().stream().map(one -> one.row().address()).toList());
        var house = SeriesKey.power("Demo", 0);
        first.await("a week of the demo", () -> first.store().series().stream().filter(info -> info.key().equals(house))
                .anyMatch(info -> Duration.between(info.first(), info.last()).compareTo(Duration.ofDays(6)) > 0));
        first.closeWithoutErrors();

        var second = RunningWorkbench.start(data);
        second.await("the demo goes on", () -> Widgets.words(second.window().getShell()).stream()
                .anyMatch(text -> text.startsWith("Demo: live")));
        assertFalse(second.ui(() -> Widgets.shell(second.display(), "Welcome").isPresent()), "no second welcome");

        second.post(() -> Widgets.choose(Widgets.entry(Widgets.submenu(second.window().getShell().getMenuBar(), "Help"),
                "Welcome")));
        var again = second.dialog("Welcome");
        second.act(() -> Widgets.press(again, "Close"));
        second.closeWithoutErrors();
    }

    @Test
    void findsAMeterOnACable(@TempDir Path links) throws Exception {
        var workbench = RunningWorkbench.start(data);
        try (var cable = Cable.plugIn(links)) {
            var welcome = workbench.dialog("Welcome");
            workbench.post(() -> Widgets.press(welcome, CABLE));
            var wizard = workbench.dialog("Add a source");
            assertFalse(workbench.ui(() -> finish(wizard).isEnabled()), "nothing to finish yet");
            var path = workbench.ui(() -> Widgets.all(wizard, Text.class)
                    .filter(text -> text.getMessage().startsWith("/dev/")).findFirst().orElseThrow());
            workbench.act(() -> {
                path.setText(cable.port());
                path.notifyListeners(SWT.DefaultSelection, new Event());
            });
            workbench.await("what is heard is shown", () -> Widgets.all(wizard, Text.class)
                    .anyMatch(text -> text.getText().contains("<src>CC128-v1.29</src>")));
            String found = "CC128 v1.29 on " + cable.port() + ", sensors 0, 1, 2 and 3";
            workbench.await(found, () -> found.equals(((WizardDialog) wizard.getData()).getCurrentPage().getMessage()));
            workbench.act(() -> {
                assertTrue(finish(wizard).isEnabled(), "a meter was found");
                finish(wizard).notifyListeners(SWT.Selection, new Event());
            });
            workbench.await("the wizard is gone", wizard::isDisposed);
            workbench.await("the meter is recorded", () -> workbench.recorder().live()
                    .latest(SeriesKey.power("Home", 3)).isPresent());
            workbench.await("Live shows the real meter's house",
                    () -> Widgets.words(workbench.window().getShell()).contains("Home · House"));
        }
        workbench.closeWithoutErrors();
    }

    private static Button finish(Shell wizard) {
        return Widgets.button(wizard, "Finish").orElseThrow();
    }

    @Test
    void offersEveryKindOfSourceAndNamesWhatIsMissing() throws Exception {
        RunningWorkbench.configure(data, RunningWorkbench.fastDemo());
        var workbench = RunningWorkbench.start(data);
        workbench.post(() -> Widgets.choose(Widgets.entry(Widgets.submenu(workbench.window().getShell().getMenuBar(),
                "File"), "Add a source…")));
        var wizard = workbench.dialog("Add a source");
        var kinds = workbench.ui(() -> SourceKind.all().stream().map(SourceKind::name).toList());
        assertEquals(List.of(CABLE, NETWORK, "A demo meter"), kinds);
        workbench.act(() -> {
            var table = Widgets.all(wizard, org.eclipse.swt.widgets.Table.class).findFirst().orElseThrow();
            assertEquals(kinds, java.util.Arrays.stream(table.getItems()).map(item -> item.getText()).toList());
            table.select(1);
            table.notifyListeners(SWT.Selection, new Event());
            Widgets.press(wizard, "Next >");
        });
        var page = workbench.ui(() -> ((WizardDialog) wizard.getData()).getCurrentPage());
        workbench.act(() -> {
            var fields = Widgets.all(wizard, Text.class).filter(text -> (text.getStyle() & SWT.READ_ONLY) == 0).toList();
            fields.get(0).setText("meter.local");
            fields.get(1).setText("70000");
            assertEquals("The port is a number from 1 to 65535.", page.getErrorMessage());
            assertFalse(finish(wizard).isEnabled());
            fields.get(1).setText("2000");
            assertTrue(finish(wizard).isEnabled());
            fields.get(2).setText(" ");
            assertEquals("Give the meter a name.", page.getErrorMessage());
            assertFalse(finish(wizard).isEnabled());
            Widgets.press(wizard, "Cancel");
        });
        workbench.await("the wizard is gone", wizard::isDisposed);
        assertEquals(1, workbench.recorder().sources().size());
        workbench.closeWithoutErrors();
    }
}
