package org.currentcost.guest;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.currentcost.guest.OwnerProtocol.SentText;
import org.currentcost.guest.OwnerProtocol.Way;
import org.currentcost.guest.Values.Readings;
import org.currentcost.model.Bucket;
import org.currentcost.model.Edit;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreLocation;

/**
 * The store of a folder that another process holds: reads the file itself, and asks the owner for every change. While
 * the owner has the file closed, questions wait for a while. Safe for all threads.
 */
final class GuestStore implements ReadingStore {

    /** So long a question waits while the owner changes the file in another way than through it. */
    private static final long PATIENCE_SECONDS = 30;
    private static final long CLOSE_SECONDS = 8;
    private static final long LOOK_EVERY_MILLIS = 100;
    /** So many characters go into one message. */
    private static final int LONGEST_PART = 100_000;

    private final Owners owners;
    private final ZoneId zone;
    private final AtomicLong changes = new AtomicLong();
    private final ReentrantReadWriteLock file = new ReentrantReadWriteLock();
    /** The file, while it is open; guarded by {@link #file}. */
    private Optional<ReadingStore> beside;
    private LastKnown lastKnown = LastKnown.NOTHING;
    private long versions;
    private long revisions;
    private boolean closed;

    GuestStore(StoreLocation location, Owners owners) throws StoreException {
        this.owners = owners;
        var opened = location.openBeside();
        beside = Optional.of(opened);
        zone = opened.zone();
    }

    /** Makes one whose file can't be opened yet. @param zone in which the days of the file are cut */
    GuestStore(Owners owners, ZoneId zone) {
        this.owners = owners;
        this.zone = zone;
        beside = Optional.empty();
    }

    /** A question to the file. */
    private interface Question<T> {
        T ask(ReadingStore store) throws StoreException;
    }

    private <T> T read(Question<T> question) throws StoreException {
        lockWhenOpen();
        try {
            return question.ask(beside.orElseThrow(() -> new StoreException(StoreException.Kind.GONE,
                    Messages.get("fileClosed"), Messages.get("fileClosed.remedy"), null)));
        } finally {
            file.readLock().unlock();
        }
    }

    /** A question that can't fail: while the file is closed, what was known last is known. */
    private <T> T known(Function<ReadingStore, T> question, Function<LastKnown, T> otherwise) {
        file.readLock().lock();
        try {
            return beside.map(question).orElseGet(() -> otherwise.apply(lastKnown));
        } finally {
            file.readLock().unlock();
        }
    }

