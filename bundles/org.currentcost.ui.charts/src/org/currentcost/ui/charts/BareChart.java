package org.currentcost.ui.charts;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.PaintListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Layout;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.LineStyle;

/** A chart of SWTChart of which only the plot area is left. */
final class BareChart {

    private static final int USUAL_WIDTH = 400;
    private static final int USUAL_HEIGHT = 200;

    private BareChart() {
    }

    /** {@return a chart that paints nothing of its own} @param laidOut is told when its size has changed */
    static Chart make(Composite parent, Runnable laidOut) {
        Chart chart = new Chart(parent, SWT.NONE);
        chart.getTitle().setVisible(false);
        chart.getLegend().setVisible(false);
        for (IAxis axis : chart.getAxisSet().getAxes()) {
            axis.getTitle().setVisible(false);
            axis.getTick().setVisible(false);
            axis.getGrid().setStyle(LineStyle.NONE);
            axis.setDrawAxisLine(false);
            axis.setDrawPositionMarker(false);
        }
        // SWTChart's axes paint themselves even when they are hidden, and fail without the bounds that only its own
        // layout gives them. Nothing of its own is painted around the plot here, so none of that is missed.
        chart.getTypedListeners(SWT.Paint, PaintListener.class).toList().forEach(chart::removePaintListener);
        chart.setLayout(new PlotLayout(laidOut));
        return chart;
    }

    /** Keeps SWTChart from laying out its hidden parts. */
    private static final class PlotLayout extends Layout {

        private final Runnable laidOut;

        PlotLayout(Runnable laidOut) {
            this.laidOut = laidOut;
        }

        @Override
        protected Point computeSize(Composite composite, int widthHint, int heightHint, boolean flushCache) {
            return new Point(widthHint == SWT.DEFAULT ? USUAL_WIDTH : widthHint,
                    heightHint == SWT.DEFAULT ? USUAL_HEIGHT : heightHint);
        }

        @Override
        protected void layout(Composite composite, boolean flushCache) {
            laidOut.run();
        }
    }
}
