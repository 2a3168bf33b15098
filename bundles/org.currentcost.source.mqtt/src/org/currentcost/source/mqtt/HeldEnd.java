package org.currentcost.source.mqtt;

import java.io.BufferedInputStream;
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
 * before that, and each attempt would leave a thread. When the first message is on its way, both are past it.
 */
final class HeldEnd {

    private static final int BUFFER = 1 << 16;

    private final boolean asked;
    private final CountDownLatch said = new CountDownLatch(1);
    private volatile boolean heard;
    private volatile Optional<IOException> failure = Optional.empty();

    /** @param asked whether the first that is said is a question whose answer does not begin the protocol yet */
    HeldEnd(boolean asked) {
        this.asked = asked;
    }

    InputStream in(InputStream in) {
        // The library reads byte by byte: without a buffer each would be a call of the system. After a question it asks
        // for another stream, which would lack what the first one has read ahead.
        return new FilterInputStream(asked ? in : new BufferedInputStream(in, BUFFER)) {
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

    private int passed(int read) {
        if (read < 0) {
            hold();
        } else {
            heard = true;
        }
        return read;
    }

    private IOException held(IOException e) {
        failure = Optional.of(e);
        hold();
        return e;
    }

    private void say() throws IOException {
        if (!asked || heard) {
            release();
        }
        if (failure.isPresent()) {
            // What the broker said before it hung up tells more than that nothing can be said to it any more.
            throw failure.get();
        }
    }

    private void hold() {
        if (asked && !heard) {
            return;
        }
        try {
            said.await(MqttLink.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds nothing any more: what belongs to it is closed on this side. */
    void release() {
        said.countDown();
    }
}
