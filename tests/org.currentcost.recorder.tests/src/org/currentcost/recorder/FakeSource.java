package org.currentcost.recorder;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;

/** A source of bytes that does, one after the other, what a test tells it to. */
final class FakeSource extends FakeScript<ByteSink> implements ByteSource {

    /** Adds bytes, and returns when they were taken. */
    void say(String text) throws InterruptedException {
        var done = new CountDownLatch(1);
        then(sink -> {
            try {
                var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                sink.bytes(bytes, 0, bytes.length);
            } finally {
                done.countDown();
            }
            return Optional.empty();
        });
        done.await();
    }

    /** Tells that the connection is open, and returns when that was taken. */
    void connect(String detail) throws InterruptedException {
        var done = new CountDownLatch(1);
        then(sink -> {
            sink.connected(detail);
            done.countDown();
            return Optional.empty();
        });
        done.await();
    }
}
