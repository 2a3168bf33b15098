package org.currentcost.cli.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.currentcost.cli.service.RecorderLog.Grade;
import org.currentcost.settings.BackupPlan;
import org.currentcost.store.DataFolder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;
import org.currentcost.store.StoreLocation.Backup;
import org.currentcost.store.StoreLocation.BackupKind;

/**
 * Makes a backup a day after the last one, or when the user has set, on a thread of its own, if anything has changed,
 * and keeps as many as are wanted. One that fails is tried again an hour later. Used by one thread at a time;
 * {@link #close} ends a backup that is being made, of which nothing is left.
 */
public final class DailyBackup implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration AFTER_A_FAILURE = Duration.ofHours(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);
    /** A backup is worth less than the readings that come: it never takes the disk's last room. */
    private static final long ROOM_LEFT_BYTES = 256L << 20;

    private final Supplier<StoreLocation> location;
    private final ReadingStore store;
    private final BiConsumer<Grade, String> log;
    private final InstantSource clock;
    private Instant nextLook = Instant.MIN;
    private Instant lookedAt = Instant.MIN;
    private volatile boolean closed;
    /** The store's version of which there is a backup; empty before this process has made one. */
    private volatile OptionalLong saved = OptionalLong.empty();
    private volatile boolean failed;
    private Thread work = new Thread();

    /**
     * Makes no backup yet.
     *
     * @param location where the store is now
     * @param store    open until this is closed
     * @param log      is told what was made and what failed, on the thread of the backup too
     */
    public DailyBackup(Supplier<StoreLocation> location, ReadingStore store, BiConsumer<Grade, String> log,
            InstantSource clock) {
        this.location = location;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /** Begins a backup if it is time for one; to be called every second or so. */
    public void look() {
        var now = clock.instant();
        // A clock that was put back is no reason to wait for the time that it showed before.
        if (work.isAlive() || now.isBefore(nextLook) && !now.isBefore(lookedAt)) {
            return;
        }
        lookedAt = now;
        if (failed) {
            failed = false;
            nextLook = now.plus(AFTER_A_FAILURE);
            return;
        }
        nextLook = now.plus(LOOK_EVERY);
        long version = store.version();
        if (saved.isPresent() && saved.getAsLong() == version) {
            return;
        }
        BackupPlan plan;
        try {
            if (store.series().isEmpty() && store.sources().isEmpty()) {
                return;
            }
            plan = BackupPlan.of(store);
            var last = daily(plan, now);
            if (plan.every().isEmpty()
                    || !last.isEmpty() && last.getFirst().time().plus(plan.every().get()).isAfter(now)) {
                return;
            }
        } catch (StoreException | IllegalStateException e) {
            // The file is restored or moved for as long as that takes: what can't fail otherwise fails then.
            fail(e.getMessage());
            return;
        }
        work = new Thread(() -> make(plan, now, version), "daily-backup");
        work.setDaemon(true);
        work.start();
    }

    /** {@return the backups of this kind, the latest first} What claims to be of the future is not taken for one. */
    private List<Backup> daily(BackupPlan plan, Instant now) throws StoreException {
        return plan.backups(store, location.get()).stream()
                .filter(one -> one.kind() == BackupKind.DAILY && !one.time().isAfter(now))
                .toList();
    }

    private void make(BackupPlan plan, Instant now, long version) {
        try {
            var before = daily(plan, now);
            // The user's folder is not made anew: where its disk is not plugged in, another one would be filled.
            var disk = plan.folder().map(Path::of).orElse(location.get().folder());
            if (!Files.isDirectory(disk)) {
                fail(Messages.get("backup.noFolder", disk));
                return;
            }
            if (!hasRoom(disk)) {
                fail(Messages.get("backup.noRoom", disk));
                return;
            }
            var name = location.get().backupName(now, BackupKind.DAILY);
            var target = plan.ownFolder(store, location.get().folder()).map(one -> one.resolve(name.getFileName()))
                    .orElse(name);
            store.backup(target, part -> {
                if (closed) {
                    throw new CancellationException();
                }
            });
            saved = OptionalLong.of(version);
            if (!before.isEmpty() && Files.mismatch(before.getFirst().path(), target) < 0) {
                // Nothing has changed since: days with nothing new don't push out those with something.
                Files.delete(target);
                return;
            }
            for (var old : before.stream().skip(plan.kept() - 1L).toList()) {
                Files.deleteIfExists(old.path());
            }
            log.accept(Grade.INFO, Messages.get("backup.done", target));
        } catch (CancellationException e) {
            // This process ends; the next one makes it.
        } catch (StoreException e) {
            fail(e.getMessage() + " " + e.remedy());
        } catch (IOException | RuntimeException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private boolean hasRoom(Path disk) throws IOException {
        var file = location.get().folder().resolve(DataFolder.FILE_NAME);
        long bytes = size(file) + size(Path.of(file + "-wal"));
        return DataFolder.usableBytes(disk).orElse(Long.MAX_VALUE) > bytes + ROOM_LEFT_BYTES;
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private void fail(String reason) {
        if (!closed) {
            failed = true;
            log.accept(Grade.WARNING, Messages.get("backup.failed", reason.strip()));
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            work.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
