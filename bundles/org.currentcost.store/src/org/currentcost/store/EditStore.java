package org.currentcost.store;

import java.util.List;
import java.util.Set;
import org.currentcost.model.Edit;
import org.currentcost.model.SeriesKey;

/**
 * Keeps corrections of readings, which stay as they came, and which channels count. Safe for all threads, as
 * {@link ReadingStore} says.
 */
public interface EditStore {

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
     * readings without it count nothing in sums.
     */
    void setFirstChannelOnly(SeriesKey series, boolean firstChannelOnly) throws StoreException;

    /** {@return the series whose sums are of the first channel alone, in order} */
    Set<SeriesKey> firstChannelOnly();
}
