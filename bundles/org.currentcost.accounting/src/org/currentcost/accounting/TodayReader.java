package org.currentcost.accounting;

import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.EarlierPeriod;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/** Answers what sensors used today so far. Reads the store, up to the present; safe for several threads. */
public final class TodayReader {

    private static final long STEP_MILLIS = 5_000;

    private final Accounting accounting;

    /** @param accounting what it answers from */
    public TodayReader(Accounting accounting) {
        this.accounting = accounting;
    }

    /**
     * {@return what a sensor used today so far, and yesterday up to this same time of the clock}
     *
     * @throws StoreException if the file can't be read
     */
    public TodaySoFar read(Sensor sensor) throws StoreException {
        return read(sensor, day());
    }

    private TodaySoFar read(Sensor sensor, TimeRange day) throws StoreException {
        var today = accounting.known().within(List.of(sensor), day);
        var yesterday = new TimeRange(yesterday(day.start()), yesterday(today.end()));
        return new TodaySoFar(sensor, today, yesterday,
                amounts(sensor, today, yesterday, AmountUnit.ENERGY).orElseThrow(),
                amounts(sensor, today, yesterday, AmountUnit.MONEY),
                amounts(sensor, today, yesterday, AmountUnit.CARBON));
    }

    /**
     * {@return what each of the sensors of a meter used today so far, and what came from the grid}
     *
     * @throws StoreException if the file can't be read
     */
    public TodayParts read(List<Sensor> sensors) throws StoreException {
        var day = day();
        var all = new ArrayList<TodaySoFar>();
        for (var sensor : sensors) {
            all.add(read(sensor, day));
        }
        return new TodayParts(all,
                all.isEmpty() ? Optional.empty() : Optional.of(new GridReader(accounting, sensors).read(day)));
    }

    /**
     * {@return which step of time a moment is in; today goes on by steps of some seconds, so that all who ask within
     * one tell the same}
     */
    public static long step(Instant moment) {
        return Math.floorDiv(moment.toEpochMilli(), STEP_MILLIS);
    }

    /** {@return the day up to now} In its very first moment none of it is past. */
    private TimeRange day() {
        var now = accounting.clock().instant();
        long start = PeriodKind.DAY.startOf(now.toEpochMilli(), accounting.zone());
        return TimeRange.ofMillis(start, Math.max(start + 1, step(now) * STEP_MILLIS));
    }

    private Instant yesterday(Instant moment) {
        return EarlierPeriod.earlier(moment, Period.ofDays(1), accounting.zone());
    }

    private Optional<TodaySoFar.Amounts> amounts(Sensor sensor, TimeRange today, TimeRange yesterday, AmountUnit unit)
            throws StoreException {
        var amounts = accounting.amounts();
        return amounts.available(unit)
                ? Optional.of(new TodaySoFar.Amounts(amounts.amount(sensor.key(), today, unit),
                        amounts.amount(sensor.key(), yesterday, unit)))
                : Optional.empty();
    }
}
