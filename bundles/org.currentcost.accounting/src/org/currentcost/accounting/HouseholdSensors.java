package org.currentcost.accounting;

import org.currentcost.analysis.QuarterHours;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.recorder.PublishedSensors;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** What the user has settled about sensors, and their energy with gaps filled, for those who pass readings on. */
public final class HouseholdSensors implements PublishedSensors {

    private final Household household;
    private final EnergyReader energy;

    /** Reads what the store keeps. */
    public HouseholdSensors(ReadingStore store) {
        household = new Household(store);
        energy = new EnergyReader(store, household);
    }

    @Override
    public String name(SeriesKey series) throws StoreException {
        return household.sensor(series).settings().name();
    }

    @Override
    public Used used(SeriesKey series, TimeRange range) throws StoreException {
        // A quarter counts where it begins, and the first one, of which a part is in the range, begins before it.
        long start = Math.floorDiv(range.startMillis(), QuarterHours.QUARTER_MILLIS) * QuarterHours.QUARTER_MILLIS;
        var sum = energy.energy(series, range).sum(start, range.endMillis());
        return new Used(sum.measuredMicrojoules() + sum.memoryMicrojoules() + sum.estimatedMicrojoules(),
                sum.measuredMillis() + sum.memoryMillis() + sum.estimatedMillis());
    }
}
