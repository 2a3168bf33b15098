package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.model.Edit;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.XMLMemento;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The views of the past, over twenty days of long ago in which the house used 600 W, but for two hours of which nothing
 * is known.
 */
@ExtendWith(EverydayWorkbench.class)
class HistoryViewsTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Demo", 0);
    private static final long MILLIWATTS = 600_000;
    private static final Duration PERIOD = Duration.ofSeconds(6);
    private static final int DAYS = 20;
    /** In a month in which no clock changes, and before all that the demo meter remembers. */
    private static final LocalDate END = LocalDate.of(2023, 1, 30);

    private static RunningWorkbench workbench;
    private static TimeRange past;
    private static int tests;

    @BeforeAll
    static void recordAPast() throws Exception {
        workbench = EverydayWorkbench.get();
        var store = workbench.store();
        var end = END.atStartOfDay(store.zone());
        past = new TimeRange(end.minusDays(DAYS).toInstant(), end.toInstant());
        var gap = new TimeRange(end.minusDays(2).toInstant(), end.minusDays(2).plusHours(2).toInstant());
        try (var bulk = store.bulkAppend()) {
            for (var at = past.start(); at.isBefore(past.end()); at = at.plus(PERIOD)) {
                if (at.isBefore(gap.start()) || !at.isBefore(gap.end())) {
                    bulk.add(HOUSE, Reading.of(at, MILLIWATTS));
                }
            }
        }
    }

    @BeforeEach
    void lookAtThePast() {
        tests++;
        workbench.act(() -> {
            services().choices().unit().set(AmountUnit.ENERGY);
            services().choices().sensors().set(List.of(HOUSE));
            services().choices().span().set(Optional.empty());
            services().time().show(past);
        });
    }

    @AfterEach
    void allIsAsBefore() {
        workbench.act(() -> {
            for (IViewReference view : workbench.page().getViewReferences()) {
                if (view.getView(false) instanceof InjectedView made && made.content() instanceof FigureView) {
                    workbench.page().hideView(view);
                }
            }
            services().choices().unit().set(AmountUnit.ENERGY);
            services().choices().sensors().set(List.of());
            services().choices().span().set(Optional.empty());
            services().time().show(TimeRangeService.Preset.MONTH);
        });
    }

    private static FigureServices services() {
        return workbench.services();
    }

    /** {@return a view that no other test has used, since a view keeps its settings when it is closed; UI thread} */
    private static InjectedView view(String id) throws Exception {
        return (InjectedView) workbench.page().showView(id, "test" + tests, IWorkbenchPage.VIEW_ACTIVATE);
    }

    private static FigureView<?> figures(InjectedView view) {
        return (FigureView<?>) view.content();
    }

    private static Composite root(InjectedView view) {
        return Widgets.pane(view);
    }

    /** {@return the line below the chart without links; UI thread} */
    private static String footer(InjectedView view) {
        return Widgets.all(root(view), Link.class).map(link -> link.getText().replaceAll("<[^>]*>", ""))
                .filter(text -> text.contains(": ")).findFirst().orElse("").replace('\u202f', ' ');
    }

    private static void awaitFooter(String id, String regex) {
        workbench.await(id + " says " + regex, () -> footer(view(id)).matches(regex));
    }

    private static IMenuManager menu(InjectedView view) {
        return view.getViewSite().getActionBars().getMenuManager();
    }

    /** Chooses what is checked in a view's menu. UI thread. */
    private static void check(InjectedView view, String choice) {
        IAction action = Widgets.action(menu(view), choice);
        action.setChecked(true);
        action.run();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        ViewIds.DAYS + "|Days: House|.*: 287 kWh · .*measured.* · 1 gap",
        ViewIds.MONTHS + "|Months: House|Jan 10, 2023 – Jan 31, 2023: 287 kWh · .*% measured, .*% missing · \\d gaps?",
        ViewIds.YEARS + "|Years: House|Jan 10, 2023 – .*: 287 kWh · .*% measured, .*% missing · \\d gaps?",
        ViewIds.AVERAGE_DAY + "|Average day: House|.*: 14.4 kWh a day · mean of 20 days · "
                + "over 99% measured, under 1% missing",
        ViewIds.AVERAGE_WEEK + "|Average week: House|.*: 101 kWh a week · mean of \\d days · over 99% .*"})
    void tellsTheTotalAndHowWellItIsKnown(String id, String title, String regex) {
        awaitFooter(id, regex);
        assertEquals(title, workbench.ui(() -> view(id).getPartName()));
    }

    @Test
    void showsHoursOfTheDaysThatAreSelectedElsewhere() {
        awaitFooter(ViewIds.HOURS, ".*: 99.6 kWh · .* · 1 gap");
        var day = new TimeRange(past.start(), past.start().plus(Duration.ofHours(24)));
        workbench.act(() -> services().choices().span().set(Optional.of(day)));
        awaitFooter(ViewIds.HOURS, ".*: 14.4 kWh · all measured");
    }

    @ParameterizedTest
    @ValueSource(strings = {ViewIds.HOURS, ViewIds.DAYS, ViewIds.MONTHS, ViewIds.YEARS, ViewIds.AVERAGE_DAY,
        ViewIds.AVERAGE_WEEK})
    void saysThatThereIsNoTariffYet(String id) {
        workbench.act(() -> services().choices().unit().set(AmountUnit.MONEY));
        workbench.await("no tariff", () -> Widgets.words(root(view(id)))
                .containsAll(List.of("No tariff yet.", "<a>Enter a tariff…</a>")));
        workbench.act(() -> services().choices().unit().set(AmountUnit.CARBON));
        workbench.await("no factor", () -> Widgets.words(root(view(id))).contains("No CO₂ factor yet."));
    }

    @Test
    void comparesWithThePeriodBeforeAndSaysSo() {
        awaitFooter(ViewIds.DAYS, ".*287 kWh.*");
        workbench.act(() -> {
            services().time().show(new TimeRange(past.start().plus(Duration.ofDays(10)), past.end()));
            check(view(ViewIds.DAYS), "Compare with the period before");
        });
        awaitFooter(ViewIds.DAYS, ".*: 143 kWh · .*the period before 144 kWh \\(-1%\\) · 1 gap");
        assertEquals("Days: House, against the period before",
                workbench.ui(() -> view(ViewIds.DAYS).getPartName()));
    }

    @Test
    void comparesEachOfSeveralSensors() {
        awaitFooter(ViewIds.DAYS, ".*287 kWh.*");
        workbench.act(() -> {
            services().choices().sensors().set(List.of(HOUSE, SeriesKey.power("Demo", 1)));
            services().time().show(new TimeRange(past.start().plus(Duration.ofDays(10)), past.end()));
            check(view(ViewIds.DAYS), "Compare with the period before");
        });
        awaitFooter(ViewIds.DAYS, ".*: House 143 kWh .* · the period before 144 kWh \\(-1%\\)"
                + " · Sensor 1 – \\(100% missing\\) · the period before – · \\d gaps?");
        assertEquals("Days: House, Sensor 1, against the period before",
                workbench.ui(() -> view(ViewIds.DAYS).getPartName()));
    }

    @Test
    void theFiguresOfASelectedSpanFollowWhatIsEdited() throws Exception {
        awaitFooter(ViewIds.DAYS, ".*287 kWh.*");
        var day = new TimeRange(past.start(), past.start().plus(Duration.ofHours(24)));
        var asked = figures(workbench.ui(() -> view(ViewIds.DAYS))).question();
        var reported = new AtomicReference<>("");
        var span = workbench.ui(() -> {
            var made = new SelectedSpan(services(), () -> asked);
            made.tellTo(reported::set);
            made.select(Optional.of(day));
            return made;
        });
        awaitSpan(span, reported, "14.4 kWh");
        var edit = workbench.store().edit(Edit.exclude(HOUSE,
                new TimeRange(past.start().plus(Duration.ofHours(12)), day.end()), past.end(), "test"));
        awaitSpan(span, reported, "7.20 kWh");
        workbench.store().setUndone(edit.id(), true);
        awaitSpan(span, reported, "14.4 kWh");
        workbench.act(() -> span.select(Optional.empty()));
        assertEquals("", reported.get());
    }

    private static void awaitSpan(SelectedSpan span, AtomicReference<String> reported, String amount) {
        workbench.await("the span comes to " + amount, () -> {
            span.tell();
            return reported.get().replace('\u202f', ' ').startsWith(amount);
        });
    }

    @Test
    void opensACopyWithTheSameSettingsAndKeepsThem() {
        awaitFooter(ViewIds.DAYS, ".*287 kWh.*");
        workbench.act(() -> {
            var days = view(ViewIds.DAYS);
            figures(days).chooseSensors(List.of(HOUSE));
            check(days, "Compare with the period before");
            check(days, "Sensors side by side");
            var link = Widgets.action(days.getViewSite().getActionBars().getToolBarManager(),
                    "Follow the shared time range");
            link.setChecked(false);
            link.run();
            services().time().show(TimeRangeService.Preset.DAY);
            Widgets.action(menu(days), "New view of this").run();
        });
        var copy = workbench.ui(() -> (InjectedView) Arrays.stream(workbench.page().getViewReferences())
                .filter(view -> view.getId().equals(ViewIds.DAYS) && !view.getSecondaryId().startsWith("test"))
                .findFirst()
                .orElseThrow().getView(true));
        workbench.await("the copy shows the same", () -> footer(copy).matches(".*: 287 kWh .*the period before.*"));
        workbench.act(() -> {
            var one = XMLMemento.createWriteRoot("one");
            var other = XMLMemento.createWriteRoot("other");
            figures(view(ViewIds.DAYS)).saveState(one);
            copy.content().saveState(other);
            assertEquals(List.of(one.getAttributeKeys()), List.of(other.getAttributeKeys()));
            for (String key : one.getAttributeKeys()) {
                assertEquals(one.getString(key), other.getString(key), key);
            }
            assertNotEquals(null, one.getString("range"));
            assertEquals("SIDE_BY_SIDE", one.getString("arrangement"));
            assertEquals("BEFORE", one.getString("comparison"));
        });
    }

    @Test
    void keepsASensorThatIsDraggedOnItAndAddsTheNextOne() {
        awaitFooter(ViewIds.DAYS, ".*287 kWh.*");
        var sensor = SeriesKey.power("Demo", 1);
        workbench.act(() -> figures(view(ViewIds.DAYS)).addSensors(List.of(HOUSE)));
        workbench.act(() -> services().choices().sensors().set(List.of(sensor)));
        awaitFooter(ViewIds.DAYS, ".*: 287 kWh.*");
        workbench.act(() -> figures(view(ViewIds.DAYS)).addSensors(List.of(sensor, HOUSE)));
        workbench.await("both", () -> view(ViewIds.DAYS).getPartName().equals("Days: House, Sensor 1"));
    }

    @Test
    void showsTheSameFiguresAsTableAndAsCsv(@TempDir Path folder) throws Exception {
        awaitFooter(ViewIds.DAYS, ".*287 kWh.*");
        workbench.act(() -> {
            var action = Widgets.action(view(ViewIds.DAYS).getViewSite().getActionBars().getToolBarManager(),
                    "Table");
            action.setChecked(true);
            action.run();
        });
        workbench.await("a row for each day",
                () -> Widgets.all(root(view(ViewIds.DAYS)), Table.class).anyMatch(table -> table
                        .getItemCount() == DAYS && table.getColumn(2).getText().equals("House (kWh)")
                        && table.getItem(0).getText(2).equals("14.400") && table.getItem(DAYS - 2).getText(3)
                                .equals("92%")));
        var csv = folder.resolve("days.csv");
        workbench.act(() -> figures(view(ViewIds.DAYS)).writeCsv(csv));
        var lines = Files.readAllLines(csv);
        assertEquals("start_utc,end_utc,house_kwh,house_measured_share,house_memory_share,house_estimated_share,"
                + "house_missing_share", lines.getFirst());
        assertEquals(DAYS + 1, lines.size());
        assertTrue(lines.get(1).contains(",14.400000000,1,0,0,0"), lines.get(1));
    }

    @Test
    void listsGapsAndGoesToTheOneThatIsChosen() {
        awaitFooter(ViewIds.DAYS, ".*1 gap");
        workbench.post(() -> Widgets.action(menu(view(ViewIds.DAYS)), "Gaps…").run());
        Shell gaps = workbench.dialog("Gaps of a minute or more");
        workbench.act(() -> {
            var table = Widgets.all(gaps, Table.class).findFirst().orElseThrow();
            assertEquals(1, table.getItemCount());
            assertTrue(table.getItem(0).getText(1).matches("(2 h 0|1 h 59) min"), table.getItem(0).getText(1));
            table.setSelection(0);
            table.notifyListeners(SWT.DefaultSelection, new Event());
        });
        assertEquals(Duration.ofDays(12), workbench.ui(() -> services().time().shown().get().range().length()));
    }

    @Test
    void zoomsByTheWheelAndFindsTheWayBack() {
        awaitFooter(ViewIds.DAYS, ".*287 kWh.*");
        workbench.act(() -> {
            Control plot = plot(view(ViewIds.DAYS));
            var event = new Event();
            Point size = plot.getSize();
            event.x = size.x / 2;
            event.y = size.y / 2;
            event.count = 3;
            plot.notifyListeners(SWT.MouseVerticalWheel, event);
        });
        var zoomed = workbench.ui(() -> services().time().shown().get().range());
        assertTrue(zoomed.length().compareTo(past.length()) < 0, zoomed.toString());
        workbench.act(() -> services().time().back());
        assertEquals(past, workbench.ui(() -> services().time().shown().get().range()));
    }

    private static Control plot(InjectedView view) {
        return Widgets.all(root(view), Control.class)
                .filter(control -> control.isListening(SWT.MouseVerticalWheel) && !(control instanceof Table))
                .findFirst().orElseThrow();
    }

    @Test
    void averagesTheDaysThatAreChosen() {
        awaitFooter(ViewIds.AVERAGE_DAY, ".*mean of 20 days · .* measured.*");
        workbench.act(() -> check(view(ViewIds.AVERAGE_DAY), "Weekends"));
        awaitFooter(ViewIds.AVERAGE_DAY, ".*: 14.4 kWh a day · mean of 6 days · .* measured.*");
        assertEquals("Average day: House, Weekends",
                workbench.ui(() -> view(ViewIds.AVERAGE_DAY).getPartName()));
    }
}
