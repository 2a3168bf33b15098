package org.currentcost.accounting;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.currentcost.model.TimeRange;

/** The standing charge of days, for the share of any span of time. About as exact as money is shown. Immutable. */
final class StandingCharges {

    private final long[] borders;
    private final double[] before;

    /**
     * Adds up.
     *
     * @param days    one behind the other
     * @param charges for each of them
     */
    StandingCharges(List<TimeRange> days, List<BigDecimal> charges) {
        borders = new long[days.size() + 1];
        before = new double[borders.length];
        for (int i = 0; i < days.size(); i++) {
            borders[i] = days.get(i).startMillis();
            borders[i + 1] = days.get(i).endMillis();
            before[i + 1] = before[i] + charges.get(i).doubleValue();
        }
    }

    /** {@return the share of a span; nothing is due outside the days} */
    double share(long startMillis, long endMillis) {
        return before(endMillis) - before(startMillis);
    }

    private double before(long millis) {
        int found = Arrays.binarySearch(borders, millis);
        if (found >= 0) {
            return before[found];
        }
        int next = -found - 1;
        if (next == 0 || next == borders.length) {
            return before[next == 0 ? 0 : next - 1];
        }
        double part = (double) (millis - borders[next - 1]) / (borders[next] - borders[next - 1]);
        return before[next - 1] + part * (before[next] - before[next - 1]);
    }
}
