package org.currentcost.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Role;
import org.currentcost.recorder.NewSource;
import org.currentcost.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists the configured sources, adds and removes one; lists what was recorded, and the installed kinds of source. */
@Command(name = "sources", mixinStandardHelpOptions = true)
final class SourcesCommand implements Callable<Integer> {

    private static final String METER = "--meter";

    @ParentCommand
    private CommandLineMain main;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        try (var store = data.openToRead()) {
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

    @Command(name = "add", mixinStandardHelpOptions = true)
    int add(@Mixin DataOption to, @Parameters(paramLabel = "ADDRESS") String address,
            @Option(names = METER, paramLabel = "NAME", converter = MeterNameConverter.class) Optional<String> meter)
            throws StoreException, CommandFailed {
        try (var folder = to.open()) {
            var name = meter.orElse(RecordCommand.meterOf(address));
            // whoever records begins with it at once
            var row = isRecordedByOther(folder)
                    ? folder.recorder().add(name, address)
                    : NewSource.save(folder.store(), main.types(), name, address);
            spec.commandLine().getOut()
                    .println(CommandMessages.get("sources.added", row.meter(), main.types().describe(row.address())));
            return CommandLineMain.OK;
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(e.getMessage());
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true)
    int remove(@Mixin DataOption from, @Parameters(paramLabel = "NAME") String meter)
            throws StoreException, CommandFailed {
        try (var folder = from.open()) {
            var row = folder.store().sources().stream().filter(one -> one.meter().equals(meter)).findFirst()
                    .orElseThrow(() -> new CommandFailed(CommandMessages.get("sources.unknown", meter)));
            if (isRecordedByOther(folder)) {
                folder.recorder().remove(row.id());
            } else {
                folder.store().removeSource(row.id());
            }
            spec.commandLine().getOut().println(CommandMessages.get("sources.removed", meter));
            return CommandLineMain.OK;
        }
    }

    private static boolean isRecordedByOther(FolderAccess folder) {
        return folder.role() instanceof Role.Guest guest && guest.owner().records();
    }
}
