package org.currentcost.ui.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What neither the headings nor the shape of a table say is asked in the wizard, and what is no table is told. */
@ExtendWith(EverydayWorkbench.class)
class ImportDoubtTest {

    private static final String DOUBTFUL = """
            #date,time,GEN-P,VOLTS,TEMP,IN-P
            2024-05-14,00:00,,243.72,13.52,0.7
            2024-05-14,00:05,,243.21,13.48,0.57
            2024-05-14,00:10,,241.66,13.48,0.42
            """;

    private static RunningWorkbench workbench;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @AfterEach
    void theWizardIsGone() throws Exception {
        workbench.await("the wizard to be gone",
                () -> Widgets.shell(workbench.window().getShell().getDisplay(), "Import").isEmpty());
    }

    /** Opens the wizard with a file and goes on. */
    private Shell open(String name, String content) throws Exception {
        var file = folder.resolve(name);
        Files.writeString(file, content);
        workbench.post(() -> Widgets.choose(
                Widgets.entry(Widgets.submenu(workbench.window().getShell().getMenuBar(), "File"), "Import…")));
        var wizard = workbench.dialog("Import");
        workbench.act(() -> {
            Widgets.all(wizard, Text.class).filter(text -> (text.getStyle() & SWT.READ_ONLY) == 0).findFirst()
                    .orElseThrow().setText(file.toString());
            Widgets.press(wizard, "Next >");
        });
        return wizard;
    }

    private static String message(Shell wizard) {
        return workbench.ui(() -> {
            var page = ((WizardDialog) wizard.getData()).getCurrentPage();
            return page.getErrorMessage() == null ? String.valueOf(page.getMessage()) : page.getErrorMessage();
        });
    }

    private static boolean enabled(Shell wizard, String button) {
        return workbench.ui(() -> Widgets.button(wizard, button).filter(Button::isEnabled).isPresent());
    }

    /** {@return what confirms the guess, if it is asked for} */
    private static Optional<Button> confirmation(Shell wizard) {
        return Widgets.button(wizard, "These columns are right");
    }

    private static Combo column(Shell wizard) {
        return Widgets.all(wizard, Combo.class).filter(one -> "IN-P".equals(one.getToolTipText())).findFirst()
                .orElseThrow();
    }

    private static void cancel(Shell wizard) {
        workbench.act(() -> Widgets.press(wizard, "Cancel"));
    }

    @Test
    void aDoubtHasToBeConfirmed() throws Exception {
        var wizard = open("meterman.csv", DOUBTFUL);
        workbench.await("the doubt is told", () -> message(wizard).contains("IN-P"));
        assertFalse(enabled(wizard, "Next >"));
        var headings = workbench.ui(() -> Widgets.all(wizard, Table.class).findFirst().stream()
                .flatMap(table -> Arrays.stream(table.getColumns())).map(TableColumn::getText).toList());
        assertTrue(headings.contains("IN-P: power in kW") && headings.contains("GEN-P"), headings::toString);
        workbench.act(() -> {
            confirmation(wizard).orElseThrow().setSelection(true);
            confirmation(wizard).orElseThrow().notifyListeners(SWT.Selection, new Event());
        });
        assertTrue(enabled(wizard, "Next >"));
        assertFalse(message(wizard).contains("IN-P"));
        cancel(wizard);
    }

    @Test
    void whoPutsAColumnRightHasAnswered() throws Exception {
        var wizard = open("meterman.csv", DOUBTFUL);
        workbench.await("the doubt is told", () -> message(wizard).contains("IN-P"));
        // In a table of six columns it is not where the eye begins.
        workbench.await("the column is in sight", () -> {
            var kind = column(wizard);
            var pane = kind.getParent().getParent();
            int x = pane.toControl(kind.toDisplay(0, 0)).x;
            return x >= 0 && x < pane.getSize().x;
        });
        workbench.act(() -> {
            column(wizard).select(column(wizard).indexOf("power in W"));
            column(wizard).notifyListeners(SWT.Selection, new Event());
        });
        assertTrue(enabled(wizard, "Next >"));
        cancel(wizard);
    }

    @Test
    void aFileThatSaysAllIsNotAskedAbout() throws Exception {
        var wizard = open("n3rgy.csv", "timestamp (UTC),energyConsumption (kWh)\n2024-03-31 00:30,0.145\n"
                + "2024-03-31 01:00,0.151\n2024-03-31 01:30,0.162\n");
        workbench.await("the columns are understood", () -> enabled(wizard, "Next >"));
        workbench.act(() -> assertEquals(Optional.empty(), confirmation(wizard)));
        cancel(wizard);
    }

    @Test
    void whatHoldsNoMeterDataIsToldSo() throws Exception {
        var wizard = open("notes.txt", "Remember to ring the electrician.\n");
        workbench.await("it is told", () -> message(wizard).startsWith("Nothing in it is understood"));
        cancel(wizard);
    }

    @Test
    void whatTellsNoTimeIsToldInTheWordsOfTheWindow() throws Exception {
        var wizard = open("capture.xml", "<msg><src>CC128-v1.29</src><dsb>00089</dsb><time>13:02:39</time>"
                + "<tmpr>18.7</tmpr><sensor>0</sensor><id>01234</id><type>1</type><ch1><watts>00345</watts></ch1></msg>\n");
        workbench.await("it is told", () -> message(wizard).contains("Go back and say when"));
        cancel(wizard);
    }
}
