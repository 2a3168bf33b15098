package org.currentcost.accounting;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/** Answers how well the use of a sensor is known. Reads the store; safe for several threads. */
public final class CoverageReader {

    private static final int DAYS_BEFORE_TODAY = 6;

    private final Accounting accounting;

    /** @param accounting what it answers from */
    public CoverageReader(Accounting accounting) {
        this.accounting = accounting;
    }

    /**
     * {@return how well today and this week are known; empty if nothing has ever been known of the sensor}
     *
     * @throws StoreException if the file can't be read
     */
    public Optional<RecentCoverage> recent(Sensor sensor) throws StoreException {
        var asked = List.of(sensor);
        var known = accounting.known();
        var now = accounting.clock().instant();
        if (known.first(asked) > now.toEpochMilli()) {
            return Optional.empty();
        }
        var today = LocalDate.ofInstant(now, accounting.zone());
        var sums = accounting.amounts().energies(sensor.key(), List.of(
                known.within(asked, since(today.minusDays(DAYS_BEFORE_TODAY))),
                known.within(asked, since(today))));
        return Optional.of(new RecentCoverage(sums.get(1), sums.get(0)));
    }

    private TimeRange since(LocalDate first) {
        return new TimeRange(first.atStartOfDay(accounting.zone()).toInstant(), accounting.clock().instant());
    }
}
