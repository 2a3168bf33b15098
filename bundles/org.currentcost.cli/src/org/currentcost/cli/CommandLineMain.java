package org.currentcost.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import org.currentcost.imports.ImportException;
import org.currentcost.model.ShownText;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.OldDataReader;
import org.currentcost.store.StoreEngines;
import org.currentcost.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** The top of the command line. Without a command it tells its usage. */
@Command(name = "currentcost", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND")
public final class CommandLineMain implements Callable<Integer> {

    /** Everything went well. */
    public static final int OK = 0;
    /** It could not be done; one sentence on the error output says why. */
    public static final int FAILED = 1;
    /** The arguments are wrong. */
    public static final int USAGE = 2;

    /** Nobody reads the output any more: what a shell tells of a program that the signal PIPE ended. */
    public static final int LEFT = 141;

    private static final int BYTES_PER_MEBIBYTE = 1 << 20;

    /** In the order in which the usage lists them. */
    private static final List<String> COMMANDS = List.of("record", "recorder", "download", "import", "imports",
            "export", "verify",
            "rebuild", "backup", "restore", "move", "sources", "meter", "tariff", "simulate", "feature", "help");

    private final Installed installed;
    private final StandardOutput output;

    @Spec
    private CommandSpec spec;

    private CommandLineMain(Installed installed, StandardOutput output) {
        this.installed = installed;
        this.output = output;
    }

    /**
     * Runs a command.
     *
     * @param installed what commands make use of
     * @param out       the standard output
     * @param err       the error output
     * @param arguments the command's name and its arguments
     * @return the exit code
     */
    public static int run(Installed installed, Writer out, Writer err, String... arguments) {
        var output = new StandardOutput(out);
        var sentences = StandardOutput.sentences(output);
        var errors = StandardOutput.sentences(err);
        try (var threads = new FailedThreads(Thread.currentThread())) {
            int code;
            try {
                code = run(commandLine(installed, output, arguments), sentences, errors, threads, arguments);
            } catch (Throwable e) {
                // Whatever it is, it neither ends as if all went well nor with what only a programmer reads.
                code = fail(errors, sentenceFor(e));
            }
            sentences.flush();
            if (code == OK && threads.failure().isPresent()) {
                code = fail(errors, sentenceFor(threads.failure().get()));
            }
            if (output.isLeft() && (code == OK || code == FAILED)) {
                code = LEFT;
            } else if (output.failure().isPresent() && code == OK) {
                code = fail(errors, CommandMessages.get("output.failed",
                        CommandFailed.reasonOf(output.failure().get())));
            }
            errors.flush();
            return code;
        }
    }

    private static int run(CommandLine line, PrintWriter out, PrintWriter err, FailedThreads threads,
            String... arguments) {
        line.setOut(out);
        line.setErr(err);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // A name that begins with @ is a name, and no file of further arguments.
        line.setExpandAtFiles(false);
        line.setExecutionExceptionHandler((exception, failed, parsed) -> {
            if (exception instanceof OutputFailed) {
                // Told at the end, as of every command.
                return OK;
            }
            return fail(err, sentenceFor(threads.failure().orElse(exception)));
        });
        var usage = line.getParameterExceptionHandler();
        line.setParameterExceptionHandler((exception, parsed) -> {
            if (exception instanceof WrongAddress) {
                exception.getCommandLine().getErr().println(ShownText.of(exception.getMessage()));
                return USAGE;
            }
            return usage.handleParseException(exception, parsed);
        });
        return line.execute(arguments);
    }

    /** Tells what kept a command from being run at all. @return the exit code */
    public static int notRun(Writer err, Throwable cause) {
        return fail(StandardOutput.sentences(err), sentenceFor(cause));
    }

    private static int fail(PrintWriter err, String sentence) {
        err.println(ShownText.of(sentence));
        err.flush();
        return FAILED;
    }

    /** {@return all commands with their texts, in the language of the system} */
    static CommandLine commandLine(Installed installed) {
        return commandLine(installed, new StandardOutput(Writer.nullWriter()));
    }

    private static CommandLine commandLine(Installed installed, StandardOutput output, String... arguments) {
        var line = new CommandLine(new CommandLineMain(installed, output));
        for (String name : needed(arguments)) {
            line.addSubcommand(name, command(name));
        }
        Converters.register(line);
        // Loaded here, since picocli's own class loader does not see this bundle.
        line.setResourceBundle(ResourceBundle.getBundle(CommandLineMain.class.getPackageName() + ".usage"));
        var recording = line.getSubcommands().get("record");
        if (recording != null) {
            // Which addresses mean something depends on what is installed.
            recording.getCommandSpec().usageMessage()
                    .footer("%n" + CommandMessages.get("record.kinds", String.join(", ", installed.types().schemes())));
        }
        return line;
    }

    /** {@return the commands that these arguments can lead to}: making all of them takes longer than most of them. */
    private static List<String> needed(String... arguments) {
        if (arguments.length == 0) {
            return COMMANDS;
        }
        return switch (arguments[0]) {
            case "help" -> COMMANDS;
            case "--version", "-V" -> arguments.length == 1 ? List.of() : COMMANDS;
            default -> COMMANDS.contains(arguments[0]) ? List.of(arguments[0]) : COMMANDS;
        };
    }

    private static Object command(String name) {
        return switch (name) {
            case "record" -> new RecordCommand();
            case "recorder" -> new RecorderCommand();
            case "download" -> new DownloadCommand();
            case "import" -> new ImportCommand();
            case "imports" -> new ImportsCommand();
            case "export" -> new ExportCommand();
            case "verify" -> new VerifyCommand();
            case "rebuild" -> new RebuildCommand();
            case "backup" -> new BackupCommand();
            case "restore" -> new RestoreCommand();
            case "move" -> new MoveCommand();
            case "sources" -> new SourcesCommand();
            case "meter" -> new MeterCommand();
            case "tariff" -> new TariffCommand();
            case "simulate" -> new SimulateCommand();
            case "feature" -> new FeatureCommand();
            case "help" -> new CommandLine.HelpCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String sentenceFor(Throwable failure) {
        return switch (failure) {
            case StoreException store -> store.remedy().isEmpty()
                    ? store.getMessage()
                    : store.getMessage() + " " + store.remedy();
            case ImportException source -> source.getMessage();
            case CommandFailed failed -> failed.getMessage();
            case OutOfMemoryError memory -> CommandMessages.get("memory",
                    Long.toString(Runtime.getRuntime().maxMemory() / BYTES_PER_MEBIBYTE));
            // A command that is a method, and a class that could not be made, wrap what happened.
            case ExecutionException wrapper when wrapper.getCause() != null -> sentenceFor(wrapper.getCause());
            case ExceptionInInitializerError wrapper when wrapper.getCause() != null ->
                sentenceFor(wrapper.getCause());
            default -> CommandMessages.get("unexpected", failure.toString());
        };
    }

    /** {@return where a command writes what is no sentence, and is to be written as it is} */
    StandardOutput output() {
        return output;
    }

    /** {@return the installed kinds of source} */
    SourceTypes types() {
        return installed.types();
    }

    /** {@return the installed ways to keep a store} */
    StoreEngines engines() {
        return installed.engines();
    }

    /** {@return what reads data files of the first CurrentCost program} */
    OldDataReader oldData() {
        return installed.oldData();
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }
}
