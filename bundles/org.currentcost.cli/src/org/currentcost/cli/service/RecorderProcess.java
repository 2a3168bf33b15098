package org.currentcost.cli.service;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.currentcost.cli.service.RecorderLog.Grade;
import org.currentcost.guest.FolderAccess;
import org.currentcost.guest.Participant;
import org.currentcost.guest.ProcessKind;
import org.currentcost.guest.Role;
import org.currentcost.recorder.LiveBus;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;

/**
 * A recorder without a window: runs the configured sources, passes readings on, makes the backup of the day, writes a
 * log, tells a service manager that it is well, and makes room for the next one when something else is installed.
 */
public final class RecorderProcess {

    private static final String SUBJECT = "recorder";
    /** How often everything is looked at; meters speak every few seconds. */
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** How often a service tries again what others have to mend. */
    private static final Duration AGAIN_EVERY = Duration.ofSeconds(10);
    /** On its way from one process to another, the folder is nobody's for less than that. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(8);
    private static final int LOOKS_AT_HEAP = 60;
    private static final long WORTH_BYTES = 4L << 20;

    private final StoreLocation location;
    private final SourceTypes types;
    private final RecorderLog log;
    private final ServiceManager manager;
    private final InstantSource clock;
    private final CountDownLatch stop;
    private final AnotherRecorder another;

    /** Starts a recorder of what is installed now, which takes the folder over. */
    @FunctionalInterface
    public interface AnotherRecorder {
        /** Starts it, and waits until it records; if it does not, nothing has happened. */
        void start(StoreLocation location) throws InterruptedException;
    }

    /** How a recorder ended. */
    public enum End {
        /** It was asked to, or another process records now. */
        STOPPED,
        /** Something else is installed, which the service manager is to start in its place. */
        PROGRAM_CHANGED,
        /** Some of what was heard could not be written, as the log says. */
        LOST
    }

    /**
     * Makes a recorder that does nothing yet.
     *
     * @param stop    opens when it is to end
     * @param another is called when something else is installed and no service manager would start it
     */
    public RecorderProcess(StoreLocation location, SourceTypes types, RecorderLog log, ServiceManager manager,
            InstantSource clock, CountDownLatch stop, AnotherRecorder another) {
        this.location = location;
        this.types = types;
        this.log = log;
        this.manager = manager;
        this.clock = clock;
        this.stop = stop;
        this.another = another;
    }

    /**
     * Records until it is asked to end, or another one has taken over; all that it has heard is stored then, or it is
     * {@link End#LOST said} what is not. Who holds
     * the folder is asked to hand it over. As a service it waits where that one does not, else it fails.
     *
     * @param program what it was started from, if it is to make room when that has changed
     * @param ready   hears, once, a sentence on what it does now
     * @throws InterruptedException if interrupted; all that it has heard is stored as far as that can be done
     */
    public End run(Optional<InstalledProgram> program, Consumer<String> ready)
            throws StoreException, InterruptedException {
        var opened = open();
        if (opened.isEmpty()) {
            return End.STOPPED;
        }
        End end;
        try (var access = opened.get()) {
            end = isOwner(access) || take(access) ? record(access, program, ready) : End.STOPPED;
        }
        var lost = opened.get().lost();
        if (lost.isPresent()) {
            // Here, before whoever waits for the end of this process may end it.
            log.write(Grade.ERROR, "lost", (lost.get().words() + " " + lost.get().remedy()).strip());
            return End.LOST;
        }
        log.write(Grade.INFO, SUBJECT, Messages.get(end == End.STOPPED ? "run.stopped" : "run.changed"));
        return end;
    }

