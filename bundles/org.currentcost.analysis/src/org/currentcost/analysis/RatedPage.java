package org.currentcost.analysis;

import org.currentcost.model.SensorRole;

/**
 * What the energy of a page comes to, and what it depends on besides the schedule.
 *
 * @param page       the number of the page
 * @param role       of the series
 * @param housePage  the number of the house's page for the same time, by which tiers are filled; 0 without tiers
 * @param firstCount what tiers count at the start of the first quarter, which tells all that came before
 * @param lastCount  likewise of the last one, since another version may begin in the page and count by the quarter
 *                   instead of by the month
 * @param sums       all that is filled is in its memory
 */
record RatedPage(long page, SensorRole role, long housePage, long firstCount, long lastCount, RateSums sums) {

    /** {@return whether it is what a page comes to that depends on this} */
    boolean holds(long otherPage, SensorRole otherRole, long otherHousePage, long otherFirst, long otherLast) {
        return page == otherPage && role == otherRole && housePage == otherHousePage && firstCount == otherFirst
                && lastCount == otherLast;
    }
}
