package org.currentcost.ui.charts;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.function.ToIntFunction;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swtchart.Range;

/**
 * Where everything of a chart of bars lies, worked out once for a size and its data.
 *
 * @param time   the time axis; none if the bars stand on categories
 * @param places of the buckets, all of them
 * @param names  of categories, as far as they have room; empty texts elsewhere
 */
record BarScene(BarData data, PlotFrame frame, Optional<TimeAxis> time, List<BarParts.Place> places, BarParts parts,
        List<String> names) {

    /** So many categories at most have their names shortened; of more, such as hours, some names are left out. */
    private static final int MOST_SHORTENED = 12;

    /** A bar of zero is seen, for zero is not nothing: on the line at zero, neither above nor below it. */
    private static final int ZERO_HEIGHT = 3;

    private static final int[] NAME_STEPS = {1, 2, 3, 4, 6, 8, 12, 24};
    private static final int NAME_SPACING = 6;

    /** Labels of buckets from this length on stand under the bucket, of shorter ones at its start. */
    private static final Duration DAY = Duration.ofHours(20);

    static BarScene of(BarData data, Point size, ZoneId zone, Locale locale, Optional<Range> yRange,
            int textHeight, ToIntFunction<String> textWidth) {
        int first = data.firstBucket();
        int end = data.endBucket();
        // amounts do not depend on places
        BarParts amounts = BarParts.of(data.series(), noPlaces(data.axis().bucketCount()), data.arrangement(), first,
                end);
        boolean empty = amounts.parts().isEmpty();
        double lowest = Math.min(amounts.lowest(), data.target().orElse(0));
        double highest = Math.max(amounts.highest(), data.target().orElse(0));
        AmountScale scale = data.scale();
        String usual = scale.axisLabel(100, 100, 100);
        int left = PlotFrame.EDGE + textWidth.applyAsInt(usual) + PlotFrame.LABEL_GAP;
        Legend legend = empty
                ? Legend.NONE
                : Legend.of(entries(data, amounts, locale), left, size.x - PlotFrame.EDGE, textWidth);
        boolean overTime = data.axis() instanceof BarAxis.Time;
        PlotFrame frame = PlotFrame.of(size, textHeight, textWidth, legend, overTime ? ChartScene.TIME_ROWS : 1, yRange,
                steps -> ValueScale.withZero(lowest, highest, scale.leastSpan(), steps), scale::axisLabel, usual,
                empty);
        int width = frame.plot().width;
        if (data.axis() instanceof BarAxis.Time time) {
            TimeAxis axis = TimeAxis.ofBuckets(time.range(), width, zone, locale, textWidth, shortest(time.buckets()),
                    labelPlace(data, time));
            List<BarParts.Place> places = time.buckets().stream()
                    .map(bucket -> new BarParts.Place(axis.x(bucket.startMillis()), axis.x(bucket.endMillis())))
                    .toList();
            return new BarScene(data, frame, Optional.of(axis), places,
                    BarParts.of(data.series(), places, data.arrangement(), first, end), List.of());
        }
        List<String> labels = ((BarAxis.Categories) data.axis()).labels();
        double bucket = (double) width / Math.max(1, labels.size());
        List<BarParts.Place> places = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            places.add(new BarParts.Place(i * bucket, (i + 1) * bucket));
        }
        return new BarScene(data, frame, Optional.empty(), places,
                BarParts.of(data.series(), places, data.arrangement(), first, end), names(labels, bucket, textWidth));
    }

    private static List<BarParts.Place> noPlaces(int count) {
        return Collections.nCopies(count, new BarParts.Place(0, 1));
    }

    private static Duration shortest(List<TimeRange> buckets) {
        return buckets.stream().map(TimeRange::length).min(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static LongUnaryOperator labelPlace(BarData data, BarAxis.Time time) {
        long usual = shortest(time.buckets()).toMillis();
        if (usual < DAY.toMillis()) {
            return LongUnaryOperator.identity();
        }
        return millis -> {
            int bucket = data.bucketAt(millis);
            long start = bucket < 0 ? millis : time.buckets().get(bucket).startMillis();
            long length = bucket < 0 ? usual : time.buckets().get(bucket).length().toMillis();
            return start + length / 2;
        };
    }

    private static List<String> names(List<String> labels, double bucket, ToIntFunction<String> textWidth) {
        if (labels.size() <= MOST_SHORTENED) {
            return labels.stream()
                    .map(label -> ShortenedText.of(label, (int) bucket - NAME_SPACING, textWidth)).toList();
        }
        int widest = labels.stream().mapToInt(textWidth).max().orElse(0) + NAME_SPACING;
        int every = labels.size();
        for (int step : NAME_STEPS) {
            if (step * bucket >= widest) {
                every = step;
                break;
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            names.add(i % every == 0 ? labels.get(i) : "");
        }
        return names;
    }

    private static List<Legend.Entry> entries(BarData data, BarParts parts, Locale locale) {
        List<Legend.Entry> entries = new ArrayList<>();
        boolean several = data.series().size() > 1;
        for (int i = 0; several && i < data.series().size(); i++) {
            BarSeries each = data.series().get(i);
            boolean pale = data.isComparedWith(i);
            entries.add(new Legend.Entry(new Swatch(pale ? Swatch.Kind.PALE : Swatch.Kind.SOLID, each.colorIndex()),
                    each.name()));
        }
        int colour = several || data.series().isEmpty() ? ChartSeries.NEUTRAL : data.series().getFirst().colorIndex();
        boolean mixed = parts.hasAny(BarParts.Kind.MEMORY) || parts.hasAny(BarParts.Kind.ESTIMATED)
                || parts.hasAny(BarParts.Kind.STANDING);
        if (mixed && parts.hasAny(BarParts.Kind.MEASURED)) {
            entries.add(entry(Swatch.Kind.SOLID, colour, "legend.measured", locale));
        }
        if (parts.hasAny(BarParts.Kind.MEMORY)) {
            entries.add(entry(Swatch.Kind.HATCHED, colour, "legend.memory", locale));
        }
        if (parts.hasAny(BarParts.Kind.ESTIMATED)) {
            entries.add(entry(Swatch.Kind.DOTTED, colour, "legend.estimated", locale));
        }
        if (parts.hasAny(BarParts.Kind.STANDING)) {
            entries.add(entry(Swatch.Kind.OUTLINED, colour, "legend.standing", locale));
        }
        if (data.hasMuted()) {
            if (!mixed && !several) {
                entries.add(entry(Swatch.Kind.SOLID, colour, "legend.weekday", locale));
            }
            entries.add(entry(Swatch.Kind.MUTED, colour, "legend.weekend", locale));
        }
        if (data.target().isPresent() && !data.targetLabel().isEmpty()) {
            entries.add(new Legend.Entry(new Swatch(Swatch.Kind.TARGET, ChartSeries.NEUTRAL), data.targetLabel()));
        }
        return entries;
    }

    private static Legend.Entry entry(Swatch.Kind kind, int colour, String key, Locale locale) {
        return new Legend.Entry(new Swatch(kind, colour), Messages.text(locale, key));
    }

    /** {@return the bucket at {@code x} pixels from the plot's left edge, or -1} */
    int bucketAt(int x) {
        int first = data.firstBucket();
        int end = data.endBucket();
        for (int bucket = first; bucket < end; bucket++) {
            if (places.get(bucket).left() <= x && x < places.get(bucket).right()) {
                return bucket;
            }
        }
        return -1;
    }

    /** {@return where a part is painted, in the plot} */
    Rectangle box(BarParts.Part part) {
        // far beyond the edges the drawing system can't count; a bar is as wide as its bucket there
        int left = Math.max(-100, part.x());
        int right = Math.min(frame.plot().width + 100, part.x() + part.width());
        int one = y(part.from());
        int other = y(part.to());
        if (part.from() == part.to()) {
            return new Rectangle(left, one - ZERO_HEIGHT / 2, Math.max(1, right - left), ZERO_HEIGHT);
        }
        int height = Math.max(1, Math.abs(one - other));
        int y = part.to() < 0 ? Math.min(one, other) + 1 : Math.max(one, other) - height;
        return new Rectangle(left, y, Math.max(1, right - left), height);
    }

    private int y(double amount) {
        return (int) Math.round(Math.max(-100, Math.min(frame.plot().height + 100, frame.values().y(amount))));
    }

    /** {@return the series whose bar is at a place of a bucket; else the first one that knows the bucket, or -1} */
    int seriesAt(int bucket, int x, int y) {
        int found = -1;
        for (BarParts.Part part : parts.parts()) {
            if (part.bucket() == bucket) {
                Rectangle box = box(part);
                boolean beside = data.isSideBySide() && x >= box.x
                        && x <= box.x + box.width;
                if (box.contains(x, y) || beside) {
                    found = part.series();
                }
            }
        }
        for (int i = 0; found < 0 && i < data.series().size(); i++) {
            if (data.bar(i, bucket).isPresent()) {
                found = i;
            }
        }
        return found;
    }
}
