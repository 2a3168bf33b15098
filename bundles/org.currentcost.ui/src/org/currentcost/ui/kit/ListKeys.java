package org.currentcost.ui.kit;

import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jface.action.IAction;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Tree;

/**
 * Lets keys do in lists what the mouse does. A context menu that is asked for by a key opens at the selected row, at
 * the caret, or in the middle of what is painted, and not where the mouse happens to be; that holds for the platform's
 * lists as well.
 */
public final class ListKeys {

    private ListKeys() {
    }

    /** Places the context menus of a display from now on. UI thread only. */
    public static void follow(Display display) {
        display.addFilter(SWT.MenuDetect, ListKeys::place);
    }

    /**
     * Lets the delete key do what an action does, whenever that is enabled; menus show the key. UI thread only.
     *
     * @param list a table or a tree
     */
    public static void delete(Control list, IAction action) {
        action.setAccelerator(SWT.DEL);
        delete(list, () -> {
            if (action.isEnabled()) {
                action.run();
            }
        });
    }

    /** Lets the delete key do something with what is selected. UI thread only. */
    public static void delete(Control list, Runnable work) {
        list.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.DEL && (event.stateMask & SWT.MODIFIER_MASK) == 0) {
                work.run();
            }
        });
    }

    private static void place(Event event) {
        if (event.detail != SWT.MENU_KEYBOARD || !(event.widget instanceof Control control)) {
            return;
        }
        Optional<Rectangle> at = switch (control) {
            case Table table -> {
                table.showSelection();
                yield Arrays.stream(table.getSelection()).findFirst().map(row -> row.getBounds(0))
                        .map(row -> within(row, table.getClientArea()));
            }
            case Tree tree -> {
                tree.showSelection();
                yield Arrays.stream(tree.getSelection()).findFirst().map(row -> row.getBounds(0))
                        .map(row -> within(row, tree.getClientArea()));
            }
            case StyledText text -> {
                text.showSelection();
                var caret = text.getLocationAtOffset(text.getCaretOffset());
                yield Optional.of(within(new Rectangle(caret.x, caret.y, 0, text.getLineHeight()),
                        text.getClientArea()));
            }
            default -> Optional.empty();
        };
        boolean listed = control instanceof Table || control instanceof Tree;
        if (listed || control instanceof Canvas) {
            var area = control.getSize();
            Point place = control.toDisplay(at.map(row -> new Point(row.x, row.y + row.height))
                    .orElseGet(() -> new Point(area.x / 2, area.y / 2)));
            event.x = place.x;
            event.y = place.y;
        }
    }

    /** {@return what can be seen of a row: it may be wider than the list, or scrolled to the side} */
    private static Rectangle within(Rectangle row, Rectangle seen) {
        int left = Math.clamp(row.x, seen.x, seen.x + seen.width);
        int bottom = Math.clamp((long) row.y + row.height, seen.y, seen.y + seen.height);
        return new Rectangle(left, seen.y, 0, bottom - seen.y);
    }
}
