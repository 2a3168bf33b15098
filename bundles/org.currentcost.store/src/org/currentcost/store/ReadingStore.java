package org.currentcost.store;

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
import org.currentcost.model.HoldRule;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;

/**
 * Keeps readings and answers what a series did in a stretch of time.
 * <p>
 * Any number of threads may ask at once, and ask while one thread writes. Writing methods may be called from any thread
 * and run one after the other. What a writing method has returned from survives the death of the process.
 */
public interface ReadingStore extends AutoCloseable {

    /** {@return the time zone in which this store cuts hours, days and months; fixed when the file was made} */
    ZoneId zone();

    /** {@return sentences for the user about what was found when the store was opened}, such as a half-done restore */
    default List<String> remarks() {
        return List.of();
    }

    /** {@return a number that grows with every change of anything in this store since it was opened} */
    long version();

    /**
     * {@return a number that grows with every change that is more than new readings behind the last one of a series}:
     * edits, imports of the past, the meter's memory, settings of series. What was read from the store for an earlier
     * {@link #version} but the same revision only lacks what came behind it, and ends its last value later
     */
    long revision();

    /** {@return all series that have readings, in order} */
    List<SeriesInfo> series();

    /**
     * Adds readings. One that is already there, at the same instant, is not added again: if its values differ, the
     * first one stays and the new one counts as conflicting, for raw readings are never overwritten.
     *
     * @param batch by series; the readings of a series in any order
     * @return what became of them; everything counted as stored is on the disk
     * @throws StoreException if nothing of the batch could be kept
     */
    Stored append(Map<SeriesKey, List<Reading>> batch) throws StoreException;

    /**
     * Does what {@link #append} does, and learns from the first readings of a new series of power how far apart they
     * come, in the same commit: where that is more than was taken for granted, all its values hold longer from then on,
     * those before too.
     */
    Stored appendLive(Map<SeriesKey, List<Reading>> batch) throws StoreException;

    /**
     * Says what {@link #append} would do, and changes nothing.
     *
     * @throws StoreException if the file can't be read
     */
    Stored tryAppend(Map<SeriesKey, List<Reading>> batch) throws StoreException;

    /**
     * Opens a way in for very many readings at once, such as an import: the same outcome as {@link #append}, faster,
     * with commits as it sees fit until it is closed. Only one at a time; other writers wait their turn between its
     * commits.
     */
    BulkAppend bulkAppend() throws StoreException;

    /**
     * Puts other readings in the place of those in a stretch.
     *
     * @param replacement all inside {@code range}, in any order
     */
    void replace(SeriesKey series, TimeRange range, List<Reading> replacement) throws StoreException;

    /** Hands over every reading of the range, after the edits, in the order of time, on the calling thread. */
    void forEachReading(SeriesKey series, TimeRange range, Consumer<Reading> action) throws StoreException;

    /** Hands over every reading of the range as it came, in the order of time, on the calling thread. */
    void forEachRawReading(SeriesKey series, TimeRange range, Consumer<Reading> action) throws StoreException;

    /** {@return the last reading of the series after the edits} */
    Optional<Reading> latest(SeriesKey series) throws StoreException;

    /**
     * {@return the buckets of this resolution that begin in the range, in order; those with neither a reading nor
     * coverage are left out}
     */
    List<Bucket> buckets(SeriesKey series, TimeRange range, Resolution resolution) throws StoreException;

    /**
     * Hands over what {@link #buckets} returns, on the calling thread and without an object for each: ten years of five
     * minutes are a million.
     *
     * @param action must not call the store, and is not to take long: it is called within a snapshot of the file
     */
    void forEachSum(SeriesKey series, TimeRange range, Resolution resolution, SumAction action) throws StoreException;

    /**
     * What the series did in the range, in at most so many buckets.
     * <p>
     * Where single readings are few enough, each comes as a bucket of its own from its instant to the end of its hold.
     * Otherwise buckets come from the finest sums that are few enough, several joined where needed. The first and last
     * may reach beyond the range. Those with neither a reading nor coverage are left out.
     *
     * @param maxBuckets at least 1
     */
    List<Bucket> query(SeriesKey series, TimeRange range, int maxBuckets) throws StoreException;

