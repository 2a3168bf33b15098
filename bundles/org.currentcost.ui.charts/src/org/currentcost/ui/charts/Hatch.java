package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.graphics.Rectangle;

/** Slanted lines that fill a box. They run through boxes side by side, for they are counted from the plot's corner. */
final class Hatch {

    /** A box with a shorter side shows no lines. */
    static final int LEAST_SIDE = 5;

    private static final int SPACING = 5;

    private Hatch() {
    }

    /** A line from lower left to upper right. */
    record Line(double x1, double y1, double x2, double y2) {
    }

    /** {@return the lines, none of which leaves the box} */
    static List<Line> lines(Rectangle box) {
        List<Line> lines = new ArrayList<>();
        int right = box.x + box.width;
        int bottom = box.y + box.height;
        // on such a line x + y stays the same
        int first = Math.floorDiv(box.x + box.y, SPACING) * SPACING + SPACING;
        for (int sum = first; sum < right + bottom; sum += SPACING) {
            int x1 = Math.max(box.x, sum - bottom);
            int x2 = Math.min(right, sum - box.y);
            lines.add(new Line(x1, sum - x1, x2, sum - x2));
        }
        return lines;
    }
}
