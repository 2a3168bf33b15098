package org.currentcost.guest;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.currentcost.store.StoreException;

/**
 * Texts that come from one guest in parts. All guests' together are bounded: the owner's memory is not theirs. Safe for
 * all threads.
 */
final class SentTexts implements AutoCloseable {

    /** So many characters of all guests wait for their end at most. */
    static final long MOST = 8L << 20;

    private final AtomicLong ofAll;
    private final Map<Long, StringBuilder> texts = new HashMap<>();
    private boolean closed;

    /** @param ofAll how many characters wait, of all guests */
    SentTexts(AtomicLong ofAll) {
        this.ofAll = ofAll;
    }

    /**
     * Keeps a part until {@link #take}.
     *
     * @throws StoreException if there is no room for it; nothing of this guest is kept then
     */
    synchronized void add(long number, String part) throws StoreException {
        if (closed || ofAll.addAndGet(part.length()) > MOST) {
            ofAll.addAndGet(closed ? 0 : -part.length());
            forget();
            throw new StoreException(StoreException.Kind.OTHER, Messages.get("tooLong"),
                    Messages.get("tooLong.remedy"), null);
        }
        texts.computeIfAbsent(number, key -> new StringBuilder()).append(part);
    }

    /** {@return what came under a number, which is kept no longer} */
    synchronized String take(long number) {
        var text = texts.remove(number);
        if (text == null) {
            return "";
        }
        ofAll.addAndGet(-text.length());
        return text.toString();
    }

    private void forget() {
        texts.values().forEach(text -> ofAll.addAndGet(-text.length()));
        texts.clear();
    }

    /** The guest has gone: nothing of it is kept. */
    @Override
    public synchronized void close() {
        closed = true;
        forget();
    }
}
