package org.currentcost.ui.charts;

/**
 * A sample of a line or a bar, for legends and cards.
 *
 * @param colorIndex a place in the palette, or {@link ChartSeries#NEUTRAL}
 */
record Swatch(Kind kind, int colorIndex) {

    /** What is sampled. */
    enum Kind {
        /** Nothing: no room is taken either. */
        NONE(0),
        /** A line with its dashes. */
        LINE(26),
        /** The line of a target. */
        TARGET(26),
        /** A bar of what was measured. */
        SOLID(12),
        /** A bar of a weekend. */
        MUTED(12),
        /** A bar of another time, to compare with. */
        PALE(12),
        /** A bar of what a meter remembered. */
        HATCHED(12),
        /** A bar of what was estimated. */
        DOTTED(12),
        /** A bar of what is due whatever was used. */
        OUTLINED(12),
        /** A dot among others. */
        DOT(8),
        /** A hollow dot among others. */
        RING(8),
        /** A place of which nothing is known. */
        BLANK(12);

        final int width;

        Kind(int width) {
            this.width = width;
        }
    }

    static final Swatch NONE = new Swatch(Kind.NONE, 0);

    static Swatch line(int colorIndex) {
        return new Swatch(Kind.LINE, colorIndex);
    }

    /** {@return the room with the space before what follows, in pixels} */
    int room() {
        return kind == Kind.NONE ? 0 : kind.width + 6;
    }
}
