package org.currentcost.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.currentcost.store.StoreException;
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
        var progress = new Progress(spec.commandLine().getErr());
        try {
            data.location().move(folder, progress);
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.IN_USE) {
                throw e;
            }
            try (var held = data.open()) {
                held.move(folder, progress);
            }
        }
        spec.commandLine().getOut().println(CommandMessages.get("move.done", folder.toAbsolutePath().normalize()));
        return CommandLineMain.OK;
    }
}
