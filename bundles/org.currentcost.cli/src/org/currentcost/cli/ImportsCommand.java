package org.currentcost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists imports and undoes one. */
@Command(name = "imports", mixinStandardHelpOptions = true, subcommands = ImportsCommand.Undo.class)
final class ImportsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        try (var store = data.openToRead()) {
            var imports = store.imports();
            if (imports.isEmpty()) {
                out.println(CommandMessages.get("imports.none"));
            }
            for (var one : imports) {
                out.println(CommandMessages.get(one.undone() ? "imports.undone" : "imports.row",
                        Long.toString(one.id()), one.at(), one.name(), one.readings(), one.blocks(), one.notes()));
            }
        }
        return CommandLineMain.OK;
    }

    /** Takes out all that an import added. */
    @Command(name = "undo", mixinStandardHelpOptions = true)
    static final class Undo implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private DataOption data;

        @Parameters(paramLabel = "ID", index = "0")
        private long id;

        @Override
        public Integer call() throws Exception {
            try (var folder = data.open()) {
                var store = folder.store();
                var row = store.imports().stream().filter(one -> one.id() == id).findFirst()
                        .orElseThrow(() -> new CommandFailed(CommandMessages.get("imports.unknown",
                                Long.toString(id))));
                store.undoImport(id, new Progress(spec.commandLine().getErr()));
                spec.commandLine().getOut().println(CommandMessages.get("imports.taken", Long.toString(id), row.name(),
                        row.readings(), row.blocks(), row.notes()));
            }
            return CommandLineMain.OK;
        }
    }
}
