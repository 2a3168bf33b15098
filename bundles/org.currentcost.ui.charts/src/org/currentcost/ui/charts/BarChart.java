package org.currentcost.ui.charts;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.Range;

/**
 * Bars over time or over named things. A bar tells what was measured from what a meter remembered and what was
 * estimated; where nothing is known there is none.
 * <p>
 * Over time, dragging marks whole buckets and a click marks one; marks and zooming are those of a
 * {@link TimeBasedChart}. Over categories, nothing can be marked.
 */
public final class BarChart extends TimeBasedChart {

    private static final long SHORTEST_RANGE_MILLIS = 3_600_000;

    private BarData data = BarData.NOTHING;
    private BarScene scene;
    private int cursorBucket;
    private int cursorSeries;

    /**
     * Makes an empty chart.
     *
     * @param zone whose hours and days a time axis shows
     */
    public BarChart(Composite parent, ZoneId zone) {
        super(parent, zone);
    }

    /**
     * Replaces what is shown, with one repaint.
     *
     * @param axis        what the bars stand on
     * @param series      each with a bar for each bucket of the axis; may be none
     * @param arrangement of several series
     * @param scale       what the amounts are
     * @throws IllegalArgumentException if a series has not as many bars as the axis has buckets
     */
    public void setBars(BarAxis axis, List<BarSeries> series, Arrangement arrangement, AmountScale scale) {
        for (BarSeries each : series) {
            if (each.bars().size() != axis.bucketCount()) {
                throw new IllegalArgumentException(
                        each.name() + ": " + each.bars().size() + " bars for " + axis.bucketCount() + " slots");
            }
        }
        data = new BarData(axis, series, arrangement, scale, data.target(), data.targetLabel());
        widget().quietly(() -> showCategories(axis));
        List<PaintedBarSeries> bars = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            int index = i;
            bars.add(new PaintedBarSeries(widget(), ChartWidget.idFor(series.get(i).name(), bars), data.middles(),
                    data.totals(i), (brush, data, x, y) -> new BarPainter(brush, scene).paintBars(index)));
        }
        // of two that are compared, the first one is before the other
        widget().setSeries(arrangement == Arrangement.COMPARED ? bars.reversed() : bars);
        if (cursor() == Cursor.KEYBOARD && (cursorBucket >= axis.bucketCount() || cursorSeries >= series.size())) {
            setCursor(Cursor.NONE);
        }
        refresh();
    }

    private void showCategories(BarAxis axis) {
        List<String> labels = axis instanceof BarAxis.Categories categories ? categories.labels() : List.of();
        widget().xAxis().enableCategory(false);
        widget().xAxis().setCategorySeries(labels.toArray(String[]::new));
        widget().xAxis().enableCategory(!labels.isEmpty());
    }

    /**
     * Draws a line across the bars, or none.
     *
     * @param amount in the chart's unit
     * @param label  what the legend calls it; may be empty
     */
    public void setTargetLine(OptionalDouble amount, String label) {
        data = data.withTarget(amount, label);
        refresh();
    }

    /** Adds someone who hears of a double click beside the selection: the user wants to see all of it. */
    public void addFitListener(Runnable fit) {
        addFitAction(fit);
    }

    /** {@return how many bars of at least three pixels the chart has room for now} */
    public int maxBars() {
        return Math.max(1, plot().width / 3);
    }

    @Override
    Rectangle layOut(Point size, int textHeight, ToIntFunction<String> textWidth) {
        scene = BarScene.of(data, size, zone, locale, yRangeSet(), textHeight, textWidth);
        return scene.frame().plot();
    }

    @Override
    Range xRange() {
        // of categories, the numbers of the first and the last one
        return scene.time().isPresent()
                ? super.xRange()
                : new Range(0, Math.max(1, data.axis().bucketCount() - 1));
    }

    @Override
    Range yRange() {
        return scene.frame().values().range(scene.frame().plot().height);
    }

    @Override
    boolean isEmpty() {
        return scene().parts().parts().isEmpty();
    }

    @Override
    Optional<TimeAxis> timeAxis() {
        return scene().time();
    }

    @Override
    void showRange(TimeRange range) {
        data = data.withRange(range);
    }

    @Override
    long shortestRangeMillis() {
        return SHORTEST_RANGE_MILLIS;
    }

    @Override
    int axisY() {
        return scene.frame().values().top() + scene.frame().values().height();
    }

    private Optional<TimeRange> bucket(int index) {
        return data.axis() instanceof BarAxis.Time time && index >= 0 && index < time.buckets().size()
                ? Optional.of(time.buckets().get(index))
                : Optional.empty();
    }

    @Override
    Optional<TimeRange> bucketAt(long millis) {
        return bucket(data.bucketAt(millis));
    }

    @Override
    boolean clickSelectsBucket() {
        return true;
    }

    @Override
    Optional<Long> keyboardMillis() {
        return cursor() == Cursor.KEYBOARD
                ? bucket(cursorBucket).map(bucket -> (bucket.startMillis() + bucket.endMillis()) / 2)
                : Optional.empty();
    }

    @Override
    String ownFigures(TimeRange span) {
        return "";
    }

    @Override
    void paintAround(Brush brush) {
        new BarPainter(brush, scene).paintAround();
    }

    @Override
    void paintBehind(Brush brush) {
        new BarPainter(brush, scene).paintBehind();
    }

    @Override
    void paintInFront(Brush brush) {
        new BarPainter(brush, scene).paintInFront();
        flags().ifPresent(flags -> flags.paint(brush));
    }

    @Override
    Optional<Pointed> paintDataCursor(Brush brush) {
        int bucket = cursor() == Cursor.POINTER ? scene.bucketAt(pointer().x) : cursorBucket;
        if (bucket < 0) {
            return Optional.empty();
        }
        new BarPainter(brush, scene).paintHover(bucket);
        int series = cursor() == Cursor.POINTER ? scene.seriesAt(bucket, pointer().x, pointer().y) : cursorSeries;
        BarParts.Place place = scene.places().get(bucket);
        return Optional.of(Pointed.atTop(card(bucket, series), (int) Math.max(0, place.left()),
                (int) Math.min(plot().width, place.right())));
    }

    private List<CardLine> card(int bucket, int series) {
        List<CardLine> lines = new ArrayList<>();
        if (data.arrangement() == Arrangement.COMPARED) {
            int first = series - Math.floorMod(series, 2);
            addCard(lines, bucket, first);
            addCard(lines, bucket, first + 1);
        } else {
            addCard(lines, bucket, series);
        }
        if (lines.isEmpty()) {
            lines.add(new CardLine(nothingKnown(bucket)));
        }
        bucket(bucket).flatMap(range -> flags().map(flags -> flags.textsIn(range))).ifPresent(lines::addAll);
        return lines;
    }

    private void addCard(List<CardLine> lines, int bucket, int index) {
        data.bar(index, bucket).ifPresent(bar -> {
            BarSeries series = data.series().get(index);
            if (data.series().size() > 1) {
                boolean pale = data.isComparedWith(index);
                lines.add(new CardLine(series.name(),
                        new Swatch(pale ? Swatch.Kind.PALE : Swatch.Kind.SOLID, series.colorIndex())));
            }
            lines.addAll(CardLine.of(bar.card()));
        });
    }

    private String nothingKnown(int bucket) {
        return bucketName(bucket) + " · " + text("card.gap");
    }

    private String bucketName(int bucket) {
        return switch (data.axis()) {
            case BarAxis.Time time -> times.span(time.buckets().get(bucket).startMillis(),
                    time.buckets().get(bucket).endMillis(), true);
            case BarAxis.Categories categories -> categories.labels().get(bucket);
        };
    }

    /** Takes the visible time along when the bucket lies outside. */
    @Override
    void step(int by) {
        if (isEmpty()) {
            return;
        }
        if (cursor() != Cursor.KEYBOARD) {
            int under = cursor() == Cursor.POINTER ? scene.bucketAt(pointer().x) : -1;
            moveTo(under >= 0 ? under + by : by < 0 ? data.endBucket() - 1 : data.firstBucket());
            return;
        }
        if (cursorBucket + by < 0 || cursorBucket + by >= data.axis().bucketCount()) {
            pan(by * KEYBOARD_PAN_SHARE);
            return;
        }
        moveTo(cursorBucket + by);
        if (cursorBucket < data.firstBucket() || cursorBucket >= data.endBucket()) {
            pan(by * KEYBOARD_PAN_SHARE);
        }
    }

    private void moveTo(int bucket) {
        cursorBucket = Math.max(0, Math.min(data.axis().bucketCount() - 1, bucket));
        setCursor(Cursor.KEYBOARD);
    }

    @Override
    void stepAcross(int by) {
        if (data.series().size() > 1) {
            // bars lie upon each other, the first one at the bottom: up is the next one
            int direction = data.arrangement() == Arrangement.STACKED ? -by : by;
            int step = data.arrangement() == Arrangement.COMPARED ? 2 : 1;
            cursorSeries = Math.floorMod(cursorSeries + direction * step, data.series().size());
            if (cursor() == Cursor.KEYBOARD) {
                moveTo(cursorBucket);
            } else {
                step(-1);
            }
        }
    }

    @Override
    void jump(boolean toLast) {
        if (isEmpty()) {
            return;
        }
        int bucket = toLast ? data.endBucket() - 1 : data.firstBucket();
        while (!data.isKnown(bucket)) {
            bucket += toLast ? -1 : 1;
        }
        moveTo(bucket);
    }

    @Override
    String subject() {
        return String.join(", ", data.series().stream().map(BarSeries::name).toList());
    }

    @Override
    String kind() {
        return text("accessible.bars");
    }

    @Override
    String summary() {
        List<String> sentences = new ArrayList<>();
        String when = switch (data.axis()) {
            case BarAxis.Time time -> times.span(time.range().startMillis(), time.range().endMillis(), true);
            case BarAxis.Categories categories -> categories.labels().isEmpty()
                    ? ""
                    : categories.labels().getFirst() + " – " + categories.labels().getLast();
        };
        for (BarSeries each : data.series()) {
            double[] totals = each.bars().subList(data.firstBucket(), Math.max(data.firstBucket(), data.endBucket()))
                    .stream()
                    .flatMap(Optional::stream).mapToDouble(Bar::total).sorted().toArray();
            sentences.add(totals.length == 0
                    ? text("accessible.nothing", each.name(), when)
                    : text("accessible.summary", each.name(), when, data.scale().value(totals[0]),
                            data.scale().value(totals[totals.length - 1])));
        }
        return String.join(". ", sentences);
    }

    @Override
    String currentPoint() {
        if (cursor() != Cursor.KEYBOARD || cursorBucket >= data.axis().bucketCount()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        card(cursorBucket, cursorSeries).forEach(line -> parts.add(line.text()));
        if (data.series().size() == 1) {
            parts.addFirst(data.series().getFirst().name());
        }
        return String.join(", ", parts);
    }

    /** {@return where things lie now} */
    BarScene scene() {
        ensureLaidOut();
        return scene;
    }
}
