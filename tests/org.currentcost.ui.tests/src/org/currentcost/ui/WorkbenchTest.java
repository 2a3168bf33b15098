package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.currentcost.ui.kit.ViewIds;
import org.currentcost.ui.sources.SourceInstaller;
import org.currentcost.ui.sources.SourceOffers;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.jface.preference.PreferenceManager;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Resource;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around the views: perspectives, themes, menus and preferences; nothing of it is broken or leaks. */
@ExtendWith(EverydayWorkbench.class)
class WorkbenchTest {

    private static final String LIGHT = "org.eclipse.e4.ui.css.theme.e4_default";
    private static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark";
    private static final List<String> OWN_VIEWS = List.of(ViewIds.NOW, ViewIds.LIVE, ViewIds.SENSORS, ViewIds.SOURCES,
            ViewIds.RAW, ViewIds.STORE);

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @BeforeEach
    void beginInLive() {
        workbench.act(() -> PlatformUI.getWorkbench().showPerspective(ViewIds.LIVE_PERSPECTIVE, workbench.window()));
    }

    @ParameterizedTest
    @CsvSource({ViewIds.LIVE_PERSPECTIVE + ",Live", ViewIds.DIAGNOSTICS_PERSPECTIVE + ",Diagnostics"})
    void opensAPerspectiveWithAllItsViews(String id, String name) {
        workbench.act(() -> {
            PlatformUI.getWorkbench().showPerspective(id, workbench.window());
            workbench.page().resetPerspective();
        });
        assertEquals(name, workbench.ui(() -> workbench.page().getPerspective().getLabel()));
        var expected = id.equals(ViewIds.LIVE_PERSPECTIVE)
                ? Set.of(ViewIds.NOW, ViewIds.LIVE, ViewIds.SENSORS, ViewIds.SOURCES)
                : Set.of(ViewIds.SOURCES, ViewIds.RAW, ViewIds.LOG, ViewIds.PROGRESS, ViewIds.STORE);
        assertEquals(new TreeSet<>(expected), workbench.ui(() -> {
            var found = new TreeSet<String>();
            for (IViewReference reference : workbench.page().getViewReferences()) {
                found.add(reference.getId());
                // A view that lies behind another one has not been made so far.
                assertNotNull(reference.getView(true), reference.getId());
                workbench.page().bringToTop(reference.getView(true));
            }
            return found;
        }));
        awaitPainting();
        assertFalse(workbench.ui(() -> workbench.page().isEditorAreaVisible()), "no editor area");
    }

    @ParameterizedTest
    @ValueSource(strings = {LIGHT, DARK})
    void opensEveryViewInATheme(String theme) {
        workbench.act(() -> PlatformUI.getWorkbench().getService(IThemeEngine.class).setTheme(theme, false));
        try {
            for (String id : OWN_VIEWS) {
                var content = workbench.ui(() -> workbench.view(id).content());
                assertNotNull(content, id);
                awaitPainting();
            }
            workbench
                    .act(() -> PlatformUI.getWorkbench().showPerspective(ViewIds.LIVE_PERSPECTIVE, workbench.window()));
            var control = workbench.ui(() -> Widgets.all(Widgets.pane(workbench.view(ViewIds.SOURCES)), Table.class)
                    .findFirst().orElseThrow());
            workbench.await("the ground of the theme",
                    () -> brightness(control.getBackground()) > 0.5 == theme.equals(LIGHT));
            assertEquals(theme.equals(LIGHT), workbench.ui(() -> brightness(control.getForeground()) < 0.5),
                    "text that can be read on it");
            var chart = workbench.liveChart().control();
            assertEquals(theme.equals(LIGHT), workbench.ui(() -> brightness(chart.getBackground()) > 0.5), "the chart");
        } finally {
            workbench.act(() -> PlatformUI.getWorkbench().getService(IThemeEngine.class).setTheme(LIGHT, false));
        }
    }

