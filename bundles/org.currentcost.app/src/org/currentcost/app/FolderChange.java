package org.currentcost.app;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.ui.kit.FolderWork;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.ProgressMonitorDialog;
import org.eclipse.osgi.util.NLS;

/** Does what was left to be done with the data folder, before it is opened. */
final class FolderChange {

    private static final int PARTS = 1000;

    private final InstantSource clock = InstantSource.system();
    private final StoreLocation location;

    /** @param location where the readings are now */
    FolderChange(StoreLocation location) {
        this.location = location;
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
                monitor.beginTask(NLS.bind(Messages.FolderRestoring, restore.backup().getFileName()),
                        IProgressMonitor.UNKNOWN);
                location.restore(restore.backup(), clock.instant());
            }
            case FolderWork.Move move -> {
                monitor.beginTask(NLS.bind(Messages.FolderMoving, move.target()), PARTS);
                var done = new int[1];
                location.move(move.target(), part -> {
                    if (monitor.isCanceled()) {
                        throw new CancellationException();
                    }
                    int now = (int) (part * PARTS);
                    monitor.worked(now - done[0]);
                    done[0] = now;
                });
            }
        }
    }

    private static void tell(String reason) {
        MessageDialog.openError(null, Messages.FolderProblemTitle, NLS.bind(Messages.FolderProblem, reason));
    }
}