    /**
     * Keeps what a meter remembered by itself. Live readings are not touched by it. A block that is there already is
     * replaced: the meter tells the same blocks again and again. A block is left out if its whole time was told already
     * in blocks of its length with other borders ({@link HistoryBlock#isToldByOthers}).
     *
     * @param series a series of power
     * @return how many of the blocks were new, or told another energy than the one that was kept
     */
    int appendHistory(SeriesKey series, List<HistoryBlock> blocks) throws StoreException;

    /** {@return the blocks of a meter's memory that begin in the range, in order} */
    List<HistoryBlock> history(SeriesKey series, HistorySpan span, TimeRange range) throws StoreException;

    /**
     * {@return from where to where there are blocks of a meter's memory that begin in the range; empty if there are
     * none}
     *
     * @throws StoreException if the file can't be read
     */
    default Optional<TimeRange> historyRange(SeriesKey series, HistorySpan span, TimeRange range)
            throws StoreException {
        var blocks = history(series, span, range);
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(TimeRange.ofMillis(blocks.getFirst().startMillis(), blocks.getLast().endMillis()));
    }

    /**
     * {@return how many of the blocks that are kept of a meter's memory imports brought, by the id of the import that
     * brought them last}
     */
    Map<Long, Long> importedHistory(SeriesKey series) throws StoreException;

    /** {@return the series for which something of the meter's memory is kept, in order} */
    List<SeriesKey> seriesWithHistory() throws StoreException;

    // notes and documents

    /** {@return the notes that are {@linkplain Note#isIn in} the range, by start, then in the order of being made} */
    List<Note> notes(TimeRange range) throws StoreException;

    /**
     * Hands over what {@link #notes} returns, on the calling thread, one by one.
     *
     * @param action must not call the store
     */
    default void forEachNote(TimeRange range, Consumer<Note> action) throws StoreException {
        notes(range).forEach(action);
    }

    /**
     * Keeps a note: a new one if its id is 0, else in the place of the one with its id, also if that was removed.
     *
     * @return the note with its id
     */
    Note saveNote(Note note) throws StoreException;

    /** Removes a note; nothing happens if there is none. */
    void removeNote(long id) throws StoreException;

    /**
     * Says how far apart the readings of a series come, so that their values are held for three times as long. It is
     * kept with the first reading. Nothing happens if the series is in the store already: what its readings mean does
     * not change by it afterwards.
     *
     * @param nominalMillis at least 1; more than eight hours count as that
     */
    void expect(SeriesKey series, long nominalMillis);

    /** {@return how far apart the readings of a series come when nothing is lost; known before the first one too} */
    long nominalMillis(SeriesKey series);

    /** Names of texts that tell the last counts of a meter begin so, then its name and a slash; they go with it. */
    String COUNTS_OF_METER = "count/";

    /** {@return a text that was saved under this name} */
    Optional<String> document(String name) throws StoreException;

    /** Keeps a small text, such as settings, in the place of the one with this name. */
    void saveDocument(String name, String text) throws StoreException;

    /** Removes the text of this name; nothing happens if there is none. */
    void removeDocument(String name) throws StoreException;

    // meters

    /**
     * {@return what there is because of a meter; all zero if there is nothing}
     *
     * @throws StoreException if the file can't be read
     */
    MeterContent contentOf(String meter) throws StoreException;

    /**
     * Deletes a meter in one transaction: its readings, sums, memory and edits, what imports added to it, imports and
     * their notes where they added nothing to another meter, the last counts of its counters, and its source. No source
     * is to hear it any more.
     *
     * @param documents the texts that change with it, by name: what is settled about the meter
     * @return what there was
     * @throws StoreException if an import is going on, or the file can't be written; nothing is changed then
     */
    MeterContent deleteMeter(String meter, Map<String, String> documents) throws StoreException;