    /** Where SWT keeps both signals under one number, an input method uses windows that are gone: the program dies. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aControlHearsThatItsWindowIsDestroyed() throws Exception {
        var table = Display.class.getDeclaredField("signalIds");
        table.setAccessible(true);
        var ids = (int[]) table.get(workbench.display());
        assertNotEquals(0, ids[place("UNREALIZE")]);
        assertNotEquals(ids[place("REALIZE")], ids[place("UNREALIZE")]);
    }

    private static int place(String signal) throws ReflectiveOperationException {
        var place = Widget.class.getDeclaredField(signal);
        place.setAccessible(true);
        return place.getInt(null);
    }

    private static double brightness(Color colour) {
        return (colour.getRed() + colour.getGreen() + colour.getBlue()) / 765.0;
    }

    /** Paints what is visible, and lets the events before that be done. */
    private static void awaitPainting() {
        workbench.act(() -> {
            for (Control child : workbench.window().getShell().getChildren()) {
                child.redraw();
                child.update();
            }
        });
        var passed = new AtomicBoolean();
        workbench.post(() -> workbench.display().timerExec(20, () -> passed.set(true)));
        workbench.await("the events before are done", passed::get);
    }

    private static Menu bar() {
        return workbench.window().getShell().getMenuBar();
    }

    @Test
    void hasTheMenusOfStockEclipse() {
        assertEquals(List.of("File", "Edit", "Time", "Window", "Help"), workbench.ui(() -> Widgets.entries(bar())));
        assertHas(List.of("Add a source…", "Download history", "Import…", "Exit"), "File");
        assertHas(List.of("Everything", "Earlier", "Now", "Exact range…", "kWh"), "Time");
        assertHas(List.of("Show View", "Perspective", "Preferences..."), "Window");
        assertHas(List.of("Open Perspective", "Save Perspective As...", "Reset Perspective...", "Close Perspective"),
                "Window", "Perspective");
        assertHas(List.of("Live", "Sensors", "Sources", "Raw monitor", "Store", "Error Log", "Progress"), "Window",
                "Show View");
        assertHas(List.of("History", "Costs", "Diagnostics"), "Window", "Perspective", "Open Perspective");
        assertHas(List.of("Welcome", "Check for Updates", "Install New Software...", "About CurrentCost Workbench"),
                "Help");
    }

    private static void assertHas(List<String> wanted, String... path) {
        var found = workbench.ui(() -> Widgets.entries(Widgets.submenu(bar(), path)));
        var missing = wanted.stream().filter(entry -> !found.contains(entry)).toList();
        assertEquals(List.of(), missing, String.join(" > ", path) + " has " + found);
    }

    @Test
    void theWelcomeHasADoorForWhatCanBeInstalled() {
        var context = workbench.ui(() -> PlatformUI.getWorkbench().getService(IEclipseContext.class));
        var before = context.get(SourceOffers.class);
        context.set(SourceOffers.class,
                () -> List.of(new SourceOffers.Offer("Telegraph meters", "Hears meters by telegraph.")));
        try {
            workbench.post(() -> Widgets.choose(Widgets.entry(Widgets.submenu(bar(), "Help"), "Welcome")));
            var welcome = workbench.dialog("Welcome");
            workbench.await("the door", () -> Widgets.button(welcome, "Telegraph meters").isPresent());
            workbench.act(() -> {
                assertTrue(Widgets.words(welcome).contains("Hears meters by telegraph. It is to be installed first."));
                var doors = Widgets.all(welcome, Button.class).map(Button::getText).toList();
                assertTrue(doors.indexOf("Telegraph meters") < doors.indexOf("Go on with the demo"), doors.toString());
                Widgets.press(welcome, "Go on with the demo");
            });
            workbench.await("the welcome is gone", welcome::isDisposed);
        } finally {
            context.set(SourceOffers.class, before);
        }
    }

    @Test
    void theWelcomeInstallsWhatItSaysAtOnce() {
        var context = workbench.ui(() -> PlatformUI.getWorkbench().getService(IEclipseContext.class));
        var offers = context.get(SourceOffers.class);
        var installer = context.get(SourceInstaller.class);
        var telegraph = new SourceOffers.Offer("Telegraph meters", "Hears meters by telegraph.");
        var installed = new CopyOnWriteArrayList<SourceOffers.Offer>();
        context.set(SourceOffers.class, () -> List.of(telegraph));
        context.set(SourceInstaller.class, (shell, offer) -> installed.add(offer));
        try {
            workbench.post(() -> Widgets.choose(Widgets.entry(Widgets.submenu(bar(), "Help"), "Welcome")));
            var welcome = workbench.dialog("Welcome");
            workbench.await("the door", () -> Widgets.button(welcome, "Telegraph meters").isPresent());
            workbench.act(() -> Widgets.press(welcome, "Telegraph meters"));
            workbench.await("the installation", () -> installed.equals(List.of(telegraph)));
        } finally {
            context.set(SourceOffers.class, offers);
            context.set(SourceInstaller.class, installer);
        }
    }

