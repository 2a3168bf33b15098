package org.currentcost.ui.live;

import java.util.List;
import org.currentcost.ui.kit.FollowSensorsAction;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.StateMarks;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuCreator;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.ToolItem;

/** Chooses the sensors of a Live view by a menu that drops down. */
final class SensorsAction extends Action implements IMenuCreator {

    private final ShownSensors sensors;
    private final Runnable changed;
    private MenuManager menu = new MenuManager();

    /** @param changed what to do when others are chosen */
    SensorsAction(ShownSensors sensors, Runnable changed) {
        super(Messages.LiveSensors, IAction.AS_DROP_DOWN_MENU);
        this.sensors = sensors;
        this.changed = changed;
        setImageDescriptor(StateMarks.icon("sensors"));
        setToolTipText(Messages.LiveSensors);
        setMenuCreator(this);
    }

    @Override
    public void runWithEvent(Event event) {
        if (event.widget instanceof ToolItem item) {
            var bounds = item.getBounds();
            var dropped = getMenu(item.getParent());
            dropped.setLocation(item.getParent().toDisplay(bounds.x, bounds.y + bounds.height));
            dropped.setVisible(true);
        }
    }

    @Override
    public Menu getMenu(Control parent) {
        menu.dispose();
        menu = new MenuManager();
        var shown = sensors.keys();
        // Unticked, the view keeps what it shows now.
        menu.add(new FollowSensorsAction(sensors.follow(), () -> {
            sensors.choose(sensors.follow() ? sensors.keys() : List.of());
            changed.run();
        }));
        menu.add(new Separator());
        for (var series : sensors.known()) {
            var action = new Action(SeriesNames.full(sensors.sensor(series)), IAction.AS_CHECK_BOX) {
                @Override
                public void run() {
                    sensors.toggle(series);
                    changed.run();
                }
            };
            action.setChecked(shown.contains(series));
            menu.add(action);
        }
        return menu.createContextMenu(parent);
    }

    @Override
    public Menu getMenu(Menu parent) {
        return null;
    }

    @Override
    public void dispose() {
        menu.dispose();
    }
}
