package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.InjectedView;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.descriptor.basic.MPartDescriptor;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.XMLMemento;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Views open where and as large as they can be read, and as often as one likes. */
@ExtendWith(EverydayWorkbench.class)
class ViewPlacesTest {

    private static final List<String> WIDE = List.of(ViewIds.HOURS, ViewIds.DAYS, ViewIds.MONTHS, ViewIds.YEARS,
            ViewIds.AVERAGE_DAY, ViewIds.AVERAGE_WEEK, ViewIds.LOAD_PROFILE, ViewIds.APPLIANCES,
            ViewIds.TEMPERATURE_USE, ViewIds.TRENDS, ViewIds.RECONCILIATION, ViewIds.TARIFFS, ViewIds.TARGET,
            ViewIds.WHAT_IF, ViewIds.BILL_CHECK, ViewIds.EDITS, ViewIds.IMPORTS, ViewIds.RAW, ViewIds.LOG);

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @AfterEach
    void leaveAllAsShipped() {
        var shown = workbench.ui(() -> workbench.page().getPerspective().getId());
        begin(shown);
        begin(ViewIds.LIVE_PERSPECTIVE);
    }

    /** Show View and Quick Access list views by it. */
    @Test
    void categoriesOfViewsAreWords() {
        var categories = workbench.ui(() -> workbench.window().getService(MApplication.class).getDescriptors().stream()
                .filter(one -> one.getTags().contains("View"))
                .collect(Collectors.toMap(MPartDescriptor::getElementId, MPartDescriptor::getCategory)));
        assertEquals("Figures", categories.get(ViewIds.HOURS));
        assertEquals("Beside charts", categories.get(ViewIds.SENSORS));
        assertEquals(List.of(), categories.values().stream().filter(one -> one.contains("org.")).toList());
    }

    /** Shows a perspective as it is shipped. */
    private static void begin(String perspective) {
        workbench.act(() -> {
            PlatformUI.getWorkbench().showPerspective(perspective, workbench.window());
            workbench.page().resetPerspective();
            for (var view : workbench.page().getViewReferences()) {
                if (view.getSecondaryId() != null) {
                    workbench.page().hideView(view);
                }
            }
        });
    }

    private static void choose(String view) {
        workbench.act(() -> Widgets.choose(Widgets.entry(
                Widgets.submenu(workbench.window().getShell().getMenuBar(), "Window", "Show View"), view)));
    }

    private static List<IViewReference> open(String id) {
        return Arrays.stream(workbench.page().getViewReferences()).filter(view -> view.getId().equals(id)).toList();
    }

    private static Composite pane(IViewPart view) {
        return (Composite) view.getSite().getService(MPart.class).getWidget();
    }

    @ParameterizedTest
    @ValueSource(strings = {ViewIds.LIVE_PERSPECTIVE, ViewIds.HISTORY_PERSPECTIVE, ViewIds.COSTS_PERSPECTIVE,
        ViewIds.DIAGNOSTICS_PERSPECTIVE})
    void opensWhereItCanBeRead(String perspective) {
        begin(perspective);
        for (String view : WIDE) {
            if (workbench.ui(() -> open(view).isEmpty())) {
                var part = workbench.ui(() -> workbench.show(view));
                workbench.await(view + " has room", () -> {
                    Point size = pane(part).getSize();
                    return size.x >= 500 && size.y >= 220 || fail(size);
                });
            }
        }
    }

    private static boolean fail(Point size) {
        throw new AssertionError("only " + size);
    }

    @ParameterizedTest
    @ValueSource(strings = {ViewIds.LIVE_PERSPECTIVE, ViewIds.HISTORY_PERSPECTIVE, ViewIds.COSTS_PERSPECTIVE})
    void opensListsBesideCharts(String perspective) {
        begin(perspective);
        for (String view : List.of(ViewIds.SOURCES, ViewIds.NOTES, ViewIds.PROGRESS)) {
            var part = workbench.ui(() -> workbench.show(view));
            workbench.await(view + " is in the column of lists", () -> {
                var sensors = pane(workbench.view(ViewIds.SENSORS)).toDisplay(0, 0);
                workbench.page().bringToTop(part);
                return pane(part).toDisplay(0, 0).x == sensors.x;
            });
        }
    }

