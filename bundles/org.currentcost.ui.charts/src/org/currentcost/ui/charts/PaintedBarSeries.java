package org.currentcost.ui.charts;

import org.eclipse.swt.graphics.GC;
import org.eclipse.swtchart.internal.series.BarSeries;
import org.eclipse.swtchart.model.DoubleArraySeriesModel;

/**
 * Bars of SWTChart, painted by strokes of our own: SWTChart stacks neither what is below zero nor bars over time, and
 * knows no parts of a bar.
 */
final class PaintedBarSeries extends BarSeries<Integer> {

    private final ChartWidget widget;
    private final SeriesPainter painter;

    /**
     * Makes one.
     *
     * @param id tells it from the chart's other series
     * @param x  where the bars' middles are
     * @param y  their amounts, NaN where nothing is known
     */
    PaintedBarSeries(ChartWidget widget, String id, double[] x, double[] y, SeriesPainter painter) {
        super(widget, id);
        this.widget = widget;
        this.painter = painter;
        setDescription(id);
        setDataModel(new DoubleArraySeriesModel(x, y));
    }

    @Override
    public void draw(GC gc, int width, int height) {
        if (isVisible()) {
            widget.paintSeries(gc, this, painter);
        }
    }
}
