package org.currentcost.analysis;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.currentcost.model.TimeRange;

/**
 * Rates by instant: prices or grams per kilowatt-hour, for half-hours or spans of any length, with gaps where none
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

    /**
     * {@return the rates in the lines of a CSV file, and what is wrong with lines that have none}
     * <p>
     * Forms: {@code start,end,rate}, {@code timestamp,rate}, or any columns with a header that names them, such as
     * {@code valid_from,valid_to,value_inc_vat}. Separated by tabs, else semicolons, else commas, as the first line has
     * them; fields may be in double quotes. Times are ISO 8601, with an offset or of the given zone, with {@code T} or
     * a space. Numbers have a decimal point, or a comma where fields aren't separated by commas or are quoted. A rate
     * without end holds until the next one, but no longer than the shortest step in the file, or for half an hour where
     * it is alone.
     *
     * @param lines  the lines of the file
     * @param zone   the time zone of times without offset; of a local time that comes twice the first is meant, then
     *               the second
     * @param factor what to multiply rates by, such as 0.01 for prices in pence or cents
     */
    public static ParsedRates parse(List<String> lines, ZoneId zone, BigDecimal factor) {
        return new RateTableParser(zone, factor).parse(lines);
    }

    /** {@return whether an amount is small enough for exact sums} */
    static boolean isRate(BigDecimal rate) {
        return rate.abs().compareTo(LIMIT) < 0;
    }

    /** Throws where an amount is larger than exact sums allow for. */
    static void requireRate(BigDecimal rate) {
        if (!isRate(rate)) {
            throw new IllegalArgumentException("a rate of " + rate);
        }
    }
}
