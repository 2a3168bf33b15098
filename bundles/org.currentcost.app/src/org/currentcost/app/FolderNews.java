package org.currentcost.app;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Optional;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.ProcessKind;
import org.currentcost.guest.Role;
import org.currentcost.recorder.BuildTime;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.sources.FolderRole;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.ProgressMonitorDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;

/**
 * Looks now and then for what other processes have done with the data folder, and does what the window has to do then:
 * the folder was moved, or a recorder of an earlier version holds it. UI thread only.
 */
final class FolderNews {

    private static final int LOOK_MILLIS = 1000;
    /** A recorder notices by itself that its installation has changed; only one that does not is replaced. */
    private static final int LOOKS_BEFORE_ASKING = 30;
    private static final int REPLACE = 0;

    private final IWorkbench workbench;
    private final Shell shell;
    private final FolderAccess access;
    private final FolderRole role;
    private final Optional<HandOver> handOver;
    private final Path folder;
    private final String version = BuildTime.version();
    private int looks;
    private boolean asked;

    FolderNews(IWorkbench workbench, Shell shell, FolderAccess access, FolderRole role, Optional<HandOver> handOver) {
        this.workbench = workbench;
        this.shell = shell;
        this.access = access;
        this.role = role;
        this.handOver = handOver;
        folder = access.location().folder();
    }

    /** Begins to look. */
    void watch() {
        if (shell.isDisposed()) {
            return;
        }
        var now = access.location().folder();
        if (!now.equals(folder)) {
            // The window's own settings are there now, too.
            MessageDialog.openInformation(shell, Messages.MovedTitle, Messages.bind(Messages.Moved, now));
            workbench.restart();
            return;
        }
        looks++;
        if (!asked && looks >= LOOKS_BEFORE_ASKING && isOlderRecorder()) {
            asked = true;
            handOver.ifPresent(this::askToReplace);
        }
        if (!shell.isDisposed()) {
            shell.getDisplay().timerExec(LOOK_MILLIS, this::watch);
        }
    }

    private boolean isOlderRecorder() {
        return role.now() instanceof Role.Guest guest && guest.owner().kind() == ProcessKind.RECORDER
                && isOlder(guest.owner().build(), version);
    }

    /** {@return whether a version was built earlier; of one that is not known that can't be told} */
    static boolean isOlder(String version, String own) {
        return !version.isEmpty() && !own.isEmpty() && built(version).compareTo(built(own)) < 0;
    }

    /** {@return when a version was built: its last part, digits that order as the time does} */
    private static String built(String version) {
        return version.substring(version.lastIndexOf('.') + 1);
    }

    private void askToReplace(HandOver replacing) {
        if (MessageDialog.open(MessageDialog.QUESTION, shell, Messages.OlderRecorderTitle, Messages.OlderRecorder,
                SWT.NONE, Messages.OlderRecorderReplace, IDialogConstants.CANCEL_LABEL) != REPLACE) {
            return;
        }
        try {
            new ProgressMonitorDialog(shell).run(true, false, monitor -> {
                try {
                    replacing.replaceRecorder(monitor);
                } catch (StoreException e) {
                    throw new InvocationTargetException(e);
                }
            });
        } catch (InvocationTargetException e) {
            Problems.show(shell, Messages.OlderRecorderProblem,
                    e.getCause() instanceof Exception cause ? cause : e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
