package org.currentcost.app;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.currentcost.app.command.CommandLineMain;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The program without a window. */
public final class CommandApplication implements IApplication {

    private static final int OUTPUT_BUFFER = 1 << 16;

    @Override
    public Object start(IApplicationContext context) {
        Features.allowPlainHttp();
        context.applicationRunning();
        var arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        try (var types = new InstalledSourceTypes();
                var out = writer(FileDescriptor.out);
                var err = writer(FileDescriptor.err)) {
            return CommandLineMain.run(types.types(), out, err, arguments);
        }
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), OUTPUT_BUFFER));
    }

    @Override
    public void stop() {
        // A command ends by itself or with the process.
    }
}
