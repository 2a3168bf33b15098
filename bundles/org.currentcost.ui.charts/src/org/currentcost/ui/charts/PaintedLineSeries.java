package org.currentcost.ui.charts;

import org.eclipse.swt.graphics.GC;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.internal.series.LineSeries;
import org.eclipse.swtchart.model.DoubleArraySeriesModel;

/**
 * A line or points of SWTChart, painted by strokes of our own: those of SWTChart are whole pixels wide, begin their
 * dashes anew at each point and run to the plot's upper edge where a value is not known.
 */
final class PaintedLineSeries extends LineSeries<Integer> {

    private final ChartWidget widget;
    private final SeriesPainter painter;

    private PaintedLineSeries(ChartWidget widget, String id, DoubleArraySeriesModel data, SeriesPainter painter) {
        super(widget, id);
        this.widget = widget;
        this.painter = painter;
        setDescription(id);
        setDataModel(data);
    }

    /** {@return a line} @param id tells it from the chart's other series */
    static PaintedLineSeries line(ChartWidget widget, String id, DoubleArraySeriesModel data,
            SeriesPainter painter) {
        PaintedLineSeries line = new PaintedLineSeries(widget, id, data, painter);
        line.setSymbolType(PlotSymbolType.NONE);
        return line;
    }

    /** {@return points that are not joined} @param id tells them from the chart's other series */
    static PaintedLineSeries points(ChartWidget widget, String id, DoubleArraySeriesModel data,
            SeriesPainter painter) {
        PaintedLineSeries points = new PaintedLineSeries(widget, id, data, painter);
        points.setLineStyle(LineStyle.NONE);
        return points;
    }

    @Override
    public void draw(GC gc, int width, int height) {
        if (isVisible()) {
            widget.paintSeries(gc, this, painter);
        }
    }
}
