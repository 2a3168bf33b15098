package org.currentcost.ui.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.currentcost.ui.Widgets;
import org.currentcost.ui.EverydayWorkbench;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The wizard that adds a source; its page for a meter on a cable is in {@link FirstStartTest}. */
@ExtendWith(EverydayWorkbench.class)
class AddSourceTest {

    @Test
    void offersEveryKindOfSourceAndNamesWhatIsMissing() throws Exception {
        var workbench = EverydayWorkbench.get();
        workbench.post(() -> Widgets.choose(Widgets.entry(Widgets.submenu(workbench.window().getShell().getMenuBar(),
                "File"), "Add a source…")));
        var wizard = workbench.dialog("Add a source");
        var kinds = workbench.ui(() -> SourceKind.all().stream().map(SourceKind::name).toList());
        assertEquals(List.of("A meter on a cable", "A meter behind a network port", "A demo meter"), kinds);
        workbench.act(() -> {
            var table = Widgets.all(wizard, Table.class).findFirst().orElseThrow();
            assertEquals(kinds, Arrays.stream(table.getItems()).map(TableItem::getText).toList());
            table.select(1);
            table.notifyListeners(SWT.Selection, new Event());
            Widgets.press(wizard, "Next >");
        });
        var page = workbench.ui(() -> ((WizardDialog) wizard.getData()).getCurrentPage());
        workbench.act(() -> {
            var fields = Widgets.all(wizard, Text.class).filter(text -> (text.getStyle() & SWT.READ_ONLY) == 0)
                    .toList();
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
        assertEquals(List.of("Demo"), workbench.recorder().sources().stream().map(one -> one.row().meter()).toList());
    }

    private static Button finish(Shell wizard) {
        return Widgets.button(wizard, "Finish").orElseThrow();
    }
}
