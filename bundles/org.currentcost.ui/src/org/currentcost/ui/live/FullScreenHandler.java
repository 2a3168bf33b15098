package org.currentcost.ui.live;

import org.currentcost.ui.kit.InjectedView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Fills the screen: with the flow alone where that is looked at, else with the window; and gives it back. */
public final class FullScreenHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActivePart(event) instanceof InjectedView view && view.content() instanceof NowView now) {
            now.toggleFullScreen();
        } else {
            var shell = HandlerUtil.getActiveShell(event);
            shell.setFullScreen(!shell.getFullScreen());
        }
        return null;
    }
}
