package org.currentcost.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * Takes messages and writes them on a thread of its own, so that nobody waits for a side that does not read: what waits
 * is bounded, and a side that lets it wait for long is given up. Each message ends with {@link #flush}. Safe for all
 * threads, one message at a time.
 */
final class FrameOutput extends OutputStream {

    /** So much waits at most, in bytes. */
    static final int MOST_WAITING = 4 << 20;
    /** So long one message may take. */
    static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

    private static final int HEADER = 64;

    private final SocketChannel channel;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private final Thread writer;
    private int waitingBytes;
    private boolean closed;
    private boolean writing;
    private long writingSince;

    /** A message is longer than any may be; the connection goes on. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong(int bytes) {
            super("a message of " + bytes + " bytes");
        }
    }

    FrameOutput(SocketChannel channel, String name) {
        this.channel = channel;
        writer = new Thread(this::writeAll, name + "-write");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public synchronized void write(int one) {
        message.write(one);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        message.write(bytes, offset, length);
    }

    /** @throws IOException {@link TooLong}; or if too much waits, then the connection is over */
    @Override
    public synchronized void flush() throws IOException {
        byte[] whole = message.toByteArray();
        message.reset();
        if (whole.length > FrameInput.LONGEST_MESSAGE + HEADER) {
            throw new TooLong(whole.length);
        }
        if (closed) {
            throw new IOException("closed");
        }
        if (waitingBytes + whole.length > MOST_WAITING) {
            closed = true;
            channel.close();
            notifyAll();
            throw new IOException("the other side does not read");
        }
        waiting.add(whole);
        waitingBytes += whole.length;
        notifyAll();
    }

    /** {@return whether the other side has not read for so long that it is to be given up} */
    synchronized boolean isStuck() {
        return writing && System.nanoTime() - writingSince > LONGEST_WRITE.toNanos();
    }

    /** Waits until what was to be written is, at most so long. Never throws; keeps the caller's interrupt. */
    synchronized void drain(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            for (long left = longest.toMillis(); (writing || !waiting.isEmpty()) && !closed
                    && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        try {
            for (byte[] next = take(); next != null; next = take()) {
                var bytes = ByteBuffer.wrap(next);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                written(next.length);
            }
        } catch (IOException e) {
            // The other side has gone, or this one was closed; whoever reads notices it too.
            close();
        }
    }

    private synchronized byte[] take() throws InterruptedIOException {
        try {
            while (waiting.isEmpty() && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        if (closed) {
            return null;
        }
        writing = true;
        writingSince = System.nanoTime();
        return waiting.remove();
    }

    private synchronized void written(int length) {
        writing = false;
        waitingBytes -= length;
        notifyAll();
    }

    /** Ends the thread; what waits is not written. Never throws. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }
}
