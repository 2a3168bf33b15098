package org.currentcost.ui;

import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.services.IServiceLocator;

/** Runs commands of the workbench. UI thread only. */
public final class Commands {

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
