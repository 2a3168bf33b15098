package org.currentcost.guest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.currentcost.guest.OwnerProtocol.Hello;
import org.currentcost.recorder.BuildTime;
import org.currentcost.recorder.LocalRecorder;
import org.currentcost.recorder.LostReadings;
import org.currentcost.recorder.Recorder;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;

/**
 * A data folder as a window, the recorder process or a command has it open: as its owner where it is free, as a guest
 * of its owner where it is held. Offers one store and one recorder that lead to whichever there is now, so that nobody
 * else needs to know. Safe for all threads.
 */
public final class FolderAccess implements AutoCloseable {

    /** So long a folder is waited for whose owner does not answer yet. */
    private static final Duration OPENING = Duration.ofSeconds(3);
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final long LOOK_AT_OWNER_MILLIS = 5_000;

    private final ZoneId zoneForANewStore;
    private final Participant participant;
    private final CurrentRole role;
    private final Reservation reservation = new Reservation();
    private final OwnerLinks links;
    private final OwnerControl control;
    /** Held by who changes what this process is to the folder. */
    private final ReentrantLock transition = new ReentrantLock();
    private final Thread watch = new Thread(this::watch, "folder-access");
    /** How long to wait before the next look; of the thread that watches. */
    private long pauseMillis = LOOK_EVERY_MILLIS;
    private volatile Leading leading;
    /** Made with what it leads to. */
    private volatile OwnRecorder recording;
    private volatile StoreLocation location;
    private volatile Optional<Ownership> own = Optional.empty();
    private volatile Optional<Ownership> former = Optional.empty();
    /** Whether an owner is to be looked for, though nothing is told of it. */
    private volatile boolean needed;
    private volatile boolean listening;
    private volatile boolean closed;

    private FolderAccess(StoreLocation location, ZoneId zoneForANewStore, Participant participant) {
        this.location = location;
        this.zoneForANewStore = zoneForANewStore;
        this.participant = participant;
        var hello = new Hello(OwnerProtocol.VERSION, BuildTime.version(), participant.kind(),
                ProcessHandle.current().pid());
        links = new OwnerLinks(this::location, hello,
                () -> new FromOwner(() -> Optional.ofNullable(leading), reservation, this::openFileAgain,
                        () -> participant.stop().ifPresent(Runnable::run)),
                this::wake);
        role = new CurrentRole(new Role.Reader(participant.clock().instant(), Messages.get("role.nobody")));
        control = new FolderControl(this, participant);
        watch.setDaemon(true);
    }

    /**
     * Opens a folder: holds it if nobody does, and is a guest of who holds it otherwise.
     *
     * @param zoneForANewStore as for {@link StoreLocation#open}
     * @throws StoreException as {@link StoreLocation#open}; {@code IN_USE} if who holds it can't be reached, and {@code
     *                        TOO_NEW} if its file is of a later version than this program knows
     */
    public static FolderAccess open(StoreLocation location, ZoneId zoneForANewStore, Participant participant)
            throws StoreException {
        var access = new FolderAccess(location, zoneForANewStore, participant);
        try {
            access.begin();
            return access;
        } catch (StoreException | RuntimeException | Error e) {
            access.links.close();
            throw e;
        }
    }

    private void begin() throws StoreException {
        long end = System.nanoTime() + OPENING.toNanos();
        while (!beganAsOwner() && !beganAsGuest()) {
            if (System.nanoTime() > end) {
                // says who holds it
                openStore().close();
            }
            pause();
        }
        watch.start();
    }

