package org.currentcost.app;

import org.currentcost.ui.kit.ViewCopies;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.actions.ActionFactory;

/**
 * Opens one more window that shows what this one shows: the same views, with what is chosen in them.
 * The workbench's own action opens the perspective as it is shipped.
 */
final class NewWindowAction extends Action implements ActionFactory.IWorkbenchAction {

    private final IWorkbenchWindow window;

    NewWindowAction(IWorkbenchWindow window) {
        super(Messages.MenuNewWindow);
        this.window = window;
        setId(ActionFactory.OPEN_NEW_WINDOW.getId());
        setActionDefinitionId(IWorkbenchCommandConstants.WINDOW_NEW_WINDOW);
    }

    @Override
    public void run() {
        try {
            ViewCopies.openInNewWindow(window);
        } catch (WorkbenchException e) {
            ILog.of(NewWindowAction.class).error(e.getMessage(), e);
        }
    }

    @Override
    public void dispose() {
        // nothing is held
    }
}
