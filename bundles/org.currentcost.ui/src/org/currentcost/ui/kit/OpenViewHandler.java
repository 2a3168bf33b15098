package org.currentcost.ui.kit;

import java.util.Arrays;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.ShowViewHandler;

/**
 * Opens a view that is chosen in a menu. Who chooses one that can be seen already wants one more of it, if there can be
 * several; all else is as the workbench does it.
 */
public final class OpenViewHandler extends AbstractHandler {

    private final ShowViewHandler usual = new ShowViewHandler();

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        var window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        String view = event.getParameter(IWorkbenchCommandConstants.VIEWS_SHOW_VIEW_PARM_ID);
        var kind = view == null ? null : window.getWorkbench().getViewRegistry().find(view);
        var page = window.getActivePage();
        if (kind == null || !kind.getAllowMultiple() || page == null || !isSeen(page, view)) {
            return usual.execute(event);
        }
        try {
            ViewCopies.open(page, view);
            return null;
        } catch (PartInitException e) {
            throw new ExecutionException(e.getMessage(), e);
        }
    }

    private static boolean isSeen(IWorkbenchPage page, String view) {
        return Arrays.stream(page.getViewReferences()).filter(one -> one.getId().equals(view))
                .map(one -> one.getPart(false)).anyMatch(part -> part != null && page.isPartVisible(part));
    }
}