    /** {@return the folder, as its owner or as a guest; empty if this is to end before it could be opened} */
    private Optional<FolderAccess> open() throws StoreException, InterruptedException {
        var participant = new Participant(ProcessKind.RECORDER, types, Optional.of(this::recorder),
                () -> stop.getCount() > 0, Optional.of(stop::countDown), clock);
        var told = "";
        while (true) {
            try {
                return Optional.of(FolderAccess.open(location, ZoneId.systemDefault(), participant));
            } catch (StoreException e) {
                if (!isWorthWaiting(e) || !manager.isPresent()) {
                    throw e;
                }
                if (!told.equals(e.getMessage())) {
                    told = String.valueOf(e.getMessage());
                    tellThatItWaits(told);
                }
                var pause = e.kind() == StoreException.Kind.IN_USE ? EVERY : AGAIN_EVERY;
                if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Optional.empty();
                }
            }
        }
    }

    /** {@return whether a folder may be opened later as it is} A disk is full, or is not there yet. */
    public static boolean isWorthWaiting(StoreException failure) {
        return switch (failure.kind()) {
            case IN_USE, READ_ONLY, DISK_FULL, GONE, OTHER -> true;
            case DAMAGED, TOO_NEW -> false;
        };
    }

    private void tellThatItWaits(String reason) {
        String sentence = Messages.get("run.waits", reason);
        manager.status(sentence);
        log.write(Grade.INFO, SUBJECT, sentence);
    }

    private LocalRecorder recorder(ReadingStore store, LiveBus live) throws StoreException {
        return ConfiguredRecorder.start(store, types, clock, live, recorder -> {
            recorder.startConfigured();
            for (var unpublished : recorder.startPublishing()) {
                log.write(Grade.WARNING, SUBJECT, unpublished.reason());
            }
        });
    }

    private static boolean isOwner(FolderAccess access) {
        return access.role() instanceof Role.Owner;
    }

    /** {@return whether this process records though another one holds the folder, such as a command that imports} */
    private static boolean recordsBeside(FolderAccess access) {
        return access.role() instanceof Role.Guest guest && guest.records();
    }

    /** {@return whether this process holds the folder now or records beside who does; if not, it is to end} */
    private boolean take(FolderAccess access) throws StoreException, InterruptedException {
        try {
            access.takeOver();
            return true;
        } catch (StoreException e) {
            if (recordsBeside(access)) {
                return true;
            }
            if (!manager.isPresent()) {
                throw e;
            }
            tellThatItWaits(e.getMessage());
            return awaitFolder(access);
        }
    }

    /** {@return whether this process holds the folder, after some time; if not, it is to end} */
    private boolean awaitFolder(FolderAccess access) throws InterruptedException {
        while (!isOwner(access) && !recordsBeside(access)) {
            manager.alive();
            if (stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private End record(FolderAccess access, Optional<InstalledProgram> program, Consumer<String> ready)
            throws StoreException, InterruptedException {
        try (var backup = new DailyBackup(access::location, access.store(),
                (grade, sentence) -> log.write(grade, "backup", sentence), clock)) {
            var heap = new GrownHeap(WORTH_BYTES);
            var lines = new StateLines(access.recorder(), access.store(), log, clock);
            log.writeIn(access.location().folder());
            ready.accept(tellThatItRecords(access));
            boolean waits = false;
            for (long looks = 1;; looks++) {
                manager.alive();
                if (isOwner(access)) {
                    if (waits) {
                        waits = false;
                        tellThatItRecords(access);
                    }
                    log.writeIn(access.location().folder());
                    lines.look();
                    backup.look();
                } else if (recordsBeside(access)) {
                    lines.look();
                } else if (access.role() instanceof Role.Guest guest) {
                    log.write(Grade.INFO, SUBJECT, guest.words());
                    if (!manager.isPresent() || !awaitFolder(access)) {
                        return End.STOPPED;
                    }
                    tellThatItRecords(access);
                } else if (!waits && access.role() instanceof Role.Reader reader
                        && reader.since().plus(WORTH_TELLING).isBefore(clock.instant())) {
                    waits = true;
                    tellThatItWaits(reader.words());
                }
                if (looks % LOOKS_AT_HEAP == 0) {
                    heap.look();
                }
                if (stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    manager.stopping();
                    return End.STOPPED;
                }
                if (program.isPresent() && program.get().hasChanged()) {
                    if (!program.get().canStart()) {
                        log.write(Grade.WARNING, SUBJECT, Messages.get("run.cantStart"));
                    } else if (manager.isPresent()) {
                        return End.PROGRAM_CHANGED;
                    } else {
                        log.write(Grade.INFO, SUBJECT, Messages.get("run.changed"));
                        // It asks this one to hand over, which is seen above.
                        another.start(access.location());
                        program.get().goOn();
                    }
                }
            }
        }
    }

    private String tellThatItRecords(FolderAccess access) {
        String sentence = Messages.get("run.ready", access.location().folder(), ProcessHandle.current().pid());
        manager.ready(sentence);
        log.write(Grade.INFO, SUBJECT, sentence);
        return sentence;
    }
}
