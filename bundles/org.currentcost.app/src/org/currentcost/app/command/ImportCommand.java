package org.currentcost.app.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.currentcost.recorder.CaptureImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads captures into the store. */
@Command(name = "import", mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<Path> files;

    @Option(names = "--start", paramLabel = "INSTANT", converter = InstantConverter.class)
    private Optional<Instant> start = Optional.empty();

    @Option(names = "--meter", paramLabel = "NAME", defaultValue = "Home")
    private String meter;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        try (var store = data.open()) {
            var capture = new CaptureImport(store, meter, dryRun);
            var startOfFile = start;
            for (var file : files) {
                capture.read(file, startOfFile, bytes -> {
                });
                // --start is that of the first file; the others follow by the meter's clock.
                startOfFile = Optional.empty();
            }
            if (dryRun) {
                out.println(CommandMessages.get("import.dryRun", capture.stored().stored(), capture.stored().same(),
                        capture.stored().conflicting()));
            } else if (capture.stored().conflicting() > 0) {
                spec.commandLine().getErr()
                        .println(CommandMessages.get("import.conflicting", capture.stored().conflicting()));
            }
            var counters = capture.counters();
            out.println(dryRun ? counters.withStored(0).summary() : counters.summary());
        }
        return CommandLineMain.OK;
    }
}
