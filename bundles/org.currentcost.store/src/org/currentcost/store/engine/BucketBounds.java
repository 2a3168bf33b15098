package org.currentcost.store.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import org.currentcost.model.Resolution;

/** Where time is cut into buckets. Remembers the last bucket, as the next question is mostly about the same one. */
public abstract class BucketBounds {

    private long start = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;

    /** {@return the start of the bucket that holds {@code millis}} */
    public final long startOf(long millis) {
        find(millis);
        return start;
    }

    /** {@return the end of the bucket that holds {@code millis}} */
    public final long endOf(long millis) {
        find(millis);
        return end;
    }

    private void find(long millis) {
        if (millis < start || millis >= end) {
            start = computeStart(millis);
            end = computeEnd(millis);
        }
    }

    abstract long computeStart(long millis);

    abstract long computeEnd(long millis);

    /** {@return bounds at the whole multiples of a length since the epoch} */
    public static BucketBounds every(long lengthMillis) {
        return new BucketBounds() {
            @Override
            long computeStart(long millis) {
                return Math.floorDiv(millis, lengthMillis) * lengthMillis;
            }

            @Override
            long computeEnd(long millis) {
                return computeStart(millis) + lengthMillis;
            }
        };
    }

    /** {@return the bounds of a resolution} */
    public static BucketBounds of(Resolution resolution, ZoneId zone) {
        if (resolution == Resolution.FIVE_MINUTES) {
            return every(resolution.typicalMillis());
        }
        return new BucketBounds() {
            @Override
            long computeStart(long millis) {
                return resolution.startOf(millis, zone);
            }

            @Override
            long computeEnd(long millis) {
                return resolution.endOf(millis, zone);
            }
        };
    }

    /**
     * {@return bounds that join neighbours of a resolution, in such a way that the same neighbours are joined wherever
     * one looks from: hours from midnight, days of weeks from Monday, months from January}
     *
     * @param neighbours how many to join; of hours, a number that divides 24
     */
    public static BucketBounds joining(Resolution resolution, int neighbours, ZoneId zone) {
        if (resolution == Resolution.FIVE_MINUTES) {
            return every(resolution.typicalMillis() * neighbours);
        }
        var single = of(resolution, zone);
        if (neighbours == 1) {
            return single;
        }
        return new BucketBounds() {
            @Override
            long computeStart(long millis) {
                long first = single.startOf(millis);
                long group = group(first);
                long before = single.startOf(first - 1);
                while (group(before) == group) {
                    first = before;
                    before = single.startOf(first - 1);
                }
                return first;
            }

            @Override
            long computeEnd(long millis) {
                long group = group(single.startOf(millis));
                long after = single.endOf(millis);
                while (group(after) == group) {
                    after = single.endOf(after);
                }
                return after;
            }

            private long group(long start) {
                var time = Instant.ofEpochMilli(start).atZone(zone);
                return switch (resolution) {
                    case HOUR -> time.toLocalDate().toEpochDay() * 24 + time.getHour() / neighbours;
                    case DAY -> Math.floorDiv(time.toLocalDate().toEpochDay() - MONDAY, (long) neighbours);
                    default -> Math.floorDiv(time.getLong(ChronoField.PROLEPTIC_MONTH), (long) neighbours);
                };
            }
        };
    }

    private static final long MONDAY = LocalDate.of(1970, 1, 5).toEpochDay();
}
