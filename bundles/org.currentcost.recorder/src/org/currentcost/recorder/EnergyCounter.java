package org.currentcost.recorder;

import org.currentcost.model.Energy;
/**
 * A counter of energy that never falls, whatever becomes of what it has counted: what an edit takes away is owed, and
 * paid by what is found again for the past, so that nothing is counted twice.
 *
 * @param microjoules      what it shows
 * @param untilMillis      up to when it has counted
 * @param knownMicrojoules what was known of the time up to then when it last counted
 * @param owedMicrojoules  how much of that was counted before and then taken away
 */
record EnergyCounter(long microjoules, long untilMillis, long knownMicrojoules, long owedMicrojoules) {

    /** {@return a counter that begins at an instant} */
    static EnergyCounter from(long millis) {
        return new EnergyCounter(0, millis, 0, 0);
    }

    /**
     * {@return this counter, counted on}
     *
     * @param known    what is known by now of the time that was counted before
     * @param since    what was used from then on; below zero where more was produced, which is not counted
     * @param toMillis up to when that is
     */
    EnergyCounter plus(long known, long since, long toMillis) {
        long found = known - knownMicrojoules;
        long owed = Math.max(0, owedMicrojoules - found);
        long added = Math.max(0, found - owedMicrojoules) + Math.max(0, since);
        return new EnergyCounter(microjoules + added, toMillis, known + since, owed);
    }

    /** {@return what it shows} */
    Energy energy() {
        return new Energy(microjoules);
    }
}
