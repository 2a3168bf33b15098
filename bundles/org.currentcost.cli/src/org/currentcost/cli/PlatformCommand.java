package org.currentcost.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.currentcost.recorder.SourceTypes;

/** A command in a platform of its own, for what needs the installer of features. */
final class PlatformCommand {

    /** The system property by which the start script says where the platform's launcher is. */
    private static final String LAUNCHER = "currentcost.launcher";
    /** The system property by which it says where the platform keeps its settings, if not beside the program. */
    private static final String CONFIGURATION = "currentcost.configuration";

    private PlatformCommand() {
    }

    /** {@return whether a command installs features, or names a kind of source that a feature may bring} */
    static boolean isNeeded(SourceTypes types, String... arguments) {
        if (System.getProperty(LAUNCHER) == null || arguments.length == 0) {
            return false;
        }
        if (arguments[0].equals("feature")) {
            return true;
        }
        for (int i = 1; i < arguments.length; i++) {
            for (var option : List.of("--source", "--publish")) {
                boolean names = option.equals(arguments[i - 1]) || arguments[i].startsWith(option + "=");
                String address = arguments[i]
                        .substring(arguments[i].startsWith(option + "=") ? option.length() + 1 : 0);
                int colon = address.indexOf(':');
                if (names && colon > 0) {
                    String scheme = address.substring(0, colon).toLowerCase(Locale.ROOT);
                    if (option.equals("--source") ? !types.schemes().contains(scheme) : !types.publishes(address)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Runs it with this process' standard input and outputs. @return its exit code */
    static int run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(one -> !one.startsWith("-Dcurrentcost.")).forEach(command::add);
        command.addAll(List.of("-jar", System.getProperty(LAUNCHER), "-application", "org.currentcost.app.command",
                "-data", "@noDefault"));
        String configuration = System.getProperty(CONFIGURATION, "");
        if (!configuration.isEmpty()) {
            command.addAll(List.of("-configuration", configuration));
        }
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).inheritIO().start();
        var end = new Thread(process::destroy, "platform-end");
        Runtime.getRuntime().addShutdownHook(end);
        return process.waitFor();
    }
}