    private boolean beganAsOwner() throws StoreException {
        try {
            var opened = openStore();
            lead(opened);
            become(begin(opened));
            return true;
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.IN_USE) {
                return false;
            }
            throw e;
        }
    }

    private boolean beganAsGuest() throws StoreException {
        if (location.owner().flatMap(StoreLocation.Owner::socket).isEmpty()) {
            return false;
        }
        try {
            listening = participant.kind() != ProcessKind.COMMAND;
            if (listening && links.connect().isEmpty()) {
                return false;
            }
            var beside = new GuestStore(location, links);
            lead(beside);
            if (listening) {
                becomeGuest(links.current().orElseThrow(() -> new OwnerGone(false, null)));
            }
            return true;
        } catch (OwnerGone e) {
            return false;
        }
    }

    private void lead(ReadingStore first) {
        leading = new Leading(participant, first, links, this::awaitOwner);
        recording = new OwnRecorder(participant, leading.live());
    }

    private Ownership begin(ReadingStore opened) throws StoreException {
        return Ownership.begin(location.folder(), opened, recording, leading.live(), control);
    }

    /** {@return where the folder is now} */
    public StoreLocation location() {
        return location;
    }

    /** {@return the store, the same as long as this is open; closing it does nothing} */
    public ReadingStore store() {
        return leading.store();
    }

    /**
     * {@return the recorder, the same as long as this is open} While this process holds the folder and never records,
     * it lists the configured sources as waiting.
     */
    public Recorder recorder() {
        if (!listening) {
            listening = true;
            connect();
        }
        return leading.recorder();
    }

    /** {@return what this process is to the folder now} */
    public Role role() {
        if (participant.kind() == ProcessKind.COMMAND && !needed) {
            connect();
        }
        return role.now();
    }

    /** What is a command's connects only now, when it has to. */
    private void connect() {
        if (own.isEmpty() && awaitOwner(OPENING)) {
            transition.lock();
            try {
                links.current().ifPresent(this::becomeGuest);
            } finally {
                transition.unlock();
            }
        }
    }

    /** Adds someone who hears of every change of the role, on a thread of this, and only notes it. */
    public void addListener(Consumer<Role> listener) {
        role.addListener(listener);
    }

    /** Takes a listener away. */
    public void removeListener(Consumer<Role> listener) {
        role.removeListener(listener);
    }

    /** {@return who holds the folder and how that is now; asked of it where it is another process} */
    public OwnerStatus ownerStatus() throws StoreException {
        return own.isPresent() ? control.status() : askOwner(link -> link.ask(OwnerProtocol::status));
    }

    private <T> T askOwner(Owners.Question<T> question) throws StoreException {
        try {
            return askPatiently(question);
        } catch (OwnerGone e) {
            throw new StoreException(StoreException.Kind.GONE,
                    Messages.get(e.asked() ? "ownerGone.unknown" : "ownerGone.nothing"),
                    Messages.get(e.asked() ? "ownerGone.unknown.remedy" : "tryAgain"), e);
        }
    }

    /** One that holds the folder on a busy computer takes its time to let somebody in. */
    private <T> T askPatiently(Owners.Question<T> question) throws StoreException {
        long end = System.nanoTime() + LeadingCalls.PATIENCE.toNanos();
        while (true) {
            try {
                return links.ask(question);
            } catch (OwnerGone e) {
                if (e.asked() || System.nanoTime() > end || location.owner().isEmpty()) {
                    throw e;
                }
                pause();
            }
        }
    }

    /**
     * Becomes the owner: asks who holds the folder to hand it over, and takes it. Nothing happens if this is the owner.
     *
     * @throws StoreException if the owner does not let go of it; all is as it was then
     */
    public void takeOver() throws StoreException {
        transition.lock();
        try {
            long end = System.nanoTime() + Reservation.LONGEST.toNanos();
            while (own.isEmpty()) {
                askToHandOver();
                try {
                    own(openStore());
                } catch (StoreException e) {
                    if (e.kind() != StoreException.Kind.IN_USE || System.nanoTime() > end) {
                        throw e;
                    }
                    pause();
                }
            }
        } finally {
            transition.unlock();
        }
    }

    private void askToHandOver() throws StoreException {
        try {
            if (links.connect().isPresent()) {
                links.ask(link -> link.ask(OwnerProtocol::handOver));
            }
        } catch (OwnerGone e) {
            // It has ended, or lets go of it already and answers nothing else that this process asks meanwhile.
            wake();
        }
    }

    /** Ends the process that holds the folder. @throws StoreException if it does not let itself be ended */
    public void stopOwner() throws StoreException {
        if (own.isPresent()) {
            control.stop();
        } else {
            askOwner(link -> link.ask(OwnerProtocol::stop));
        }
    }

    /**
     * {@return the recorder processes that wait until they can record here, such as a service whose folder a window has
     * taken}
     *
     * @param end whether they are to end
     */
    public List<Long> waitingRecorders(boolean end) throws StoreException {
        return own.isPresent()
                ? own.get().server().map(server -> server.waitingRecorders(end)).orElse(List.of())
                : askOwner(link -> link.askIfKnown(owner -> owner.waitingRecorders(end)).orElse(List.of()));
    }

    /** {@return the process that records here though it does not hold the folder, since who holds it does not} */
    public Optional<Long> recordingGuest() throws StoreException {
        return own.isPresent()
                ? own.get().server().flatMap(OwnerServer::recordingGuest)
                : askOwner(link -> link.askIfKnown(OwnerProtocol::recordingGuests)).stream().flatMap(List::stream)
                        .findFirst();
    }

    /** Does what {@link StoreLocation#restore} does, in the process that holds the folder; everyone else goes on. */
    public Optional<Path> restore(Path backup) throws StoreException {
        var file = backup.toAbsolutePath();
        return own.isPresent()
                ? control.restore(file)
                : askOwner(link -> link.ask(owner -> owner.restore(file.toString()))).map(Path::of);
    }

    /** Does what {@link StoreLocation#move} does, in the process that holds the folder; everyone else goes on. */
    public void move(Path target, Consumer<Double> progress) throws StoreException {
        var to = target.toAbsolutePath();
        if (own.isPresent()) {
            control.move(to, progress);
        } else {
            askOwner(link -> link.askForLong(progress, (owner, request) -> owner.move(request, to.toString())));
        }
    }

    private void enter(Role next) {
        role.become(next);
        wake();
    }

    private synchronized void wake() {
        notifyAll();
    }

    private void pause() {
        pause(LOOK_EVERY_MILLIS);
    }

    private synchronized void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether somebody holds the folder who can be asked, before this time is over} */
    private boolean awaitOwner(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        needed = true;
        wake();
        while (own.isEmpty() && links.current().isEmpty()) {
            if (System.nanoTime() > end || closed || Thread.currentThread().isInterrupted()) {
                return false;
            }
            try {
                if (links.connect().isEmpty()) {
                    pause();
                }
            } catch (StoreException e) {
                // Who holds it can't be told at the moment, or is of another version and may go.
                pause();
            }
        }
        return true;
    }

    private void watch() {
        while (!closed) {
            synchronized (this) {
                boolean connected = links.current().isPresent() && role.now() instanceof Role.Guest;
                if (!closed && (own.isPresent() && former.isEmpty() || connected)) {
                    try {
                        wait(LOOK_AT_OWNER_MILLIS);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
            links.current().ifPresent(OwnerLink::look);
            transition.lock();
            try {
                pauseMillis = LOOK_EVERY_MILLIS;
                look();
            } catch (RuntimeException | Error e) {
                // Also where a class is missing after an update: it looks again, and whoever asks meanwhile hears it.
                alone(e.toString());
            } finally {
                transition.unlock();
            }
            if (!closed && own.isEmpty() && !(role.now() instanceof Role.Guest)) {
                pause(pauseMillis);
            }
        }
    }

    /** Finds out who holds the folder, and becomes what is due; with the transition held. */
    private void look() {
        if (closed || own.isPresent()) {
            endFormer();
            return;
        }
        try {
            if (links.current().isEmpty()) {
                // Who had it closed has gone: it is as it is.
                openFile();
                if (!needed && !listening) {
                    // a command that has read until now
                    return;
                }
            }
            var link = links.connect();
            if (link.isPresent()) {
                becomeGuest(link.get());
                recording.writeUnwritten(leading.storeNow());
                endFormer();
                return;
            }
            var owner = location.owner();
            if (owner.isPresent()) {
                String pid = Long.toString(owner.get().pid());
                alone(owner.get().elsewhere().map(computer -> Messages.get("role.elsewhere", pid, computer))
                        .orElseGet(() -> Messages.get("role.silent", pid)));
            } else if (reservation.holds()) {
                alone(Messages.get("role.between"));
            } else if (participant.mayTakeOver().getAsBoolean()) {
                take();
            } else {
                endFormer();
                alone(Messages.get("role.nobody"));
            }
        } catch (StoreException e) {
            alone((e.getMessage() + " " + e.remedy()).strip());
        }
    }

    private void take() throws StoreException {
        try {
            own(openStore());
        } catch (StoreException e) {
            // Where another one was faster, it is found the next time.
            if (e.kind() != StoreException.Kind.IN_USE) {
                // To find that out may have taken long, and kept everybody else out, such as who restores a backup.
                pauseMillis = LOOK_AT_OWNER_MILLIS;
                throw e;
            }
        }
    }

    private void openFile() throws StoreException {
        var beside = leading.guestStore();
        if (beside.isPresent()) {
            location = location.now();
            beside.get().openFile(location);
        }
    }

    private void openFileAgain() {
        try {
            openFile();
        } catch (StoreException e) {
            // whoever looks for the owner anew opens it, or says why it can't be
            links.drop();
        }
    }

    private void endFormer() {
        former.ifPresent(Ownership::close);
        former = Optional.empty();
    }

    private void alone(String reason) {
        if (!(role.now() instanceof Role.Reader) || !role.now().words().equals(reason)) {
            leading.guestRecorder().ifPresent(one -> one.idle(reason));
            enter(new Role.Reader(participant.clock().instant(), reason));
        }
    }

    private void becomeGuest(OwnerLink link) {
        var known = role.now() instanceof Role.Guest guest && guest.owner().equals(link.owner())
                ? Optional.of(guest)
                : Optional.<Role.Guest>empty();
        if (known.isEmpty()) {
            leading.guestRecorder().ifPresent(one -> one.idle(link.noRecorder()));
        }
        boolean records = recording.recordBeside(link, listening, leading, links);
        listen(link);
        if (known.filter(one -> one.records() == records).isEmpty()) {
            enter(new Role.Guest(participant.clock().instant(), link.owner(), records));
        }
    }

    private void listen(OwnerLink link) {
        if (listening) {
            // One that does not answer is left, and looked for anew.
            link.askSoon(OwnerProtocol::listen);
        }
    }

    /** Holds the folder from now on. @param opened its store */
    private void own(ReadingStore opened) throws StoreException {
        var before = leading.storeNow();
        endFormer();
        become(begin(opened));
        // Who reads there for long is not to keep this process from anything else.
        var closing = new Thread(before::close, "guest-close");
        closing.setDaemon(true);
        closing.start();
    }

    void become(Ownership ownership) {
        own = Optional.of(ownership);
        leading.to(ownership.store(), ownership.recorder());
        leading.remark(ownership.remark());
        links.drop();
        enter(new Role.Owner(participant.clock().instant()));
    }

    /** {@return what this process is, as far as it knows without asking} */
    Role roleNow() {
        return role.now();
    }

    Optional<Ownership> own() {
        return own;
    }

    Leading leading() {
        return leading;
    }

    OwnRecorder recording() {
        return recording;
    }

    Reservation reservation() {
        return reservation;
    }

    /** Does what changes what this process is to the folder, one after the other. */
    <T> T inTransition(OwnerServer.ClosedFileAction<T> change) throws StoreException {
        transition.lock();
        try {
            return change.run();
        } finally {
            transition.unlock();
        }
    }

    /** The file is there from now on. */
    void moved(StoreLocation to) {
        location = to;
    }

    /** {@return the store of the folder, which nobody holds} */
    ReadingStore openStore() throws StoreException {
        return location.open(zoneForANewStore);
    }

    /** Leads to whoever holds the folder next; returns when nobody in this process uses what was there. */
    void leadToNextOwner() throws StoreException {
        var beside = new GuestStore(location, links);
        own = Optional.empty();
        leading.to(beside, links);
    }

    /** Has lost what it held: is as good as another guest, until it or another one can hold the folder. */
    void lose(Ownership held, Throwable cause) {
        held.server().ifPresent(OwnerServer::leave);
        try {
            leadToNextOwner();
        } catch (StoreException e) {
            own = Optional.empty();
            leading.to(new GuestStore(links, held.store().zone()), links);
        }
        letGo(held, cause instanceof StoreException e ? (e.getMessage() + " " + e.remedy()).strip() : cause.toString());
    }

    /** Has let go of the folder; its guests are answered until it is known who holds it next. */
    void letGo(Ownership held, String reason) {
        own = Optional.empty();
        former = Optional.of(held);
        alone(reason);
    }

    /** Writes what a recorder of this process that is closed could not write, if that can be done at all now. */
    public void finish(LocalRecorder closedOne) {
        recording.finish(closedOne, leading.store(), location.folder());
    }

    /** {@return the readings that this process has lost because they could not be written, once this is closed} */
    public Optional<LostReadings> lost() {
        return recording.lost();
    }

    /** Writes what is recorded, and lets go of the folder. Never throws. */
    @Override
    public void close() {
        transition.lock();
        try {
            closed = true;
            own.flatMap(Ownership::server).ifPresent(OwnerServer::leave);
            recording.finish(leading.storeNow(), location.folder());
            leading.storeNow().close();
            own.ifPresent(Ownership::close);
            own = Optional.empty();
            endFormer();
            links.close();
        } finally {
            transition.unlock();
        }
        wake();
        watch.interrupt();
    }
}
