package org.currentcost.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.currentcost.accounting.Household;
import org.currentcost.accounting.Meter;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SourceStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreMaintenance.MeterContent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Lists the meters, says which one is my house, hides, shows and deletes them. */
@Command(name = "meter", mixinStandardHelpOptions = true)
final class MeterCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws Exception {
        data.needFile();
        try (var store = data.openToRead()) {
            var household = new Household(store);
            var house = household.house().map(one -> one.key().meter());
            for (var meter : household.meters()) {
                spec.commandLine().getOut().println(line(meter, store.contentOf(meter.name()).readings(),
                        house.filter(meter.name()::equals).isPresent()));
            }
        }
        return CommandLineMain.OK;
    }

    private static String line(Meter meter, long readings, boolean house) {
        var words = new StringBuilder(CommandMessages.get("meter.line", meter.name(), readings));
        if (house) {
            words.append(", ").append(CommandMessages.get("meter.house"));
        }
        if (meter.demo()) {
            words.append(", ").append(CommandMessages.get("meter.demo"));
        }
        if (meter.hidden()) {
            words.append(", ").append(CommandMessages.get("meter.hidden"));
        }
        return words.toString();
    }

    /** Finds a meter by its name. */
    private static Meter find(Household household, String name) throws StoreException, CommandFailed {
        var meters = household.meters();
        return meters.stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> new CommandFailed(CommandMessages.get("export.noMeter", name,
                        meters.stream().map(Meter::name).collect(Collectors.joining(", ")))));
    }

    /** Does something with a meter in an open store. */
    private interface Work {
        void run(ReadingStore store, Household household, Meter meter) throws StoreException, CommandFailed;
    }

    private static void with(DataOption data, String name, Work work) throws StoreException, CommandFailed {
        data.needFile();
        try (var folder = data.open()) {
            var store = folder.store();
            var household = new Household(store);
            work.run(store, household, find(household, name));
        }
    }

    @Command(name = "house", mixinStandardHelpOptions = true)
    int house(@Parameters(index = "0", paramLabel = "NAME") String name, @Mixin DataOption folder) throws Exception {
        with(folder, name, (store, household, meter) -> {
            if (household.house(name).isEmpty()) {
                throw new CommandFailed(CommandMessages.get("meter.noHouse", name));
            }
            household.chooseHouse(name);
            spec.commandLine().getOut().println(CommandMessages.get("meter.isHouse", name));
        });
        return CommandLineMain.OK;
    }

    @Command(name = "hide", mixinStandardHelpOptions = true)
    int hide(@Parameters(index = "0", paramLabel = "NAME") String name, @Mixin DataOption folder) throws Exception {
        with(folder, name, (store, household, meter) -> {
            household.hide(name, true);
            spec.commandLine().getOut().println(CommandMessages.get("meter.isHidden", name));
        });
        return CommandLineMain.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true)
    int show(@Parameters(index = "0", paramLabel = "NAME") String name, @Mixin DataOption folder) throws Exception {
        with(folder, name, (store, household, meter) -> {
            household.hide(name, false);
            spec.commandLine().getOut().println(CommandMessages.get("meter.isShown", name));
        });
        return CommandLineMain.OK;
    }

    @Command(name = "delete", mixinStandardHelpOptions = true)
    int delete(@Parameters(index = "0", paramLabel = "NAME") String name,
            @Option(names = "--yes", scope = ScopeType.LOCAL) boolean sure,
            @Option(names = "--no-backup", scope = ScopeType.LOCAL) boolean noBackup, @Mixin DataOption folder)
            throws Exception {
        with(folder, name, (store, household, meter) -> {
            var content = store.contentOf(name);
            if (!sure) {
                throw new CommandFailed(CommandMessages.get("meter.unsure", name, words(content)));
            }
            if (!noBackup) {
                var backup = folder.location().backupName(Instant.now());
                store.backup(backup, new Progress(spec.commandLine().getErr()));
                spec.commandLine().getErr().println(CommandMessages.get("meter.backup", backup));
            }
            household.deleteMeter(name);
            spec.commandLine().getOut().println(CommandMessages.get("meter.deleted", name, words(content)));
            hearingSource(store, name).ifPresent(source -> spec.commandLine().getErr()
                    .println(CommandMessages.get("meter.stillReceived", source, name)));
        });
        return CommandLineMain.OK;
    }

    private static String words(MeterContent content) {
        return CommandMessages.get("meter.content", content.readings(), content.blocks(), content.edits(),
                content.imports(), content.notes(), content.sources());
    }

    /** {@return the source that names many meters and would bring a deleted one back, if there is one} */
    private static Optional<String> hearingSource(SourceStore store, String meter) throws StoreException {
        return store.sources().stream().map(SourceStore.SourceRow::meter)
                .filter(source -> meter.startsWith(source + "/")).findFirst();
    }
}
