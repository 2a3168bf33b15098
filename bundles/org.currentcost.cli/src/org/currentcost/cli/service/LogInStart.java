package org.currentcost.cli.service;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Lets the system start the recorder whenever the user logs in, by the means of the system. */
public interface LogInStart {

    /** Settles that the recorder is started at log-in. {@return sentences for the user: what was done, what is left} */
    List<String> enable() throws IOException;

    /** Settles that it is not. One that runs goes on. {@return sentences for the user} */
    List<String> disable() throws IOException;

    /**
     * Starts the recorder now in the way in which it is started at log-in, and waits until it records.
     *
     * @return whether that was done; if not, it is not enabled in this way, or the system does not answer
     */
    boolean startNow();

    /** Runs a command of the system. */
    @FunctionalInterface
    interface SystemCommand {
        /** {@return its exit code; empty if there is no such command, or it does not end} */
        Optional<Integer> run(List<String> command);
    }

    /** {@return the means of this system} */
    static LogInStart ofThisSystem(RecorderCall call) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return of(system, call, Path.of(System.getProperty("user.home")), System.getenv(), LogInStart::run);
    }

    /** @param system its name in lower case, as Java has it */
    static LogInStart of(String system, RecorderCall call, Path home, Map<String, String> environment,
            SystemCommand command) {
        if (system.startsWith("windows")) {
            return new ScheduledTask(call, home, environment, command);
        }
        return system.startsWith("mac")
                ? new LaunchAgent(call, home, command)
                : new SystemdUnit(call, home, environment, command);
    }

    /** So long an answer is waited for: less than the two minutes in which a recorder is to have started. */
    Duration PATIENCE = Duration.ofMinutes(1);

    private static Optional<Integer> run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD)
                    .start();
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return Optional.of(process.exitValue());
            }
            process.destroyForcibly();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}
