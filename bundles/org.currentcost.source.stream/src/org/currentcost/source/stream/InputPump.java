package org.currentcost.source.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads an input stream on a thread of its own, because nothing can end a blocked read of the standard input. That
 * thread lives until the input ends; what it has read waits for whoever runs next, so nothing is lost by a stop and a
 * start.
 */
final class InputPump {

    private static final int BUFFER_SIZE = 8192;
    private static final int CHUNKS = 16;
    private static final byte[] END = new byte[0];

    private final InputStream in;
    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private Thread thread;
    private volatile boolean ended;
    private volatile IOException problem;

    InputPump(InputStream in) {
        this.in = in;
    }

    synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("source-stdin-reader").start(this::pump);
        }
    }

    /**
     * {@return what was read next, without a byte if the input has ended, empty if nothing came in time}
     *
     * @throws IOException if the input broke, after everything before has been handed out
     */
    Optional<byte[]> poll(int millis) throws IOException, InterruptedException {
        byte[] chunk = chunks.poll(millis, TimeUnit.MILLISECONDS);
        if (chunk == null && ended) {
            // The end may have come between the two looks
            chunk = chunks.poll();
            chunk = chunk == null ? END : chunk;
        }
        if (chunk == END && problem != null) {
            throw problem;
        }
        return Optional.ofNullable(chunk);
    }

    private void pump() {
        byte[] buffer = new byte[BUFFER_SIZE];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (count > 0) {
                    chunks.put(Arrays.copyOf(buffer, count));
                }
            }
        } catch (IOException e) {
            problem = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended = true;
    }
}
