package org.currentcost.recorder;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.currentcost.source.ReadingSink;
import org.currentcost.source.ReadingSource;

/** A source of readings that does, one after the other, what a test tells it to. */
final class FakeReadingSource extends FakeScript<ReadingSink> implements ReadingSource {

    /** Something to do with a sink. */
    interface Bringing {
        void bring(ReadingSink sink) throws InterruptedException;
    }

    /** Adds something to bring, and returns when it was taken. */
    void bring(Bringing bringing) throws InterruptedException {
        var done = new CountDownLatch(1);
        then(sink -> {
            try {
                bringing.bring(sink);
            } finally {
                done.countDown();
            }
            return Optional.empty();
        });
        done.await();
    }
}
