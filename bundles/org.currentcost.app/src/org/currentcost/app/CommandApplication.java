package org.currentcost.app;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.currentcost.cli.CommandLineMain;
import org.currentcost.install.Features;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The program without a window. */
public final class CommandApplication implements IApplication {

    private static final int OUTPUT_BUFFER = 1 << 16;

    @Override
    public Object start(IApplicationContext context) {
        Features.allowPlainHttp();
        Features.settle();
        context.applicationRunning();
        var arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        // Neither is closed: that could only tell once more of what was told already.
        var out = writer(FileDescriptor.out);
        var err = writer(FileDescriptor.err);
        try (var types = new InstalledSourceTypes()) {
            return CommandLineMain.run(types.types(), out, err, arguments);
        } catch (Throwable e) {
            return CommandLineMain.notRun(err, e);
        }
    }

    @SuppressWarnings("resource") // as long as the process
    private static Writer writer(FileDescriptor descriptor) {
        return new BufferedWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                OUTPUT_BUFFER);
    }

    @Override
    public void stop() {
        // A command ends by itself or with the process.
    }
}
