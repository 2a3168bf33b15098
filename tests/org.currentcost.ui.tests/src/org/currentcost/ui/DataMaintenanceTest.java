package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreLocation;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.EditDialog;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FolderWork;
import org.currentcost.ui.kit.StoreView;
import org.currentcost.ui.kit.TimeRangeService;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Notes, corrections, settings of sensors, imports and backups, as a user makes and unmakes them. */
@ExtendWith(EverydayWorkbench.class)
class DataMaintenanceTest {

    private static final SeriesKey HOUSE = SeriesKey.power("Demo", 0);
    private static final TimeRange LONG_AGO = new TimeRange(Instant.parse("2020-01-02T00:00:00Z"),
            Instant.parse("2020-01-03T00:00:00Z"));

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @AfterEach
    void asBefore() throws Exception {
        for (var note : workbench.store().notes(TimeRange.ALL)) {
            workbench.store().removeNote(note.id());
        }
        workbench.store().replace(HOUSE, LONG_AGO, List.of());
    }

    private static FigureServices services() {
        return workbench.services();
    }

    /** {@return the rows of the visible table in which a text stands} */
    private static Optional<Table> tableWith(String text) {
        return Widgets.all(workbench.window().getShell(), Table.class).filter(table -> rowWith(table, text) >= 0)
                .findFirst();
    }

