package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.currentcost.model.Energy;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.source.UsedEnergy;
import org.currentcost.store.StoreException;

/** Sums what a house has used in the spans of a meter's memory. */
final class UsedEnergyReader {

    private static final int TWO_HOURS = 13;
    private static final int DAYS = 31;
    private static final int MONTHS = 12;
    private static final int DAYS_PER_MONTH = 30;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private UsedEnergyReader() {
    }

    /** {@return what was used up to now} @param zone whose standard time cuts blocks and days */
    static UsedEnergy read(PublishedSensors sensors, SeriesKey series, Instant now, ZoneId zone)
            throws StoreException {
        long offset = zone.getRules().getStandardOffset(now).getTotalSeconds() * 1000L;
        long local = now.toEpochMilli() + offset;
        long block = Math.floorDiv(local - HOUR_MILLIS, 2 * HOUR_MILLIS);
        long day = Math.floorDiv(local + HOUR_MILLIS, DAY_MILLIS);
        long blockStart = block * 2 * HOUR_MILLIS + HOUR_MILLIS - offset;
        long dayStart = day * DAY_MILLIS - HOUR_MILLIS - offset;
        return new UsedEnergy(back(sensors, series, blockStart + 2 * HOUR_MILLIS, 2 * HOUR_MILLIS, TWO_HOURS),
                back(sensors, series, dayStart, DAY_MILLIS, DAYS),
                back(sensors, series, dayStart, DAYS_PER_MONTH * DAY_MILLIS, MONTHS), block, day);
    }

    private static List<OptionalLong> back(PublishedSensors sensors, SeriesKey series, long endMillis,
            long lengthMillis, int count) throws StoreException {
        var sums = new ArrayList<OptionalLong>();
        for (int i = 1; i <= count; i++) {
            long from = endMillis - i * lengthMillis;
            var used = sensors.used(series, new TimeRange(Instant.ofEpochMilli(from),
                    Instant.ofEpochMilli(from + lengthMillis)));
            sums.add(used.knownMillis() > 0
                    ? OptionalLong.of(new Energy(used.microjoules()).roundedWattHours())
                    : OptionalLong.empty());
        }
        return sums;
    }
}
