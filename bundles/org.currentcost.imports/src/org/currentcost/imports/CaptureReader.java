package org.currentcost.imports;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;

/**
 * Reads a file and finds the messages in it, on a thread of its own, one batch ahead of whoever dates and keeps them.
 * To be used by one thread.
 */
final class CaptureReader implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int EVENTS_AT_ONCE = 1 << 12;

    private final MeterParser parser;
    private final InputStream bytes;
    private final byte[] buffer = new byte[BUFFER];
    private final Ahead<Batch, RuntimeException> ahead = new Ahead<>("import-reading", RuntimeException.class);
    private long taken;
    private boolean ended;

    /**
     * A message or damage.
     *
     * @param event             what it is
     * @param leadingTimeMillis the time that stands before it, or {@link MeterParser#ABSENT_TIME}
     * @param line              the line on which it ends, from 1 on
     */
    record Found(MeterEvent event, long leadingTimeMillis, long line) {
    }

    /**
     * What was found in some of the file.
     *
     * @param found    in the order of the file
     * @param taken    how many bytes of the file were read until then, packed as they are
     * @param messages how many messages began until then, good or damaged
     * @param last     whether nothing follows
     * @param failure  why the rest can't be read
     */
    record Batch(List<Found> found, long taken, long messages, boolean last, Optional<IOException> failure) {
    }

    /**
     * Opens a file.
     *
     * @param zone where times in it that have no zone are local
     */
    CaptureReader(ImportInput input, ZoneId zone) throws ImportException {
        parser = new MeterParser(zone);
        bytes = input.open(now -> taken = now);
        ahead.begin(this::read);
    }

    /** {@return what comes next}; not to be asked again after the last. */
    Batch next() {
        var batch = ahead.await().orElseThrow();
        if (!batch.last()) {
            ahead.begin(this::read);
        }
        return batch;
    }

    private Batch read() {
        var found = new ArrayList<Found>(EVENTS_AT_ONCE + EVENTS_AT_ONCE / 2);
        Optional<IOException> failure = Optional.empty();
        while (!ended && found.size() < EVENTS_AT_ONCE) {
            try {
                int length = bytes.read(buffer);
                if (length > 0) {
                    parser.feed(buffer, 0, length);
                } else {
                    parser.endOfInput();
                    ended = true;
                }
            } catch (IOException e) {
                failure = Optional.of(e);
                ended = true;
            }
            for (var event = parser.next(); event != null; event = parser.next()) {
                found.add(new Found(event, parser.leadingTimeMillis(), parser.line()));
            }
        }
        return new Batch(found, taken, parser.messages(), ended, failure);
    }

    @Override
    public void close() throws IOException {
        // Whoever reads has to end before what is read from.
        ahead.close();
        bytes.close();
    }
}
