package org.currentcost.analysis;

import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.TimeRange;

/** Finds the times of which nothing is known. */
public final class Gaps {

    private Gaps() {
    }

    /**
     * A span of quarters of an hour none of which is known from end to end.
     *
     * @param range         from the start of the first such quarter to the end of the last
     * @param missingMillis for how long nothing is known in it, in milliseconds: more than 0, at most its length
     */
    public record Gap(TimeRange range, long missingMillis) {
    }

    /**
     * {@return the gaps in a range, in order}
     * <p>
     * Exact to the quarter of an hour, since it isn't kept where in a quarter something is missing. A gap is cut where
     * the range begins and ends; of a quarter that ends after the range, what is known is known of the part before, as
     * it is in sums: the present quarter is not missing because it is not over.
     *
     * @param quarters filled from the meter's memory or not; time outside of them is missing
     */
    public static List<Gap> of(QuarterHours quarters, TimeRange range) {
        var gaps = new ArrayList<Gap>();
        long rangeStart = range.startMillis();
        long rangeEnd = range.endMillis();
        long dataStart = Math.clamp(quarters.range().startMillis(), rangeStart, rangeEnd);
        long dataEnd = Math.clamp(quarters.range().endMillis(), dataStart, rangeEnd);
        long start = rangeStart;
        long missing = dataStart - rangeStart;
        for (long at = dataStart; at < dataEnd;) {
            int index = quarters.indexOf(at);
            var rollup = quarters.rollup(index);
            long rollupEnd = quarters.startMillis(rollup.to);
            boolean whole = rollup.complete && rollupEnd <= dataEnd;
            long next = whole
                    ? rollupEnd
                    : Math.min(dataEnd, quarters.startMillis(index) + QuarterHours.QUARTER_MILLIS);
            long unknown = whole ? 0 : unknown(quarters, index, at, next);
            if (unknown > 0) {
                missing += unknown;
            } else {
                addGap(gaps, start, at, missing);
                start = next;
                missing = 0;
            }
            at = next;
        }
        addGap(gaps, start, rangeEnd, missing + rangeEnd - dataEnd);
        return gaps;
    }

    private static long unknown(QuarterHours quarters, int index, long start, long end) {
        long known = quarters.knownMillis(index);
        return start == quarters.startMillis(index)
                ? Math.max(0, end - start - known)
                : Math.min(QuarterHours.QUARTER_MILLIS - known, end - start);
    }

    private static void addGap(List<Gap> gaps, long start, long end, long missing) {
        if (missing > 0) {
            gaps.add(new Gap(TimeRange.ofMillis(start, end), missing));
        }
    }
}
