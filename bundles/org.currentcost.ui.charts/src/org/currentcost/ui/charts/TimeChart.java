package org.currentcost.ui.charts;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.Range;

/**
 * Lines over time: steps through the means of buckets, a band from their lowest to their highest value, nothing where
 * nothing is known. Values below zero, such as of generation, are drawn below the line at zero.
 */
public final class TimeChart extends TimeBasedChart {

    private static final int DEFAULT_BUCKETS = 800;
    private static final long SHORTEST_RANGE_MILLIS = 10_000;

    private final ValueUnit unit;
    private final PointTexts texts;

    private ChartData data = ChartData.NOTHING;
    private ChartScene scene;
    private boolean paused;
    private long cursorMillis;
    private int cursorSeries;

    /**
     * Makes an empty chart.
     *
     * @param zone whose hours and days the time axis shows
     * @param unit what the values are
     */
    public TimeChart(Composite parent, ZoneId zone, ValueUnit unit) {
        super(parent, zone);
        this.unit = unit;
        texts = new PointTexts(unit, zone, locale);
    }

    /**
     * Replaces what is shown, with one repaint.
     *
     * @param range  the visible time, longer than nothing
     * @param series the lines; the first one is drawn on top
     */
    public void setSeries(TimeRange range, List<ChartSeries> series) {
        if (range.length().isZero()) {
            throw new IllegalArgumentException("no time in " + range);
        }
        data = new ChartData(range, series);
        List<PaintedLineSeries> lines = new ArrayList<>();
        // the first line is the house: on top
        for (ChartSeries each : series.reversed()) {
            ChartData.Steps steps = ChartData.Steps.of(each.buckets());
            PaintedLineSeries line = PaintedLineSeries.line(widget(), ChartWidget.idFor(each.name(), lines),
                    steps.points(), (brush, data, x, y) -> ChartPainter.paintLine(brush, data, x, y, each.colorIndex(),
                            steps.estimated()));
            line.enableStep(true);
            lines.add(line);
        }
        widget().setSeries(lines);
        if (cursor() == Cursor.KEYBOARD && cursorSeries >= series.size()) {
            setCursor(Cursor.NONE);
        }
        refresh();
    }

    /** {@return how many buckets the chart can draw apart now: one per pixel of its width} */
    public int maxBuckets() {
        return scene == null || scene.frame().size().x < 50 ? DEFAULT_BUCKETS : scene.plot().width;
    }

    /** Adds someone who hears that the user wants to see the newest readings again: End key or double click. */
    public void addFollowListener(Runnable resume) {
        addFitAction(resume);
    }

    /** Shows or hides the hint that the chart stands still and End lets it follow. */
    public void setPaused(boolean paused) {
        if (this.paused != paused) {
            this.paused = paused;
            redrawPlot();
        }
    }

    @Override
    Rectangle layOut(Point size, int textHeight, ToIntFunction<String> textWidth) {
        scene = ChartScene.of(data, size, unit, zone, locale, yRangeSet(), textHeight, textWidth);
        return scene.plot();
    }

    @Override
    Range xRange() {
        TimeRange range = scene.time().range();
        return new Range(range.startMillis(), range.endMillis());
    }

    @Override
    Range yRange() {
        return scene.frame().values().range(scene.plot().height);
    }

    @Override
    boolean isEmpty() {
        return data.isEmpty();
    }

    @Override
    Optional<TimeAxis> timeAxis() {
        return hasRange() ? Optional.of(scene().time()) : Optional.empty();
    }

    /** {@return whether it was ever said which time is shown; as long as it wasn't, no axis is painted} */
    private boolean hasRange() {
        return data != ChartData.NOTHING;
    }

    @Override
    void showRange(TimeRange range) {
        if (hasRange()) {
            data = data.withRange(range);
        }
    }

    @Override
    long shortestRangeMillis() {
        return SHORTEST_RANGE_MILLIS;
    }

    @Override
    int axisY() {
        return scene.frame().values().top() + scene.frame().values().height();
    }

    @Override
    Optional<TimeRange> bucketAt(long millis) {
        List<Bucket> buckets = seriesOfCursor();
        OptionalInt index = ChartData.indexAt(buckets, millis);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        Bucket bucket = buckets.get(index.getAsInt());
        return Optional.of(TimeRange.ofMillis(bucket.startMillis(), bucket.endMillis()));
    }

    @Override
    boolean clickSelectsBucket() {
        return false;
    }

    @Override
    Optional<Long> keyboardMillis() {
        return cursor() == Cursor.KEYBOARD ? Optional.of(cursorMillis) : Optional.empty();
    }

