package org.currentcost.accounting;

import java.util.List;
import java.util.Optional;
import org.currentcost.model.Bucket;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/**
 * What sensors did in a range up to the present or in the past, just heard readings included.
 *
 * @param powers      of each sensor that was asked for, in their order
 * @param temperature at the first one's meter, if it was asked for, as it is without the warmth of the display
 * @param notes       of the range
 * @param problem     the first one of those that kept a part of this from being read: that part is empty
 */
public record LiveCourse(List<List<Bucket>> powers, List<Bucket> temperature, List<Note> notes,
        Optional<StoreException> problem) {

    /**
     * What is asked.
     *
     * @param sensors     in the order in which they are shown
     * @param buckets     how many of them at most for a sensor that is not computed
     * @param temperature whether the temperature is asked for too
     */
    public record Question(LiveSensors sensors, TimeRange range, int buckets,
            boolean temperature) {
    }
}
