package org.currentcost.ui.kit;

import org.eclipse.jface.action.Action;

/** Does one thing when it is pressed; the tooltip of its icon is its text. */
public final class IconAction extends Action {

    private final Runnable work;

    /** @param icon the name of an icon of this bundle */
    public IconAction(String text, String icon, Runnable work) {
        super(text, StateMarks.icon(icon));
        this.work = work;
        setToolTipText(text);
    }

    @Override
    public void run() {
        work.run();
    }
}
