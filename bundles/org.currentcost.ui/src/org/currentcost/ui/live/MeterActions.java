package org.currentcost.ui.live;

import org.currentcost.accounting.Meter;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.swt.widgets.Shell;

/** What can be done with a meter: make it my house, hide it, delete it. UI thread only. */
final class MeterActions {

    private final Shell shell;
    private final FigureServices services;
    private final MeterRemoval removal;

    MeterActions(Shell shell, FigureServices services, MeterRemoval removal) {
        this.shell = shell;
        this.services = services;
        this.removal = removal;
    }

    private interface Change {
        void run() throws StoreException;
    }

    /** Asks whether to delete a meter, if it has left anything. */
    void delete(String name) {
        try {
            services.household().meters().stream().filter(one -> one.name().equals(name)).findFirst()
                    .ifPresent(removal::ask);
        } catch (StoreException e) {
            Problems.show(shell, Messages.MeterProblem, e);
        }
    }

    /** Adds what can be done with a meter to a menu. */
    void fill(IMenuManager menu, String name) {
        try {
            var household = services.household();
            var found = household.meters().stream().filter(one -> one.name().equals(name)).findFirst();
            if (found.isPresent()) {
                fill(menu, found.get(), household.house().filter(one -> one.key().meter().equals(name)).isPresent(),
                        household.house(name).isPresent());
            }
        } catch (StoreException e) {
            Problems.show(shell, Messages.MeterProblem, e);
        }
    }

    private void fill(IMenuManager menu, Meter meter, boolean mine, boolean house) {
        var household = services.household();
        var choose = action(Messages.MeterChoose, () -> Waiting.run(() -> household.chooseHouse(meter.name())));
        choose.setChecked(mine);
        choose.setEnabled(house);
        menu.add(choose);
        menu.add(action(Messages.bind(meter.hidden() ? Messages.MeterShow : Messages.MeterHide, meter.name()),
                () -> Waiting.run(() -> household.hide(meter.name(), !meter.hidden()))));
        menu.add(action(Messages.bind(Messages.MeterDelete, meter.name()), () -> removal.ask(meter)));
    }

    private Action action(String text, Change change) {
        // A sign that is part of a name is no shortcut.
        return new Action(text.replace("&", "&&")) {
            @Override
            public void run() {
                try {
                    change.run();
                } catch (StoreException e) {
                    Problems.show(shell, Messages.MeterProblem, e);
                }
            }
        };
    }
}
