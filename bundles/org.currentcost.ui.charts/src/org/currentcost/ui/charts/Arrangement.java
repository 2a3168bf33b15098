package org.currentcost.ui.charts;

/** How the bars of several series share a bucket. */
public enum Arrangement {
    /** Upon each other, the first one at the bottom. */
    STACKED,
    /** Next to each other, the first one on the left. */
    SIDE_BY_SIDE,
    /**
     * In pairs: the first one, narrow, before the second one, wide and pale; the third before the fourth, and so on.
     * One time compared with another.
     */
    COMPARED
}