    // corrections

    /**
     * Corrects readings of a series, after all edits made before. The readings stay as they came; sums, single readings
     * and the latest one are those after the edits from now on, also of readings that come later into the range.
     *
     * @param edit with the id 0
     * @return the edit with its id
     * @throws StoreException if the file can't be read or written; nothing is changed then
     */
    Edit edit(Edit edit) throws StoreException;

    /**
     * Lets an edit count no longer, or again, in its old place in the order.
     *
     * @throws IllegalArgumentException if there is no such edit
     */
    void setUndone(long editId, boolean undone) throws StoreException;

    /** {@return all edits, undone ones too, in the order in which they were made} */
    List<Edit> edits() throws StoreException;

    /**
     * Chooses whether sums of a series are of its first channel alone or of all added up. With the first alone,
     * readings
     * without it count nothing in sums.
     */
    void setFirstChannelOnly(SeriesKey series, boolean firstChannelOnly) throws StoreException;

    /** {@return the series whose sums are of the first channel alone, in order} */
    Set<SeriesKey> firstChannelOnly();

    // imports

    /**
     * Opens a way in for an import that can be undone as a whole. What it adds is remembered in the same commit, so an
     * import that was cancelled, or killed with the process, can be undone too. Counts as the one bulk append that may
     * be
     * open.
     *
     * @param name what to call it, such as the name of the file
     * @param at   when it is made, to the millisecond
     */
    ImportLog startImport(String name, Instant at) throws StoreException;

    /** {@return the imports that added anything, in the order in which they were made} */
    List<ImportRow> imports() throws StoreException;

    /**
     * Takes out all that an import added, and gives blocks of a meter's memory that it replaced their former value
     * back.
     * Nothing happens if that was done already.
     *
     * @param progress hears of readings looked at, as parts of 1; may throw {@link
     *                 java.util.concurrent.CancellationException}, then nothing is changed
     * @throws StoreException           if other readings came in between; the message names the later import to be
     * undone
     *                                  first, if they are of one
     * @throws IllegalArgumentException if there is no such import
     */
    void undoImport(long id, Consumer<Double> progress) throws StoreException;

    // upkeep

    /**
     * Makes every sum anew from the readings and edits. Others read and write between its commits.
     *
     * @param progress hears of what is done as parts of 1; may throw {@link
     *                 java.util.concurrent.CancellationException}: each sum is then the old one or the new one
     */
    void rebuild(Consumer<Double> progress) throws StoreException;

    /**
     * Writes all that is in the store now, as one file, while others read and write.
     *
     * @param target   a file that does not exist; its folder is made if need be
     * @param progress hears of what is done as parts of 1; may throw {@link
     *                 java.util.concurrent.CancellationException}, then no file is left
     */
    void backup(Path target, Consumer<Double> progress) throws StoreException;

    /**
     * Looks at every page of the file and every chunk of readings, computes every sum anew from the readings and edits,
     * and compares.
     *
     * @param progress hears of every series done, as parts of 1; may throw {@link
     *                 java.util.concurrent.CancellationException}
     */
    Verification verify(Consumer<Double> progress) throws StoreException;

    /** {@return the configured sources, in the order in which they were added} */
    List<SourceRow> sources() throws StoreException;

    /** Adds a source, or changes the one with the same id. */
    void saveSource(SourceRow source) throws StoreException;

    /** Removes a source; its readings stay. */
    void removeSource(String id) throws StoreException;

    /** {@return figures about the file} */
    Statistics statistics() throws StoreException;

    /** Seals what can be sealed, folds the write-ahead log into the file and lets go of it. Never throws. */
    @Override
    void close();

    /** A way in for very many readings. Not safe for several threads. */
    interface BulkAppend extends AutoCloseable {
        /** Adds one reading; readings may come in any order, but go in fastest in the order of time. */
        void add(SeriesKey series, Reading reading) throws StoreException;

