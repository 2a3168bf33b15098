package org.currentcost.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.currentcost.model.Bucket;
import org.currentcost.model.Resolution;
import org.currentcost.model.SeriesKey;

/**
 * Looks after a store as a whole: checks it, makes its sums anew, copies it, deletes a meter with all that there is of
 * it. Safe for all threads, as {@link ReadingStore} says.
 */
public interface StoreMaintenance {

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

    /** {@return figures about the file} */
    Statistics statistics() throws StoreException;

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
