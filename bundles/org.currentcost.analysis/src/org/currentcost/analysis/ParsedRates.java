package org.currentcost.analysis;

import java.util.List;
import java.util.Objects;

/**
 * What a file of rates holds.
 *
 * @param table    the rates of all lines that are right
 * @param problems what is wrong with the others, in the order of lines
 */
public record ParsedRates(RateTable table, List<Problem> problems) {

    /**
     * Why a line has no rate.
     *
     * @param line  the line's number, from 1 on
     * @param kind  what is wrong
     * @param field the text that is wrong, as it stands in the line
     */
    public record Problem(int line, Kind kind, String field) {

        public Problem {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(field);
        }
    }

    /** What can be wrong with a line. */
    public enum Kind {
        /** A double quote is opened and not closed. */
        OPEN_QUOTE,
        /** There are fewer fields than there are columns needed. */
        TOO_FEW_FIELDS,
        /** A field is no time. */
        NOT_A_TIME,
        /** The clock of the time zone leaves this local time out. */
        SKIPPED_BY_CLOCK,
        /** The end is not after the start. */
        END_NOT_AFTER_START,
        /** A field is no number, or one that is too large for a rate. */
        NOT_A_NUMBER,
        /** Another line has a different rate, or other limits, for the same time. */
        OVERLAP
    }

    public ParsedRates {
        Objects.requireNonNull(table);
        problems = List.copyOf(problems);
    }
}
