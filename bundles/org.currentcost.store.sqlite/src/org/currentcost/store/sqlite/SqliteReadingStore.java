package org.currentcost.store.sqlite;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
import org.currentcost.store.engine.SeriesState;

/** The store in one SQLite file: hands each question to the one who knows its subject. */
final class SqliteReadingStore implements ReadingStore {

    private final Transactions transactions;
    private final Appends appends;
    private final Queries queries;
    private final MeterMemories memory;
    private final Corrections corrections;
    private final LoggedImports imports;
    private final NoteRows notes;
    private final DocumentRows documents;
    private final SourceRows sources;
    private final MeterRows meters;
    private final Maintenance maintenance;

    SqliteReadingStore(Transactions transactions) {
        this.transactions = transactions;
        appends = new Appends(transactions);
        queries = new Queries(transactions);
        memory = new MeterMemories(transactions);
        corrections = new Corrections(transactions);
        imports = new LoggedImports(transactions, appends, memory);
        notes = new NoteRows(transactions);
        documents = new DocumentRows(transactions);
        sources = new SourceRows(transactions);
        meters = new MeterRows(transactions, appends, documents);
        maintenance = new Maintenance(transactions);
    }

    @Override
    public ZoneId zone() {
        return transactions.zone();
    }

    @Override
    public List<String> remarks() {
        return transactions.remarks();
    }

    @Override
    public long version() {
        return transactions.version();
    }

    @Override
    public long revision() {
        return transactions.revision();
    }

    @Override
    public List<SeriesInfo> series() {
        return transactions.known().withReadings().stream().map(SeriesState::info).toList();
    }

    @Override
    public Stored append(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        return appends.append(batch, false);
    }

    @Override
    public Stored appendLive(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        return appends.append(batch, true);
    }

    @Override
    public Stored tryAppend(Map<SeriesKey, List<Reading>> batch) throws StoreException {
        return appends.tryAppend(batch);
    }

    @Override
    public BulkAppend bulkAppend() throws StoreException {
        return appends.bulkAppend();
    }

    @Override
    public void replace(SeriesKey key, TimeRange range, List<Reading> replacement) throws StoreException {
        appends.replace(key, range, replacement);
    }

    @Override
    public void forEachReading(SeriesKey key, TimeRange range, Consumer<Reading> action) throws StoreException {
        queries.forEachReading(key, range, action);
    }

    @Override
    public void forEachRawReading(SeriesKey key, TimeRange range, Consumer<Reading> action) throws StoreException {
        queries.forEachRawReading(key, range, action);
    }

    @Override
    public Optional<Reading> latest(SeriesKey key) throws StoreException {
        return queries.latest(key);
    }

    @Override
    public List<Bucket> buckets(SeriesKey key, TimeRange range, Resolution resolution) throws StoreException {
        return queries.buckets(key, range, resolution);
    }

    @Override
    public void forEachSum(SeriesKey key, TimeRange range, Resolution resolution, SumAction action)
            throws StoreException {
        queries.forEachSum(key, range, resolution, action);
    }

    @Override
    public List<Bucket> query(SeriesKey key, TimeRange range, int maxBuckets) throws StoreException {
        return queries.query(key, range, maxBuckets);
    }

    @Override
    public void expect(SeriesKey key, long nominalMillis) {
        transactions.checkWritable();
        transactions.intervals().expect(key, nominalMillis);
    }

    @Override
    public long nominalMillis(SeriesKey key) {
        return transactions.intervals().nominalMillis(key);
    }

    @Override
    public int appendHistory(SeriesKey key, List<HistoryBlock> blocks) throws StoreException {
        return memory.append(key, blocks);
    }

    @Override
    public List<HistoryBlock> history(SeriesKey key, HistorySpan span, TimeRange range) throws StoreException {
        return memory.blocks(key, span, range);
    }

    @Override
    public Optional<TimeRange> historyRange(SeriesKey key, HistorySpan span, TimeRange range) throws StoreException {
        return memory.range(key, span, range);
    }

    @Override
    public Map<Long, Long> importedHistory(SeriesKey key) throws StoreException {
        return memory.imported(key);
    }

    @Override
    public List<SeriesKey> seriesWithHistory() throws StoreException {
        return memory.series();
    }

    @Override
    public List<Note> notes(TimeRange range) throws StoreException {
        return notes.notes(range);
    }

    @Override
    public void forEachNote(TimeRange range, Consumer<Note> action) throws StoreException {
        notes.forEachNote(range, action);
    }

    @Override
    public Note saveNote(Note note) throws StoreException {
        return notes.save(note);
    }

    @Override
    public void removeNote(long id) throws StoreException {
        notes.remove(id);
    }

    @Override
    public Optional<String> document(String name) throws StoreException {
        return documents.get(name);
    }

    @Override
    public void saveDocument(String name, String text) throws StoreException {
        documents.save(name, text);
    }

    @Override
    public void removeDocument(String name) throws StoreException {
        documents.remove(name);
    }

    @Override
    public MeterContent contentOf(String meter) throws StoreException {
        return meters.contentOf(meter);
    }

    @Override
    public MeterContent deleteMeter(String meter, Map<String, String> texts) throws StoreException {
        return meters.delete(meter, texts);
    }

    @Override
    public Edit edit(Edit edit) throws StoreException {
        return corrections.make(edit);
    }

    @Override
    public void setUndone(long editId, boolean undone) throws StoreException {
        corrections.setUndone(editId, undone);
    }

    @Override
    public List<Edit> edits() throws StoreException {
        return corrections.list();
    }

    @Override
    public void setFirstChannelOnly(SeriesKey key, boolean firstChannelOnly) throws StoreException {
        corrections.setFirstChannelOnly(key, firstChannelOnly);
    }

    @Override
    public Set<SeriesKey> firstChannelOnly() {
        return corrections.firstChannelOnly();
    }

    @Override
    public ReadingStore openTrial() throws StoreException {
        return SqliteLocation.openTemporary(zone());
    }

    @Override
    public ImportLog startImport(String name, Instant at) throws StoreException {
        return imports.start(name, at);
    }

    @Override
    public List<ImportRow> imports() throws StoreException {
        return imports.list();
    }

    @Override
    public void undoImport(long id, Consumer<Double> progress) throws StoreException {
        imports.undo(id, progress);
    }

    @Override
    public void rebuild(Consumer<Double> progress) throws StoreException {
        maintenance.rebuild(progress);
    }

    @Override
    public void backup(Path target, Consumer<Double> progress) throws StoreException {
        maintenance.backup(target, progress);
    }

    @Override
    public Verification verify(Consumer<Double> progress) throws StoreException {
        return maintenance.verify(progress);
    }

    @Override
    public Statistics statistics() throws StoreException {
        return maintenance.statistics();
    }

    @Override
    public List<SourceRow> sources() throws StoreException {
        return sources.list();
    }

    @Override
    public void saveSource(SourceRow source) throws StoreException {
        sources.save(source);
    }

    @Override
    public void removeSource(String id) throws StoreException {
        sources.remove(id);
    }

    @Override
    public void announce(Path socket) throws StoreException {
        transactions.announce(socket);
    }

    @Override
    public void close() {
        transactions.close();
    }
}
