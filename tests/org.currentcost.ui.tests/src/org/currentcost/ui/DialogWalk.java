package org.currentcost.ui;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.currentcost.ui.kit.AccessibleNames;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CCombo;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Tree;

/** Goes through a dialog as somebody does who neither sees it nor has a mouse. UI thread only. */
final class DialogWalk {

    private static final int MOST_STOPS = 200;
    /** The platform's field above its trees: in the dialog of preferences, and in some of its pages. */
    private static final String FILTER = "type filter text";

    private final Shell dialog;
    private final List<String> faults = new ArrayList<>();

    private DialogWalk(Shell dialog) {
        this.dialog = dialog;
    }

    /** {@return what is not called by a name of its own, and what Tab never or twice comes to; each with its place} */
    static List<String> faults(Shell dialog, String page) {
        var walk = new DialogWalk(dialog);
        var operated = Widgets.all(dialog, Control.class).filter(DialogWalk::isOperated).toList();
        walk.checkNames(operated);
        walk.checkTab(operated);
        return walk.faults.stream().map(fault -> page + ": " + fault).toList();
    }

    private static boolean isOperated(Control control) {
        return control.isEnabled() && (isField(control) || control instanceof Button || isLink(control));
    }

    private static boolean isLink(Control control) {
        return control instanceof Link link && link.getText().contains("<a");
    }

    private static boolean isField(Control control) {
        return switch (control) {
            case Text text -> text.getEditable();
            case StyledText text -> text.getEditable() || (text.getStyle() & SWT.NO_FOCUS) == 0;
            case Combo combo -> true;
            case CCombo combo -> true;
            case Spinner spinner -> true;
            case DateTime date -> true;
            case Table table -> true;
            case Tree tree -> true;
            case org.eclipse.swt.widgets.List list -> true;
            default -> false;
        };
    }

    private void checkNames(List<Control> operated) {
        var names = new HashSet<String>();
        for (var control : operated) {
            String name = isLink(control) ? ((Link) control).getText() : AccessibleNames.of(control);
            if (name.isBlank()) {
                faults.add(describe(control) + " has no name");
            } else if (isField(control) && !isList(control) && name.equals(dialog.getText())) {
                faults.add(describe(control) + " is called like the dialog that it is in");
            } else if (isField(control) && !name.equals(FILTER)
                    && !names.add(control.getClass().getSimpleName() + name)) {
                faults.add(describe(control) + " is called like another one");
            }
        }
    }

    private static boolean isList(Control control) {
        return control instanceof Table || control instanceof Tree || control instanceof org.eclipse.swt.widgets.List
                || control instanceof StyledText;
    }

    private void checkTab(List<Control> operated) {
        var stops = new LinkedHashSet<Control>();
        var display = dialog.getDisplay();
        dialog.forceActive();
        var at = display.getFocusControl();
        if (at == null || at.getShell() != dialog) {
            dialog.setFocus();
            at = display.getFocusControl();
        }
        while (at != null && stops.size() < MOST_STOPS && stops.add(at)) {
            at.traverse(SWT.TRAVERSE_TAB_NEXT);
            at = display.getFocusControl();
        }
        if (at == null || at.getShell() != dialog) {
            faults.add("Tab leaves the dialog after " + stops.stream().map(this::describe).toList());
        } else if (at != stops.getFirst()) {
            faults.add("Tab never comes round after " + stops.stream().map(this::describe).toList());
        }
        for (var control : operated) {
            if (!isReached(control, stops)) {
                faults.add("Tab does not come to " + describe(control));
            }
        }
    }

    private static boolean isReached(Control control, Set<Control> stops) {
        if (isRadio(control) && stops.stream().anyMatch(
                stop -> isRadio(stop) && stop.getParent() == control.getParent())) {
            // Arrow keys go from one of a group to the others.
            return true;
        }
        if (control instanceof Button button && (button.getStyle() & SWT.ARROW) != 0) {
            // As with a combo, keys of the field that it belongs to do the same.
            return true;
        }
        return stops.stream().anyMatch(stop -> stop == control || isIn(stop, control) || isInBar(control, stop));
    }

    private static boolean isRadio(Control control) {
        return control instanceof Button button && (button.getStyle() & SWT.RADIO) != 0;
    }

    private static boolean isIn(Control control, Control around) {
        Composite at = control.getParent();
        while (at != null && at != around) {
            at = at.getParent();
        }
        return at != null;
    }

    /** Arrow keys go through a tool bar. */
    private static boolean isInBar(Control control, Control stop) {
        return stop instanceof ToolBar bar && isIn(control, bar);
    }

    private String describe(Control control) {
        return control.getClass().getSimpleName() + " \"" + AccessibleNames.of(control) + '"'
                + (control instanceof Table table && table.getColumnCount() > 0
                        ? " of " + table.getColumn(0).getText()
                        : "");
    }
}