    private static int rowWith(Table table, String text) {
        for (int i = 0; i < table.getItemCount(); i++) {
            for (int column = 0; column < Math.max(1, table.getColumnCount()); column++) {
                if (table.getItem(i).getText(column).contains(text)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static void select(Table table, String text) {
        table.setSelection(rowWith(table, text));
        table.notifyListeners(SWT.Selection, new Event());
    }

    private static void run(String view, String action) {
        workbench.post(() -> Widgets.action(workbench.view(view).getViewSite().getActionBars().getToolBarManager(),
                action).run());
    }

    /** Presses the link of the notice at the lower edge of the window. */
    private static void undo(String sentence) {
        workbench.await("the notice " + sentence, () -> notice(sentence).isPresent());
        workbench.act(() -> notice(sentence).orElseThrow().notifyListeners(SWT.Selection, new Event()));
        workbench.await("the notice is gone", () -> notice(sentence).isEmpty());
    }

    private static Menu edit() {
        return Widgets.submenu(workbench.window().getShell().getMenuBar(), "Edit");
    }

    /** Chooses an entry of the menu Edit as soon as it is there and can be chosen. */
    private static void choose(String entry) {
        chooseEnding(entry, entry);
    }

    private static void chooseEnding(String start, String end) {
        workbench.await("the entry " + start + end, () -> entry(start, end).isPresent());
        workbench.act(() -> Widgets.choose(entry(start, end).orElseThrow()));
    }

    private static Optional<MenuItem> entry(String start, String end) {
        var menu = edit();
        return Widgets.entries(menu).stream().filter(text -> text.startsWith(start) && text.endsWith(end)).findFirst()
                .map(text -> Widgets.entry(menu, text)).filter(MenuItem::isEnabled);
    }

    private static Optional<Link> notice(String sentence) {
        return Arrays.stream(workbench.display().getShells()).filter(Shell::isVisible)
                .flatMap(shell -> Widgets.all(shell, Link.class))
                .filter(link -> link.getText().equals(sentence + " <a>Undo</a>")).findFirst();
    }

    private static boolean enabled(Shell dialog, String button) {
        return Widgets.button(dialog, button).filter(one -> one.isEnabled()).isPresent();
    }

    @Test
    void aNoteIsPinnedInAChartListedChangedDeletedAndComesBack() throws Exception {
        var chart = workbench.liveChart();
        workbench.content(ViewIds.NOTES, ViewContent.class);
        workbench.act(() -> chart.setSelection(Optional.of(LONG_AGO)));
        workbench.act(() -> assertEquals(
                List.of("Add a note…", "Zoom in on this", "There are no readings in this time.", "Exclude…", "Scale…",
                        "Shift…"),
                Widgets.entries(chart.control().getMenu())));
        workbench.act(() -> {
            for (String correction : List.of("Exclude…", "Scale…", "Shift…")) {
                assertFalse(Widgets.entry(chart.control().getMenu(), correction).isEnabled(), correction);
            }
        });
        workbench.post(() -> Widgets.choose(Widgets.entry(chart.control().getMenu(), "Add a note…")));
        var made = workbench.dialog("New note");
        workbench.act(() -> {
            assertFalse(enabled(made, "Save"), "a note says something");
            Widgets.all(made, Text.class).toList().getLast().setText("Washing day");
            Widgets.press(made, "Save");
        });
        assertEquals(List.of(LONG_AGO),
                workbench.store().notes(TimeRange.ALL).stream().map(Note::span).toList());
        workbench.await("the note is listed", () -> tableWith("Washing day").isPresent());

        workbench.act(() -> tableWith("Washing day").ifPresent(table -> {
            select(table, "Washing day");
            table.notifyListeners(SWT.DefaultSelection, new Event());
        }));
        workbench.await("the time of the note", () -> {
            var shown = services().time().shown().get().range();
            return shown.start().isBefore(LONG_AGO.start()) && shown.end().isAfter(LONG_AGO.end())
                    && shown.length().compareTo(Duration.ofDays(2)) < 0;
        });

        run(ViewIds.NOTES, "Edit…");
        var changed = workbench.dialog("Note");
        workbench.act(() -> {
            // From when to when, each a day and a time of day; and the text.
            var fields = Widgets.all(changed, Text.class).toList();
            assertEquals(5, fields.size());
            fields.getLast().setText("Ironing day");
            var until = fields.get(2);
            until.setText("1 Jan 2019");
            assertFalse(enabled(changed, "Save"), "it would end before it begins");
            assertTrue(Widgets.words(changed).contains("The end is not after the start."));
            until.setText("1 Jam 2019");
            assertFalse(enabled(changed, "Save"), "it can't be read");
            assertTrue(Widgets.words(changed).stream().anyMatch(text -> text.startsWith("“1 Jam 2019” can't be read")));
            var end = LONG_AGO.start().plusSeconds(5_400).atZone(workbench.store().zone());
            until.setText(end.toLocalDate().toString());
            fields.get(3).setText(end.toLocalTime().toString());
            Widgets.press(changed, "Save");
        });
        workbench.await("the note says the other thing", () -> tableWith("Ironing day").isPresent());
        assertEquals(List.of(new TimeRange(LONG_AGO.start(), LONG_AGO.start().plusSeconds(5_400))),
                workbench.store().notes(TimeRange.ALL).stream().map(Note::span).toList());

        workbench.act(() -> tableWith("Ironing day").ifPresent(table -> select(table, "Ironing day")));
        run(ViewIds.NOTES, "Delete");
        workbench.await("the note is gone", () -> tableWith("Ironing day").isEmpty());
        workbench.await("the menu says what it undoes", () -> Widgets
                .entries(Widgets.submenu(workbench.window().getShell().getMenuBar(), "Edit"))
                .contains("Undo: The note “Ironing day” is deleted"));
        undo("The note “Ironing day” is deleted.");
        workbench.await("the note is back", () -> tableWith("Ironing day").isPresent());
        choose("Redo: The note “Ironing day” is deleted");
        workbench.await("the note is gone again", () -> tableWith("Ironing day").isEmpty());
        choose("Undo: The note “Ironing day” is deleted");
        workbench.await("the note is back again", () -> tableWith("Ironing day").isPresent());
        workbench.act(() -> {
            chart.setSelection(Optional.empty());
            services().time().show(TimeRangeService.Preset.MONTH);
        });
    }

    private static BigDecimal dayTotal() throws Exception {
        return services().amounts().amounts(HOUSE, List.of(LONG_AGO), AmountUnit.ENERGY).getFirst().total()
                .setScale(3, RoundingMode.HALF_EVEN);
    }

    @Test
    void anExcludedSpikeLeavesTheDaysTotalUntilItIsUndone() throws Exception {
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < 600; i++) {
            // An hour at 500 W, one minute of it at 60 kW.
            boolean spike = i >= 300 && i < 310;
            readings.add(Reading.of(LONG_AGO.start().plusSeconds(36_000 + 6L * i), spike ? 60_000_000 : 500_000));
        }
        workbench.store().append(Map.of(HOUSE, readings));
        var before = dayTotal();
        assertTrue(before.compareTo(new BigDecimal("1.4")) > 0, before + " kWh with the spike");
        var spike = new TimeRange(LONG_AGO.start().plusSeconds(37_800), LONG_AGO.start().plusSeconds(37_860));
        var house = services().household().sensor(HOUSE);
        int edits = workbench.store().edits().size();

        workbench.post(() -> new EditDialog(workbench.window().getShell(), services(), EditKind.EXCLUDE,
                List.of(house), spike).open());
        var dialog = workbench.dialog("Exclude readings");
        workbench.await("what will happen", () -> Widgets.words(dialog).stream()
                .anyMatch(text -> text.endsWith("become 0\u202fkWh · 10 readings")));
        workbench.act(() -> {
            Widgets.all(dialog, Text.class).filter(text -> (text.getStyle() & SWT.READ_ONLY) == 0).findFirst()
                    .orElseThrow().setText("The clamp slipped");
            Widgets.press(dialog, "Exclude");
        });
        workbench.await("the day without the spike", () -> dayTotal().compareTo(new BigDecimal("0.6")) < 0);
        var edit = workbench.store().edits().get(edits);
        assertEquals("The clamp slipped", edit.reason());

        workbench.content(ViewIds.EDITS, ViewContent.class);
        workbench.await("the journal tells it", () -> tableWith("The clamp slipped").isPresent());
        workbench.act(() -> tableWith("The clamp slipped").ifPresent(table -> select(table, "The clamp slipped")));
        run(ViewIds.EDITS, "Undo");
        workbench.await("the total of before", () -> dayTotal().equals(before));
        assertTrue(workbench.store().edits().stream().allMatch(Edit::undone));

        // What was undone in the list is redone by the menu, and undone by it, as after a new start.
        String what = " excluded, " + services().words().range(spike);
        chooseEnding("Redo: ", what);
        workbench.await("the day without the spike again", () -> dayTotal().compareTo(new BigDecimal("0.6")) < 0);
        chooseEnding("Undo: ", what);
        workbench.await("the total of before again", () -> dayTotal().equals(before));
    }

    @Test
    void aSelectedSpanCountsFromItsBeginning() throws Exception {
        var readings = new ArrayList<Reading>();
        for (int i = 0; i <= 600; i++) {
            readings.add(Reading.of(LONG_AGO.start().plusSeconds(6L * i), 1_000_000));
        }
        workbench.store().append(Map.of(HOUSE, readings));
        var range = new TimeRange(LONG_AGO.start().plusSeconds(540), LONG_AGO.start().plusSeconds(2_340));
        var amount = services().amounts().amount(HOUSE, range, AmountUnit.ENERGY);
        assertEquals(0.5, amount.total().doubleValue(), 0.0005, "half an hour of 1 kW, from 00:09 on");
        assertEquals(1, amount.energy().measuredShare(), 0.001);
    }

    private static Tree sensorTree() throws Exception {
        workbench.view(ViewIds.SENSORS);
        return Widgets.all(workbench.window().getShell(), Tree.class).filter(
                tree -> tree.getItemCount() > 0 && tree.getItem(0).getText().equals("Demo")).findFirst().orElseThrow();
    }

    private static List<String> sensorNames() throws Exception {
        return Arrays.stream(sensorTree().getItem(0).getItems()).map(item -> item.getText()).toList();
    }

    @Test
    void aSensorIsNamedAndGivenARole() throws Exception {
        workbench.await("sensors are listed", () -> sensorNames().contains("Sensor 1"));
        workbench.post(() -> {
            var tree = sensorTree();
            tree.setSelection(tree.getItem(0).getItem(1));
            tree.notifyListeners(SWT.Selection, new Event());
            Commands.run(workbench.view(ViewIds.SENSORS).getViewSite(), Commands.SENSOR_SETTINGS);
        });
        var dialog = workbench.dialog("Sensor settings");
        workbench.act(() -> {
            Widgets.all(dialog, Text.class).filter(text -> (text.getStyle() & SWT.READ_ONLY) == 0).findFirst()
                    .orElseThrow().setText("Solar roof");
            Widgets.all(dialog, Combo.class).findFirst().orElseThrow().select(SensorRole.GENERATION.ordinal());
            Widgets.press(dialog, "Save");
        });
        var key = SeriesKey.power("Demo", 1);
        workbench.await("the name and the role stand in the list",
                () -> sensorNames().contains("Solar roof (generation)"));
        assertEquals(SensorRole.GENERATION, services().household().sensor(key).settings().role());
        services().household().remove(key);
        workbench.await("the usual name again", () -> sensorNames().contains("Sensor 1"));
        workbench.act(() -> services().choices().sensors().set(List.of()));
    }

    @Test
    void aComputedSensorsFormulaIsCheckedInWords() throws Exception {
        workbench.await("sensors are listed", () -> sensorNames().contains("Sensor 1"));
        workbench.post(() -> Commands.run(workbench.view(ViewIds.SENSORS).getViewSite(),
                "org.currentcost.ui.newComputedSensor"));
        var dialog = workbench.dialog("New computed sensor");
        workbench.act(() -> {
            var formula = Widgets.all(dialog, Text.class).filter(text -> text.getMessage().equals("0 - 1 + 5"))
                    .findFirst().orElseThrow();
            assertFalse(enabled(dialog, "Add"));
            formula.setText("0 -");
            assertFalse(enabled(dialog, "Add"));
            assertTrue(
                    Widgets.describe(workbench.display()).contains("After “0 -” the number of a sensor is missing."));
            formula.setText("0 - 55");
            assertTrue(Widgets.describe(workbench.display())
                    .contains("There is no measured sensor 55 of the meter Demo."));
            formula.setText("0-1");
            assertTrue(enabled(dialog, "Add"));
            Widgets.press(dialog, "Add");
        });
        workbench.await("it is listed", () -> sensorNames().contains("Computed 1"));
        var computed = SeriesKey.power("Demo", SensorNumber.COMPUTED.first());
        assertEquals(Optional.of("0 - 1"), services().household().sensor(computed).settings().formula());
        services().household().remove(computed);
        workbench.await("it is gone", () -> !sensorNames().contains("Computed 1"));
    }

    @Test
    void aTableIsImportedAfterATryAndTakenOutAgain(@TempDir Path folder) throws Exception {
        var file = folder.resolve("kitchen.csv");
        Files.writeString(file,
                "time,W\n2020-01-02T10:00:00Z,100\n2020-01-02T10:00:10Z,110\n2020-01-02T10:00:20Z,120\n");
        workbench.post(() -> Widgets.choose(
                Widgets.entry(Widgets.submenu(workbench.window().getShell().getMenuBar(), "File"), "Import…")));
        var wizard = workbench.dialog("Import");
        workbench.act(() -> {
            Widgets.all(wizard, Text.class).filter(text -> (text.getStyle() & SWT.READ_ONLY) == 0).findFirst()
                    .orElseThrow().setText(file.toString());
            Widgets.all(wizard, Combo.class).findFirst().orElseThrow().setText("Demo");
            Widgets.press(wizard, "Next >");
        });
        workbench.await("the columns are understood", () -> enabled(wizard, "Next >"));
        workbench.act(() -> Widgets.press(wizard, "Next >"));
        workbench.await("what comes in", () -> enabled(wizard, "Import 3 readings"));
        assertEquals(0, count());
        workbench.act(() -> Widgets.press(wizard, "Import 3 readings"));
        workbench.await("the readings are in", () -> count() == 3);
        undo("3 values of kitchen.csv are imported.");
        workbench.await("the readings are out", () -> count() == 0);
        workbench.content(ViewIds.IMPORTS, ViewContent.class);
        workbench.await("the list tells both", () -> tableWith("kitchen.csv")
                .filter(table -> rowWith(table, "undone") >= 0).isPresent());
    }

    private static int count() throws Exception {
        var found = new ArrayList<Reading>();
        workbench.store().forEachReading(HOUSE, LONG_AGO, found::add);
        return found.size();
    }

    @Test
    void aBackupIsToldAndOfferedToBeRestored() throws Exception {
        var location = workbench.ui(() -> workbench.window().getService(IEclipseContext.class)
                .get(StoreLocation.class));
        workbench.store().backup(location.backupName(Instant.now()), part -> {
        });
        workbench.content(ViewIds.STORE, StoreView.class);
        workbench.await("the newest backup", () -> Widgets.words(workbench.window().getShell()).stream()
                .anyMatch(text -> text.startsWith("Newest backup: ")));
        workbench.post(() -> Widgets.choose(
                Widgets.entry(Widgets.submenu(workbench.window().getShell().getMenuBar(), "File"),
                        "Restore from a backup…")));
        var dialog = workbench.dialog("Restore from a backup");
        workbench.act(() -> {
            var table = Widgets.all(dialog, Table.class).findFirst().orElseThrow();
            assertEquals("made on demand", table.getItem(0).getText(1));
            assertTrue(enabled(dialog, "Restore and restart"));
            Widgets.press(dialog, "Cancel");
        });
        for (var backup : location.backups()) {
            Files.delete(backup.path());
        }
    }

    @Test
    void workForTheNextStartIsTakenOnce(@TempDir Path folder) throws Exception {
        var backup = folder.resolve("ä backup.sqlite");
        FolderWork.leave(folder, new FolderWork.Restore(backup));
        assertEquals(Optional.of(new FolderWork.Restore(backup)), FolderWork.take(folder));
        assertEquals(Optional.empty(), FolderWork.take(folder));
        FolderWork.leave(folder, new FolderWork.Move(folder.resolve("there")));
        assertEquals(Optional.of(new FolderWork.Move(folder.resolve("there"))), FolderWork.take(folder));
    }
}
