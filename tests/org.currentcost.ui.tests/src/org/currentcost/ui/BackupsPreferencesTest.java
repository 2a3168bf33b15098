package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.currentcost.settings.BackupPlan;
import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** When backups are made, and where, on their page of preferences. */
@ExtendWith(EverydayWorkbench.class)
class BackupsPreferencesTest {

    private static final String PAGE = "org.currentcost.app.backups";
    private static final String APPLY = "Apply and Close";

    private static RunningWorkbench workbench;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @AfterEach
    void asUsual() throws Exception {
        BackupPlan.USUAL.save(workbench.store());
    }

    private static Shell open() {
        workbench.post(() -> PreferencesUtil
                .createPreferenceDialogOn(workbench.window().getShell(), PAGE, null, null).open());
        return workbench.dialog("Preferences");
    }

    private static PreferencePage page(Shell dialog) {
        return (PreferencePage) ((PreferenceDialog) dialog.getData()).getSelectedPage();
    }

    private static void type(Shell dialog, String text) {
        workbench.act(() -> Widgets.all(dialog, Text.class)
                .filter(field -> field.getMessage().endsWith("backups")).findFirst().orElseThrow().setText(text));
    }

    /** Another program may have settled on it, or a later version. */
    @Test
    void aPlanThatIsNoneOfTheChoicesIsShownAndKept() throws Exception {
        var plan = new BackupPlan(3, 5, Optional.empty());
        plan.save(workbench.store());
        var dialog = open();
        assertEquals("Every 3 days", workbench.ui(
                () -> Widgets.all((Composite) page(dialog).getControl(), Combo.class)
                        .findFirst().orElseThrow().getText()));
        workbench.act(() -> Widgets.press(dialog, APPLY));
        workbench.await("the dialog is closed", dialog::isDisposed);
        assertEquals(plan, BackupPlan.of(workbench.store()));
    }

    @Test
    void aFolderThatIsNotThereIsToldAndCanNotBeChosen() throws Exception {
        var dialog = open();
        String none = folder.resolve("not there").toString();
        type(dialog, none);
        workbench.await("it is told", () -> (none + " is no folder that can be written to.")
                .equals(page(dialog).getErrorMessage()));
        assertTrue(workbench.ui(() -> !page(dialog).isValid()));
        type(dialog, Files.createDirectory(folder.resolve("there")).toString());
        workbench.await("another one will do", () -> page(dialog).isValid() && page(dialog).getErrorMessage() == null);
        workbench.act(() -> Widgets.press(dialog, APPLY));
        workbench.await("the dialog is closed", dialog::isDisposed);
        assertEquals(Optional.of(folder.resolve("there").toString()), BackupPlan.of(workbench.store()).folder());
    }

    /** A disk that is not plugged in just now is no reason not to change other preferences. */
    @Test
    void theFolderThatIsSetMayBeAwayForAWhile() throws Exception {
        String away = folder.resolve("away").toString();
        new BackupPlan(1, 7, Optional.of(away)).save(workbench.store());
        var dialog = open();
        workbench.await("it is told", () -> (away + " is no folder that can be written to.")
                .equals(page(dialog).getMessage()));
        assertTrue(workbench.ui(() -> page(dialog).isValid()));
        workbench.act(dialog::close);
    }
}
