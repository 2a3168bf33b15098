package org.currentcost.cli;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.currentcost.install.Features;
import org.currentcost.install.Features.FeatureException;
import org.currentcost.install.SiteAddress;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Lists, installs and uninstalls optional features, without a window. */
@Command(name = "feature", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class FeatureCommand implements Callable<Integer> {

    @ParentCommand
    private CommandLineMain main;

    @Spec
    private CommandSpec spec;

    @Option(names = "--site", paramLabel = "URI", scope = ScopeType.INHERIT)
    private Optional<String> site = Optional.empty();

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), CommandMessages.get("feature.which"));
    }

    @Command(name = "list", mixinStandardHelpOptions = true)
    int list() throws CommandFailed {
        var out = spec.commandLine().getOut();
        try {
            var features = features();
            for (var feature : features.list(site())) {
                out.println(line(feature));
            }
            features.removeUnneeded();
        } catch (FeatureException e) {
            throw new CommandFailed(e.getMessage());
        }
        return CommandLineMain.OK;
    }

    private static String line(Features.Feature feature) {
        String installed = feature.installed();
        String available = feature.available();
        if (installed.isEmpty()) {
            return CommandMessages.get("feature.available", feature.id(), feature.name(), available);
        }
        return available.isEmpty() || available.equals(installed)
                ? CommandMessages.get("feature.installed", feature.id(), feature.name(), installed)
                : CommandMessages.get("feature.update", feature.id(), feature.name(), installed, available);
    }

    @Command(name = "install", mixinStandardHelpOptions = true)
    int install(@Parameters(paramLabel = "ID") String id, @Option(names = "--trust") boolean trust)
            throws CommandFailed {
        var from = site().orElseThrow(() -> new CommandFailed(CommandMessages.get("feature.noSite")));
        try {
            var installed = features().install(id, from, trust, this::tellThatItWaits);
            spec.commandLine().getOut()
                    .println(CommandMessages.get(installed.fresh() ? "feature.done" : "feature.there",
                            installed.feature().name(), installed.feature().installed()));
        } catch (FeatureException e) {
            throw new CommandFailed(e.getMessage());
        }
        return CommandLineMain.OK;
    }

    @Command(name = "uninstall", mixinStandardHelpOptions = true)
    int uninstall(@Parameters(paramLabel = "ID") String id, @Option(names = "--force") boolean force,
            @Mixin DataOption data) throws CommandFailed {
        try {
            if (!force) {
                refuseWhatIsNeeded(features().sourcesOf(id), data);
            }
            var feature = features().uninstall(id, this::tellThatItWaits);
            spec.commandLine().getOut().println(CommandMessages.get("feature.gone", feature.name()));
        } catch (FeatureException e) {
            throw new CommandFailed(e.getMessage());
        }
        return CommandLineMain.OK;
    }

    /** A source that is configured and on would stand still from then on. */
    private static void refuseWhatIsNeeded(Set<String> schemes, DataOption data) throws CommandFailed {
        try {
            if (schemes.isEmpty() || !data.location().exists()) {
                return;
            }
            try (var store = data.location().openBeside()) {
                var needing = store.sources().stream().filter(SourceRow::enabled)
                        .filter(one -> schemes.contains(one.address().replaceFirst(":.*", "").toLowerCase(Locale.ROOT)))
                        .map(SourceRow::meter).toList();
                if (!needing.isEmpty()) {
                    throw new CommandFailed(CommandMessages.get("feature.needed", String.join(", ", needing)));
                }
            }
        } catch (StoreException e) {
            // What can't be read now needs nothing now.
        }
    }

    @Command(name = "find", mixinStandardHelpOptions = true)
    int find(@Parameters(paramLabel = "KIND") String kind) throws CommandFailed {
        spec.commandLine().getOut().println(main.types().whereToGet(kind)
                .orElseThrow(() -> new CommandFailed(CommandMessages.get("feature.none", kind))));
        return CommandLineMain.OK;
    }

    private void tellThatItWaits() {
        var err = spec.commandLine().getErr();
        err.println(Features.waitingSentence());
        err.flush();
    }

    private static Features features() throws CommandFailed {
        return Features.ofThisInstallation()
                .orElseThrow(() -> new CommandFailed(CommandMessages.get("feature.noInstallation")));
    }

    private Optional<URI> site() throws CommandFailed {
        try {
            return site.isPresent() ? Optional.of(SiteAddress.of(site.get())) : Features.shippedSite();
        } catch (FeatureException e) {
            throw new CommandFailed(e.getMessage());
        }
    }
}
