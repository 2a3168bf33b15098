package org.currentcost.guest;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.currentcost.guest.OwnerProtocol.Batch;

/** What an owner tells this process while it is its guest. Called on the thread that reads from the owner. */
final class FromOwner extends OwnerLink.Receiver {

    private final Supplier<Optional<Leading>> leading;
    private final Reservation reservation;
    private final Runnable openFile;
    private final Runnable end;

    /**
     * @param leading  leads to what this process has of the folder; empty as long as it opens it
     * @param openFile opens the file again
     * @param end      ends this process, if that is to be ended from outside
     */
    FromOwner(Supplier<Optional<Leading>> leading, Reservation reservation, Runnable openFile, Runnable end) {
        this.leading = leading;
        this.reservation = reservation;
        this.openFile = openFile;
        this.end = end;
    }

    private Optional<GuestRecorder> recorder() {
        return leading.get().flatMap(Leading::guestRecorder);
    }

    @Override
    public void recorder(RecorderChange change) {
        recorder().ifPresent(one -> one.take(change));
    }

    @Override
    public void latest(Batch batch) {
        recorder().ifPresentOrElse(one -> one.take(batch),
                // This process records, and others hand their readings over as well.
                () -> leading.get().ifPresent(one -> batch.map().forEach((series, readings) -> readings
                        .forEach(reading -> one.live().publish(series, reading)))));
    }

    @Override
    public void forgotten(List<String> meters) {
        recorder().ifPresent(one -> one.forget(meters));
    }

    @Override
    public void handedOver(long toPid) {
        reservation.leaveTo(toPid);
    }

    @Override
    public void end() {
        end.run();
    }

    @Override
    public CompletableFuture<Boolean> closeFile() {
        var done = new CompletableFuture<Boolean>();
        var closing = new Thread(() -> done.complete(
                leading.get().flatMap(Leading::guestStore).map(GuestStore::closeFile).orElse(true)),
                "guest-close-file");
        closing.setDaemon(true);
        closing.start();
        return done;
    }

    @Override
    public void openFile(String folder) {
        openFile.run();
    }
}
