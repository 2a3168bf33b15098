package org.currentcost.ui.kit;

import java.util.function.Consumer;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;

/** Turns one thing on and off: an entry of a menu with a tick, or a button of a tool bar that stays down. */
public final class ToggleAction extends Action {

    private final Consumer<Boolean> changed;

    /**
     * Makes an entry of a menu.
     *
     * @param on      whether it is on now
     * @param changed is told what the user makes it
     */
    public ToggleAction(String text, boolean on, Consumer<Boolean> changed) {
        super(text, IAction.AS_CHECK_BOX);
        this.changed = changed;
        setChecked(on);
    }

    /**
     * Makes a button of a tool bar.
     *
     * @param icon the name of an icon of this bundle
     */
    public ToggleAction(String text, String tooltip, String icon, boolean on, Consumer<Boolean> changed) {
        this(text, on, changed);
        setImageDescriptor(StateMarks.icon(icon));
        setToolTipText(tooltip);
    }

    @Override
    public void run() {
        changed.accept(isChecked());
    }
}
