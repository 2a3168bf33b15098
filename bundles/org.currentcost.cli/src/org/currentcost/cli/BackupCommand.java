package org.currentcost.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes all that is stored into one file. */
@Command(name = "backup", mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "FILE", index = "0", arity = "0..1")
    private Optional<Path> file = Optional.empty();

    @Override
    public Integer call() throws Exception {
        var target = file.isPresent()
                ? file.get().toAbsolutePath().normalize()
                : data.location().backupName(InstantSource.system().instant());
        data.needFile();
        if (Files.exists(target)) {
            throw new CommandFailed(CommandMessages.get("backup.exists", target));
        }
        try (var store = data.openToRead()) {
            store.backup(target, new Progress(spec.commandLine().getErr()));
        }
        spec.commandLine().getOut().println(CommandMessages.get("backup.done", target));
        return CommandLineMain.OK;
    }
}
