package org.currentcost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes every sum anew from the readings. */
@Command(name = "rebuild", mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws Exception {
        try (var folder = data.open()) {
            var store = folder.store();
            store.rebuild(new Progress(spec.commandLine().getErr()));
            spec.commandLine().getOut().println(CommandMessages.get("rebuild.done", store.statistics().readings()));
        }
        return CommandLineMain.OK;
    }
}
