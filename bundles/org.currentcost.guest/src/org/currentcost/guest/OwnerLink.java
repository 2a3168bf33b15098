package org.currentcost.guest;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.currentcost.guest.GuestProtocol.Progress;
import org.currentcost.guest.OwnerProtocol.Failure;
import org.currentcost.guest.OwnerProtocol.Hello;
import org.currentcost.guest.OwnerProtocol.Lasting;
import org.currentcost.store.StoreException;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/** The guest's end of the connection to one owner. Safe for all threads. */
final class OwnerLink implements AutoCloseable {

    private static final Duration ANSWER_HELLO = Duration.ofSeconds(5);
    private static final Duration ANSWER_SOON = Duration.ofSeconds(10);
    /** What the library says of a request that is not in the owner's protocol; no text of this program's. */
    private static final String UNKNOWN = "Unsupported request method: ";
    private static final Gson GSON = gson();

    private final MessageConnection<OwnerProtocol> connection;
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();
    private final Map<Long, Consumer<Progress>> lasting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final OwnerStatus owner;
    private volatile boolean ended;

    /**
     * Connects to an owner.
     *
     * @param hello who asks
     * @param local what the owner tells; {@link GuestProtocol#progress} is received here
     * @param ended called once, on a thread of this, when the owner has gone or this is closed
     * @throws IOException    if nobody answers there
     * @throws StoreException if the owner is of another version
     */
    OwnerLink(Path socket, Hello hello, Receiver local, Runnable ended) throws IOException, StoreException {
        var channel = connect(socket);
        local.progress = progress -> Optional.ofNullable(lasting.get(progress.number()))
                .ifPresent(action -> action.accept(progress));
        connection = new MessageConnection<>(channel, "guest", local, OwnerProtocol.class, () -> {
            this.ended = true;
            var gone = new OwnerGone(true, null);
            waiting.forEach(one -> one.completeExceptionally(gone));
            ended.run();
        });
        try {
            owner = sent(remote -> remote.hello(hello)).get(ANSWER_HELLO.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            connection.close();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException e) {
            connection.close();
            try {
                throw failure(e.getCause());
            } catch (RuntimeException other) {
                throw new IOException(other);
            }
        } catch (TimeoutException e) {
            connection.close();
            throw new IOException(e);
        }
    }

    /** Never waits: one that is stopped lets nobody in, and those who ask stand in a queue that has an end. */
    private static SocketChannel connect(Path socket) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                throw new IOException(socket.toString());
            }
            if (!OwnUser.isAtTheOtherEnd(channel)) {
                // Passwords and readings are told to nobody else, whatever the lock names.
                throw new IOException(socket.toString());
            }
            channel.configureBlocking(true);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e instanceof IOException cause ? cause : new IOException(e);
        }
    }

    /** What the owner tells; progress finds its way to who waits for it. */
    abstract static class Receiver implements GuestProtocol {

        private volatile Consumer<Progress> progress = one -> {
        };

        @Override
        public final void progress(Progress one) {
            progress.accept(one);
        }
    }

    /** {@return who the owner was when this connected} */
    OwnerStatus owner() {
        return owner;
    }

    /** {@return why nothing is recorded, for the user: the owner does not} */
    String noRecorder() {
        return Messages.get("noRecorder", owner.words());
    }

    boolean isEnded() {
        return ended;
    }

    /** {@return a number that this guest has not used before} */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    private <T> CompletableFuture<T> sent(Function<OwnerProtocol, CompletableFuture<T>> question) {
        if (ended) {
            throw new OwnerGone(false, null);
        }
        var answer = question.apply(connection.remote());
        waiting.add(answer);
        answer.whenComplete((value, failure) -> waiting.remove(answer));
        if (ended) {
            answer.completeExceptionally(new OwnerGone(true, null));
        }
        return answer;
    }

    /**
     * Asks, and waits for the answer, however long it takes; an interrupt is kept for afterwards: what was asked is
     * done all the same.
     *
     * @throws StoreException if it failed there
     * @throws OwnerGone      if the owner went before it answered
     */
    <T> T ask(Function<OwnerProtocol, CompletableFuture<T>> question) throws StoreException {
        var answer = sent(question);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        } catch (OwnerGone e) {
            // also one that is still there, but lets go of the folder
            connection.close();
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks whether the owner is still at work; ends the connection if it does not say so for long. */
    void look() {
        askSoon(OwnerProtocol::ping);
    }

    /** Asks what an owner at work answers at once; ends the connection if it does not, or can't. */
    void askSoon(Function<OwnerProtocol, CompletableFuture<Boolean>> question) {
        try {
            sent(question).get(ANSWER_SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | OwnerGone e) {
            // Stopped by somebody, or its disk hangs: whoever waits for an answer is told so.
            connection.close();
        }
    }

    /** {@return whether an owner that does not record lets this process do it} */
    boolean mayRecordInstead() {
        return isAnsweredYes(OwnerProtocol::recordInstead);
    }

    /** Leaves recording to others, where {@link #mayRecordInstead} said that this process might. */
    void recordNoMore() {
        // One that does not hear it sees by itself that this process does not ask any more.
        isAnsweredYes(OwnerProtocol::recordNoMore);
    }

    private boolean isAnsweredYes(Function<OwnerProtocol, CompletableFuture<Boolean>> question) {
        try {
            return sent(question).get(ANSWER_SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | OwnerGone e) {
            // It has gone, or an older program does not know what is asked.
            return false;
        }
    }

    /** Asks as {@link #ask}. {@return the answer; empty if the owner's program does not know what is asked} */
    <T> Optional<T> askIfKnown(Function<OwnerProtocol, CompletableFuture<T>> question) throws StoreException {
        return ask(remote -> question.apply(remote).handle((answer, failure) -> {
            if (failure instanceof ResponseErrorException error
                    && String.valueOf(error.getResponseError().getMessage()).contains(UNKNOWN)) {
                return Optional.<T>empty();
            }
            if (failure != null) {
                throw new CompletionException(failure);
            }
            return Optional.of(answer);
        }));
    }

    /** Asks without waiting. {@return the answer; fails as {@link #ask}, with the failure as it came} */
    <T> CompletableFuture<T> askLater(Function<OwnerProtocol, CompletableFuture<T>> question) {
        return sent(question);
    }

    /**
     * Asks for what takes long, and tells on the calling thread how far it is.
     *
     * @param progress may throw {@link CancellationException}; it is thrown on if the owner has stopped because of it
     */
    <T> T askForLong(Consumer<Double> progress,
            BiFunction<OwnerProtocol, Lasting, CompletableFuture<T>> question)
            throws StoreException {
        long number = nextNumber();
        var events = new LinkedBlockingQueue<Optional<Double>>();
        lasting.put(number, one -> events.add(Optional.of(one.part())));
        Optional<CancellationException> cancelled = Optional.empty();
        boolean interrupted = false;
        try {
            var answer = sent(remote -> question.apply(remote, new Lasting(number)));
            answer.whenComplete((value, failure) -> events.add(Optional.empty()));
            while (!answer.isDone()) {
                try {
                    var event = events.take();
                    if (event.isPresent() && cancelled.isEmpty()) {
                        progress.accept(event.get());
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (CancellationException e) {
                    cancelled = Optional.of(e);
                    connection.remote().cancel(number);
                }
            }
            return ask(remote -> answer);
        } catch (CancellationException e) {
            throw cancelled.orElse(e);
        } finally {
            lasting.remove(number);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Gson gson() {
        var builder = new GsonBuilder();
        Values.register(builder);
        return builder.create();
    }

    /** {@return the failure of a request as the exception of the store that it was; throws those of other kinds} */
    private static StoreException failure(Throwable cause) {
        if (cause instanceof OwnerGone gone) {
            // anew, with the stack of who asked
            throw new OwnerGone(gone.asked(), gone);
        }
        if (cause instanceof ResponseErrorException error) {
            return failure(error.getResponseError());
        }
        if (cause instanceof CancellationException) {
            throw new CancellationException();
        }
        for (var reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof FrameOutput.TooLong) {
                return new StoreException(StoreException.Kind.OTHER, Messages.get("tooLong"),
                        Messages.get("tooLong.remedy"), cause);
            }
        }
        // It could not be written, because there is nobody any more.
        throw new OwnerGone(true, cause);
    }

    private static StoreException failure(ResponseError error) {
        // the library's own answer where what was asked throws a CancellationException
        if (error.getCode() == ResponseErrorCode.RequestCancelled.getValue()) {
            throw new CancellationException();
        }
        var failure = error.getData() instanceof JsonElement data
                ? GSON.fromJson(data, Failure.class)
                : new Failure(Failure.Of.OTHER, Optional.empty(), String.valueOf(error.getMessage()), "");
        return switch (failure.of()) {
            case STORE -> new StoreException(failure.kind().orElse(StoreException.Kind.OTHER), failure.message(),
                    failure.remedy(), null);
            case ARGUMENT -> throw new IllegalArgumentException(failure.message());
            case STATE -> throw new IllegalStateException(failure.message());
            case CANCELLED -> throw new CancellationException();
            case LEAVING -> throw new OwnerGone(false, null);
            case LEFT -> throw new OwnerGone(true, null);
            case OTHER -> new StoreException(StoreException.Kind.OTHER,
                    Messages.get("ownerFailed", failure.message()), Messages.get("ownerFailed.remedy"), null);
        };
    }

    @Override
    public void close() {
        connection.close();
    }
}
