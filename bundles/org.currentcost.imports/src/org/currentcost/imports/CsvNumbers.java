package org.currentcost.imports;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the numbers of one sensor look like, where nothing says what they are.
 *
 * @param millionths as they stand in the file, in the order of their times
 */
record CsvNumbers(long... millionths) {

    /** So many rows that never fall are a counter's, whatever it is called. */
    static final int ROWS_OF_A_COUNTER = 10;

    private static final int MILLION = 1_000_000;
    /** Where power is told without its unit, what is more than any house's kilowatts must be watts. */
    private static final long MOST_KILOWATTS = 40;

    /** {@return the same in the opposite order} */
    CsvNumbers reversed() {
        return new CsvNumbers(IntStream.range(0, millionths.length)
                .mapToLong(i -> millionths[millionths.length - 1 - i]).toArray());
    }

    /** {@return whether they rise and never fall} @param enough how many there are at least */
    boolean rise(int enough) {
        return millionths.length >= enough && millionths[0] != millionths[millionths.length - 1]
                && IntStream.range(1, millionths.length).allMatch(i -> millionths[i - 1] <= millionths[i]);
    }

    /** {@return whether the least is more than twice what is between it and the highest, as of an old counter} */
    boolean areFarFromZero() {
        var range = Arrays.stream(millionths).summaryStatistics();
        return range.getMin() > 2 * (range.getMax() - range.getMin());
    }

    /** {@return whether any is more than a house's kilowatts} */
    boolean areMoreThanKilowatts() {
        return Arrays.stream(millionths).anyMatch(one -> one > MOST_KILOWATTS * MILLION);
    }

    /** {@return whether any has decimals other than zeros} */
    boolean haveFractions() {
        return Arrays.stream(millionths).anyMatch(one -> one % MILLION != 0);
    }
}
