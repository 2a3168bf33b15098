package org.currentcost.ui.kit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jface.action.LegacyActionTools;
import org.eclipse.jface.dialogs.IDialogPage;
import org.eclipse.jface.dialogs.IPageChangeProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.CCombo;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Scale;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Slider;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.Widget;

/**
 * Gives a name for screen readers to each control of a display that shows no text of its own: buttons with an icon only
 * are called as their tool tips say, fields as the label before them, lists as the label before them or as the view or
 * dialog that they are in. Holds for the platform's views and dialogs as well as for ours.
 * <p>
 * On GTK, SWT asks nobody for the names of native widgets and has no accessible object for an item of a tool bar:
 * there the names are given to GTK itself.
 */
public final class AccessibleNames {

    private static final Pattern END_OF_LABEL = Pattern.compile("[:…]$");
    private static final String NAME = "org.currentcost.ui.accessibleName";
    private static final String PART = "org.currentcost.ui.accessiblePart";
    /** How often it is looked whether a label, a tool tip or a title says something else now. */
    private static final int LOOK_MILLIS = 1000;

    private final Display display;
    private final NativeNames natives = new NativeNames();
    private final Map<Widget, String> named = new HashMap<>();

    private AccessibleNames(Display display) {
        this.display = display;
    }

    /** Begins to name what is made on a display from now on, until it is disposed. UI thread only. */
    public static void follow(Display display) {
        var names = new AccessibleNames(display);
        display.addListener(SWT.Skin, event -> names.take(event.widget));
        names.look();
    }

    /** Says what a control is called where neither a tool tip nor a label before it does. */
    public static void set(Control control, String name) {
        control.setData(NAME, name);
        if (!isToBeNamed(control)) {
            listen(control);
        }
    }

    /** Says which part of what a label before it names a control is, such as the time of a moment. */
    public static void setPart(Control control, String part) {
        control.setData(PART, part);
    }

    /** {@return what a tool item or a control is called for a screen reader; empty if nothing says it} */
    public static String of(Widget widget) {
        return switch (widget) {
            case ToolItem item -> first(item.getText(), item.getToolTipText());
            case Control control when control.getData(PART) instanceof String part ->
                ofControl(control) + ", " + part;
            case Control control -> ofControl(control);
            default -> "";
        };
    }

    private void take(Widget widget) {
        if (widget instanceof Link link) {
            hideWithLink(link);
        }
        if (widget instanceof ToolItem || widget instanceof Control control && isToBeNamed(control)) {
            named.put(widget, "");
            widget.addListener(SWT.Dispose, event -> named.remove(widget));
            if (widget instanceof Control control) {
                listen(control);
            }
            name(widget);
        }
    }

    private static boolean isToBeNamed(Control control) {
        return switch (control) {
            case Table table -> true;
            case Tree tree -> true;
            case Text text -> true;
            case StyledText text -> true;
            case Combo combo -> true;
            case CCombo combo -> true;
            case org.eclipse.swt.widgets.List list -> true;
            case Spinner spinner -> true;
            case DateTime date -> true;
            case Scale scale -> true;
            case Slider slider -> true;
            case Button button -> true;
            default -> false;
        };
    }

