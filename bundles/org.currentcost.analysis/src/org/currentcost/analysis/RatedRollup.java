package org.currentcost.analysis;

import java.util.Optional;
import org.currentcost.model.SensorRole;

/**
 * What the energy of a rollup comes to, and what it depends on besides the schedule.
 *
 * @param rollup       what stands for the rollup
 * @param role       of the series
 * @param houseRollup  likewise for the house's rollup for the same time, by which tiers are filled; empty without tiers
 * @param firstCount what tiers count at the start of the first quarter, which tells all that came before
 * @param lastCount  likewise of the last one, since another version may begin in the rollup and count by the quarter
 *                   instead of by the month
 * @param sums       all that is filled is in its memory
 */
record RatedRollup(Object rollup, SensorRole role, Optional<Object> houseRollup, long firstCount, long lastCount,
        RateSums sums) {

    /** {@return whether it is what a rollup comes to that depends on this} */
    boolean holds(Object otherRollup, SensorRole otherRole, Optional<Object> otherHouseRollup, long otherFirst,
            long otherLast) {
        return rollup == otherRollup && role == otherRole && houseRollup.equals(otherHouseRollup)
                && firstCount == otherFirst
                && lastCount == otherLast;
    }
}