    @Test
    void followsWhatTheUserMakesLargest() {
        begin(ViewIds.LIVE_PERSPECTIVE);
        workbench.act(() -> {
            for (String view : List.of(ViewIds.LIVE, ViewIds.NOW, ViewIds.SOURCES)) {
                open(view).forEach(workbench.page()::hideView);
            }
        });
        // Only the stack of Sensors is left.
        var days = workbench.ui(() -> workbench.show(ViewIds.DAYS));
        var live = workbench.ui(() -> workbench.show(ViewIds.LIVE));
        workbench.await("Live is back in its own place, and large", () -> pane(live).getSize().x > 500);
        var hours = workbench.ui(() -> workbench.show(ViewIds.HOURS));
        workbench.await("hours open there", () -> pane(hours).getSize().x > 500);
        assertTrue(workbench.ui(() -> workbench.page().isPartVisible(days)), "not over what is beside");
    }

    @Test
    void opensOneMoreOfWhatCanBeSeen() {
        begin(ViewIds.LIVE_PERSPECTIVE);
        choose("Live");
        choose("Live");
        assertEquals(3, workbench.ui(() -> open(ViewIds.LIVE).size()));
        choose("Hours");
        choose("Hours");
        assertEquals(2, workbench.ui(() -> open(ViewIds.HOURS).size()));
        assertEquals(2, workbench.ui(() -> open(ViewIds.HOURS).stream().map(IViewReference::getSecondaryId).distinct()
                .count()));
    }

    @Test
    void bringsBackWhatLiesBehind() {
        begin(ViewIds.LIVE_PERSPECTIVE);
        choose("Days");
        workbench.await("over Live", () -> !workbench.page().isPartVisible(workbench.page().findView(ViewIds.LIVE)));
        choose("Live");
        assertEquals(1, workbench.ui(() -> open(ViewIds.LIVE).size()));
        assertTrue(workbench.ui(() -> workbench.page().isPartVisible(workbench.page().findView(ViewIds.LIVE))));
    }

    @ParameterizedTest
    @CsvSource({"Sensors," + ViewIds.SENSORS, "Sources," + ViewIds.SOURCES, "Error Log," + ViewIds.LOG,
        "Notes," + ViewIds.NOTES, "Tariffs," + ViewIds.TARIFFS})
    void opensALostListOnce(String name, String id) {
        begin(ViewIds.DIAGNOSTICS_PERSPECTIVE);
        choose(name);
        choose(name);
        assertEquals(1, workbench.ui(() -> open(id).size()));
        assertEquals(id, workbench.ui(() -> workbench.page().getActivePart().getSite().getId()));
    }

    /** Of which there can be several, all offer one more that shows the same. */
    private static Stream<String> several() {
        return Arrays.stream(PlatformUI.getWorkbench().getViewRegistry().getViews())
                .filter(view -> view.getAllowMultiple() && view.getId().startsWith("org.currentcost"))
                .map(view -> view.getId());
    }

    @ParameterizedTest
    @MethodSource("several")
    void makesANewViewOfThis(String id) {
        var view = workbench.ui(() -> (InjectedView) workbench.page().showView(id, "this",
                IWorkbenchPage.VIEW_ACTIVATE));
        var copy = likeThis(view);
        assertNotEquals("this", copy.getViewSite().getSecondaryId());
        workbench.await("they are called alike", () -> view.getTitle().equals(copy.getTitle()));
        assertEquals(saved(view), saved(copy));
    }

    private static InjectedView likeThis(InjectedView view) {
        return workbench.ui(() -> {
            Widgets.action(view.getViewSite().getActionBars().getMenuManager(), "New view of this").run();
            var copy = (InjectedView) workbench.page().getActivePart();
            assertFalse(copy == view);
            assertEquals(view.getSite().getId(), copy.getSite().getId());
            return copy;
        });
    }

    private static List<String> saved(InjectedView view) {
        return workbench.ui(() -> {
            var memento = XMLMemento.createWriteRoot("view");
            view.content().saveForCopy(memento);
            return Arrays.stream(memento.getAttributeKeys()).map(key -> key + "=" + memento.getString(key)).sorted()
                    .toList();
        });
    }