    @Override
    String ownFigures(TimeRange span) {
        // spans that are marked here begin and end with buckets: the figures are those of the span and nothing else
        List<String> lines = new ArrayList<>();
        for (ChartSeries each : data.series()) {
            List<Bucket> within = ChartData.within(each.buckets(), span);
            if (within.isEmpty()) {
                continue;
            }
            Bucket sum = within.stream().reduce(new Bucket(span.startMillis(), span.endMillis(), 0, 0,
                    within.getFirst().min(), within.getFirst().max(), 0), Bucket::plus);
            List<String> figures = texts.figures(sum);
            if (data.series().size() > 1) {
                lines.add(each.name() + " · " + figures.getFirst());
            } else {
                lines.add(figures.getFirst());
                lines.add(String.join(" · ", figures.subList(1, figures.size())));
            }
        }
        return String.join("\n", lines);
    }

    @Override
    void paintAround(Brush brush) {
        if (hasRange()) {
            new ChartPainter(brush, scene).paintAround();
        } else {
            brush.groundAround(scene.plot(), scene.frame().size());
        }
    }

    @Override
    void paintBehind(Brush brush) {
        if (hasRange()) {
            new ChartPainter(brush, scene).paintBehind();
        } else {
            brush.ground(scene.plot());
        }
    }

    @Override
    void paintInFront(Brush brush) {
        flags().ifPresent(flags -> flags.paint(brush));
    }

    @Override
    Optional<Pointed> paintMarked(Brush brush) {
        Optional<Pointed> marked = super.paintMarked(brush);
        if (paused) {
            brush.hint(text("chart.paused"), plot().width);
        }
        return marked;
    }

    @Override
    Optional<Pointed> paintDataCursor(Brush brush) {
        boolean byPointer = cursor() == Cursor.POINTER;
        long millis = byPointer ? scene.millisAt(pointer().x) : cursorMillis;
        double x = byPointer ? pointer().x : scene.x(millis);
        List<ChartPainter.Mark> marks = new ArrayList<>();
        int main = -1;
        ChartPainter.Mark mainMark = null;
        for (int i = 0; i < data.series().size(); i++) {
            ChartSeries each = data.series().get(i);
            OptionalInt index = ChartData.indexAt(each.buckets(), millis);
            if (index.isPresent()) {
                double y = scene.y(ChartData.level(each.buckets().get(index.getAsInt())));
                ChartPainter.Mark mark = new ChartPainter.Mark(y, each.colorIndex());
                marks.add(mark);
                boolean nearer = byPointer
                        ? mainMark == null || Math.abs(y - pointer().y) < Math.abs(mainMark.y() - pointer().y)
                        : i == cursorSeries;
                if (nearer) {
                    main = i;
                    mainMark = mark;
                }
            }
        }
        new ChartPainter(brush, scene).paintCrosshair(x, marks, mainMark);
        int place = (int) Math.round(x);
        return Optional.of(Pointed.atTop(card(brush, millis, Math.max(0, main)), place, place));
    }

    /** {@return what the card says about a moment} @param main the line whose bucket gives the time */
    private List<CardLine> card(Brush brush, long millis, int main) {
        boolean withDate = times.isOfSeveralDays(data.range());
        List<Bucket> buckets = data.series().get(main).buckets();
        OptionalInt index = ChartData.indexAt(buckets, millis);
        if (index.isEmpty()) {
            return List.of(new CardLine(nothingAt(buckets, millis, withDate)));
        }
        Bucket bucket = buckets.get(index.getAsInt());
        String time = texts.time(bucket, withDate);
        List<CardLine> lines = new ArrayList<>();
        if (data.series().size() == 1) {
            List<String> parts = new ArrayList<>(texts.figures(bucket));
            parts.addFirst(time);
            for (String line : joined(brush, parts)) {
                lines.add(new CardLine(line));
            }
            return lines;
        }
        lines.add(new CardLine(time));
        for (ChartSeries each : data.series()) {
            OptionalInt at = ChartData.indexAt(each.buckets(), millis);
            String figure = at.isPresent()
                    ? texts.figures(each.buckets().get(at.getAsInt())).getFirst()
                    : text("card.gap");
            lines.add(new CardLine(each.name() + " · " + figure, Swatch.line(each.colorIndex())));
        }
        return lines;
    }

    /** {@return the parts on one line if the plot is wide enough, else on lines of half of its width} */
    private List<String> joined(Brush brush, List<String> parts) {
        String together = String.join(" · ", parts);
        if (brush.textWidth(together) + 24 <= plot().width) {
            return List.of(together);
        }
        int most = plot().width / 2;
        List<String> lines = new ArrayList<>();
        for (String part : parts) {
            String longer = lines.isEmpty() ? part : lines.getLast() + " · " + part;
            if (lines.isEmpty() || brush.textWidth(longer) > most) {
                lines.add(part);
            } else {
                lines.set(lines.size() - 1, longer);
            }
        }
        return lines;
    }

