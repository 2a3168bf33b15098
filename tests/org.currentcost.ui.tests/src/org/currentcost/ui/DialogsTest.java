package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.currentcost.model.EditKind;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.EditDialog;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.InjectedView;
import org.currentcost.ui.kit.ViewIds;
import org.currentcost.ui.sources.AddSourceWizard;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.dialogs.IPageChangeProvider;
import org.eclipse.jface.preference.IPreferenceNode;
import org.eclipse.jface.preference.PreferenceManager;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.eclipse.ui.preferences.IWorkbenchPreferenceContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every dialog, page of a wizard and page of preferences that the program has: each control has a name, and Tab comes
 * to each. They are found where the program lists them, so that a new one is tested by itself.
 */
@ExtendWith(EverydayWorkbench.class)
class DialogsTest {

    private static final String OPENS_DIALOG = "…";
    /** What opens the system's own dialog for files, which nothing but its user can close. */
    private static final Set<String> OF_THE_SYSTEM = Set.of("Back up…", "Move the data folder…", "Browse…",
            "Another file…", "Save as picture…", "Save figures as CSV…", "Export notes…", "Import half-hourly CO₂…",
            "Tariffs > New tariff…> > Import…");

    /** The list of keys has no order of its own for these, which its other buttons and lists tell as well. */
    private static final Set<String> OF_THE_PLATFORM = Set.of(
            "org.eclipse.ui.preferencePages.Keys: Tab does not come to Button \"Copy the command from a binding\"",
            "org.eclipse.ui.preferencePages.Keys: Tab does not come to Table \"Conflicts\" of Command");
    private static final String NEXT = "Next >";

    @TempDir
    private Path folder;
    private static RunningWorkbench workbench;
    private final List<String> faults = new ArrayList<>();
    private final List<String> walked = new ArrayList<>();

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @AfterEach
    void nothingIsWrong() {
        System.out.println("walked: " + walked);
        assertEquals("", String.join("\n", faults));
    }

    @Test
    void preferencePages() {
        var ids = workbench.ui(() -> PlatformUI.getWorkbench().getPreferenceManager()
                .getElements(PreferenceManager.PRE_ORDER).stream().map(IPreferenceNode::getId).toList());
        assertTrue(ids.contains("org.currentcost.app.backups"), ids::toString);
        workbench.post(
                () -> PreferencesUtil.createPreferenceDialogOn(workbench.window().getShell(), null, null, null).open());
        var dialog = workbench.dialog("Preferences");
        for (String id : ids) {
            workbench.act(() -> ((IWorkbenchPreferenceContainer) dialog.getData()).openPage(id, null));
            walk(dialog, id);
        }
        faults.removeAll(OF_THE_PLATFORM);
        close(dialog);
    }

    @Test
    void kindsOfSource() {
        var recorder = workbench.recorder();
        for (var kind : Platform.getExtensionRegistry().getConfigurationElementsFor("org.currentcost.ui.sourceKinds")) {
            open(kind.getAttribute("name"), () -> AddSourceWizard.open(workbench.window().getShell(), recorder,
                    Optional.of(kind.getAttribute("id"))));
        }
    }

    @Test
    void whatTheMenusOpen() {
        var items = workbench.ui(() -> {
            var found = new ArrayList<MenuItem>();
            collect(workbench.window().getShell().getMenuBar(), found);
            return found;
        });
        for (var item : items) {
            String text = workbench.ui(() -> item.isDisposed() ? "" : Widgets.plain(item.getText()));
            if (isWalked(text) && workbench.ui(item::isEnabled)) {
                open(text, () -> item.notifyListeners(SWT.Selection, new Event()));
            }
        }
        assertTrue(walked.containsAll(List.of("Add a source…", "Import…", "Exact range…")), walked::toString);
    }

    private static void collect(Menu menu, List<MenuItem> found) {
        menu.notifyListeners(SWT.Show, new Event());
        for (var item : menu.getItems()) {
            if (item.getMenu() == null) {
                found.add(item);
            } else {
                collect(item.getMenu(), found);
            }
        }
    }

    @Test
    void whatViewsOpen() throws Exception {
        var ids = workbench.ui(() -> Arrays.stream(PlatformUI.getWorkbench().getViewRegistry().getViews())
                .map(view -> view.getId()).filter(id -> id.startsWith("org.currentcost.")).toList());
        for (String id : ids) {
            var view = workbench.ui(() -> (InjectedView) workbench.show(id));
            if (workbench.ui(view::content) instanceof FigureView<?> figures) {
                workbench.await("the figures of " + id, () -> figures.question().isPresent());
            }
            var items = workbench.ui(() -> {
                var bars = view.getViewSite().getActionBars();
                var all = new ArrayList<IContributionItem>(List.of(bars.getToolBarManager().getItems()));
                all.addAll(List.of(bars.getMenuManager().getItems()));
                return all;
            });
            for (var item : items) {
                if (item instanceof ActionContributionItem one && one.getAction().getText() != null
                        && isWalked(Widgets.plain(one.getAction().getText())) && one.getAction().isEnabled()) {
                    open(view.getTitle() + " > " + one.getAction().getText(), one.getAction()::run);
                }
            }
        }
        assertTrue(walked.containsAll(List.of("Notes > Add a note…", "Tariffs > New tariff…")), walked::toString);
        assertTrue(walked.stream().anyMatch(name -> name.startsWith("Years") && name.endsWith("Gaps…")),
                walked::toString);
    }

