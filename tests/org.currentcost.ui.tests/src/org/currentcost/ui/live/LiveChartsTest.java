package org.currentcost.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EverydayWorkbench.class)
class LiveChartsTest {

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    /** On a busy machine the first answer takes some seconds. */
    @Test
    void saysThatItReadsUntilThereIsAnAnswer() {
        var services = workbench.services();
        workbench.act(() -> {
            var shell = new Shell(workbench.display());
            shell.setLayout(new GridLayout());
            shell.setSize(600, 400);
            var charts = new LiveCharts(shell, services, range -> {
                // nobody goes anywhere
            }, () -> {
                // nor back
            });
            shell.open();
            assertEquals(List.of("Reading…"), Widgets.words(shell));
            assertTrue(charts.power().pointedMoment().isEmpty(), "there is no time yet");
            charts.offer("Connect a meter…", () -> {
                // no meter
            });
            assertTrue(Widgets.words(shell).contains("No readings in this time."),
                    () -> Widgets.words(shell).toString());
            shell.dispose();
        });
    }
}
