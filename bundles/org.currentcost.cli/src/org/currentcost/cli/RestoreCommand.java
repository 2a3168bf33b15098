package org.currentcost.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.currentcost.guest.FileChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup in the place of what is stored. */
@Command(name = "restore", mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "FILE", index = "0")
    private Path file;

    @Override
    public Integer call() throws Exception {
        var before = FileChange.restore(data.location(), file, InstantSource.system().instant(), data::open);
        spec.commandLine().getOut().println(CommandMessages.get("restore.done", file));
        before.ifPresent(path -> spec.commandLine().getErr().println(CommandMessages.get("restore.before", path)));
        return CommandLineMain.OK;
    }
}
