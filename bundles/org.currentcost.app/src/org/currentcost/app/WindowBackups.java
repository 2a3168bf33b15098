package org.currentcost.app;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.currentcost.cli.service.DailyBackup;
import org.currentcost.cli.service.RecorderLog.Grade;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Role;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/**
 * Makes the backups that the program makes by itself while this window has the data folder; while a recorder has it,
 * that one does. It begins when the window has been open for a while, so that no start waits for the disk.
 */
final class WindowBackups extends Job implements AutoCloseable {

    private static final long FIRST_LOOK_MILLIS = TimeUnit.MINUTES.toMillis(10);
    private static final long LOOK_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final FolderAccess access;
    private final DailyBackup backup;

    /** @param access is open until this is closed */
    WindowBackups(FolderAccess access, InstantSource clock) {
        super("backups");
        this.access = access;
        backup = new DailyBackup(access::location, access.store(), WindowBackups::tell, clock);
        setSystem(true);
        setPriority(DECORATE);
    }

    private static void tell(Grade grade, String sentence) {
        var log = ILog.of(WindowBackups.class);
        if (grade == Grade.INFO) {
            log.info(sentence);
        } else {
            log.warn(sentence);
        }
    }

    /** Begins to look. */
    void begin() {
        schedule(FIRST_LOOK_MILLIS);
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        if (access.role() instanceof Role.Owner) {
            backup.look();
        }
        if (!monitor.isCanceled()) {
            schedule(LOOK_MILLIS);
        }
        return Status.OK_STATUS;
    }

    @Override
    public void close() {
        cancel();
        backup.close();
    }
}
