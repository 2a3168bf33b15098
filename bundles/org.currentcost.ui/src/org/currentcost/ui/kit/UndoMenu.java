package org.currentcost.ui.kit;

import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;
import org.eclipse.ui.menus.IWorkbenchContribution;
import org.eclipse.ui.services.IServiceLocator;

/** The menu entry for undoing, which says what it undoes. */
public final class UndoMenu extends CompoundContributionItem implements IWorkbenchContribution {

    private IServiceLocator place = PlatformUI.getWorkbench();

    @Override
    public void initialize(IServiceLocator locator) {
        place = locator;
    }

    @Override
    protected IContributionItem[] getContributionItems() {
        var services = PlatformUI.getWorkbench().getService(IEclipseContext.class).get(FigureServices.class);
        var entry = new CommandContributionItemParameter(place, null, UndoHandler.COMMAND,
                CommandContributionItem.STYLE_PUSH);
        entry.icon = StateMarks.icon("undo");
        if (services != null && services.choices().undo().get() instanceof UndoNotice.Step step) {
            entry.label = step.name().replace("&", "&&");
        }
        return new IContributionItem[]{new CommandContributionItem(entry)};
    }
}
