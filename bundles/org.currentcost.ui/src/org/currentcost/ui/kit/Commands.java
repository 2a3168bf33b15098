package org.currentcost.ui.kit;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.services.IServiceLocator;

/** Runs commands of the workbench. UI thread only. */
public final class Commands {

    /** Opens the wizard that adds a source. */
    public static final String ADD_SOURCE = "org.currentcost.ui.addSource";
    /** Opens the settings of the chosen sensor. */
    public static final String SENSOR_SETTINGS = "org.currentcost.ui.sensorSettings";
    /** Enters a tariff. */
    public static final String NEW_TARIFF = "org.currentcost.ui.newTariff";
    /** Enters a factor of carbon dioxide. */
    public static final String NEW_FACTOR = "org.currentcost.ui.newFactor";

    private Commands() {
    }

    /** Runs a command without parameters. */
    public static void run(IServiceLocator place, String command) {
        try {
            place.getService(IHandlerService.class).executeCommand(command, null);
        } catch (CommandException e) {
            ILog.of(Commands.class).error(e.getMessage(), e);
        }
    }
}
