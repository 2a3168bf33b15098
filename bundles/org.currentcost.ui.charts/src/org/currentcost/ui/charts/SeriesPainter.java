package org.currentcost.ui.charts;

import org.eclipse.swtchart.ISeries;

/** Paints the data of one series on a plot whose upper left corner is at 0, 0. */
@FunctionalInterface
interface SeriesPainter {

    /**
     * Paints them.
     *
     * @param data what to paint
     * @param x places on the series' x axis as it is now
     * @param y places on the series' y axis as it is now
     */
    void paint(Brush brush, ISeries<?> data, AxisPixels x, AxisPixels y);
}
