package org.currentcost.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.currentcost.guest.FileChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves the data folder. */
@Command(name = "move", mixinStandardHelpOptions = true)
final class MoveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "FOLDER", index = "0")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        data.needFile();
        FileChange.move(data.location(), folder, new Progress(spec.commandLine().getErr()), data::open);
        spec.commandLine().getOut().println(CommandMessages.get("move.done", folder.toAbsolutePath().normalize()));
        return CommandLineMain.OK;
    }
}