    private String nothingAt(List<Bucket> buckets, long millis, boolean withDate) {
        OptionalInt before = ChartData.indexBefore(buckets, millis);
        int after = before.isPresent() ? before.getAsInt() + 1 : 0;
        long start = before.isPresent() ? buckets.get(before.getAsInt()).endMillis() : data.range().startMillis();
        long end = after < buckets.size() ? buckets.get(after).startMillis() : data.range().endMillis();
        return times.gap(TimeRange.ofMillis(Math.min(start, end), end), withDate);
    }

    /** Takes the visible time along when the point lies outside. */
    @Override
    void step(int by) {
        List<Bucket> buckets = seriesOfCursor();
        if (buckets.isEmpty()) {
            return;
        }
        if (cursor() == Cursor.NONE) {
            // the first step lands on the newest point, or on the oldest one in view
            List<Bucket> visible = ChartData.within(buckets, data.range());
            if (!visible.isEmpty()) {
                moveCursor(by < 0 ? visible.getLast() : visible.getFirst());
            }
            return;
        }
        long millis = cursor() == Cursor.POINTER ? scene().millisAt(pointer().x) : cursorMillis;
        OptionalInt at = ChartData.indexBefore(buckets, millis);
        boolean inGap = ChartData.indexAt(buckets, millis).isEmpty();
        int next = by > 0 || !inGap ? at.orElse(-1) + by : at.orElse(-1);
        if (next < 0 || next >= buckets.size()) {
            // beyond what is loaded there may be more; beyond the newest one there is nothing to go to
            if (next < 0 || paused) {
                pan(by * KEYBOARD_PAN_SHARE);
            }
            return;
        }
        moveCursor(buckets.get(next));
        if (cursorMillis < data.range().startMillis() || cursorMillis >= data.range().endMillis()) {
            pan(by * KEYBOARD_PAN_SHARE);
        }
    }

    private List<Bucket> seriesOfCursor() {
        if (data.series().isEmpty()) {
            return List.of();
        }
        cursorSeries = Math.min(cursorSeries, data.series().size() - 1);
        return data.series().get(cursorSeries).buckets();
    }

    @Override
    void jump(boolean toLast) {
        boolean elsewhere = toLast && paused;
        if (toLast) {
            fit();
        }
        List<Bucket> visible = ChartData.within(seriesOfCursor(), data.range());
        // The newest one is not loaded yet where the chart was moved away from it.
        if (!visible.isEmpty() && !elsewhere) {
            moveCursor(toLast ? visible.getLast() : visible.getFirst());
        }
    }

    @Override
    void stepAcross(int by) {
        int count = data.series().size();
        if (count > 1) {
            cursorSeries = Math.floorMod(cursorSeries + by, count);
            if (cursor() == Cursor.KEYBOARD) {
                List<Bucket> buckets = seriesOfCursor();
                ChartData.indexBefore(buckets, cursorMillis).ifPresent(index -> moveCursor(buckets.get(index)));
            } else {
                step(-1);
            }
        }
    }

    private void moveCursor(Bucket bucket) {
        // the middle of what is visible of the bucket
        long start = Math.max(bucket.startMillis(), Math.min(data.range().startMillis(), bucket.endMillis() - 1));
        long end = Math.min(bucket.endMillis(), Math.max(data.range().endMillis(), bucket.startMillis() + 1));
        cursorMillis = start + Math.max(0, end - start) / 2;
        setCursor(Cursor.KEYBOARD);
    }

    @Override
    String subject() {
        return texts.names(data);
    }

    @Override
    String kind() {
        return text("accessible.lines");
    }

    @Override
    String summary() {
        return texts.summary(data);
    }

    @Override
    String currentPoint() {
        if (cursor() != Cursor.KEYBOARD || cursorSeries >= data.series().size()) {
            return "";
        }
        ChartSeries series = data.series().get(cursorSeries);
        OptionalInt index = ChartData.indexAt(series.buckets(), cursorMillis);
        if (index.isEmpty()) {
            return "";
        }
        Bucket bucket = series.buckets().get(index.getAsInt());
        List<String> parts = new ArrayList<>(texts.figures(bucket));
        parts.addFirst(texts.time(bucket, times.isOfSeveralDays(data.range())));
        parts.addFirst(series.name());
        return String.join(", ", parts);
    }

    /** {@return where things lie now} */
    ChartScene scene() {
        ensureLaidOut();
        return scene;
    }
}
