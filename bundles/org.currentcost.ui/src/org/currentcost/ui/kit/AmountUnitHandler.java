package org.currentcost.ui.kit;

import java.util.Locale;
import org.currentcost.accounting.AmountUnit;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows amounts in kWh, money or CO2 on every view. */
public final class AmountUnitHandler extends AbstractHandler {

    static final String COMMAND = "org.currentcost.ui.amountUnit";
    static final String PARAMETER = "org.currentcost.ui.amountUnit.unit";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        var window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        var services = window.getService(IEclipseContext.class).get(FigureServices.class);
        services.choices().unit().set(unit(event.getParameter(PARAMETER)));
        return null;
    }

    private static AmountUnit unit(String parameter) {
        return AmountUnit.valueOf(parameter.toUpperCase(Locale.ROOT));
    }
}
