package org.currentcost.app;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.currentcost.guest.FileChange;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Participant;
import org.currentcost.guest.ProcessKind;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.ui.kit.FolderWork;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.ProgressMonitorDialog;

/** Does what was left to be done with the data folder, before it is opened. */
final class FolderChange {

    private static final int PARTS = 1000;

    private final InstantSource clock = InstantSource.system();
    private final StoreLocation location;
    private final SourceTypes types;

    /** @param location where the readings are now */
    FolderChange(StoreLocation location, SourceTypes types) {
        this.location = location;
        this.types = types;
    }

    /** Does it; what fails is told. Where the readings are is to be looked up afterwards. */
    void run() {
        try {
            FolderWork.take(location.folder()).ifPresent(this::run);
        } catch (IOException e) {
            tell(e.getMessage());
        }
    }

    private void run(FolderWork work) {
        try {
            new ProgressMonitorDialog(null).run(true, work instanceof FolderWork.Move, monitor -> {
                try {
                    run(work, monitor);
                } catch (StoreException e) {
                    throw new InvocationTargetException(e);
                } catch (CancellationException e) {
                    throw new OperationCanceledException();
                } finally {
                    monitor.done();
                }
            });
        } catch (InvocationTargetException e) {
            tell(e.getCause() instanceof StoreException store
                    ? (store.getMessage() + " " + store.remedy()).strip()
                    : String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            // The user has cancelled the move: all is as it was.
            return;
        }
    }

    private void run(FolderWork work, IProgressMonitor monitor) throws StoreException {
        switch (work) {
            case FolderWork.Restore restore -> {
                monitor.beginTask(Messages.bind(Messages.FolderRestoring, restore.backup().getFileName()),
                        IProgressMonitor.UNKNOWN);
                FileChange.restore(location, restore.backup(), clock.instant(), this::open);
            }
            case FolderWork.Move move -> {
                monitor.beginTask(Messages.bind(Messages.FolderMoving, move.target()), PARTS);
                var done = new int[1];
                Consumer<Double> progress = part -> {
                    if (monitor.isCanceled()) {
                        throw new CancellationException();
                    }
                    int now = (int) (part * PARTS);
                    monitor.worked(now - done[0]);
                    done[0] = now;
                };
                FileChange.move(location, move.target(), progress, this::open);
            }
        }
    }

    private FolderAccess open() throws StoreException {
        return FolderAccess.open(location, ZoneId.systemDefault(), new Participant(ProcessKind.WINDOW, types,
                Optional.empty(), () -> false, Optional.empty(), clock));
    }

    private static void tell(String reason) {
        MessageDialog.openError(null, Messages.FolderProblemTitle, Messages.bind(Messages.FolderProblem, reason));
    }
}
