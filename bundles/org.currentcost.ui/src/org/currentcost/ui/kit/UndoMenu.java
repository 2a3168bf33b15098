package org.currentcost.ui.kit;

import org.eclipse.jface.action.IContributionItem;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;
import org.eclipse.ui.menus.IWorkbenchContribution;
import org.eclipse.ui.services.IServiceLocator;

/** The menu entry for undoing, which says what it undoes. */
public final class UndoMenu extends CompoundContributionItem implements IWorkbenchContribution {

    private IServiceLocator place;

    @Override
    public void initialize(IServiceLocator locator) {
        place = locator;
    }

    @Override
    protected IContributionItem[] getContributionItems() {
        var entry = new CommandContributionItemParameter(place, null, UndoHandler.COMMAND,
                CommandContributionItem.STYLE_PUSH);
        entry.icon = StateMarks.icon("undo");
        Services.find(FigureServices.class).map(services -> services.choices().undo().get())
                .filter(UndoNotice.Step.class::isInstance).map(UndoNotice.Step.class::cast)
                .ifPresent(step -> entry.label = step.name().replace("&", "&&"));
        return new IContributionItem[]{new CommandContributionItem(entry)};
    }
}
