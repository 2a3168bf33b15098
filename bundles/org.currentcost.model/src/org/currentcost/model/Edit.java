package org.currentcost.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A correction of recorded readings. The readings themselves stay as they came; what is computed from them follows the
 * edits, each applied to what the earlier ones made of the readings.
 *
 * @param id     given by the store; 0 for an edit that is not kept yet
 * @param series whose readings it corrects
 * @param range  the instants of the readings, after the edits made before, to the millisecond; readings that come later
 *               into it are corrected too
 * @param kind   what is done
 * @param factor of {@link EditKind#SCALE}: what values are multiplied by, within plus and minus {@link
 *               #LARGEST_FACTOR}, with at most {@link #MOST_DECIMALS} decimals; the product is rounded to the
 *               milli-unit, halves to the even one. Otherwise one
 * @param shift  of {@link EditKind#SHIFT}: how far readings are moved, whole milliseconds, at most
 *               {@link #LONGEST_SHIFT} either way, not zero; one that is moved onto the instant of a reading that stays
 *               loses to it. Otherwise zero
 * @param made   when the edit was made, to the millisecond
 * @param undone whether it counts no longer
 * @param reason why it was made, in the user's words; may be empty
 */
public record Edit(long id, SeriesKey series, TimeRange range, EditKind kind, BigDecimal factor, Duration shift,
        Instant made, boolean undone, String reason) {

    /** The largest factor that values can be multiplied by. */
    public static final BigDecimal LARGEST_FACTOR = BigDecimal.valueOf(1_000_000);
    /** The most decimals that a factor has. */
    public static final int MOST_DECIMALS = 9;
    /** The furthest that readings can be moved. */
    public static final Duration LONGEST_SHIFT = Duration.ofDays(36_525);

    public Edit {
        if (id < 0) {
            throw new IllegalArgumentException("edit " + id);
        }
        range = TimeRange.ofMillis(range.startMillis(), range.endMillis());
        made = Instant.ofEpochMilli(made.toEpochMilli());
        if (range.length().isZero()) {
            throw new IllegalArgumentException("an edit of nothing");
        }
        factor = factor.stripTrailingZeros();
        if (kind != EditKind.SCALE && factor.compareTo(BigDecimal.ONE) != 0) {
            throw new IllegalArgumentException(kind + " has no factor");
        }
        if (factor.abs().compareTo(LARGEST_FACTOR) > 0 || factor.scale() > MOST_DECIMALS) {
            throw new IllegalArgumentException("factor " + factor);
        }
        if ((kind == EditKind.SHIFT) == shift.isZero()) {
            throw new IllegalArgumentException(kind + " by " + shift);
        }
        if (shift.abs().compareTo(LONGEST_SHIFT) > 0 || shift.getNano() % 1_000_000 != 0) {
            throw new IllegalArgumentException("shift by " + shift);
        }
    }

    /** {@return a new edit that takes readings out} */
    public static Edit exclude(SeriesKey series, TimeRange range, Instant made, String reason) {
        return new Edit(0, series, range, EditKind.EXCLUDE, BigDecimal.ONE, Duration.ZERO, made, false, reason);
    }

    /** {@return a new edit that multiplies values} */
    public static Edit scale(SeriesKey series, TimeRange range, BigDecimal factor, Instant made, String reason) {
        return new Edit(0, series, range, EditKind.SCALE, factor, Duration.ZERO, made, false, reason);
    }

    /** {@return a new edit that moves readings in time} */
    public static Edit shift(SeriesKey series, TimeRange range, Duration shift, Instant made, String reason) {
        return new Edit(0, series, range, EditKind.SHIFT, BigDecimal.ONE, shift, made, false, reason);
    }
}