    private void lockWhenOpen() {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        file.readLock().lock();
        while (beside.isEmpty() && file.getReadHoldCount() == 1 && System.nanoTime() < end && !interrupted) {
            file.readLock().unlock();
            interrupted = awaitOpened();
            file.readLock().lock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of the file. {@return whether nobody reads any more; otherwise it stays open} */
    boolean closeFile() {
        try {
            if (!file.writeLock().tryLock(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            beside.ifPresent(was -> {
                lastKnown = LastKnown.of(was);
                // Nobody looks again as long as there is nothing to look at.
                versions += was.version();
                revisions += was.revision();
                was.close();
            });
            beside = Optional.empty();
            return true;
        } finally {
            file.writeLock().unlock();
        }
    }

    /** Opens the file again, wherever it is now; where it is open, nobody who reads it is waited for. */
    void openFile(StoreLocation location) throws StoreException {
        if (isOpen()) {
            return;
        }
        file.writeLock().lock();
        try {
            if (!closed && beside.isEmpty()) {
                beside = Optional.of(location.openBeside());
                // It may be another one, and counts anew.
                versions++;
                revisions++;
            }
        } finally {
            file.writeLock().unlock();
        }
        synchronized (file) {
            file.notifyAll();
        }
    }

    private boolean isOpen() {
        file.readLock().lock();
        try {
            return beside.isPresent();
        } finally {
            file.readLock().unlock();
        }
    }

    /** Waits a moment. {@return whether it was interrupted} */
    private boolean awaitOpened() {
        synchronized (file) {
            try {
                file.wait(LOOK_EVERY_MILLIS);
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        }
    }

    private <T> T ask(Owners.Question<T> question) throws StoreException {
        T answer = owners.ask(question);
        // several changes may have been one by the time the file is looked at
        changes.incrementAndGet();
        return answer;
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public long version() {
        file.readLock().lock();
        try {
            return versions + changes.get() + beside.map(ReadingStore::version).orElse(0L);
        } finally {
            file.readLock().unlock();
        }
    }

    @Override
    public long revision() {
        file.readLock().lock();
        try {
            return revisions + beside.map(ReadingStore::revision).orElse(0L);
        } finally {
            file.readLock().unlock();
        }
    }

    @Override
    public List<SeriesInfo> series() {
        return known(ReadingStore::series, LastKnown::series);
    }

    @Override
    public Stored append(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        return append(Way.APPEND, batch);
    }

    @Override
    public Stored appendLive(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        return append(Way.LIVE, batch);
    }

    @Override
    public Stored tryAppend(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        return append(Way.TRY, batch);
    }

    private Stored append(Way way, Map<SeriesKey, List<Reading>> batch) throws StoreException {
        var stored = Stored.NOTHING;
        for (var part : PackedBatches.of(batch)) {
            stored = stored.plus(ask(link -> link.ask(owner -> owner.append(way, part))));
        }
        return stored;
    }

    @Override
    public BulkAppend bulkAppend() throws StoreException {
        return ask(link -> {
            long number = link.nextNumber();
            link.ask(owner -> owner.bulkAppend(number));
            return new GuestImport(link, number, 0);
        });
    }

    @Override
    public void replace(SeriesKey series, TimeRange range, List<Reading> replacement) throws StoreException {
        var sorted = replacement.stream().sorted(Comparator.comparingLong(Reading::timeMillis)).toList();
        long start = range.startMillis();
        int at = 0;
        // part by part, each with as many readings as a message takes
        do {
            int to = Math.min(sorted.size(), at + PackedBatches.MOST_COST);
            while (to < sorted.size() && sorted.get(to).timeMillis() == sorted.get(to - 1).timeMillis()) {
                to++;
            }
            long end = to < sorted.size() ? sorted.get(to).timeMillis() : range.endMillis();
            var between = TimeRange.ofMillis(start, end);
            var part = new Readings(sorted.subList(at, to));
            ask(link -> link.ask(owner -> owner.replace(series, between, part)));
            start = end;
            at = to;
        } while (at < sorted.size());
    }

    @Override
    public void forEachReading(SeriesKey series, TimeRange range, Consumer<Reading> action) throws StoreException {
        read(store -> {
            store.forEachReading(series, range, action);
            return true;
        });
    }

    @Override
    public void forEachRawReading(SeriesKey series, TimeRange range, Consumer<Reading> action)
            throws StoreException {
        read(store -> {
            store.forEachRawReading(series, range, action);
            return true;
        });
    }

    @Override
    public Optional<Reading> latest(SeriesKey series) throws StoreException {
        return read(store -> store.latest(series));
    }

    @Override
    public List<Bucket> buckets(SeriesKey series, TimeRange range, Resolution resolution) throws StoreException {
        return read(store -> store.buckets(series, range, resolution));
    }

    @Override
    public void forEachSum(SeriesKey series, TimeRange range, Resolution resolution, SumAction action)
            throws StoreException {
        read(store -> {
            store.forEachSum(series, range, resolution, action);
            return true;
        });
    }

    @Override
    public List<Bucket> query(SeriesKey series, TimeRange range, int maxBuckets) throws StoreException {
        return read(store -> store.query(series, range, maxBuckets));
    }

    @Override
    public void expect(SeriesKey series, long nominalMillis) {
        try {
            ask(link -> link.ask(owner -> owner.expect(series, nominalMillis)));
        } catch (StoreException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public long nominalMillis(SeriesKey series) {
        return known(store -> store.nominalMillis(series), last -> last.nominalMillis(series));
    }

    @Override
    public int appendHistory(SeriesKey series, List<HistoryBlock> blocks) throws StoreException {
        int changed = 0;
        for (var part : PackedBatches.blocks(blocks)) {
            changed += ask(link -> link.ask(owner -> owner.appendHistory(series, part)));
        }
        return changed;
    }

    @Override
    public List<HistoryBlock> history(SeriesKey series, HistorySpan span, TimeRange range) throws StoreException {
        return read(store -> store.history(series, span, range));
    }

    @Override
    public Optional<TimeRange> historyRange(SeriesKey series, HistorySpan span, TimeRange range)
            throws StoreException {
        return read(store -> store.historyRange(series, span, range));
    }

    @Override
    public Map<Long, Long> importedHistory(SeriesKey series) throws StoreException {
        return read(store -> store.importedHistory(series));
    }

    @Override
    public List<SeriesKey> seriesWithHistory() throws StoreException {
        return read(ReadingStore::seriesWithHistory);
    }

    @Override
    public Edit edit(Edit edit) throws StoreException {
        return ask(link -> link.ask(owner -> owner.edit(edit)));
    }

    @Override
    public void setUndone(long editId, boolean undone) throws StoreException {
        ask(link -> link.ask(owner -> owner.setUndone(editId, undone)));
    }

    @Override
    public List<Edit> edits() throws StoreException {
        return read(ReadingStore::edits);
    }

    @Override
    public void setFirstChannelOnly(SeriesKey series, boolean firstChannelOnly) throws StoreException {
        ask(link -> link.ask(owner -> owner.setFirstChannelOnly(series, firstChannelOnly)));
    }

    @Override
    public Set<SeriesKey> firstChannelOnly() {
        return known(ReadingStore::firstChannelOnly, LastKnown::firstChannelOnly);
    }

    @Override
    public ImportLog startImport(String name, Instant at) throws StoreException {
        return ask(link -> {
            long number = link.nextNumber();
            return new GuestImport(link, number, link.ask(owner -> owner.startImport(number, name, at)));
        });
    }

    /** A trial is of this process alone. */
    @Override
    public ReadingStore openTrial() throws StoreException {
        return read(ReadingStore::openTrial);
    }

    @Override
    public List<ImportRow> imports() throws StoreException {
        return read(ReadingStore::imports);
    }

    @Override
    public void undoImport(long id, Consumer<Double> progress) throws StoreException {
        ask(link -> link.askForLong(progress, (owner, request) -> owner.undoImport(request, id)));
    }

    @Override
    public List<Note> notes(TimeRange range) throws StoreException {
        return read(store -> store.notes(range));
    }

    @Override
    public void forEachNote(TimeRange range, Consumer<Note> action) throws StoreException {
        read(store -> {
            store.forEachNote(range, action);
            return true;
        });
    }

    @Override
    public Note saveNote(Note note) throws StoreException {
        checkLength(note);
        return ask(link -> link.ask(owner -> owner.saveNote(note)));
    }

    static void checkLength(Note note) {
        if (note.text().length() > LONGEST_PART) {
            throw new IllegalArgumentException(Messages.get("longNote", LONGEST_PART));
        }
    }

    @Override
    public void removeNote(long id) throws StoreException {
        ask(link -> link.ask(owner -> owner.removeNote(id)));
    }

    @Override
    public Optional<String> document(String name) throws StoreException {
        return read(store -> store.document(name));
    }

    @Override
    public void saveDocument(String name, String text) throws StoreException {
        ask(link -> {
            long number = link.nextNumber();
            int last = sendParts(link, number, text, LONGEST_PART);
            return link.ask(owner -> owner.saveDocument(name, number, text.substring(last)));
        });
    }

    /** Sends a text in parts. {@return where its rest begins, which is no longer than asked for} */
    private static int sendParts(OwnerLink link, long number, String text, int longestRest) throws StoreException {
        int at = 0;
        while (text.length() - at > longestRest) {
            int end = Math.min(text.length(), at + LONGEST_PART);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            String part = text.substring(at, end);
            link.ask(owner -> owner.textPart(number, part));
            at = end;
        }
        return at;
    }

    @Override
    public void removeDocument(String name) throws StoreException {
        ask(link -> link.ask(owner -> owner.removeDocument(name)));
    }

    @Override
    public List<SourceRow> sources() throws StoreException {
        return read(ReadingStore::sources);
    }

    @Override
    public void saveSource(SourceRow source) throws StoreException {
        ask(link -> link.ask(owner -> owner.saveSource(source)));
    }

    @Override
    public void removeSource(String id) throws StoreException {
        ask(link -> link.ask(owner -> owner.removeSource(id)));
    }

    @Override
    public MeterContent contentOf(String meter) throws StoreException {
        return read(store -> store.contentOf(meter));
    }

    @Override
    public MeterContent deleteMeter(String meter, Map<String, String> documents) throws StoreException {
        return ask(link -> {
            var sent = new ArrayList<SentText>();
            for (var document : documents.entrySet()) {
                long number = link.nextNumber();
                sendParts(link, number, document.getValue(), 0);
                sent.add(new SentText(document.getKey(), number));
            }
            return link.ask(owner -> owner.deleteMeter(meter, sent));
        });
    }

    @Override
    public void rebuild(Consumer<Double> progress) throws StoreException {
        ask(link -> link.askForLong(progress, (owner, request) -> owner.rebuild(request)));
    }

    @Override
    public void backup(Path target, Consumer<Double> progress) throws StoreException {
        read(store -> {
            store.backup(target, progress);
            return true;
        });
    }

    @Override
    public Verification verify(Consumer<Double> progress) throws StoreException {
        return read(store -> store.verify(progress));
    }

    @Override
    public Statistics statistics() throws StoreException {
        return read(ReadingStore::statistics);
    }

    @Override
    public void close() {
        file.writeLock().lock();
        try {
            if (!closed) {
                beside.ifPresent(ReadingStore::close);
            }
            closed = true;
        } finally {
            file.writeLock().unlock();
        }
    }
}
