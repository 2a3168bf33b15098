package org.currentcost.analysis;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.currentcost.model.TimeRange;

/**
 * Rates by instant: prices or grams per kilowatt-hour, for half-hours or stretches of any length, with gaps where none
 * is known.
 *
 * @param entries the rates; kept in the order of time; none may overlap another
 */
public record RateTable(List<Entry> entries) {

    private static final BigDecimal LIMIT = BigDecimal.valueOf(1_000_000);

    /**
     * A rate and its time.
     *
     * @param range when it holds; not empty
     * @param rate  per kilowatt-hour, less than 1 000 000, with up to 12 decimals that count
     */
    public record Entry(TimeRange range, BigDecimal rate) {

        public Entry {
            requireRate(rate);
            if (range.start().equals(range.end())) {
                throw new IllegalArgumentException("a rate for no time at " + range.start());
            }
        }
    }

    public RateTable {
        entries = entries.stream().sorted(Comparator.comparing(entry -> entry.range().start())).toList();
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).range().start().isBefore(entries.get(i - 1).range().end())) {
                throw new IllegalArgumentException("two rates at " + entries.get(i).range().start());
            }
        }
    }

    /** Throws where an amount is larger than exact sums allow for. */
    static void requireRate(BigDecimal rate) {
        if (rate.abs().compareTo(LIMIT) >= 0) {
            throw new IllegalArgumentException("a rate of " + rate);
        }
    }
}
