package org.currentcost.model;

/** The lengths of time whose energy a meter remembers by itself. */
public enum HistorySpan {
    /** Two hours that begin at an odd hour of the meter's clock. */
    TWO_HOURS,
    /** A day from 23:00 to 23:00 of the meter's clock. */
    DAY,
    /** Thirty such days: a meter knows no calendar. */
    MONTH
}