        /** {@return what became of those that were added so far; exact only after {@link #close}} */
        Stored stored();

        /** Writes what is still held. */
        @Override
        void close() throws StoreException;
    }

    /** A bulk append whose additions are remembered, to be undone as a whole. Not safe for several threads. */
    interface ImportLog extends BulkAppend {
        /** {@return the id of the import}; an import that adds nothing is forgotten when it is closed */
        long id();

        /** Does what {@link ReadingStore#append} does. */
        Stored append(Map<SeriesKey, List<Reading>> batch) throws StoreException;

        /** Does what {@link ReadingStore#appendHistory} does. */
        int appendHistory(SeriesKey series, List<HistoryBlock> blocks) throws StoreException;

        /** Does what {@link ReadingStore#saveNote} does with a new note. Undoing removes it, also if it was edited. */
        Note saveNote(Note note) throws StoreException;

        /** Does what {@link ReadingStore#expect} does. */
        void expect(SeriesKey series, long nominalMillis);
    }

    /**
     * What there is because of a meter.
     *
     * @param readings of all its series, excluded ones too
     * @param blocks   of its memory
     * @param edits    undone ones too
     * @param imports  that added something to it, maybe to others too
     * @param notes    of imports that added nothing to others
     * @param sources  that hear it
     */
    record MeterContent(long readings, long blocks, long edits, long imports, long notes, long sources) {
    }

    /**
     * An import.
     *
     * @param at       when it was made
     * @param readings how many readings it added
     * @param blocks   how many blocks of a meter's memory it added or replaced
     * @param notes    how many notes it added
     */
    record ImportRow(long id, String name, Instant at, long readings, long blocks, long notes, boolean undone) {
    }

    /** Takes sums one by one. */
    @FunctionalInterface
    interface SumAction {
        /** Takes one sum; the parameters are what the components of {@link Bucket} are. */
        void sum(long startMillis, long endMillis, long readings, long coveredMillis, long min, long max,
                long integral, long estimatedMillis);
    }

    /**
     * What became of readings that were handed over. All count channel values: a reading of two channels counts twice.
     *
     * @param stored      were new
     * @param same        were there already
     * @param conflicting came for an instant that has other values
     */
    record Stored(long stored, long same, long conflicting) {
        public static final Stored NOTHING = new Stored(0, 0, 0);

        public Stored plus(Stored other) {
            return new Stored(stored + other.stored, same + other.same, conflicting + other.conflicting);
        }
    }

    /**
     * A series in the store.
     *
     * @param nominalMillis the time from one reading to the next when nothing is lost
     * @param readings      how many came, excluded ones too
     * @param first         the instant of the first one; after edits, none is earlier
     * @param last          the instant of the last one; after edits, none is later
     * @param end           until when the last one covers, exclusive; see {@link HoldRule}
     */
    record SeriesInfo(SeriesKey key, long nominalMillis, long readings, Instant first, Instant last, Instant end) {
    }

    /**
     * A configured source.
     *
     * @param id      unique, made by the program
     * @param meter   the name of the meter that it hears
     * @param address scheme and address, such as {@code serial:/dev/ttyUSB0}
     * @param enabled whether it is started with the program
     */
    record SourceRow(String id, String meter, String address, boolean enabled) {
    }

    /**
     * What a check of the file and all its sums found.
     *
     * @param differing the first hundred buckets that differ
     * @param damage    the first hundred places at which the file can't be read, in words
     */
    record Verification(long readings, long buckets, long differingBuckets, List<Difference> differing,
            List<String> damage) {

        /** {@return whether nothing was found} */
        public boolean isGood() {
            return differingBuckets == 0 && damage.isEmpty();
        }
    }

    /** A bucket that is not what the readings say. An absent bucket is empty. */
    record Difference(SeriesKey series, Resolution resolution, Optional<Bucket> kept, Optional<Bucket> computed) {
    }

    /** @param bytes the size of the file and its log on the disk */
    record Statistics(long bytes, long readings, int series, int schemaVersion) {
    }
}