    @Test
    void aNewViewKeepsSensorsRangeAndLink() {
        var day = workbench.ui(() -> services().time().shown().get().range());
        var view = workbench.ui(() -> {
            var made = (InjectedView) workbench.page().showView(ViewIds.APPLIANCES, "kept",
                    IWorkbenchPage.VIEW_ACTIVATE);
            ((FigureView<?>) made.content()).chooseSensors(List.of(SeriesKey.power("Demo", 1)));
            var link = Widgets.action(made.getViewSite().getActionBars().getToolBarManager(),
                    "Follow the shared time range");
            link.setChecked(false);
            link.run();
            ((FigureView<?>) made.content()).goTo(TimeRange.ofMillis(day.startMillis(),
                    day.startMillis() + 86_400_000));
            return made;
        });
        var copy = likeThis(view);
        assertEquals(List.of("range=" + day.startMillis() + " " + (day.startMillis() + 86_400_000),
                "sensors=1|Demo"), saved(copy));
    }

    @Test
    void aNewViewOfAScrolledLiveShowsTheSameTime() {
        var live = workbench.ui(() -> (InjectedView) workbench.page().showView(ViewIds.LIVE, "scrolled",
                IWorkbenchPage.VIEW_ACTIVATE));
        workbench.await("a chart", () -> plot(live).getSize().x > 300);
        workbench.act(() -> {
            var wheel = new Event();
            wheel.x = plot(live).getSize().x / 2;
            wheel.y = plot(live).getSize().y / 2;
            wheel.count = 3;
            plot(live).notifyListeners(SWT.MouseVerticalWheel, wheel);
        });
        assertTrue(saved(live).stream().anyMatch(line -> line.startsWith("range=")), saved(live).toString());
        assertEquals(saved(live), saved(likeThis(live)));
    }

    private static Control plot(IViewPart view) {
        return Widgets.all(pane(view), Control.class).filter(control -> control.isListening(SWT.MouseVerticalWheel))
                .findFirst().orElseThrow();
    }

    @Test
    void historyLeavesHoursAndTheAverageDayHeightToBeRead() {
        begin(ViewIds.HISTORY_PERSPECTIVE);
        for (String id : List.of(ViewIds.DAYS, ViewIds.HOURS, ViewIds.AVERAGE_DAY, ViewIds.LOAD_PROFILE)) {
            var view = workbench.ui(() -> workbench.view(id));
            workbench.await(id + " has height", () -> pane(view).getSize().y >= 230);
        }
    }

    @Test
    void aNewWindowShowsWhatThisOneShows() {
        begin(ViewIds.LIVE_PERSPECTIVE);
        workbench.act(() -> {
            var days = (InjectedView) workbench.page().showView(ViewIds.DAYS, "pinned", IWorkbenchPage.VIEW_ACTIVATE);
            ((FigureView<?>) days.content()).chooseSensors(List.of(SeriesKey.power("Demo", 2)));
            open(ViewIds.SOURCES).forEach(workbench.page()::hideView);
            Arrangement.toggle(workbench, workbench.view(ViewIds.LIVE), "Demo · Sensor 3");
            workbench.page().activate(days);
        });
        var before = workbench.ui(() -> Arrays.asList(PlatformUI.getWorkbench().getWorkbenchWindows()));
        workbench.act(() -> Widgets.choose(Widgets.entry(Widgets.submenu(workbench.window().getShell().getMenuBar(),
                "Window"), "Open in New Window")));
        workbench.await("a second window", () -> PlatformUI.getWorkbench().getWorkbenchWindowCount() == 2);
        var window = workbench.ui(() -> Arrays.stream(PlatformUI.getWorkbench().getWorkbenchWindows())
                .filter(one -> !before.contains(one)).findFirst().orElseThrow());
        try {
            assertEquals(settings(before.getFirst()), settings(window));
            assertTrue(settings(window).toString().contains("sensors=2|Demo"), settings(window).toString());
            assertTrue(settings(window).toString().contains("sensors=0|Demo\n3|Demo"), settings(window).toString());
        } finally {
            workbench.act(window::close);
        }
        begin(ViewIds.LIVE_PERSPECTIVE);
        assertEquals(1, workbench.ui(() -> open(ViewIds.SOURCES).size()), "the shipped perspective is as it was");
    }

    /** {@return what the views of a window are called and have chosen} */
    private static Set<String> settings(IWorkbenchWindow window) {
        return workbench.ui(() -> {
            var found = new TreeSet<String>();
            for (var reference : window.getActivePage().getViewReferences()) {
                var view = (InjectedView) reference.getView(true);
                found.add(reference.getId() + ":" + reference.getSecondaryId() + saved(view));
            }
            return found;
        });
    }

    private static FigureServices services() {
        return workbench.services();
    }
}
