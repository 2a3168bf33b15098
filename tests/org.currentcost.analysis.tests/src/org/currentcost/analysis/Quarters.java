package org.currentcost.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;

/** Makes quarters and blocks for tests. */
final class Quarters {

    static final long QUARTER = QuarterHours.QUARTER_MILLIS;
    static final long HOUR = 4 * QUARTER;
    static final long DAY = 24 * HOUR;
    static final long KILOWATT_HOUR = 3_600_000_000_000L;

    private Quarters() {
    }

    static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    static TimeRange range(String start, String end) {
        return new TimeRange(Instant.parse(start), Instant.parse(end));
    }

    /** Fully covered quarters whose power in watts is a function of their start. */
    static QuarterHours full(TimeRange range, LongToDoubleFunction watts) {
        var builder = new QuarterHours.Builder(range.startMillis(), range.endMillis());
        for (long at = range.startMillis(); at < range.endMillis(); at += QUARTER) {
            add(builder, at, QUARTER, watts.applyAsDouble(at));
        }
        return builder.build();
    }

    /** Adds time of one power; its peak is twice as high. */
    static void add(QuarterHours.Builder builder, long at, long covered, double watts) {
        long milliwatts = Math.round(watts * 1000);
        builder.add(at, covered, 2 * milliwatts, milliwatts * covered);
    }

    /** Quarters of random power and coverage, with spans of nothing between them. */
    static QuarterHours random(Random random, TimeRange range) {
        var builder = new QuarterHours.Builder(range.startMillis(), range.endMillis());
        boolean silent = false;
        for (long at = range.startMillis(); at < range.endMillis(); at += QUARTER) {
            silent = random.nextInt(40) == 0 ? !silent : silent;
            if (!silent) {
                long covered = random.nextInt(5) == 0 ? 1 + random.nextInt((int) QUARTER) : QUARTER;
                add(builder, at, covered, random.nextInt(4000) - 200);
            }
        }
        return builder.build();
    }

    /** Blocks of all spans that follow each other from {@code start} on, as a meter at an odd hour has them. */
    static List<HistoryBlock> blocks(Random random, long start, int days) {
        var blocks = new ArrayList<HistoryBlock>();
        long month = 0;
        for (int day = 0; day < days; day++) {
            long dayStart = start + day * DAY;
            long energy = 0;
            for (int pair = 0; pair < 12; pair++) {
                long wattHours = random.nextInt(3000);
                energy += wattHours;
                if (random.nextInt(3) > 0) {
                    blocks.add(block(HistorySpan.TWO_HOURS, dayStart + pair * 2 * HOUR, 2 * HOUR, wattHours));
                }
            }
            if (random.nextInt(3) > 0) {
                blocks.add(block(HistorySpan.DAY, dayStart, DAY, energy));
            }
            month += energy;
            if (day % 30 == 29) {
                blocks.add(block(HistorySpan.MONTH, dayStart - 29 * DAY, 30 * DAY, month));
                month = 0;
            }
        }
        return blocks;
    }

    static HistoryBlock block(HistorySpan span, long start, long length, long wattHours) {
        return new HistoryBlock(span, start, start + length, wattHours);
    }
}
