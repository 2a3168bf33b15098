package org.currentcost.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a store is, or is to be: opens it, and does what is done with one that is not open. Immutable, and safe for all
 * threads.
 */
public interface StoreLocation {

    /**
     * {@return the folder of this computer in which the store is, or what goes with it, such as backups; absolute} It
     * need not exist.
     */
    Path folder();

    /** {@return where the store is now}: elsewhere if its folder was moved since it was named */
    StoreLocation now();

    /** {@return whether there is a store} */
    boolean exists();

    /**
     * Opens the store; makes one where there is none, and brings one of an earlier version up to date. If the last
     * process did not close it, it is checked before anything is done with it.
     *
     * @param zoneForANewStore the time zone in which a store that is made now cuts hours, days and months for ever; one
     *                         that is there keeps its own
     * @return the store, to be closed by the caller
     * @throws StoreException {@code IN_USE} if another process, or this one, has it open; {@code READ_ONLY},
     *                        {@code DISK_FULL}, {@code DAMAGED}, {@code TOO_NEW} or {@code OTHER}
     */
    ReadingStore open(ZoneId zoneForANewStore) throws StoreException;

    /**
     * Opens the store for someone who only reads. Where it can't be written, as on a medium that can only be read, a
     * copy is opened, which is deleted when it is closed; what is written into that is lost.
     *
     * @throws StoreException as {@link #open}
     */
    ReadingStore openToRead(ZoneId zoneForANewStore) throws StoreException;

    /**
     * {@return who has the store open right now, in this process or another one; empty if nobody has} Asking disturbs
     * nobody: neither the one who has it open, nor one who is about to open it.
     *
     * @throws StoreException if it can't be found out
     */
    Optional<Owner> owner() throws StoreException;

    /**
     * Opens the store to look on, whether somebody else has it open or nobody: takes no lock, changes nothing, and
     * never makes a store. Each answer is read from one snapshot of what is there. {@link SeriesStore#version} and
     * {@link SeriesStore#revision} grow when others have changed something. If others put another file in the place of
     * the one that was read, the next answer comes from that.
     * <p>
     * Whatever would change the store throws {@link IllegalStateException}. A store of an earlier version is read as it
     * is.
     *
     * @return the store, to be closed by the caller
     * @throws StoreException {@code GONE} if there is no store; {@code TOO_NEW}, {@code DAMAGED} or {@code OTHER}
     */
    ReadingStore openBeside() throws StoreException;

    /** {@return where to put a backup that a user asks for now}, to be handed to {@link ReadingStore#backup} */
    default Path backupName(Instant now) {
        return backupName(now, BackupKind.ON_DEMAND);
    }

    /** {@return where to put a backup that is made now}, to be handed to {@link ReadingStore#backup} @param kind why */
    Path backupName(Instant now, BackupKind kind);

    /**
     * {@return the backups in the folder, the latest first}; those that were put elsewhere are not known
     *
     * @throws StoreException if the folder can't be read
     */
    List<Backup> backups() throws StoreException;

    /**
     * {@return the backups of any store of this kind in a folder, the latest first}; none if it is not there
     *
     * @throws StoreException if the folder can't be read
     */
    List<Backup> backups(Path folder) throws StoreException;

    /**
     * Puts a backup in the place of what is stored. The store must not be open. What is stored now is put among the
     * backups, also if it is damaged; the backup stays where it is.
     *
     * @param backup any file that {@link ReadingStore#backup} made
     * @param now    for the name under which what is stored is put aside
     * @return where what was stored is now, if there was anything
     * @throws StoreException {@code IN_USE} if the store is open; {@code DAMAGED}, {@code TOO_NEW} or {@code OTHER} if
     *                        the backup can't be used; {@code DISK_FULL} and so on. All is as it was then
     */
    Optional<Path> restore(Path backup, Instant now) throws StoreException;

    /**
     * Moves the store with all that is in its folder, also to another disk: copies, compares, checks the copy, then
     * removes what was copied. The store must not be open. Whenever the process dies, the readings are in one of the
     * two folders, whole, and the move can be begun again.
     *
     * @param target   a folder that is empty or missing, neither in this one nor this one itself
     * @param progress hears of what is copied as parts of 1; may throw {@link
     *                 java.util.concurrent.CancellationException}, then all is as it was
     * @return where the store is now
     * @throws StoreException {@code IN_USE} if the store is open; other kinds if the copy can't be made; all is as it
     *                        was then, or what was copied could not be removed although the copy is whole
     */
    StoreLocation move(Path target, Consumer<Double> progress) throws StoreException;

    /**
     * Who has a store open.
     *
     * @param pid       the process; 0 if it has not said so yet
     * @param socket    where it answers others, if it does and has said so; see {@link ReadingStore#announce}
     * @param elsewhere the name of the computer on which that process is, if it is another one than this, which reaches
     *                  the folder over a network; a process of that number here is a stranger then
     */
    record Owner(long pid, Optional<Path> socket, Optional<String> elsewhere) {
    }

    /** Why a backup was made. */
    enum BackupKind {
        /** A user asked for it; the program never deletes it. */
        ON_DEMAND,
        /** The program made it before it brought the store to a later version; the last three are kept. */
        AUTOMATIC,
        /** The recorder made it, at most one a day; who makes the next one deletes the oldest beyond a week. */
        DAILY,
        /** It was the store itself until a backup took its place; the program never deletes it. */
        REPLACED
    }

    /**
     * A backup in the folder of a store.
     *
     * @param time  when it was made, to the millisecond
     * @param bytes its size
     */
    record Backup(Path path, Instant time, long bytes, BackupKind kind) {
    }
}
