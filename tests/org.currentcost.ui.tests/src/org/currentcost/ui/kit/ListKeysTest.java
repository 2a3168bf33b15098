package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.eclipse.jface.action.Action;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EverydayWorkbench.class)
class ListKeysTest {

    private static final int ROWS = 100;
    private static final Point MOUSE = new Point(3, 5);

    private static RunningWorkbench workbench;
    private Shell shell;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    @BeforeEach
    void open() {
        shell = workbench.ui(() -> new Shell(workbench.display()));
        workbench.act(() -> {
            shell.setLayout(new FillLayout());
            shell.setBounds(200, 100, 500, 300);
        });
    }

    @AfterEach
    void close() {
        workbench.act(shell::dispose);
    }

    /** {@return where the menu opens} */
    private static Point menu(Control control, int detail) {
        var event = new Event();
        event.x = MOUSE.x;
        event.y = MOUSE.y;
        event.detail = detail;
        control.notifyListeners(SWT.MenuDetect, event);
        return new Point(event.x, event.y);
    }

    @Test
    void theMenuOpensAtTheSelectedRowEvenIfThatWasScrolledAway() {
        workbench.act(() -> {
            var table = new Table(shell, SWT.FULL_SELECTION);
            for (int i = 0; i < ROWS; i++) {
                new TableItem(table, SWT.NONE).setText("row " + i);
            }
            shell.open();
            table.setSelection(3);
            assertAt(table.getItem(3).getBounds(), table, menu(table, SWT.MENU_KEYBOARD));
            table.setSelection(ROWS - 10);
            table.setTopIndex(0);
            assertInside(table, menu(table, SWT.MENU_KEYBOARD));
            assertEquals(MOUSE, menu(table, SWT.MENU_MOUSE), "the mouse knows where it is");
            table.deselectAll();
            assertInside(table, menu(table, SWT.MENU_KEYBOARD));
        });
    }

    @Test
    void theMenuOpensAtTheSelectedItemOfATree() {
        workbench.act(() -> {
            var tree = new Tree(shell, SWT.FULL_SELECTION);
            var meter = new TreeItem(tree, SWT.NONE);
            meter.setText("meter");
            var sensor = new TreeItem(meter, SWT.NONE);
            sensor.setText("sensor");
            meter.setExpanded(true);
            shell.open();
            tree.setSelection(sensor);
            assertAt(sensor.getBounds(), tree, menu(tree, SWT.MENU_KEYBOARD));
        });
    }

    @Test
    void theMenuOfWhatIsPaintedOpensInTheMiddle() {
        workbench.act(() -> {
            var canvas = new Canvas(shell, SWT.NONE);
            shell.open();
            assertInside(canvas, menu(canvas, SWT.MENU_KEYBOARD));
        });
    }

    @Test
    void theMenuOfATextOpensAtTheCaretEvenIfThatWasScrolledAway() {
        workbench.act(() -> {
            var text = new StyledText(shell, SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL);
            text.setText("a line of text\n".repeat(ROWS));
            shell.open();
            text.setCaretOffset(text.getOffsetAtLine(3) + 6);
            var caret = text.getLocationAtOffset(text.getCaretOffset());
            assertAt(new Rectangle(caret.x, caret.y, 0, text.getLineHeight()), text,
                    menu(text, SWT.MENU_KEYBOARD));
            assertEquals(caret.x, text.toControl(menu(text, SWT.MENU_KEYBOARD)).x);
            text.setCaretOffset(text.getOffsetAtLine(ROWS - 10));
            text.setTopIndex(0);
            assertInside(text, menu(text, SWT.MENU_KEYBOARD));
            assertTrue(text.getTopIndex() > 0, "it is scrolled to");
        });
    }

    private static void assertAt(Rectangle row, Control list, Point place) {
        assertInside(list, place);
        int below = list.toControl(place).y - row.y;
        assertTrue(below >= 0 && below <= row.height, () -> below + " below " + row);
    }

    private static void assertInside(Control control, Point place) {
        var size = control.getSize();
        var at = control.toControl(place);
        assertTrue(new Rectangle(0, 0, size.x + 1, size.y + 1).contains(at), () -> at + " in " + size);
    }

    @Test
    void deleteDoesWhatIsEnabledAndNothingElse() {
        workbench.act(() -> {
            var runs = new AtomicInteger();
            var action = new Action("Remove") {
                @Override
                public void run() {
                    runs.incrementAndGet();
                }
            };
            var table = new Table(shell, SWT.NONE);
            ListKeys.delete(table, action);
            press(table, SWT.DEL, 0);
            assertEquals(1, runs.get());
            press(table, SWT.DEL, SWT.SHIFT);
            press(table, SWT.BS, 0);
            action.setEnabled(false);
            press(table, SWT.DEL, 0);
            assertEquals(1, runs.get());
        });
    }

    private static void press(Control control, int key, int modifiers) {
        var event = new Event();
        event.keyCode = key;
        event.stateMask = modifiers;
        control.notifyListeners(SWT.KeyDown, event);
    }
}
