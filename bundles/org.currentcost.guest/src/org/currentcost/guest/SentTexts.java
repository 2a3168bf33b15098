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
    /** An empty one takes room too, in characters. */
    private static final int ROOM_OF_EACH = 100;

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
        int more = part.length() + (texts.containsKey(number) ? 0 : ROOM_OF_EACH);
        if (closed || ofAll.addAndGet(more) > MOST) {
            ofAll.addAndGet(closed ? 0 : -more);
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
        ofAll.addAndGet(-room(text));
        return text.toString();
    }

    private static int room(StringBuilder text) {
        return text.length() + ROOM_OF_EACH;
    }

    private void forget() {
        texts.values().forEach(text -> ofAll.addAndGet(-room(text)));
        texts.clear();
    }

    /** The guest has gone: nothing of it is kept. */
    @Override
    public synchronized void close() {
        closed = true;
        forget();
    }
}