    @Test
    void hasNothingOfAnIde() {
        var all = workbench.ui(() -> {
            var found = new TreeSet<String>();
            collect(bar(), 0, found);
            return found;
        });
        assertTrue(all.size() > 15, "all menus were looked through: " + all);
        var foreign = all.stream().filter(text -> text.matches(
                "(?i)(search|run|project|navigate|refactor|open file.*|convert.*|import[.]+|export[.]+|new|print.*|build.*"
                        + "|open resource.*|external tools.*|switch workspace.*|editor)"))
                .toList();
        assertEquals(List.of(), foreign);
    }

    private static void collect(Menu menu, int depth, Set<String> found) {
        for (String text : Widgets.entries(menu)) {
            found.add(text);
            var below = Widgets.entry(menu, text).getMenu();
            if (below != null && depth < 4) {
                collect(below, depth + 1, found);
            }
        }
    }

    @Test
    void makesEveryPreferencePage() {
        var dialog = workbench.ui(() -> PreferencesUtil.createPreferenceDialogOn(workbench.window().getShell(), null,
                null, null));
        try {
            workbench.act(() -> {
                dialog.setBlockOnOpen(false);
                dialog.open();
            });
            var names = new TreeSet<String>();
            for (var node : workbench.ui(() -> PlatformUI.getWorkbench().getPreferenceManager()
                    .getElements(PreferenceManager.PRE_ORDER))) {
                names.add(workbench.ui(() -> node.getLabelText()));
                assertPage(dialog, workbench.ui(() -> PreferencesUtil.createPreferenceDialogOn(
                        workbench.window().getShell(), node.getId(), null, null)), node.getLabelText());
            }
            for (String wanted : List.of("General", "Appearance", "Keys", "Install/Update",
                    "Available Software Sites")) {
                assertTrue(names.contains(wanted), wanted + " is missing of " + names);
            }
        } finally {
            workbench.act(dialog::close);
        }
    }

    private static void assertPage(PreferenceDialog open, PreferenceDialog same, String name) {
        // Asking for a page while the dialog is open selects it there.
        assertEquals(open.getShell(), workbench.ui(same::getShell));
        workbench.act(() -> {
            var page = (PreferencePage) open.getSelectedPage();
            assertNotNull(page, name);
            assertEquals(name, page.getTitle(), "the page that was asked for");
            assertFalse(page.getClass().getName().contains("ErrorPreferencePage"), name + " can't be made");
            assertTrue(((Composite) page.getControl()).getChildren().length > 0, name + " is empty");
        });
    }

    @Test
    void disposesWhatItAllocates() {
        var leaks = new CopyOnWriteArrayList<String>();
        Resource.setNonDisposeHandler(error -> Arrays.stream(error.getStackTrace())
                .filter(at -> at.getClassName().startsWith("org.currentcost")).findFirst()
                .ifPresent(at -> leaks.add(at.getClassName() + "." + at.getMethodName())));
        try {
            for (String id : OWN_VIEWS) {
                workbench.act(() -> workbench.page().hideView(workbench.view(id)));
                workbench.act(() -> workbench.view(id));
                awaitPainting();
                workbench.act(() -> workbench.page().hideView(workbench.view(id)));
            }
            // The one that has to be found, or nothing would be.
            workbench.act(WorkbenchTest::forgetAFont);
            awaitCleaning();
            assertEquals(List.of(WorkbenchTest.class.getName() + ".forgetAFont"), leaks);
        } finally {
            Resource.setNonDisposeHandler(null);
        }
    }

    private static void forgetAFont() {
        assertTrue(new Font(workbench.display(), "Sans", 9, SWT.NORMAL).getFontData().length > 0);
    }

    /** Lets the collector find what nobody holds any more, twice, since what it finds may have held other things. */
    private static void awaitCleaning() {
        var cleaner = Cleaner.create();
        for (int i = 0; i < 2; i++) {
            var cleaned = new AtomicBoolean();
            cleaner.register(new Object(), () -> cleaned.set(true));
            workbench.await("a collection", () -> {
                System.gc();
                return cleaned.get();
            });
        }
    }
}