    /** What no menu opens whose entry ends with dots, and what a sensor or a span has to be selected for. */
    @Test
    void whatElseThereIs() throws Exception {
        var services = workbench.services();
        var house = services.household().sensor(SeriesKey.power("Demo", 0));
        workbench.await("the sensors", () -> {
            var provider = workbench.view(ViewIds.SENSORS).getSite().getSelectionProvider();
            provider.setSelection(new StructuredSelection(house));
            return !provider.getSelection().isEmpty();
        });
        for (String command : List.of(Commands.SENSOR_SETTINGS, "org.currentcost.ui.newComputedSensor",
                "org.currentcost.ui.help", "org.currentcost.ui.welcome")) {
            open(command, () -> Commands.run(workbench.view(ViewIds.SENSORS).getViewSite(), command));
        }
        var span = TimeRange.endingAt(services.clock().instant(), Duration.ofHours(1));
        for (var kind : EditKind.values()) {
            open(kind.name(), () -> new EditDialog(workbench.window().getShell(), services, kind, List.of(house), span)
                    .open());
        }
        workbench.act(() -> services.choices().sensors().set(List.of()));
    }

    private static boolean isWalked(String text) {
        return (text.endsWith(OPENS_DIALOG) || text.endsWith("...")) && !OF_THE_SYSTEM.contains(text);
    }

    /** Opens a dialog, goes through it and through those that its buttons open, and closes it. */
    private void open(String name, RunningWorkbench.Work work) {
        var before = workbench.ui(() -> List.of(workbench.display().getShells()));
        var done = new AtomicBoolean();
        workbench.post(() -> {
            try {
                work.run();
            } finally {
                done.set(true);
            }
        });
        workbench.await("a dialog of " + name, () -> done.get() || opened(before) != null);
        var dialog = workbench.ui(() -> opened(before));
        if (dialog == null) {
            faults.add(name + ": opens no dialog");
            return;
        }
        walk(dialog, name);
        close(dialog);
        workbench.await("the end of " + name, done::get);
    }

    private static Shell opened(List<Shell> before) {
        return Arrays.stream(workbench.display().getShells())
                .filter(shell -> shell.isVisible() && !before.contains(shell) && !shell.getText().isEmpty())
                .findFirst().orElse(null);
    }

    private void walk(Shell dialog, String name) {
        walked.add(name);
        workbench.act(() -> faults.addAll(DialogWalk.faults(dialog, name)));
        var buttons = workbench.ui(() -> Widgets.all(dialog, Button.class).filter(button -> isOurs(dialog)
                && button.isEnabled() && isWalked(Widgets.plain(button.getText()))
                && !OF_THE_SYSTEM.contains(name + " > " + Widgets.plain(button.getText()))).toList());
        if (workbench.ui(() -> dialog.getData() instanceof WizardDialog && fill(dialog.getText(), dialog))) {
            workbench.await("the next page of " + name, () -> Widgets.button(dialog, NEXT).orElseThrow().isEnabled());
            workbench.act(() -> Widgets.press(dialog, NEXT));
            walk(dialog, name + '>');
        }
        for (var button : buttons) {
            open(name + " > " + workbench.ui(button::getText), () -> {
                if (!button.isDisposed()) {
                    button.notifyListeners(SWT.Selection, new Event());
                }
            });
        }
    }

    /** {@return whether the page that is shown is of this program and not of the platform} */
    private static boolean isOurs(Shell dialog) {
        Object page = switch (dialog.getData()) {
            case WizardDialog wizard -> wizard.getCurrentPage();
            case IPageChangeProvider pages -> pages.getSelectedPage();
            case null, default -> dialog.getData();
        };
        return page != null && page.getClass().getName().startsWith("org.currentcost.");
    }

    /** {@return whether a page of a wizard was filled in, so that there is a next one} */
    private boolean fill(String title, Shell dialog) throws IOException {
        var page = ((WizardDialog) dialog.getData()).getCurrentPage();
        if (page.getNextPage() == null) {
            return false;
        }
        if (title.equals("Import") && page.getPreviousPage() == null) {
            var file = Files.writeString(folder.resolve("kitchen.csv"), "time,W\n2020-01-02T10:00:00Z,100\n");
            Widgets.all(dialog, Text.class).filter(Text::getEditable).findFirst().orElseThrow()
                    .setText(file.toString());
            Widgets.all(dialog, Combo.class).findFirst().orElseThrow().setText("Demo");
            return true;
        }
        if (title.equals("New tariff") && page.getPreviousPage() == null) {
            Widgets.all(dialog, Text.class).filter(text -> text.getEditable() && text.getText().isEmpty())
                    .forEach(text -> text.setText("0.30"));
            return true;
        }
        return page.isPageComplete() && page.getPreviousPage() != null;
    }

    private void close(Shell dialog) {
        workbench.act(dialog::close);
        workbench.await("the dialog is closed", dialog::isDisposed);
    }
}
