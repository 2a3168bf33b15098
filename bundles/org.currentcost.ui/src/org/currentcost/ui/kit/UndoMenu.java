package org.currentcost.ui.kit;

import org.eclipse.jface.action.IContributionItem;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;
import org.eclipse.ui.menus.IWorkbenchContribution;
import org.eclipse.ui.services.IServiceLocator;

/** The menu entries for undoing and redoing, which say what they undo and redo. */
public final class UndoMenu extends CompoundContributionItem implements IWorkbenchContribution {

    private IServiceLocator place;

    @Override
    public void initialize(IServiceLocator locator) {
        place = locator;
    }

    @Override
    protected IContributionItem[] getContributionItems() {
        return new IContributionItem[]{entry(UndoHandler.UNDO, "undo", false), entry(UndoHandler.REDO, "redo", true)};
    }

    private IContributionItem entry(String command, String icon, boolean redo) {
        var entry = new CommandContributionItemParameter(place, null, command, CommandContributionItem.STYLE_PUSH);
        entry.icon = StateMarks.icon(icon);
        Services.find(FigureServices.class).flatMap(services -> UndoHandler.next(services.undo(), redo))
                .ifPresent(step -> entry.label = UndoHandler.name(step, redo).replace("&", "&&"));
        return new CommandContributionItem(entry);
    }
}
