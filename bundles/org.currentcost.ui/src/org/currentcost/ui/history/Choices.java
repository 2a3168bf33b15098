package org.currentcost.ui.history;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.ui.charts.Arrangement;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;

/** What a view's menu offers, and how the choice is found again at the next start. */
final class Choices {

    private Choices() {
    }

    /** {@return the choice that a view saved by its name; none if there is no such choice any more} */
    static <E extends Enum<E>> Optional<E> saved(ViewFrame frame, String key, Class<E> type) {
        return frame.saved(key).flatMap(name -> Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(name)).findFirst());
    }

    /** Offers to stack the bars of several sensors or to put them side by side. */
    static void addArrangements(IMenuManager menu, Arrangement current, Consumer<Arrangement> chosen) {
        menu.add(radio(Messages.Stacked, current == Arrangement.STACKED, () -> chosen.accept(Arrangement.STACKED)));
        menu.add(radio(Messages.SideBySide, current == Arrangement.SIDE_BY_SIDE,
                () -> chosen.accept(Arrangement.SIDE_BY_SIDE)));
    }

    /** {@return one of several choices of which one holds} */
    static Action radio(String text, boolean holds, Runnable chosen) {
        var action = new Action(text, IAction.AS_RADIO_BUTTON) {
            @Override
            public void run() {
                if (isChecked()) {
                    chosen.run();
                }
            }
        };
        action.setChecked(holds);
        return action;
    }

    /** {@return something to do} */
    static Action action(String text, Runnable work) {
        return new Action(text) {
            @Override
            public void run() {
                work.run();
            }
        };
    }
}
