package org.currentcost.app;

import java.io.FileDescriptor;
import org.currentcost.cli.CommandLineMain;
import org.currentcost.cli.Program;
import org.currentcost.install.Features;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The program without a window, where a command needs the platform: see {@link Program}. */
public final class CommandApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        Features.allowPlainHttp();
        Features.settle();
        context.applicationRunning();
        var arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        var out = Program.writer(FileDescriptor.out);
        var err = Program.writer(FileDescriptor.err);
        try (var services = new InstalledServices()) {
            return CommandLineMain.run(services.installed(), out, err, arguments);
        } catch (Throwable e) {
            return CommandLineMain.notRun(err, e);
        }
    }

    @Override
    public void stop() {
        // A command ends by itself or with the process.
    }
}
