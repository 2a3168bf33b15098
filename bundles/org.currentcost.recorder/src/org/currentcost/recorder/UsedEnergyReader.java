package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.source.UsedEnergy;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** Sums what a house has used in the stretches of a meter's memory. */
final class UsedEnergyReader {

    private static final int TWO_HOURS = 13;
    private static final int DAYS = 31;
    private static final int MONTHS = 12;
    private static final int DAYS_PER_MONTH = 30;
    private static final int HOURS_PER_DAY = 24;
    private static final long MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();
    /** A bucket's integral is in milliwatts times milliseconds. */
    private static final double INTEGRAL_PER_WATT_HOUR = 1000.0 * MILLIS_PER_HOUR;

    private UsedEnergyReader() {
    }

    /** {@return what was used up to now} @param zone whose standard time cuts blocks and days */
    static UsedEnergy read(ReadingStore store, SeriesKey series, Instant now, ZoneId zone) throws StoreException {
        long offset = zone.getRules().getStandardOffset(now).getTotalSeconds() * 1000L;
        long local = now.toEpochMilli() + offset;
        long block = Math.floorDiv(local - MILLIS_PER_HOUR, 2 * MILLIS_PER_HOUR) * 2 * MILLIS_PER_HOUR
                + MILLIS_PER_HOUR;
        long day = Math.floorDiv(local + MILLIS_PER_HOUR, HOURS_PER_DAY * MILLIS_PER_HOUR) * HOURS_PER_DAY
                * MILLIS_PER_HOUR - MILLIS_PER_HOUR;
        long month = (long) DAYS_PER_MONTH * HOURS_PER_DAY * MILLIS_PER_HOUR;
        long from = day - MONTHS * month;
        int hours = Math.toIntExact(Math.ceilDiv(local - from, MILLIS_PER_HOUR));
        var used = new double[hours];
        // Room for two at the ends, or else the store takes two hours at a time.
        for (var bucket : store.query(series, new TimeRange(Instant.ofEpochMilli(from - offset),
                Instant.ofEpochMilli(from - offset + hours * MILLIS_PER_HOUR)), hours + 2)) {
            int hour = Math.clamp((bucket.startMillis() + offset - from) / MILLIS_PER_HOUR, 0, hours - 1);
            used[hour] += bucket.integral() / INTEGRAL_PER_WATT_HOUR;
        }
        var twoHours = new ArrayList<Long>();
        for (int i = 0; i < TWO_HOURS; i++) {
            twoHours.add(sum(used, (block - from) / MILLIS_PER_HOUR - 2L * i, 2));
        }
        return new UsedEnergy(twoHours, back(used, DAYS, (day - from) / MILLIS_PER_HOUR, HOURS_PER_DAY),
                back(used, MONTHS, (day - from) / MILLIS_PER_HOUR, DAYS_PER_MONTH * HOURS_PER_DAY));
    }

    private static List<Long> back(double[] used, int count, long end, int length) {
        var sums = new ArrayList<Long>();
        for (int i = 1; i <= count; i++) {
            sums.add(sum(used, end - (long) i * length, length));
        }
        return sums;
    }

    private static long sum(double[] used, long from, int length) {
        double sum = 0;
        for (long hour = Math.max(0, from); hour < Math.min(used.length, from + length); hour++) {
            sum += used[(int) hour];
        }
        return Math.round(sum);
    }
}
