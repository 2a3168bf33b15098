package org.currentcost.app.command;

import java.io.PrintWriter;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import org.currentcost.imports.ImportException;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top of the command line. Without a command it tells its usage. */
@Command(name = "currentcost", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND", subcommands = {
    RecordCommand.class, DownloadCommand.class, ImportCommand.class, ImportsCommand.class, ExportCommand.class,
    VerifyCommand.class, RebuildCommand.class, BackupCommand.class, RestoreCommand.class, MoveCommand.class,
    SourcesCommand.class, TariffCommand.class, SimulateCommand.class, FeatureCommand.class,
    CommandLine.HelpCommand.class})
public final class CommandLineMain implements Callable<Integer> {

    /** Everything went well. */
    public static final int OK = 0;
    /** It could not be done; one sentence on the error output says why. */
    public static final int FAILED = 1;
    /** The arguments are wrong. */
    public static final int USAGE = 2;

    private final SourceTypes types;

    @Spec
    private CommandSpec spec;

    private CommandLineMain(SourceTypes types) {
        this.types = types;
    }

    /**
     * Runs a command.
     *
     * @param types     the installed kinds of source
     * @param arguments the command's name and its arguments
     * @return the exit code
     */
    public static int run(SourceTypes types, PrintWriter out, PrintWriter err, String... arguments) {
        var line = commandLine(types);
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((exception, failed, parsed) -> {
            failed.getErr().println(sentenceFor(exception));
            failed.getErr().flush();
            return FAILED;
        });
        var usage = line.getParameterExceptionHandler();
        line.setParameterExceptionHandler((exception, parsed) -> {
            if (exception instanceof WrongAddress) {
                exception.getCommandLine().getErr().println(exception.getMessage());
                return USAGE;
            }
            return usage.handleParseException(exception, parsed);
        });
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    /** {@return all commands with their texts, in the language of the system} */
    static CommandLine commandLine(SourceTypes types) {
        var line = new CommandLine(new CommandLineMain(types));
        // Loaded here, since picocli's own class loader does not see this bundle.
        line.setResourceBundle(ResourceBundle.getBundle(CommandLineMain.class.getPackageName() + ".usage"));
        // Which addresses mean something depends on what is installed.
        line.getSubcommands().get("record").getCommandSpec().usageMessage()
                .footer("%n" + CommandMessages.get("record.kinds", String.join(", ", types.schemes())));
        return line;
    }

    private static String sentenceFor(Exception exception) {
        return switch (exception) {
            case StoreException store -> store.remedy().isEmpty()
                    ? store.getMessage()
                    : store.getMessage() + " " + store.remedy();
            case ImportException source -> source.getMessage();
            case CommandFailed failed -> failed.getMessage();
            default -> CommandMessages.get("unexpected", exception.toString());
        };
    }

    /** {@return the installed kinds of source} */
    SourceTypes types() {
        return types;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }
}
