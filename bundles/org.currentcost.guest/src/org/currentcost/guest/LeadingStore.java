package org.currentcost.guest;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.currentcost.model.Edit;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.LiveBus;
import org.currentcost.store.ImportStore.ImportLog;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.BulkAppend;
import org.currentcost.store.StoreException;

/** The store of a folder, whoever holds it at the time. */
final class LeadingStore extends LeadingCalls<ReadingStore> {

    private final Switch<ReadingStore> stores;
    private final LiveBus live;
    private final Monotonic version = new Monotonic();
    private final Monotonic revision = new Monotonic();
    private final AtomicInteger imports = new AtomicInteger();
    private volatile Optional<String> remark = Optional.empty();
    /** While the store is closed. */
    private volatile Optional<LastKnown> lastKnown = Optional.empty();

    /** @param live hears what is appended live to a store of this process */
    LeadingStore(Switch<ReadingStore> stores, NextOwner next, LiveBus live) {
        super(stores, next);
        this.stores = stores;
        this.live = live;
    }

    /** Says something for the user before what the store of this process says. */
    void remark(Optional<String> sentence) {
        remark = sentence;
    }

    /** The store is about to be closed for a while. */
    void pause(ReadingStore store) {
        lastKnown = Optional.of(LastKnown.of(store));
    }

    /** The store is there again. */
    void resume() {
        lastKnown = Optional.empty();
    }

    /** Another store is there from now on. */
    void follow(ReadingStore store) {
        resume();
        version.follow(store.version());
        revision.follow(store.revision());
    }

    /** {@return whether this process imports into a store of its own at the moment} */
    boolean isImporting() {
        return imports.get() > 0;
    }

    @Override
    Optional<List<Object>> own(String name, ReadingStore now, Object... arguments) {
        return switch (name) {
            case "version" -> Optional.of(List.of(version.of(now::version)));
            case "revision" -> Optional.of(List.of(revision.of(now::revision)));
            // Sentences of when it was opened, and what it was opened with: known while the file is closed, too.
            case "remarks" -> Optional.of(List.of(remarks(now)));
            case "zone" -> Optional.of(List.of(now.zone()));
            case "close" -> Optional.of(List.of());
            case "series" -> lastKnown.map(last -> List.of(last.series()));
            case "firstChannelOnly" -> lastKnown.map(last -> List.of(last.firstChannelOnly()));
            case "nominalMillis" -> lastKnown.map(last -> List.of(last.nominalMillis((SeriesKey) arguments[0])));
            case "announce" -> throw new IllegalStateException("announced by who holds the folder");
            default -> Optional.empty();
        };
    }

    private List<String> remarks(ReadingStore now) {
        return now instanceof GuestStore
                ? now.remarks()
                : Stream.concat(remark.stream(), now.remarks().stream()).toList();
    }

    @Override
    boolean isAsked(ReadingStore store) {
        return store instanceof GuestStore;
    }

    @Override
    List<Object> alike(String name, Object... arguments) throws StoreException {
        if (name.equals("edit") && arguments[0] instanceof Edit edit) {
            return stores.now().edits().stream().filter(one -> isSame(one, edit)).map(Object.class::cast).toList();
        }
        if (name.equals("saveNote") && arguments[0] instanceof Note note && note.id() == 0) {
            // one of a moment is in no range that ends where it begins
            long start = note.span().startMillis();
            return stores.now().notes(TimeRange.ofMillis(start, Math.max(note.span().endMillis(), start + 1))).stream()
                    .filter(one -> one.span().equals(note.span()) && one.text().equals(note.text()))
                    .map(Object.class::cast).toList();
        }
        return List.of();
    }

    private static boolean isSame(Edit one, Edit other) {
        return new Edit(other.id(), one.series(), one.range(), one.kind(), one.factor(), one.shift(), one.made(),
                one.undone(), one.reason()).equals(other);
    }

    @Override
    Object answered(String name, Object answer, ReadingStore by, Object... arguments) {
        if (by instanceof GuestStore) {
            return answer;
        }
        if (name.equals("appendLive") && arguments[0] instanceof Map<?, ?> batch) {
            batch.forEach((series, readings) -> ((List<?>) readings)
                    .forEach(reading -> live.publish((SeriesKey) series, (Reading) reading)));
        }
        if (answer instanceof BulkAppend bulk) {
            imports.incrementAndGet();
            return counted(bulk);
        }
        return answer;
    }

    /** What is under way keeps the folder from being handed over. */
    private Object counted(BulkAppend bulk) {
        var type = bulk instanceof ImportLog ? ImportLog.class : BulkAppend.class;
        boolean[] closed = {false};
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                return method.invoke(bulk, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                if (method.getName().equals("close") && !closed[0]) {
                    closed[0] = true;
                    imports.decrementAndGet();
                }
            }
        };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler);
    }
}
