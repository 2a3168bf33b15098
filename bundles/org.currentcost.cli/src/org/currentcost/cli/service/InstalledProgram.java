package org.currentcost.cli.service;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The program as it is installed on the disk: the script that starts it, and whether it is still what this process was
 * started from. Used by one thread.
 */
public final class InstalledProgram {

    /** The system property by which the start script says where it is itself. */
    private static final String SCRIPT = "currentcost.script";
    /** The system property by which it says where the list of what is installed is. */
    private static final String BUNDLES = "currentcost.bundles";
    /** Inside the program's folder: it is there while an installation is going on. */
    private static final Path CHANGING = Path.of("p2", "kept", "changing");
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(10);
    private static final int PATIENCE_MINUTES = 1;

    private final Path script;
    private final Path bundles;
    private final LongSupplier nanoTime;
    private byte[] startedFrom;
    private byte[] seen;
    private byte[] refused = {};
    private long triedAgainAt;
    private long lookedAt;

    private InstalledProgram(Path script, Path bundles, LongSupplier nanoTime) throws IOException {
        this.script = script;
        this.bundles = bundles;
        this.nanoTime = nanoTime;
        startedFrom = Files.readAllBytes(bundles);
        seen = startedFrom;
        lookedAt = nanoTime.getAsLong();
    }

    /** {@return the script that has started this process; empty if none has, as while the program is developed} */
    public static Optional<Path> script() {
        return Optional.ofNullable(System.getProperty(SCRIPT)).filter(path -> !path.isEmpty()).map(Path::of);
    }

    /** {@return what this process was started from; empty if no start script has} */
    public static Optional<InstalledProgram> ofThisProcess() {
        var bundles = System.getProperty(BUNDLES, "");
        if (script().isEmpty() || bundles.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(script().get(), Path.of(bundles), System::nanoTime));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static InstalledProgram of(Path script, Path bundles, LongSupplier nanoTime) throws IOException {
        return new InstalledProgram(script, bundles, nanoTime);
    }

    /**
     * {@return whether something else is installed by now, as a whole} What was seen once must be seen a second time,
     * a moment later: the list is written in place. To be called every second or so.
     */
    public boolean hasChanged() {
        long now = nanoTime.getAsLong();
        if (now - lookedAt < LOOK_EVERY.toNanos()) {
            return false;
        }
        lookedAt = now;
        try {
            byte[] before = seen;
            seen = Files.readAllBytes(bundles);
            if (Arrays.equals(seen, refused) && now - triedAgainAt < 0) {
                return false;
            }
            return seen.length > 0 && !Arrays.equals(seen, startedFrom) && Arrays.equals(seen, before)
                    && !Files.exists(script.resolveSibling(CHANGING)) && Files.isExecutable(script);
        } catch (IOException e) {
            // It is being written, or the program is gone: this process goes on with what it has.
            return false;
        }
    }

    /**
     * {@return whether what is installed can be started} It may take a while the first time, which is spent here and
     * not while nobody records. If it can't, {@link #hasChanged} says nothing of it for ten minutes.
     */
    public boolean canStart() throws InterruptedException {
        boolean starts = starts();
        if (!starts) {
            refused = seen;
            triedAgainAt = nanoTime.getAsLong() + AFTER_A_FAILURE.toNanos();
        }
        return starts;
    }

    private boolean starts() throws InterruptedException {
        try {
            var builder = new ProcessBuilder(script.toString(), "--version").redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD);
            ServiceManager.OWN_VARIABLES.forEach(builder.environment()::remove);
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is installed now can't be started: this process goes on until something else is. */
    public void goOn() {
        startedFrom = seen;
    }
}
