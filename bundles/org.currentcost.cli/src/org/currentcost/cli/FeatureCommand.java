package org.currentcost.cli;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.currentcost.install.Features;
import org.currentcost.install.Features.FeatureException;
import org.currentcost.install.SiteAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
    int uninstall(@Parameters(paramLabel = "ID") String id) throws CommandFailed {
        try {
            var feature = features().uninstall(id, this::tellThatItWaits);
            spec.commandLine().getOut().println(CommandMessages.get("feature.gone", feature.name()));
        } catch (FeatureException e) {
            throw new CommandFailed(e.getMessage());
        }
        return CommandLineMain.OK;
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
