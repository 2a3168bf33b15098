package org.currentcost.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.SeriesStore.BulkAppend;
import org.currentcost.store.SeriesStore.Stored;

/** Keeps what imports added, each to be undone as a whole. Safe for all threads, as {@link ReadingStore} says. */
public interface ImportStore {

    /**
     * Opens a way in for an import that can be undone as a whole. What it adds is remembered in the same commit, so an
     * import that was cancelled, or killed with the process, can be undone too. Counts as the one bulk append that may
     * be open.
     *
     * @param name what to call it, such as the name of the file
     * @param at   when it is made, to the millisecond
     */
    ImportLog startImport(String name, Instant at) throws StoreException;

    /**
     * {@return a store of the same kind, empty, for trying out what an import would do}; the caller closes it, and with
     * that it is gone
     *
     * @throws StoreException if there is no room for it
     */
    ReadingStore openTrial() throws StoreException;

    /** {@return the imports that added anything, in the order in which they were made} */
    List<ImportRow> imports() throws StoreException;

    /**
     * Takes out all that an import added, and gives blocks of a meter's memory that it replaced their former value
     * back. Nothing happens if that was done already.
     *
     * @param progress hears of readings looked at, as parts of 1; may throw {@link
     *                 java.util.concurrent.CancellationException}, then nothing is changed
     * @throws StoreException           if other readings came in between; the message names the later import to be
     * undone first, if they are of one
     * @throws IllegalArgumentException if there is no such import
     */
    void undoImport(long id, Consumer<Double> progress) throws StoreException;

    /** A bulk append whose additions are remembered, to be undone as a whole. Not safe for several threads. */
    interface ImportLog extends BulkAppend {
        /** {@return the id of the import}; an import that adds nothing is forgotten when it is closed */
        long id();

        /**
         * Does what {@link SeriesStore#append} does, in one commit as long as the batch is not very large.
         *
         * @return what became of the readings of each series of the batch
         */
        Map<SeriesKey, Stored> append(Map<SeriesKey, List<Reading>> batch) throws StoreException;

        /** Does what {@link MeterMemoryStore#appendHistory} does. */
        int appendHistory(SeriesKey series, List<HistoryBlock> blocks) throws StoreException;

        /** Does what {@link NoteStore#saveNote} does with a new note. Undoing removes it, also if it was edited. */
        Note saveNote(Note note) throws StoreException;

        /** Does what {@link SeriesStore#expect} does. */
        void expect(SeriesKey series, long nominalMillis);
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
}
