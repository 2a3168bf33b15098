package org.currentcost.model;

/**
 * A part of a whole in whole percents, as people read it.
 * <p>
 * One rule for all figures: of what is there at all, never 0 % is told, and of what lacks anything, never 100 %. Both
 * are told by a bound instead: under 1 %, over 99 %.
 *
 * @param bound how the part lies to the percents
 * @param value the percents; below 0 and above 100 too, where the part is not one of the whole
 */
public record Percent(Bound bound, long value) {

    /** How a part lies to whole percents. */
    public enum Bound {
        /** It is that, rounded half to even. */
        ABOUT,
        /** It is something, but less than 1 %. */
        UNDER,
        /** It is more than 99 %, but not all. */
        OVER
    }

    private static final long ALL = 100;

    /** {@return a part in percents} @param share the part of the whole, which is 1; no NaN */
    public static Percent of(double share) {
        if (share > 0 && share * ALL < 1) {
            return new Percent(Bound.UNDER, 1);
        }
        if (share < 1 && share * ALL > ALL - 1) {
            return new Percent(Bound.OVER, ALL - 1);
        }
        return new Percent(Bound.ABOUT, (long) Math.rint(share * ALL));
    }
}
