package org.currentcost.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.UndoNotice;
import org.currentcost.ui.kit.UndoStack;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.widgets.Shell;

/** Puts sensors inside others, by a drop or a menu, with a way back. UI thread only. */
final class SensorNesting {

    private final Shell shell;
    private final FigureServices services;

    SensorNesting(Shell shell, FigureServices services) {
        this.shell = shell;
        this.services = services;
    }

    /**
     * {@return whether all of some sensors may be put where a drop is}: inside a sensor, or inside none but the house
     * of their meter
     *
     * @param target a sensor, or the name of a meter
     */
    static boolean mayPut(List<Sensor> sensors, Object target) {
        return !sensors.isEmpty() && switch (target) {
            case String meter -> sensors.stream().allMatch(one -> one.isPart() && one.key().meter().equals(meter));
            case Sensor house when house.settings().role() == SensorRole.HOUSE -> mayPut(sensors, house.key().meter());
            case Sensor sensor -> sensors.stream().allMatch(one -> one.mayBeInside(sensor));
            case null, default -> false;
        };
    }

    /** Puts sensors where they {@linkplain #mayPut may} be put. */
    void put(List<Sensor> sensors, Object target) {
        Optional<Sensor> parent = target instanceof Sensor sensor && sensor.settings().role() != SensorRole.HOUSE
                ? Optional.of(sensor)
                : Optional.empty();
        var number = parent.map(one -> one.key().sensor());
        var changed = sensors.stream().filter(one -> !one.settings().parent().equals(number)).toList();
        if (changed.isEmpty()) {
            return;
        }
        var formerly = new ArrayList<Optional<Integer>>();
        changed.forEach(one -> formerly.add(one.settings().parent()));
        var keys = changed.stream().map(Sensor::key).toList();
        try {
            Waiting.run(() -> keep(keys, number));
        } catch (StoreException e) {
            Problems.show(shell, Messages.SensorInsideProblem, e);
            return;
        }
        services.choices().noteChanged();
        String names = String.join(", ", changed.stream().map(SeriesNames::sensor).toList());
        String sentence = parent
                .map(one -> Messages.bind(Messages.SensorPutInside, names, SeriesNames.sensor(one)))
                .orElseGet(() -> Messages.bind(Messages.SensorPutOut, names));
        UndoNotice.offer(services, sentence, UndoStack.Step.of(UndoNotice.name(sentence), Messages.SensorInsideProblem,
                progress -> {
                    for (int i = 0; i < keys.size(); i++) {
                        keep(List.of(keys.get(i)), formerly.get(i));
                    }
                }, progress -> keep(keys, number)));
    }

    /** What else was settled about them, also since then, stays. */
    private void keep(List<SeriesKey> keys, Optional<Integer> parent) throws StoreException {
        for (var key : keys) {
            var present = services.household().sensor(key);
            services.household().save(new Sensor(key, present.settings().inside(parent)));
        }
    }

    /** Adds what sensors may be put inside of to a menu. @param siblings all of their meter */
    void fill(IMenuManager menu, List<Sensor> sensors, List<Sensor> siblings) {
        if (sensors.isEmpty() || !mayPut(sensors, sensors.getFirst().key().meter())) {
            return;
        }
        var inside = new MenuManager(Messages.SensorInside);
        inside.add(action(Messages.SensorInsideHouse, sensors, sensors.getFirst().key().meter(),
                sensors.stream().allMatch(one -> one.parent(siblings).isEmpty())));
        for (var other : siblings) {
            if (other.isPart() && mayPut(sensors, other)) {
                inside.add(action(SeriesNames.sensor(other), sensors, other,
                        sensors.stream().allMatch(one -> one.parent(siblings).filter(other::equals).isPresent())));
            }
        }
        menu.add(inside);
    }

    private Action action(String text, List<Sensor> sensors, Object target, boolean checked) {
        var action = new Action(text.replace("&", "&&"), IAction.AS_RADIO_BUTTON) {
            @Override
            public void run() {
                if (isChecked()) {
                    put(sensors, target);
                }
            }
        };
        action.setChecked(checked);
        return action;
    }
}