    /** On GTK, SWT lets a link seem to be seen always; one without a text is not. */
    private static void hideWithLink(Link link) {
        link.getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getState(AccessibleControlEvent event) {
                if (!link.isVisible() || link.getText().isEmpty()) {
                    event.detail |= ACC.STATE_INVISIBLE | ACC.STATE_OFFSCREEN;
                }
            }
        });
    }

    /** Other systems than GTK ask. */
    private static void listen(Control control) {
        control.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                if (event.childID == ACC.CHILDID_SELF && (event.result == null || event.result.isEmpty())) {
                    event.result = of(control);
                }
            }
        });
    }

    private static boolean showsText(Widget widget) {
        return switch (widget) {
            case ToolItem item -> !plain(item.getText()).isEmpty() || (item.getStyle() & SWT.SEPARATOR) != 0;
            case Button button -> !plain(button.getText()).isEmpty();
            default -> false;
        };
    }

    private void look() {
        if (!display.isDisposed()) {
            List.copyOf(named.keySet()).forEach(this::name);
            display.timerExec(LOOK_MILLIS, this::look);
        }
    }

    private void name(Widget widget) {
        if (widget.isDisposed()) {
            return;
        }
        String name = showsText(widget) ? "" : of(widget);
        if (!name.isEmpty() && !name.equals(named.put(widget, name))) {
            natives.set(widget, name);
        }
    }

    private static String ofControl(Control control) {
        String own = switch (control) {
            case Button button -> first(button.getText(), "");
            case Text text -> first(text.getMessage(), "");
            default -> "";
        };
        String told = control.getData(NAME) instanceof String name ? name : "";
        String sure = first(told, first(own, control.getToolTipText()));
        if (!sure.isEmpty()) {
            return sure;
        }
        boolean list = control instanceof Table || control instanceof Tree || control instanceof StyledText;
        if (!list) {
            return first(labelBefore(control, Integer.MAX_VALUE), around(control));
        }
        // What a view lists is what it is about; a label before it may be about something else.
        return isInView(control) ? around(control) : first(labelBefore(control, 1), around(control));
    }

    private static String first(String one, String other) {
        String words = plain(one);
        return words.isEmpty() ? plain(other) : words;
    }

    private static String plain(String text) {
        if (text == null) {
            return "";
        }
        // Thin spaces take the place of a padding that tool items lack.
        return LegacyActionTools.removeMnemonics(text).replace('\u2009', ' ').replace('\n', ' ').strip()
                .transform(words -> END_OF_LABEL.matcher(words).replaceAll(""));
    }

    /** {@return the nearest label before a control} @param most at most so many controls before it */
    private static String labelBefore(Control control, int most) {
        for (Control at = control; at.getParent() != null && !(at instanceof Shell); at = at.getParent()) {
            var siblings = Arrays.asList(at.getParent().getChildren());
            int place = siblings.indexOf(at);
            for (int i = place - 1; i >= Math.max(0, (long) place - most); i--) {
                String words = words(siblings.get(i));
                if (!words.isEmpty()) {
                    return words;
                }
            }
            // What holds nothing but rows of fields has no say; a view or a page ends the search.
            if (place > 0 || at.getParent().getParent() instanceof CTabFolder) {
                return "";
            }
        }
        return "";
    }

    private static boolean isInView(Control control) {
        Composite at = control.getParent();
        while (at != null && !(at instanceof CTabFolder)) {
            at = at.getParent();
        }
        return at != null;
    }

    private static String words(Control control) {
        return switch (control) {
            case Label label -> plain(label.getText());
            case CLabel label -> plain(label.getText());
            case Link link -> "";
            case Button button when (button.getStyle() & (SWT.CHECK | SWT.RADIO)) != 0 -> plain(button.getText());
            default -> "";
        };
    }

    /** {@return what the group, the view, the page or the dialog around a control is called} */
    private static String around(Control control) {
        for (Composite at = control.getParent(); at != null; at = at.getParent()) {
            String title = switch (at) {
                case Group group -> group.getText();
                case CTabFolder folder -> folder.getSelection() == null ? "" : folder.getSelection().getText();
                case Shell shell -> first(page(shell, control), shell.getText());
                default -> "";
            };
            if (!title.isEmpty()) {
                return plain(title);
            }
        }
        return "";
    }

    /** {@return the title of the page of preferences or of a wizard that a control is on; empty if on none} */
    private static String page(Shell shell, Control control) {
        if (shell.getData() instanceof IPageChangeProvider pages
                && pages.getSelectedPage() instanceof IDialogPage page) {
            for (Control at = control; at != null; at = at.getParent()) {
                if (at == page.getControl()) {
                    return page.getTitle();
                }
            }
        }
        return "";
    }

    /** The names that GTK itself keeps. Where there is another system, or another SWT, nothing is done. */
    private static final class NativeNames {

        private static final String PLACE = "org.eclipse.swt.internal.";
        private boolean there = SWT.getPlatform().equals("gtk");

        void set(Widget widget, String name) {
            if (!there) {
                return;
            }
            try {
                long handle = (long) Widget.class.getField("handle").get(widget);
                give(widget instanceof ToolItem ? button(handle) : handle, name);
                if (widget instanceof Combo combo) {
                    // What is in it has the focus: a field to type into, or a button.
                    for (String part : List.of("entryHandle", "buttonHandle")) {
                        var inside = Combo.class.getDeclaredField(part);
                        inside.setAccessible(true);
                        give((long) inside.get(combo), name);
                    }
                }
            } catch (ReflectiveOperationException | RuntimeException e) {
                there = false;
            }
        }

        private static void give(long widget, String name) throws ReflectiveOperationException {
            if (widget != 0) {
                long accessible = (long) gtk("gtk_widget_get_accessible", widget);
                type("gtk.OS").getMethod("g_object_set", long.class, byte[].class, byte[].class, long.class)
                        .invoke(null, accessible, bytes("accessible-name"), bytes(name), 0L);
            }
        }

        /** {@return the button in a tool item: alone in it, or the first of two in a box; 0 if it has none} */
        private static long button(long item) throws ReflectiveOperationException {
            long child = (long) gtk("gtk_bin_get_child", item);
            return child == 0 || isButton(child) ? child : firstOf(child);
        }

        private static boolean isButton(long widget) throws ReflectiveOperationException {
            return (boolean) type("gtk.GTK").getMethod("GTK_IS_BUTTON", long.class).invoke(null, widget);
        }

        private static long firstOf(long box) throws ReflectiveOperationException {
            long children = (long) gtk("gtk_container_get_children", box);
            if (children == 0) {
                return 0;
            }
            long first = (long) type("gtk.OS").getMethod("g_list_data", long.class).invoke(null, children);
            type("gtk.OS").getMethod("g_list_free", long.class).invoke(null, children);
            return first;
        }

        private static Object gtk(String function, long argument) throws ReflectiveOperationException {
            return type("gtk3.GTK3").getMethod(function, long.class).invoke(null, argument);
        }

        private static Class<?> type(String name) throws ReflectiveOperationException {
            return Widget.class.getClassLoader().loadClass(PLACE + name);
        }

        private static byte[] bytes(String text) {
            return (text + '\0').getBytes(StandardCharsets.UTF_8);
        }
    }
}
