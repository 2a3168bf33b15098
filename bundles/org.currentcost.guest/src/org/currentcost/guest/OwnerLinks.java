package org.currentcost.guest;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.currentcost.guest.OwnerProtocol.Hello;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;

/** The connections of a guest to one owner after the other: made when something is asked. Safe for all threads. */
final class OwnerLinks implements Owners, AutoCloseable {

    private final Supplier<StoreLocation> location;
    private final Hello hello;
    private final Supplier<OwnerLink.Receiver> receivers;
    private final Runnable ended;
    private volatile Optional<OwnerLink> current = Optional.empty();
    private boolean closed;

    /**
     * @param receivers makes who receives what an owner sends
     * @param ended     called when a connection has ended, on its thread
     */
    OwnerLinks(Supplier<StoreLocation> location, Hello hello, Supplier<OwnerLink.Receiver> receivers, Runnable ended) {
        this.location = location;
        this.hello = hello;
        this.receivers = receivers;
        this.ended = ended;
    }

    /** {@return the connection to the owner, if there is one} */
    Optional<OwnerLink> current() {
        return current.filter(link -> !link.isEnded());
    }

    /**
     * {@return the connection to the owner, made if there is none; empty if nobody answers}
     *
     * @throws StoreException if the owner is of another version, or it can't be found out who it is
     */
    synchronized Optional<OwnerLink> connect() throws StoreException {
        if (current().isPresent() || closed) {
            return current();
        }
        var socket = location.get().owner().flatMap(StoreLocation.Owner::socket);
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        try {
            current = Optional.of(new OwnerLink(socket.get(), hello, receivers.get(), ended));
        } catch (IOException e) {
            // It has gone since, or does not answer yet.
            current = Optional.empty();
        }
        return current();
    }

    @Override
    public <T> T ask(Question<T> question) throws StoreException {
        return question.ask(connect().orElseThrow(() -> new OwnerGone(false, null)));
    }

    @Override
    public <T> CompletableFuture<T> askLater(Function<OwnerProtocol, CompletableFuture<T>> question) {
        var link = current();
        return link.isPresent()
                ? link.get().askLater(question)
                : CompletableFuture.failedFuture(new OwnerGone(false, null));
    }

    /** Ends the connection; another one is made when something is asked again. */
    void drop() {
        Optional<OwnerLink> last;
        synchronized (this) {
            last = current;
            current = Optional.empty();
        }
        last.ifPresent(OwnerLink::close);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        drop();
    }
}
