package org.currentcost.imports;

import java.util.Optional;
import java.util.OptionalInt;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.ImpulseUnits;
import org.currentcost.store.StoreException;

/** Takes what an {@link ImportSource} finds. */
public interface ImportTarget {

    /** Takes a reading, of any instant: one that no store can hold is counted and left out. */
    void reading(SeriesKey series, Reading reading) throws StoreException;

    /** Takes energy of a span of time. Where a source tells the same span again, the last telling counts. */
    void block(SeriesKey series, HistoryBlock block) throws StoreException;

    /**
     * {@return the number of a sensor that is called instead of numbered, the same each time}; empty if the meter has
     * no more numbers
     */
    OptionalInt sensor(String meter, String name) throws StoreException;

    /** Takes a note with the id 0. */
    void note(Note note) throws StoreException;

    /** Hears of something that can't be read; what is beside it is not touched. */
    void damage(ImportDamage damage);

    /**
     * Hears how far apart the readings of a series are, before its first one. Only heeded for a series that has no
     * readings yet, whose values are then held accordingly.
     *
     * @param nominalMillis 1 or more
     */
    void expect(SeriesKey series, long nominalMillis) throws StoreException;

    /** {@return where it is kept what impulses are in; empty for a try, which keeps nothing} */
    default Optional<ImpulseUnits> impulseUnits() {
        return Optional.empty();
    }
}
