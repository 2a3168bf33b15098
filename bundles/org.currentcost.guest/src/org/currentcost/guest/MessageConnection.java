package org.currentcost.guest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.currentcost.guest.OwnerProtocol.Failure;
import org.currentcost.store.StoreException;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/**
 * A connection of two processes, either end of it: JSON-RPC over a socket, with bounded messages both ways. One thread
 * reads and hands on what comes, which must not take long; another one writes.
 *
 * @param <R> what the other side answers
 */
final class MessageConnection<R> implements AutoCloseable {

    /** Held, as its level lasts no longer than it: what another process sends is to fill no log. */
    private static final Logger LOG = Logger.getLogger("org.eclipse.lsp4j.jsonrpc");
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final SocketChannel channel;
    private final FrameOutput out;
    private final ExecutorService reader;
    private final R remote;

    static {
        LOG.setLevel(Level.OFF);
    }

    /**
     * Begins to read.
     *
     * @param name  of the threads
     * @param local answers the other side
     * @param ended called once, on the thread that reads, when the other side has gone or this is closed
     */
    MessageConnection(SocketChannel channel, String name, Object local, Class<R> remote, Runnable ended) {
        this.channel = channel;
        out = new FrameOutput(channel, name);
        reader = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, name + "-read");
            thread.setDaemon(true);
            return thread;
        });
        var launcher = new Launcher.Builder<R>().setLocalService(local).setRemoteInterface(remote)
                .setClassLoader(MessageConnection.class.getClassLoader())
                .setInput(new FrameInput(new BufferedInputStream(new ChannelInput(channel)))).setOutput(out)
                .setExecutorService(reader).configureGson(Values::register)
                .setExceptionHandler(MessageConnection::error).create();
        this.remote = launcher.getRemoteProxy();
        launcher.startListening();
        // runs when the one before has ended
        reader.submit(() -> {
            // whoever says no more may still hear why
            closeAfterLastWords();
            ended.run();
        });
        reader.shutdown();
    }

    R remote() {
        return remote;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** {@return whether the other side has not read for long} */
    boolean isStuck() {
        return out.isStuck();
    }

    /** Waits a moment for what was said last to be on its way, and closes. */
    void closeAfterLastWords() {
        out.drain(LAST_WORDS);
        close();
    }

    /** Ends it at once; never throws. */
    @Override
    public void close() {
        out.close();
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more either way.
            return;
        }
    }

    private static ResponseError error(Throwable thrown) {
        var failure = failure(thrown);
        var error = new ResponseError(ResponseErrorCode.RequestFailed, failure.message(), failure);
        return error;
    }

    private static Failure failure(Throwable thrown) {
        var cause = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof StoreException trouble) {
            return new Failure(Failure.Of.STORE, Optional.of(trouble.kind()), message, trouble.remedy());
        }
        if (cause instanceof OwnerGone gone) {
            return new Failure(gone.asked() ? Failure.Of.LEFT : Failure.Of.LEAVING, Optional.empty(), "", "");
        }
        if (cause instanceof IllegalArgumentException) {
            return new Failure(Failure.Of.ARGUMENT, Optional.empty(), message, "");
        }
        if (cause instanceof IllegalStateException) {
            return new Failure(Failure.Of.STATE, Optional.empty(), message, "");
        }
        if (cause instanceof CancellationException) {
            return new Failure(Failure.Of.CANCELLED, Optional.empty(), message, "");
        }
        return new Failure(Failure.Of.OTHER, Optional.empty(), cause.toString(), "");
    }

    /** Reads from a socket without a lock that writing would need too. */
    private static final class ChannelInput extends InputStream {

        private final SocketChannel channel;

        ChannelInput(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return length == 0 ? 0 : channel.read(ByteBuffer.wrap(buffer, offset, length));
        }
    }
}
