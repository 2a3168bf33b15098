package org.currentcost.ui.live;

import java.util.List;
import org.currentcost.ui.kit.DropDownAction;
import org.currentcost.ui.kit.FollowSensorsAction;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.ToggleAction;
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
            menu.add(new ToggleAction(SeriesNames.full(sensors.sensor(series)), shown.contains(series), ticked -> {
                sensors.toggle(series);
                changed.run();
            }));
        }
        return menu;
    }
}
