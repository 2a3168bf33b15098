package org.currentcost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists the configured sources, what was recorded from their meters, and the installed kinds of source. */
@Command(name = "sources", mixinStandardHelpOptions = true)
final class SourcesCommand implements Callable<Integer> {

    @ParentCommand
    private CommandLineMain main;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        try (var store = data.open()) {
            var sources = store.sources();
            if (sources.isEmpty()) {
                out.println(CommandMessages.get("sources.none"));
            }
            for (var source : sources) {
                out.println(CommandMessages.get(source.enabled() ? "sources.enabled" : "sources.stopped",
                        source.meter(), main.types().describe(source.address())));
            }
            var names = new SensorNames(store);
            for (var info : store.series()) {
                String name = names.of(info.key());
                out.println(CommandMessages.get(name.isEmpty() ? "sources.series" : "sources.series.named",
                        info.key().meter(), info.key().sensor(),
                        CommandMessages.get("quantity." + info.key().quantity()), info.readings(), info.first(),
                        info.last(), name));
            }
        }
        out.println(CommandMessages.get("sources.kinds", String.join(", ", main.types().schemes())));
        return CommandLineMain.OK;
    }
}
