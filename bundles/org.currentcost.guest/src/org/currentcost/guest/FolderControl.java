package org.currentcost.guest;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.recorder.BuildTime;
import org.currentcost.store.StoreException;

/** What guests ask of a process while it holds the folder. Safe for all threads. */
final class FolderControl implements OwnerControl {

    private final FolderAccess access;
    private final Participant participant;

    FolderControl(FolderAccess access, Participant participant) {
        this.access = access;
        this.participant = participant;
    }

    @Override
    public OwnerStatus status() {
        int schema = access.own().map(Ownership::schemaVersion).orElse(0);
        return new OwnerStatus(participant.kind(), ProcessHandle.current().pid(), access.roleNow().since(),
                BuildTime.version(), schema, ResidentMemory.bytes(), participant.recorder().isPresent());
    }

    @Override
    public void handOver(long toPid) throws StoreException {
        access.inTransition(() -> {
            var held = heldAndIdle();
            endRecording(held);
            held.whileNoImportBegins(() -> {
                leadToNextOwner(held);
                access.reservation().leaveTo(toPid);
                held.server().ifPresent(server -> server.tellHandedOver(toPid));
                held.letGo();
                return true;
            });
            access.letGo(held, Messages.get("role.between"));
            return true;
        });
    }

    private void leadToNextOwner(Ownership held) throws StoreException {
        try {
            held.checkIdle(access.leading());
            access.leadToNextOwner();
            // Nobody uses what was there any more: what had just begun here is known.
            held.checkIdle(access.leading());
        } catch (StoreException | RuntimeException | Error e) {
            goOn(held);
            throw e;
        }
    }

    /** It keeps the folder after all. */
    private void goOn(Ownership held) {
        try {
            held.resume(held.store());
            access.become(held);
        } catch (StoreException | RuntimeException | Error e) {
            // The store is closed by that.
            access.lose(held, e);
        }
    }

    /** What could not be written would be lost with this process, which may end when it has handed over. */
    private void endRecording(Ownership held) throws StoreException {
        access.recording().checkNothingWaits();
        access.leading().pauseRecorder();
        try {
            held.endRecording();
        } catch (StoreException | RuntimeException | Error e) {
            goOn(held);
            throw e;
        }
    }

    private Ownership heldAndIdle() throws StoreException {
        var held = access.own().orElseThrow(() -> new OwnerGone(false, null));
        held.checkIdle(access.leading());
        return held;
    }

    @Override
    public void stop() throws StoreException {
        participant.stop().orElseThrow(() -> new StoreException(StoreException.Kind.IN_USE,
                Messages.get("noStop", participant.kind().words()), "", null)).run();
    }

    @Override
    public Optional<Path> restore(Path backup) throws StoreException {
        return changeFile(() -> access.location().restore(backup, participant.clock().instant()));
    }

    @Override
    public void move(Path target, Consumer<Double> progress) throws StoreException {
        changeFile(() -> {
            access.moved(access.location().move(target, progress));
            return true;
        });
    }

    private <T> T changeFile(OwnerServer.ClosedFileAction<T> change) throws StoreException {
        return access.inTransition(() -> {
            var held = heldAndIdle();
            OwnerServer.ClosedFileAction<T> whole = () -> closedHere(held, change);
            return held.whileNoImportBegins(() -> {
                held.checkIdle(access.leading());
                return held.server().isPresent()
                        ? held.server().get().whileClosed(whole, () -> access.location().folder())
                        : whole.run();
            });
        });
    }

    private <T> T closedHere(Ownership held, OwnerServer.ClosedFileAction<T> change) throws StoreException {
        if (!access.leading().pause()) {
            throw new StoreException(StoreException.Kind.IN_USE, Messages.get("guestKeepsFile",
                    participant.kind().words()), Messages.get("guestKeepsFile.remedy"), null);
        }
        try {
            held.checkIdle(access.leading());
        } catch (StoreException e) {
            access.leading().resume();
            throw e;
        }
        try {
            held.suspend();
            return change.run();
        } finally {
            reopen(held);
        }
    }

    private void reopen(Ownership held) throws StoreException {
        try {
            held.resume(access.openStore());
            access.become(held);
        } catch (StoreException | RuntimeException | Error e) {
            // Somebody else has it by now, or it can't be opened.
            access.lose(held, e);
            throw e;
        }
    }
}
