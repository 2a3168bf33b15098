package org.currentcost.guest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.ImportStore.ImportLog;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StorableRule;
import org.currentcost.store.StoreException;

/** An import, or another bulk append, of a guest: what is added travels in batches. For one thread. */
final class GuestImport implements ImportLog {

    private final OwnerLink link;
    private final long number;
    private final long id;
    private final Map<SeriesKey, List<Reading>> waiting = new LinkedHashMap<>();
    private int cost;
    private Stored stored = Stored.NOTHING;
    private boolean closed;

    /** @param number of this guest's @param id of the import; 0 if it is none that can be undone */
    GuestImport(OwnerLink link, long number, long id) {
        this.link = link;
        this.number = number;
        this.id = id;
    }

    private <T> T ask(Function<OwnerProtocol, CompletableFuture<T>> question) throws StoreException {
        try {
            return link.ask(question);
        } catch (OwnerGone e) {
            // The next owner knows nothing of it; what came is in the file.
            throw new StoreException(StoreException.Kind.GONE, Messages.get("importBroken"),
                    id == 0 ? "" : Messages.get("importBroken.remedy", Long.toString(id)), e);
        }
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public void add(SeriesKey series, Reading reading) throws StoreException {
        // here, so that one bad reading does not take those that travel with it along
        StorableRule.checkTime(reading);
        if (closed) {
            throw new IllegalStateException("closed");
        }
        cost += waiting.containsKey(series) ? 1 : PackedBatches.cost(1);
        waiting.computeIfAbsent(series, key -> new ArrayList<>()).add(reading);
        if (cost >= PackedBatches.MOST_COST) {
            send();
        }
    }

    private void send() throws StoreException {
        var batches = PackedBatches.of(waiting);
        waiting.clear();
        cost = 0;
        for (var batch : batches) {
            stored = ask(owner -> owner.bulkAdd(number, batch));
        }
    }

    @Override
    public Map<SeriesKey, Stored> append(Map<SeriesKey, List<Reading>> readings) throws StoreException {
        send();
        var result = new HashMap<SeriesKey, Stored>();
        for (var batch : PackedBatches.of(readings)) {
            for (var part : ask(owner -> owner.importAppend(number, batch))) {
                result.merge(part.series(), part.stored(), Stored::plus);
                stored = stored.plus(part.stored());
            }
        }
        return result;
    }

    @Override
    public int appendHistory(SeriesKey series, List<HistoryBlock> blocks) throws StoreException {
        send();
        int changed = 0;
        for (var part : PackedBatches.blocks(blocks)) {
            changed += ask(owner -> owner.importHistory(number, series, part));
        }
        return changed;
    }

    @Override
    public Note saveNote(Note note) throws StoreException {
        send();
        GuestStore.checkLength(note);
        return ask(owner -> owner.importNote(number, note));
    }

    @Override
    public void expect(SeriesKey series, long nominalMillis) {
        try {
            send();
            ask(owner -> owner.importExpect(number, series, nominalMillis));
        } catch (StoreException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public Stored stored() {
        return stored;
    }

    @Override
    public void close() throws StoreException {
        if (!closed) {
            closed = true;
            try {
                send();
            } finally {
                stored = ask(owner -> owner.closeBulk(number));
            }
        }
    }
}
