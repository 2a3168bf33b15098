package org.currentcost.accounting;

import java.time.InstantSource;
import java.time.ZoneId;
import org.currentcost.store.ReadingStore;

/**
 * What questions of figures are answered from. Safe for several threads.
 *
 * @param store     the readings
 * @param household what the user settled
 * @param energy    energy of sensors, kept at hand
 * @param amounts   energy, money and carbon of periods
 * @param clock     the present
 */
public record Accounting(ReadingStore store, Household household, EnergyReader energy, AmountReader amounts,
        InstantSource clock) {

    /** Answers from a store, with nothing at hand yet. */
    public static Accounting of(ReadingStore store, InstantSource clock) {
        var household = new Household(store);
        var energy = new EnergyReader(store, household);
        return new Accounting(store, household, energy, new AmountReader(store, household, energy, clock), clock);
    }

    /** {@return of what time something can be known} */
    public KnownTime known() {
        return new KnownTime(store, energy, clock);
    }

    /** {@return the zone that hours, days and months are cut by} */
    public ZoneId zone() {
        return store.zone();
    }
}
