package org.currentcost.ui.kit;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;

/** Lets a view show what is selected in the Sensors view, instead of sensors of its own. */
public final class FollowSensorsAction extends Action {

    private final Runnable toggle;

    /** @param follows whether it does so now @param toggle what changes that */
    public FollowSensorsAction(boolean follows, Runnable toggle) {
        super(Messages.FigureFollowSensors, IAction.AS_CHECK_BOX);
        this.toggle = toggle;
        setChecked(follows);
    }

    @Override
    public void run() {
        toggle.run();
    }
}
