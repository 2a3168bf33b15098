package org.currentcost.ui.dashboard;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SeriesKey;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.Services;
import org.currentcost.ui.kit.ToggleAction;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.views.IViewDescriptor;

/** Which tiles can be had, in a menu: each kind, and of those that are about a sensor one of each. */
final class DashboardMenu {

    private DashboardMenu() {
    }

    /** Takes a kind of tile, and a sensor unless it is about my house. */
    @FunctionalInterface
    interface Choice {
        /** The user wants such a tile. */
        void take(TileKind kind, Optional<SeriesKey> sensor);
    }

    /** Fills a menu with all kinds of tiles. */
    static void fill(IMenuManager menu, List<Sensor> sensors, boolean severalMeters, Choice choice) {
        for (var kind : TileKind.values()) {
            if (kind.ofSensor()) {
                var submenu = new MenuManager(TileWords.title(kind));
                fillSensors(submenu, sensors, severalMeters, Optional.empty(), sensor -> choice.take(kind, sensor));
                menu.add(submenu);
            } else {
                menu.add(new Entry(TileWords.title(kind), () -> choice.take(kind, Optional.empty())));
            }
        }
    }

    /** Fills a menu with why there are no more tiles to be had. */
    static void fillFull(IMenuManager menu) {
        var reason = new Entry(full(), () -> {
            // It only says why.
        });
        reason.setEnabled(false);
        menu.add(reason);
    }

    /** Says why there is no tile more. */
    static void tellFull(Shell shell) {
        MessageDialog.openInformation(shell, Messages.AddTile, full());
    }

    private static String full() {
        return Messages.bind(Messages.Full, TileLayout.MOST_TILES);
    }

    /**
     * Fills a menu with my house and all sensors.
     *
     * @param chosen which of them is ticked, if any is to be
     */
    static void fillSensors(IMenuManager menu, List<Sensor> sensors, boolean severalMeters,
            Optional<Optional<SeriesKey>> chosen, Consumer<Optional<SeriesKey>> choice) {
        menu.add(tickable(Messages.House, chosen, Optional.empty(), choice));
        menu.add(new Separator());
        for (var sensor : sensors) {
            menu.add(tickable(SeriesNames.name(sensor, severalMeters), chosen, Optional.of(sensor.key()), choice));
        }
    }

    private static Action tickable(String name, Optional<Optional<SeriesKey>> chosen, Optional<SeriesKey> sensor,
            Consumer<Optional<SeriesKey>> choice) {
        var action = new Entry(name, chosen.isPresent() ? IAction.AS_RADIO_BUTTON : IAction.AS_PUSH_BUTTON,
                () -> choice.accept(sensor));
        action.setChecked(chosen.filter(sensor::equals).isPresent());
        return action;
    }

    /** Adds what moves and sizes a tile, with the keys that do the same. */
    static void fillArrange(IMenuManager menu, TileGrid grid, int index) {
        menu.add(new Separator());
        menu.add(arrange(Messages.MoveLeft, SWT.MOD1, SWT.ARROW_LEFT, () -> grid.moveBy(index, -1, 0)));
        menu.add(arrange(Messages.MoveRight, SWT.MOD1, SWT.ARROW_RIGHT, () -> grid.moveBy(index, 1, 0)));
        menu.add(arrange(Messages.MoveUp, SWT.MOD1, SWT.ARROW_UP, () -> grid.moveBy(index, 0, -1)));
        menu.add(arrange(Messages.MoveDown, SWT.MOD1, SWT.ARROW_DOWN, () -> grid.moveBy(index, 0, 1)));
        menu.add(new Separator());
        menu.add(arrange(Messages.Wider, SWT.MOD2, SWT.ARROW_RIGHT, () -> grid.sizeBy(index, 1, 0)));
        menu.add(arrange(Messages.Narrower, SWT.MOD2, SWT.ARROW_LEFT, () -> grid.sizeBy(index, -1, 0)));
        menu.add(arrange(Messages.Higher, SWT.MOD2, SWT.ARROW_DOWN, () -> grid.sizeBy(index, 0, 1)));
        menu.add(arrange(Messages.Lower, SWT.MOD2, SWT.ARROW_UP, () -> grid.sizeBy(index, 0, -1)));
    }

    private static Action arrange(String text, int modifier, int key, Runnable work) {
        var action = new Entry(text, work);
        action.setAccelerator(modifier | key);
        return action;
    }

    /** Adds what takes a tile away. */
    static void fillRemove(IMenuManager menu, Runnable remove) {
        menu.add(new Separator());
        menu.add(arrange(Messages.Remove, 0, SWT.DEL, remove));
    }

    /**
     * {@return the name that the user gives, unless none is wanted}
     *
     * @param title of the entry of the menu
     * @param first is offered
     */
    static Optional<String> askName(Shell shell, String title, String first) {
        var dialog = new InputDialog(shell, title.replace("…", ""), Messages.NameField, first, null);
        return dialog.open() == Window.OK ? Optional.of(dialog.getValue()) : Optional.empty();
    }

    /** {@return what a view of the program is called} */
    static String viewName(String view) {
        return Services.find(IWorkbench.class).map(workbench -> workbench.getViewRegistry().find(view))
                .map(IViewDescriptor::getLabel).orElse("");
    }

    /** {@return what shows the tiles as a table} */
    static Action table(boolean checked, Consumer<Boolean> show) {
        return new ToggleAction(Messages.Table, Messages.TableTooltip, "table", checked, show);
    }

    /** Does one thing. */
    static final class Entry extends Action {

        private final Runnable work;

        Entry(String text, Runnable work) {
            this(text, IAction.AS_PUSH_BUTTON, work);
        }

        private Entry(String text, int style, Runnable work) {
            super(text.replace("&", "&&"), style);
            this.work = work;
        }

        @Override
        public void run() {
            work.run();
        }
    }
}
