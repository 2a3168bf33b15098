package org.currentcost.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.source.MeterSourceType;
import org.currentcost.source.PublisherType;
import org.currentcost.store.OldDataReader;
import org.currentcost.store.StoreEngine;
import org.currentcost.store.StoreEngines;

/**
 * The command line as a process of its own, on a class path of what is installed: a command is answered before the
 * platform would have started. Only features need the platform; the start script starts it for them.
 */
public final class Program {

    private static final System.Logger LOG = System.getLogger(Program.class.getName());
    private static final int OUTPUT_BUFFER = 1 << 16;

    private Program() {
    }

    /** Runs a command, and ends the process with its exit code. */
    public static void main(String... arguments) {
        int code = run(arguments);
        ClassArchive.lookAfter();
        System.exit(code);
    }

    private static int run(String... arguments) {
        var err = writer(FileDescriptor.err);
        try {
            return CommandLineMain.run(new OnClassPath(), writer(FileDescriptor.out), err, arguments);
        } catch (Throwable e) {
            return CommandLineMain.notRun(err, e);
        }
    }

    /** Each kind of thing is looked for at its first use. */
    private static final class OnClassPath implements Installed {

        private SourceTypes types;
        private StoreEngines engines;
        private OldDataReader oldData;

        @Override
        public synchronized SourceTypes types() {
            if (types == null) {
                types = new SourceTypes(PlatformFeatures::whereToGet);
                load(MeterSourceType.class, types::add);
                load(PublisherType.class, types::add);
            }
            return types;
        }

        @Override
        public synchronized StoreEngines engines() {
            if (engines == null) {
                engines = new StoreEngines();
                load(StoreEngine.class, engines::add);
            }
            return engines;
        }

        @Override
        public synchronized OldDataReader oldData() {
            if (oldData == null) {
                var readers = new ArrayList<OldDataReader>();
                load(OldDataReader.class, readers::add);
                oldData = OldDataReader.firstOf(readers);
            }
            return oldData;
        }
    }

    /** One that can't be made hides no other. */
    private static <T> void load(Class<T> service, Consumer<T> action) {
        var found = ServiceLoader.load(service).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return;
                }
                action.accept(found.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                LOG.log(Level.WARNING, e.toString());
            }
        }
    }

    /** {@return the text that a process writes there}; never closed, which could only tell again what was told */
    @SuppressWarnings("resource") // as long as the process
    public static Writer writer(FileDescriptor descriptor) {
        return new BufferedWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                OUTPUT_BUFFER);
    }
}
