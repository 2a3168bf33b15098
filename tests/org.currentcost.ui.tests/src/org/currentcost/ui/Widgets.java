package org.currentcost.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.currentcost.ui.kit.FigureCanvas;
import org.currentcost.ui.kit.InjectedView;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IContributionManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** Finds widgets by what they show, and presses them through the same events as the mouse. UI thread only. */
public final class Widgets {

    private Widgets() {
    }

    /** {@return what the widgets of a view are in} */
    public static Composite pane(InjectedView view) {
        return (Composite) view.getSite().getService(MPart.class).getWidget();
    }

    /** {@return the visible controls of a type inside {@code root}, in order} */
    public static <T extends Control> Stream<T> all(Composite root, Class<T> type) {
        var found = new ArrayList<Control>();
        collect(root, found);
        return found.stream().filter(type::isInstance).map(type::cast).filter(Control::isVisible);
    }

    private static void collect(Composite parent, List<Control> found) {
        for (Control child : parent.getChildren()) {
            found.add(child);
            if (child instanceof Composite composite) {
                collect(composite, found);
            }
        }
    }

    /** {@return what the visible labels, links and figures inside {@code root} say} */
    public static List<String> words(Composite root) {
        return all(root, Control.class).map(control -> switch (control) {
            case Label label -> label.getText();
            case Link link -> link.getText();
            case FigureCanvas figure -> figure.text();
            default -> "";
        }).filter(text -> !text.isEmpty()).toList();
    }

    public static Optional<Shell> shell(Display display, String title) {
        return Arrays.stream(display.getShells()).filter(shell -> shell.isVisible() && shell.getText().equals(title))
                .findFirst();
    }

    public static Optional<Button> button(Composite root, String text) {
        return all(root, Button.class).filter(button -> plain(button.getText()).equals(text)).findFirst();
    }

    public static void press(Composite root, String text) {
        button(root, text).orElseThrow(() -> new AssertionError("no button " + text)).notifyListeners(SWT.Selection,
                new Event());
    }

    /** Presses the one of a row of buttons that stays pressed. */
    public static void pressRadio(Composite root, String text) {
        var bar = all(root, ToolBar.class).filter(one -> toolItem(one, text).isPresent()).findFirst()
                .orElseThrow(() -> new AssertionError("no button " + text));
        var pressed = toolItem(bar, text).orElseThrow();
        for (ToolItem item : bar.getItems()) {
            item.setSelection(item == pressed);
        }
        pressed.notifyListeners(SWT.Selection, new Event());
    }

    private static Optional<ToolItem> toolItem(ToolBar bar, String text) {
        return Arrays.stream(bar.getItems()).filter(item -> item.getText().strip().replace("\u2009", "").equals(text))
                .findFirst();
    }

    /** {@return the entries of a menu by their texts, as they are when the menu drops down} */
    public static List<String> entries(Menu menu) {
        menu.notifyListeners(SWT.Show, new Event());
        var texts = Arrays.stream(menu.getItems()).filter(item -> (item.getStyle() & SWT.SEPARATOR) == 0)
                .map(item -> plain(item.getText())).toList();
        menu.notifyListeners(SWT.Hide, new Event());
        return texts;
    }

    /** {@return the entry of a menu with a text} */
    public static MenuItem entry(Menu menu, String text) {
        menu.notifyListeners(SWT.Show, new Event());
        return Arrays.stream(menu.getItems()).filter(item -> plain(item.getText()).equals(text)).findFirst()
                .orElseThrow(() -> new AssertionError(text + " is not in the menu: " + entries(menu)));
    }

    /** {@return the submenu at the end of a path of texts} */
    public static Menu submenu(Menu menu, String... path) {
        Menu at = menu;
        for (String text : path) {
            at = entry(at, text).getMenu();
        }
        return at;
    }

    /** Chooses an entry, and ticks it if it has a tick. */
    public static void choose(MenuItem item) {
        if ((item.getStyle() & (SWT.CHECK | SWT.RADIO)) != 0) {
            item.setSelection(!item.getSelection());
        }
        item.notifyListeners(SWT.Selection, new Event());
    }

    /** {@return the action of a view's tool bar or menu with a text} */
    public static IAction action(IContributionManager bar, String text) {
        return Arrays.stream(bar.getItems()).filter(ActionContributionItem.class::isInstance)
                .map(item -> ((ActionContributionItem) item).getAction())
                .filter(action -> text.equals(action.getText()))
                .findFirst().orElseThrow(() -> new AssertionError("no action " + text));
    }

    /** {@return a text without mnemonic and key} */
    public static String plain(String text) {
        int tab = text.indexOf('\t');
        return (tab < 0 ? text : text.substring(0, tab)).replace("&", "");
    }

    /** {@return what all windows show, for the message of a failed test} */
    public static String describe(Display display) {
        var result = new StringBuilder();
        for (Shell shell : display.getShells()) {
            if (shell.isVisible()) {
                result.append("[").append(shell.getText()).append("]\n");
                all(shell, Control.class).forEach(control -> {
                    String text = switch (control) {
                        case Label label -> label.getText();
                        case Link link -> link.getText();
                        case FigureCanvas figure -> figure.text();
                        case Button button -> "(" + button.getText() + ")";
                        case Text field -> "_" + field.getText() + "_";
                        case Table table -> Arrays.toString(table.getItems());
                        default -> "";
                    };
                    if (!text.isEmpty()) {
                        result.append("  ").append(text).append('\n');
                    }
                });
            }
        }
        return result.toString();
    }

    /** {@return how wide a text is in a control, in pixels} */
    public static int width(Control control, String text) {
        var gc = new GC(control);
        try {
            return gc.textExtent(text).x;
        } finally {
            gc.dispose();
        }
    }
}
