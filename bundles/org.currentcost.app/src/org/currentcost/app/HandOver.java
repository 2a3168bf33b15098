package org.currentcost.app;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Role;
import org.currentcost.settings.UnattendedRecording;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.TroubleWords;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.ProgressMonitorDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;

/** Lets the recorder, a process without a window, go on when the last window is closed. UI thread only. */
final class HandOver {

    /** By this the start script says where it is. */
    private static final String SCRIPT = "currentcost.script";
    private static final String JAVA = "CURRENTCOST_JAVA";
    /** The program may be unpacked on a slow disk, and have to prepare itself first. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** The second of the answers: the first is what Enter chooses. */
    private static final int CLOSE = 1;

    private final FolderAccess access;
    private final UnattendedRecording settings;
    private final Path script;

    /** @param script starts the program */
    HandOver(FolderAccess access, UnattendedRecording settings, Path script) {
        this.access = access;
        this.settings = settings;
        this.script = script;
    }

    /** {@return what starts this program; empty while it is developed} */
    static Optional<Path> script() {
        try {
            var given = System.getProperty(SCRIPT, "");
            var script = given.isEmpty()
                    // The platform's addresses of files are none where there is a space in them.
                    ? Path.of(URI.create(Platform.getInstallLocation().getURL().toString().replace(" ", "%20")))
                            .resolve(Platform.OS_WIN32.equals(Platform.getOS()) ? "currentcost.cmd" : "currentcost")
                    : Path.of(given);
            return Optional.of(script).filter(Files::isExecutable);
        } catch (IllegalArgumentException e) {
            // Other signs that an address may not have; then nothing can be started from there.
            return Optional.empty();
        }
    }

    /**
     * Starts the recorder if it is to go on and this window records. If it is not to go on, whoever is there is asked
     * before readings that wait in this process are lost.
     *
     * @param ask whether somebody is there to be asked
     * @return whether the window is to be closed
     */
    boolean mayClose(Shell shell, boolean ask) {
        try {
            if (!isNeeded()) {
                return !ask || !isOwnRecorder() || mayLose(shell);
            }
            new ProgressMonitorDialog(shell).run(true, false, this::start);
            return true;
        } catch (StoreException e) {
            return closeAllTheSame(shell, ask, e.getMessage());
        } catch (InvocationTargetException e) {
            return closeAllTheSame(shell, ask, String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Puts a recorder of this installation in the place of the one that runs; recording goes on meanwhile. */
    void replaceRecorder(IProgressMonitor monitor) throws StoreException, InvocationTargetException,
            InterruptedException {
        access.takeOver();
        start(monitor);
    }

    private boolean isNeeded() throws StoreException {
        return settings.wanted().orElse(false) && isOwnRecorder()
                && access.store().sources().stream().anyMatch(SourceRow::enabled);
    }

    private boolean isOwnRecorder() {
        return !(access.role() instanceof Role.Guest guest && !guest.records());
    }

    private boolean mayLose(Shell shell) {
        return access.recorder().storeTrouble().filter(trouble -> trouble.waiting() > 0)
                .map(trouble -> isToClose(shell, Messages.HandOverUnwrittenTitle,
                        Messages.bind(Messages.HandOverUnwritten, TroubleWords.of(trouble))))
                .orElse(true);
    }

    private static boolean closeAllTheSame(Shell shell, boolean ask, String reason) {
        ILog.of(HandOver.class).warn(Messages.bind(Messages.HandOverProblem, reason));
        return !ask || isToClose(shell, Messages.HandOverTitle, Messages.bind(Messages.HandOverProblem, reason));
    }

    /** {@return whether the user wants to close the window all the same} */
    private static boolean isToClose(Shell shell, String title, String text) {
        return MessageDialog.open(MessageDialog.WARNING, shell, title, text, SWT.NONE, Messages.HandOverStay,
                Messages.HandOverClose) == CLOSE;
    }

    /** Returns when the recorder has the folder, or waits for this process to let go of it. */
    private void start(IProgressMonitor monitor) throws InvocationTargetException, InterruptedException {
        monitor.beginTask(Messages.HandOverStarting, IProgressMonitor.UNKNOWN);
        try {
            var said = Files.createTempFile("currentcost", ".txt");
            try {
                var builder = new ProcessBuilder(script.toString(), "recorder", "start", "--data",
                        access.location().folder().toString()).redirectErrorStream(true)
                        .redirectOutput(said.toFile()).redirectInput(Redirect.PIPE);
                builder.environment().putIfAbsent(JAVA,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
                var process = builder.start();
                process.getOutputStream().close();
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroy();
                    throw new IOException(Messages.HandOverLate);
                }
                if (process.exitValue() != 0) {
                    throw new IOException(Files.readString(said, Charset.defaultCharset()).strip());
                }
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException e) {
            throw new InvocationTargetException(e);
        } finally {
            monitor.done();
        }
    }
}
