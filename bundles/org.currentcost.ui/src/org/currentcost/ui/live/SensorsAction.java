package org.currentcost.ui.live;

import java.util.List;
import org.currentcost.ui.kit.DropDownAction;
import org.currentcost.ui.kit.FollowSensorsAction;
import org.currentcost.ui.kit.SeriesNames;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;

/** Chooses the sensors of a Live view by a menu that drops down. */
final class SensorsAction {

    private SensorsAction() {
    }

    /** {@return the button of the menu} @param changed what to do when others are chosen */
    static DropDownAction of(ShownSensors sensors, Runnable changed) {
        return new DropDownAction(Messages.LiveSensors, "sensors", () -> menu(sensors, changed));
    }

    private static MenuManager menu(ShownSensors sensors, Runnable changed) {
        var menu = new MenuManager();
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
        return menu;
    }
}
