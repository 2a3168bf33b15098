package org.currentcost.analysis;

import java.util.Optional;
import org.currentcost.model.SensorRole;

/**
 * What the energy of a page comes to, and what it depends on besides the schedule.
 *
 * @param page       what stands for the page
 * @param role       of the series
 * @param housePage  likewise for the house's page for the same time, by which tiers are filled; empty without tiers
 * @param firstCount what tiers count at the start of the first quarter, which tells all that came before
 * @param lastCount  likewise of the last one, since another version may begin in the page and count by the quarter
 *                   instead of by the month
 * @param sums       all that is filled is in its memory
 */
record RatedRollup(Object page, SensorRole role, Optional<Object> housePage, long firstCount, long lastCount,
        RateSums sums) {

    /** {@return whether it is what a page comes to that depends on this} */
    boolean holds(Object otherPage, SensorRole otherRole, Optional<Object> otherHousePage, long otherFirst,
            long otherLast) {
        return page == otherPage && role == otherRole && housePage.equals(otherHousePage) && firstCount == otherFirst
                && lastCount == otherLast;
    }
}
