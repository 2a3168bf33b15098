package org.currentcost.app;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The program without a window. */
public final class CommandApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        System.out.println(String.join(" ", arguments)); // TODO
        return 0;
    }

    @Override
    public void stop() {
    }
}
