package org.currentcost.ui.charts;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.PaintEvent;
import org.eclipse.swt.events.PaintListener;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Layout;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;
import org.eclipse.swtchart.internal.axis.Axis;

/**
 * A chart of SWTChart whose series are painted by strokes of our own and around whose plot a {@link BaseChart} paints.
 * <p>
 * Its {@linkplain #getSeriesSet() series} are the data, in the order of painting. The ranges of its
 * {@linkplain #getAxisSet() axes} are what is shown, from one edge of the plot to the other: who sets the range of an
 * axis moves the chart.
 */
final class ChartWidget extends Chart {

    private static final int USUAL_WIDTH = 400;
    /** In lines of text: with two of a legend and two of an axis the plot can be read. */
    private static final int LEAST_LINES = 8;

    private final Runnable layOut;
    private final PaintedSeriesSet painted;
    private boolean layingOut;
    private String accessibleTitle = "";

    /**
     * Makes one without data.
     *
     * @param layOut works out where everything lies, places the plot and sets the axes' ranges; is called whenever
     *               something may have changed that this depends on
     */
    ChartWidget(Composite parent, Runnable layOut) {
        super(parent, NO_AXIS_POSITION_UPDATE);
        painted = new PaintedSeriesSet(this);
        seriesSet = painted;
        enableCompress(false);
        getTitle().setVisible(false);
        getLegend().setVisible(false);
        setLayout(new PlotLayout());
        this.layOut = layOut;
    }

    /** Says what the chart is about, for screen readers. */
    void setAccessibleTitle(String title) {
        accessibleTitle = title;
    }

    /** {@return what the chart is about, for screen readers; may be empty} */
    String accessibleTitle() {
        return accessibleTitle;
    }

    /** The plot hears the keys; a chart of SWTChart would give the focus to whatever child comes first. */
    @Override
    public boolean setFocus() {
        return getPlotArea().getControl().setFocus();
    }

    IAxis xAxis() {
        return getAxisSet().getXAxis(0);
    }

    IAxis yAxis() {
        return getAxisSet().getYAxis(0);
    }

    /** Replaces the series. @param series in the order of painting */
    void setSeries(List<? extends ISeries<?>> series) {
        painted.replaceAll(series);
    }

    /** {@return an identity for a series: its name, told apart from those that are taken} */
    static String idFor(String name, List<? extends ISeries<?>> taken) {
        String base = name.isBlank() ? "series" : name.strip();
        String id = base;
        for (int number = 2; isTaken(id, taken); number++) {
            id = base + ' ' + number;
        }
        return id;
    }

    private static boolean isTaken(String id, List<? extends ISeries<?>> taken) {
        return taken.stream().anyMatch(series -> series.getId().equals(id));
    }

    /** Sets what the axes show, without laying out anew. Amounts without measure are on no axis. */
    void setRanges(Range x, Range y) {
        quietly(() -> {
            xAxis().setRange(x);
            if (Double.isFinite(y.upper - y.lower)) {
                yAxis().setRange(y);
            }
        });
    }

    /** Does something of which SWTChart thinks that everything has to be laid out anew. */
    void quietly(Runnable change) {
        boolean before = layingOut;
        layingOut = true;
        try {
            change.run();
        } finally {
            layingOut = before;
        }
    }

    /** Places the plot and tells the axes its size. */
    void placePlot(Rectangle plot) {
        if (!plot.equals(getPlotArea().getControl().getBounds())) {
            getPlotArea().getControl().setBounds(plot);
            quietly(super::updateLayout);
        }
    }

    @Override
    public void updateLayout() {
        if (layOut == null) {
            super.updateLayout();
        } else if (!layingOut && !isUpdateSuspended()) {
            hideAxes();
            layOut.run();
        }
    }

    /** SWTChart's axes paint themselves even when they are hidden, and fail without bounds. */
    private void hideAxes() {
        quietly(() -> {
            for (IAxis axis : getAxisSet().getAxes()) {
                if (axis.getTick().isVisible()) {
                    axis.getTitle().setVisible(false);
                    axis.getTick().setVisible(false);
                    axis.getGrid().setStyle(LineStyle.NONE);
                    axis.setDrawAxisLine(false);
                    axis.setDrawPositionMarker(false);
                    ((Axis) axis).getTick().getAxisTickMarks().setBounds(0, 0, 0, 0);
                    super.updateLayout();
                }
            }
        });
    }

    /** {@return the strokes for one painting} */
    Brush brush(GC gc) {
        gc.setFont(getFont());
        return new Brush(gc, ChartColours.of(this), Math.max(1, getMonitor().getZoom() / 100.0));
    }

    /** Paints a series by strokes of our own, on the axes as they are now. */
    void paintSeries(GC gc, ISeries<?> series, SeriesPainter painter) {
        IAxis x = getAxisSet().getXAxis(series.getXAxisId());
        IAxis y = getAxisSet().getYAxis(series.getYAxisId());
        Point size = getPlotArea().getSize();
        boolean upright = getOrientation() == SWT.VERTICAL;
        painter.paint(brush(gc), series, upright ? AxisPixels.vertical(x, size.y) : AxisPixels.horizontal(x, size.x),
                upright ? AxisPixels.horizontal(y, size.x) : AxisPixels.vertical(y, size.y));
    }

    /** Lets SWTChart paint the plot, whose corner is at 0, 0: what is behind the series, they, and what is in front. */
    void paintPlot(GC gc) {
        Event event = new Event();
        event.gc = gc;
        event.widget = getPlotArea().getControl();
        event.display = getDisplay();
        ((PaintListener) getPlotArea()).paintControl(new PaintEvent(event));
    }

    /** The plot's place depends on what is shown and is not found by SWTChart's own layout. */
    private final class PlotLayout extends Layout {

        @Override
        protected Point computeSize(Composite composite, int widthHint, int heightHint, boolean flushCache) {
            return new Point(widthHint == SWT.DEFAULT ? USUAL_WIDTH : widthHint,
                    heightHint == SWT.DEFAULT ? LEAST_LINES * lineHeight() : heightHint);
        }

        private int lineHeight() {
            GC gc = new GC(ChartWidget.this);
            try {
                return gc.getFontMetrics().getHeight();
            } finally {
                gc.dispose();
            }
        }

        @Override
        protected void layout(Composite composite, boolean flushCache) {
            updateLayout();
        }
    }
}
