package org.currentcost.imports;

import java.util.Optional;
import org.currentcost.model.TimeRange;
import org.currentcost.store.SeriesStore.Stored;

/**
 * What became of a part of an import, or would become of it. Readings are counted in channel values: a reading of two
 * channels counts twice.
 *
 * @param added       were new
 * @param same        were there already
 * @param conflicting came for a time that has other values, and were left out: what is stored first stays
 * @param outside     lie outside of the time to import, and were left out
 * @param range       from the first to the last of all that is not outside, in time; empty if there is none
 */
public record ImportCounts(long added, long same, long conflicting, long outside, Optional<TimeRange> range) {

    /** Nothing. */
    public static final ImportCounts NOTHING = new ImportCounts(0, 0, 0, 0, Optional.empty());

    static ImportCounts outside(long number) {
        return new ImportCounts(0, 0, 0, number, Optional.empty());
    }

    /** {@return the sums of both, and the range over both} */
    public ImportCounts plus(ImportCounts other) {
        return new ImportCounts(added + other.added, same + other.same, conflicting + other.conflicting,
                outside + other.outside,
                range.isEmpty() ? other.range : Optional.of(over(other.range.orElse(range.get()))));
    }

    /** {@return added, same and conflicting as a store counts them} */
    public Stored stored() {
        return new Stored(added, same, conflicting);
    }

    private TimeRange over(TimeRange other) {
        var mine = range.orElseThrow();
        return new TimeRange(mine.start().isBefore(other.start()) ? mine.start() : other.start(),
                mine.end().isAfter(other.end()) ? mine.end() : other.end());
    }
}
