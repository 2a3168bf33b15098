package org.currentcost.app;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
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

    /** {@return what to open: another place after a move} What fails is told; all is as it was then. */
    StoreLocation run() {
        try {
            var work = FolderWork.take(location.folder());
            return work.isEmpty() ? location : run(work.get());
        } catch (IOException e) {
            tell(e.getMessage());
            return location;
        }
    }

    private StoreLocation run(FolderWork work) {
        var current = new AtomicReference<>(location);
        try {
            new ProgressMonitorDialog(null).run(true, work instanceof FolderWork.Move, monitor -> {
                try {
                    current.set(run(work, monitor));
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
            // The user has cancelled the move.
            return location;
        }
        return current.get();
    }

    private StoreLocation run(FolderWork work, IProgressMonitor monitor) throws StoreException {
        return switch (work) {
            case FolderWork.Restore restore -> {
                monitor.beginTask(NLS.bind(Messages.FolderRestoring, restore.backup().getFileName()),
                        IProgressMonitor.UNKNOWN);
                location.restore(restore.backup(), clock.instant());
                yield location;
            }
            case FolderWork.Move move -> {
                monitor.beginTask(NLS.bind(Messages.FolderMoving, move.target()), PARTS);
                var done = new int[1];
                yield location.move(move.target(), part -> {
                    if (monitor.isCanceled()) {
                        throw new CancellationException();
                    }
                    int now = (int) (part * PARTS);
                    monitor.worked(now - done[0]);
                    done[0] = now;
                });
            }
        };
    }

    private static void tell(String reason) {
        MessageDialog.openError(null, Messages.FolderProblemTitle, NLS.bind(Messages.FolderProblem, reason));
    }
}
