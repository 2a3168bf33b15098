package org.currentcost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FittedColumns;
import org.currentcost.ui.kit.TimeRangeService;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is typed into fields and dialogs is taken as it is meant, or it is said that it can't be read. */
@ExtendWith(EverydayWorkbench.class)
class TypedInputTest {

    private static RunningWorkbench workbench;
    private static FigureServices services;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
        services = workbench.services();
    }

    @AfterEach
    void asBefore() {
        workbench.act(() -> services.time().show(TimeRangeService.Preset.MONTH));
    }

    private static Shell openRange() {
        workbench.post(() -> Widgets.choose(Widgets.entry(
                Widgets.submenu(workbench.window().getShell().getMenuBar(), "Time"), "Exact range…")));
        return workbench.dialog("Exact time range");
    }

    private static void type(Shell dialog, int field, String text) {
        workbench.act(() -> Widgets.all(dialog, Text.class).filter(Text::getEditable).toList().get(field)
                .setText(text));
    }

    private static String header(Shell dialog) {
        return workbench.ui(() -> Optional.ofNullable(((TitleAreaDialog) dialog.getData()).getErrorMessage())
                .orElse(""));
    }

    @Test
    void aRangeIsTypedInWords() {
        var before = workbench.ui(() -> services.time().shown().get());
        var dialog = openRange();
        assertEquals("", header(dialog), "nothing was typed yet");
        type(dialog, 0, "24-26 Octember");
        assertTrue(header(dialog).startsWith("“24-26 Octember” can't be read. Write it like: last 7 d, March,"),
                header(dialog));
        assertFalse(workbench.ui(() -> Widgets.button(dialog, "Show").orElseThrow().isEnabled()));
        type(dialog, 0, "24-26 Oct 2025");
        assertEquals("", header(dialog));
        workbench.act(() -> Widgets.press(dialog, "Show"));
        workbench.await("it is shown", () -> !services.time().shown().get().equals(before));
        var zone = services.store().zone();
        var shown = workbench.ui(() -> services.time().shown().get());
        assertEquals(LocalDate.of(2025, 10, 24).atStartOfDay(zone).toInstant(), shown.range().start());
        assertEquals(LocalDate.of(2025, 10, 27).atStartOfDay(zone).toInstant(), shown.range().end());
    }

    @Test
    void aLengthThatIsTypedFollowsTheClock() {
        var before = workbench.ui(() -> services.time().shown().get());
        var dialog = openRange();
        type(dialog, 0, "last 7 d");
        workbench.act(() -> Widgets.press(dialog, "Show"));
        workbench.await("it is shown", () -> !services.time().shown().get().equals(before));
        assertEquals(Optional.of(Duration.ofDays(7)), workbench.ui(() -> services.time().shown().get().length()));
    }

    /** Fields that are left, or in which nothing else is typed than there was, are not changed. */
    @Test
    void fieldsThatAreOnlyLeftChangeNothing() {
        workbench.act(() -> services.time().show(TimeRangeService.Preset.YEAR));
        var before = workbench.ui(() -> services.time().shown().get());
        var untouched = openRange();
        leaveFields(untouched);
        workbench.act(() -> Widgets.press(untouched, "Show"));
        workbench.await("it is closed", untouched::isDisposed);
        assertEquals(before.length(), workbench.ui(() -> services.time().shown().get().length()));
        var dialog = openRange();
        type(dialog, 0, "last 7 d");
        leaveFields(dialog);
        workbench.act(() -> Widgets.press(dialog, "Show"));
        workbench.await("it is closed", dialog::isDisposed);
        assertEquals(Optional.of(Duration.ofDays(7)), workbench.ui(() -> services.time().shown().get().length()));
        var edited = openRange();
        type(edited, 0, "last 7 d");
        type(edited, 2, "0:01");
        assertEquals("", workbench.ui(() -> texts(edited).getFirst().getText()), "the words hold no longer");
        workbench.act(() -> Widgets.press(edited, "Show"));
        workbench.await("it is closed", edited::isDisposed);
        assertEquals(Optional.empty(), workbench.ui(() -> services.time().shown().get().length()));
    }

    private static List<Text> texts(Shell dialog) {
        return Widgets.all(dialog, Text.class).filter(Text::getEditable).toList();
    }

    /** Leaves each field for a day or a time, after it was set to what it shows. */
    private static void leaveFields(Shell dialog) {
        workbench.act(() -> texts(dialog).stream().skip(1).forEach(field -> {
            field.setText(field.getText());
            field.notifyListeners(SWT.Modify, new Event());
            field.notifyListeners(SWT.FocusOut, new Event());
        }));
    }

    @Test
    void aDateTypedWholeIsTaken() {
        var before = workbench.ui(() -> services.time().shown().get());
        var dialog = openRange();
        type(dialog, 1, "Oct 25, 2025");
        type(dialog, 2, "14:00");
        type(dialog, 3, "Oct 25, 20255");
        assertTrue(header(dialog).startsWith("“Oct 25, 20255” can't be read as a date. Write it like "),
                header(dialog));
        type(dialog, 3, "25 October 2025");
        type(dialog, 4, "3:30 pm");
        assertEquals("", header(dialog));
        workbench.act(() -> Widgets.press(dialog, "Show"));
        workbench.await("it is shown", () -> !services.time().shown().get().equals(before));
        var zone = services.store().zone();
        var day = LocalDate.of(2025, 10, 25);
        var shown = workbench.ui(() -> services.time().shown().get());
        assertEquals(day.atTime(14, 0).atZone(zone).toInstant(), shown.range().start());
        assertEquals(day.atTime(15, 30).atZone(zone).toInstant(), shown.range().end());
    }

    @Test
    void helpSaysWhatTheViewIsForAndListsKeys() {
        workbench.act(() -> workbench.page().activate(workbench.view(ViewIds.SENSORS)));
        workbench.post(() -> Widgets.choose(Widgets.entry(
                Widgets.submenu(workbench.window().getShell().getMenuBar(), "Help"), "Keys and this view")));
        var dialog = workbench.dialog("Keys and this view");
        var rows = workbench.ui(() -> Arrays.stream(Widgets.all(dialog, Table.class).findFirst().orElseThrow()
                .getItems()).map(item -> item.getText(0) + ": " + item.getText(1)).toList());
        var message = workbench.ui(() -> ((TitleAreaDialog) dialog.getData()).getMessage());
        workbench.act(() -> Widgets.press(dialog, "Close"));
        assertEquals("All sensors with their power. What is selected here is what linked views show.", message);
        assertTrue(rows.contains("F1: Keys and this view"), rows.toString());
        assertTrue(rows.stream().anyMatch(row -> row.startsWith("Ctrl+3: ")), rows.toString());
    }

    @Test
    void columnsAreAsWideAsWhatIsInThem() {
        workbench.act(() -> {
            var shell = new Shell(workbench.display());
            shell.setLayout(new FillLayout());
            var table = new Table(shell, SWT.NONE);
            for (String cell : List.of("Sensor", "A name that is longer than its title", "12")) {
                new TableColumn(table, SWT.LEFT).setText(cell.substring(0, 2));
            }
            new TableItem(table, SWT.NONE)
                    .setText(new String[]{"Sensor", "A name that is longer than its title", "12"});
            shell.setSize(800, 200);
            shell.open();
            FittedColumns.of(table).fit();
            var gc = new GC(table);
            for (int i = 0; i < 3; i++) {
                int text = gc.textExtent(table.getItem(0).getText(i)).x;
                assertTrue(table.getColumn(i).getWidth() > text, i + ": " + table.getColumn(i).getWidth());
            }
            gc.dispose();
            shell.dispose();
        });
    }
}
