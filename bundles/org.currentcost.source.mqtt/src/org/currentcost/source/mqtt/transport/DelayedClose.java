package org.currentcost.source.mqtt.transport;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds back the end of a connection until something was said on it. The client library's thread that connects starts
 * another one that reads, and waits for ever to see it run: where a broker hangs up at once, the reader has ended
 * before that, and each attempt would leave a thread. When the first message is on its way, both are past it. The one
 * that writes would wait for ever if it were told to stop between two messages: so it is let to its rest before.
 * <p>
 * It also sees to it that the library's threads that read and write do not die unheard, as they do of whatever they do
 * not expect.
 */
final class DelayedClose {

    private static final int REST_MILLIS = 1000;

    private final Thread.UncaughtExceptionHandler death;
    private final CountDownLatch said = new CountDownLatch(1);
    private volatile Optional<Thread> writer = Optional.empty();
    private volatile Optional<IOException> failure = Optional.empty();

    /** @param death hears when a thread ends by what it has read or written */
    DelayedClose(Thread.UncaughtExceptionHandler death) {
        this.death = death;
    }

    InputStream in(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int available() {
                try {
                    return super.available();
                } catch (IOException e) {
                    // told, and held, by who reads next
                    return 0;
                }
            }

            @Override
            public int read() throws IOException {
                try {
                    watch();
                    return passed(super.read());
                } catch (SocketTimeoutException e) {
                    // The library looks every second whether it still has to read.
                    throw e;
                } catch (IOException e) {
                    throw held(e);
                }
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                    watch();
                    return passed(super.read(buffer, offset, length));
                } catch (SocketTimeoutException e) {
                    // The library looks every second whether it still has to read.
                    throw e;
                } catch (IOException e) {
                    throw held(e);
                }
            }
        };
    }

    OutputStream out(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int one) throws IOException {
                say();
                out.write(one);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                say();
                out.write(buffer, offset, length);
            }
        };
    }

    private void watch() {
        var thread = Thread.currentThread();
        if (thread.getUncaughtExceptionHandler() != death) {
            thread.setUncaughtExceptionHandler(death);
        }
    }

    private int passed(int read) {
        if (read < 0) {
            hold();
        }
        return read;
    }

    private IOException held(IOException e) {
        failure = Optional.of(e);
        hold();
        return e;
    }

    private void say() throws IOException {
        watch();
        writer = Optional.of(Thread.currentThread());
        release();
        if (failure.isPresent()) {
            // What the broker said before it hung up tells more than that nothing can be said to it any more.
            throw failure.get();
        }
    }

    private void hold() {
        try {
            said.await(MqttLink.PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (int i = 0; i < REST_MILLIS && writer.isPresent() && writer.get() != Thread.currentThread()
                    && !resting(writer.get().getState()); i++) {
                writer.get().join(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean resting(Thread.State state) {
        return state == Thread.State.WAITING || state == Thread.State.TERMINATED;
    }

    /** Holds nothing any more: what belongs to it is closed on this side. */
    void release() {
        said.countDown();
    }
}
