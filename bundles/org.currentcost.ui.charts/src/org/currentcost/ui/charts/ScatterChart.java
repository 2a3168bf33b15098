package org.currentcost.ui.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.Range;
import org.eclipse.swtchart.model.DoubleArraySeriesModel;

/** Points of two amounts, such as temperature and energy, and a straight line through them. */
public final class ScatterChart extends BaseChart {

    private static final int DOT_ALPHA = 170;
    private static final int HALO = 4;

    /** An axis. @param title what its amounts are, such as "Energy a day" */
    public record Axis(String title, AmountScale scale) {
    }

    /** What is shown. @param points from left to right */
    record Points(List<ScatterPoint> points, Axis x, Axis y, Optional<TrendLine> trend) {
    }

    private Points points = new Points(List.of(), new Axis("", AmountScale.of("")), new Axis("", AmountScale.of("")),
            Optional.empty());
    private ScatterScene scene;
    private int cursorPoint;

    /** Makes an empty chart. */
    public ScatterChart(Composite parent) {
        super(parent);
    }

    /**
     * Replaces what is shown, with one repaint.
     *
     * @param points in any order
     * @param x      the axis below, which holds what is there
     * @param y      the axis on the left, which holds zero
     * @param trend  a line through the points, if there is one
     */
    public void setPoints(List<ScatterPoint> points, Axis x, Axis y, Optional<TrendLine> trend) {
        this.points = new Points(points.stream().sorted(Comparator.comparingDouble(ScatterPoint::x)).toList(), x, y,
                trend);
        widget().setSeries(series());
        if (cursor() == Cursor.KEYBOARD && cursorPoint >= points.size()) {
            setCursor(Cursor.NONE);
        }
        refresh();
    }

    /** {@return the points and before them the trend} */
    private List<PaintedLineSeries> series() {
        List<PaintedLineSeries> series = new ArrayList<>();
        if (points.points().isEmpty()) {
            return series;
        }
        double[] xs = points.points().stream().mapToDouble(ScatterPoint::x).toArray();
        double[] ys = points.points().stream().mapToDouble(ScatterPoint::y).toArray();
        series.add(PaintedLineSeries.points(widget(), ChartWidget.idFor(points.y().title(), series),
                new DoubleArraySeriesModel(xs, ys), this::paintPoints));
        double[] ends = {xs[0], xs[xs.length - 1]};
        points.trend().ifPresent(trend -> series.add(PaintedLineSeries.line(widget(),
                ChartWidget.idFor(trend.label(), series),
                new DoubleArraySeriesModel(ends, Arrays.stream(ends).map(trend::y).toArray()),
                ScatterChart::paintTrend)));
        return series;
    }

    private void paintPoints(Brush brush, ISeries<?> data, AxisPixels x, AxisPixels y) {
        double[] xs = data.getXSeries();
        double[] ys = data.getYSeries();
        brush.gc().setAlpha(DOT_ALPHA);
        for (int i = 0; i < xs.length; i++) {
            int left = (int) Math.round(x.at(xs[i]));
            int top = (int) Math.round(y.at(ys[i]));
            if (i < points.points().size() && points.points().get(i).muted()) {
                brush.ring(left, top, 0);
            } else {
                brush.plainDot(left, top, 0);
            }
        }
        brush.gc().setAlpha(255);
    }

    private static void paintTrend(Brush brush, ISeries<?> data, AxisPixels x, AxisPixels y) {
        double[] xs = data.getXSeries();
        double[] ys = data.getYSeries();
        for (int i = 1; i < xs.length; i++) {
            brush.straightLine(x.at(xs[i - 1]), y.at(ys[i - 1]), x.at(xs[i]), y.at(ys[i]),
                    brush.colours().line(ChartSeries.NEUTRAL));
        }
    }

    @Override
    Rectangle layOut(Point size, int textHeight, ToIntFunction<String> textWidth) {
        scene = ScatterScene.of(points, size, locale, yRangeSet(), textHeight, textWidth);
        return scene.plot();
    }

    @Override
    Range xRange() {
        return new Range(scene.across().lower(), scene.across().upper());
    }

    @Override
    Range yRange() {
        return scene.frame().values().range(scene.plot().height);
    }

    @Override
    boolean isEmpty() {
        return points.points().isEmpty();
    }

    @Override
    void paintAround(Brush brush) {
        PlotFrame frame = scene.frame();
        brush.around(frame);
        if (isEmpty()) {
            return;
        }
        int row = frame.axisY() + PlotFrame.BRACKET_ZONE;
        ValueScale across = scene.across();
        double largest = Math.max(Math.abs(across.lower()), Math.abs(across.upper()));
        for (double value : across.lines()) {
            brush.axisTick(frame.plot().x + (int) Math.round(scene.x(value)), row,
                    points.x().scale().axisLabel(value, across.step(), largest), frame.size().x);
        }
        String title = ShortenedText.of(points.x().title(), frame.plot().width, brush::textWidth);
        brush.text(title, frame.plot().x + frame.plot().width - brush.textWidth(title), row + brush.textHeight() + 1,
                brush.colours().text());
    }

    @Override
    void paintBehind(Brush brush) {
        brush.grid(scene.frame());
    }

    @Override
    Optional<Pointed> paintCursor(Brush brush) {
        int index = cursor() == Cursor.POINTER ? scene.pointAt(pointer().x, pointer().y) : cursorPoint;
        if (index < 0) {
            return Optional.empty();
        }
        ScatterPoint point = points.points().get(index);
        int x = (int) Math.round(scene.x(point.x()));
        int y = (int) Math.round(scene.y(point.y()));
        brush.hairline(0, y, x, y, brush.colours().mark());
        brush.hairline(x, y, x, scene.frame().values().top() + scene.frame().values().height(), brush.colours().mark());
        brush.dot(x, y, 0);
        return Optional.of(new Pointed(CardLine.of(cardText(point)), x - HALO, x + HALO, y - brush.textHeight()));
    }

    private String cardText(ScatterPoint point) {
        return point.card().isEmpty()
                ? points.x().scale().value(point.x()) + " · " + points.y().scale().value(point.y())
                : point.card();
    }

    /** Goes from left to right. */
    @Override
    void step(int by) {
        if (isEmpty()) {
            return;
        }
        if (cursor() == Cursor.KEYBOARD) {
            moveTo(cursorPoint + by);
        } else {
            jump(by < 0);
        }
    }

    @Override
    void stepAcross(int by) {
        step(-by);
    }

    @Override
    void jump(boolean toLast) {
        if (!isEmpty()) {
            moveTo(toLast ? points.points().size() - 1 : 0);
        }
    }

    private void moveTo(int point) {
        cursorPoint = Math.max(0, Math.min(points.points().size() - 1, point));
        setCursor(Cursor.KEYBOARD);
    }

    @Override
    String subject() {
        return text("accessible.against", points.y().title(), points.x().title());
    }

    @Override
    String kind() {
        return text("accessible.scatter");
    }

    @Override
    String summary() {
        String count = text("accessible.points", subject(), points.points().size());
        return points.trend().map(trend -> count + ". " + trend.label()).orElse(count);
    }

    @Override
    String currentPoint() {
        return cursor() == Cursor.KEYBOARD && cursorPoint < points.points().size()
                ? cardText(points.points().get(cursorPoint)).replace("\n", ", ")
                : "";
    }

    /** {@return where things lie now} */
    ScatterScene scene() {
        ensureLaidOut();
        return scene;
    }
}
