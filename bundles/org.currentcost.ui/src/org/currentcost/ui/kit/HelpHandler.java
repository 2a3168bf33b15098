package org.currentcost.ui.kit;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Says what the active view is for, and which keys there are. */
public final class HelpHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        new HelpDialog(HandlerUtil.getActiveWorkbenchWindowChecked(event)).open();
        return null;
    }
}
