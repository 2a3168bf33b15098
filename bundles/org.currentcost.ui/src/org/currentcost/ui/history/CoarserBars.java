package org.currentcost.ui.history;

import org.currentcost.analysis.PeriodKind;

/** How bars are told that are longer than the view's name says, so that all have room. */
final class CoarserBars {

    private CoarserBars() {
    }

    /** {@return what they are shown by} */
    static String words(PeriodKind length) {
        return switch (length) {
            case HALF_HOUR, HOUR -> Messages.CoarserHours;
            case TWO_HOURS -> Messages.CoarserTwoHours;
            case DAY -> Messages.CoarserDays;
            case WEEK -> Messages.CoarserWeeks;
            case MONTH -> Messages.CoarserMonths;
            case QUARTER -> Messages.CoarserQuarters;
            case YEAR -> Messages.CoarserYears;
        };
    }
}
