package org.currentcost.ui.costs;

import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.Problems;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.handlers.HandlerUtil;

/** Enters a tariff or a factor of carbon dioxide. */
public final class TariffHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        var window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        var services = window.getService(IEclipseContext.class).get(FigureServices.class);
        try {
            switch (event.getCommand().getId()) {
                case Commands.NEW_TARIFF -> TariffWizard.openNew(window.getShell(), services,
                        TariffForm.Preset.FLAT);
                case Commands.NEW_FACTOR -> FactorDialog.openNew(window.getShell(), services);
                default -> throw new ExecutionException(event.getCommand().getId());
            }
        } catch (StoreException e) {
            Problems.show(window.getShell(), Messages.TariffsProblem, e);
        }
        return null;
    }
}
