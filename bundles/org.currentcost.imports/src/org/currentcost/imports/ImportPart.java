package org.currentcost.imports;

import java.util.Comparator;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.SeriesKey;

/** What belongs together in the account of an import. In order: readings, memory, notes; by series. */
public sealed interface ImportPart extends Comparable<ImportPart> {

    /** The readings of a series. */
    record Readings(SeriesKey series) implements ImportPart {
    }

    /** Energy of spans of time, as a meter's own memory tells it. */
    record Memory(SeriesKey series, HistorySpan span) implements ImportPart {
    }

    /** Notes. */
    record Notes() implements ImportPart {
    }

    @Override
    default int compareTo(ImportPart other) {
        if (this instanceof Readings one && other instanceof Readings two) {
            return one.series.compareTo(two.series);
        }
        if (this instanceof Memory one && other instanceof Memory two) {
            return Comparator.comparing(Memory::series).thenComparing(Memory::span).compare(one, two);
        }
        return Integer.compare(rank(this), rank(other));
    }

    private static int rank(ImportPart part) {
        return switch (part) {
            case Readings readings -> 0;
            case Memory memory -> 1;
            case Notes notes -> 2;
        };
    }
}
