package org.currentcost.ui.charts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Where everything of a heat map lies, worked out once for a size and its data.
 *
 * @param columns    what is painted, from the left
 * @param lowest     the amount of the first tone, zero or less
 * @param highest    the amount of the last one
 * @param hourLabels of rows, by the hour
 */
record HeatScene(Point size, Rectangle plot, int textHeight, TimeAxis time, List<Column> columns, double lowest,
        double highest, TreeMap<Integer, String> hourLabels) {

    static final int HOURS = 24;

    private static final double LABELS_APART_IN_TEXT_HEIGHTS = 1.7;

    /**
     * One day, or several that share a pixel.
     *
     * @param amounts by hour, the mean of what is known; NaN where nothing is
     */
    record Column(int left, int right, double[] amounts) {
    }

    static HeatScene of(HeatMap.Cells cells, Point size, ZoneId zone, Locale locale, int textHeight,
            ToIntFunction<String> textWidth) {
        var clock = TimeTicks.formatter("jm", locale).withZone(zone);
        // any day on which no clock is changed
        var midnight = LocalDate.of(2024, 1, 10).atStartOfDay(zone);
        int gutter = 0;
        for (int hour = 0; hour < HOURS; hour += 6) {
            gutter = Math.max(gutter, textWidth.applyAsInt(clock.format(midnight.plusHours(hour))));
        }
        int left = PlotFrame.EDGE + gutter + PlotFrame.LABEL_GAP;
        int top = PlotFrame.EDGE + textHeight + PlotFrame.EDGE + textHeight / 2;
        int bottom = 2 * textHeight + PlotFrame.BRACKET_ZONE + PlotFrame.EDGE;
        Rectangle plot = new Rectangle(left, top, Math.max(HOURS, size.x - left - PlotFrame.RIGHT_EDGE),
                Math.max(HOURS, size.y - top - bottom));
        TimeAxis time = TimeAxis.ofBuckets(cells.range(), plot.width, zone, locale, textWidth, Duration.ofHours(23),
                millis -> {
                    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
                    TimeRange whole = day(day, zone);
                    return (whole.startMillis() + whole.endMillis()) / 2;
                });
        List<Column> columns = columns(cells, time, zone);
        double lowest = 0;
        double highest = 0;
        for (Column column : columns) {
            for (double amount : column.amounts()) {
                if (!Double.isNaN(amount)) {
                    lowest = Math.min(lowest, amount);
                    highest = Math.max(highest, amount);
                }
            }
        }
        TreeMap<Integer, String> labels = new TreeMap<>();
        int step = 12;
        for (int finer : new int[]{6, 3}) {
            if (HOURS / finer * textHeight * LABELS_APART_IN_TEXT_HEIGHTS <= plot.height) {
                step = finer;
            }
        }
        for (int hour = 0; hour < HOURS; hour += step) {
            labels.put(hour, clock.format(midnight.plus(hour, ChronoUnit.HOURS)));
        }
        return new HeatScene(size, plot, textHeight, time, columns, lowest, Math.max(highest, lowest), labels);
    }

    /** {@return a day from its start to the next one's by the zone's clock} */
    static TimeRange day(LocalDate day, ZoneId zone) {
        return new TimeRange(day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private static List<Column> columns(HeatMap.Cells cells, TimeAxis time, ZoneId zone) {
        List<Column> columns = new ArrayList<>();
        int left = 0;
        int right = Integer.MIN_VALUE;
        int first = 0;
        for (int i = 0; i < cells.days().size(); i++) {
            TimeRange day = day(cells.days().get(i), zone);
            if (day.endMillis() <= time.range().startMillis() || day.startMillis() >= time.range().endMillis()) {
                continue;
            }
            int dayLeft = (int) Math.min(time.width() - 1, Math.round(Math.max(0, time.x(day.startMillis()))));
            int dayRight = (int) Math.round(Math.min(time.width(), time.x(day.endMillis())));
            if (dayLeft >= right) {
                if (right > left) {
                    columns.add(new Column(left, right, means(cells, first, i)));
                }
                left = dayLeft;
                first = i;
            }
            // days of less than a pixel share one
            right = Math.max(left + 1, dayRight);
        }
        if (right > left) {
            int end = cells.days().size();
            while (end > first && day(cells.days().get(end - 1), zone).startMillis() >= time.range().endMillis()) {
                end--;
            }
            columns.add(new Column(left, right, means(cells, first, end)));
        }
        return columns;
    }

    private static double[] means(HeatMap.Cells cells, int first, int end) {
        double[] means = new double[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            double sum = 0;
            int known = 0;
            for (int day = first; day < end; day++) {
                double amount = cells.amount(day, hour);
                if (!Double.isNaN(amount)) {
                    sum += amount;
                    known++;
                }
            }
            means[hour] = known == 0 ? Double.NaN : sum / known;
        }
        return means;
    }

    boolean isEmpty() {
        return columns.stream().allMatch(column -> Arrays.stream(column.amounts()).allMatch(Double::isNaN));
    }

    boolean hasBlank() {
        return columns.stream().anyMatch(column -> Arrays.stream(column.amounts()).anyMatch(Double::isNaN));
    }

    /** {@return where an amount is on the ramp, 0 to 1} */
    double share(double amount) {
        return highest > lowest ? (amount - lowest) / (highest - lowest) : 0;
    }

    /** {@return the upper edge of an hour's row in the plot} @param hour 0 to 24 */
    int y(int hour) {
        return Math.round(hour * plot.height / (float) HOURS);
    }

    /** {@return the hour at {@code y} pixels from the plot's upper edge} */
    int hourAt(int y) {
        return Math.max(0, Math.min(HOURS - 1, y * HOURS / plot.height));
    }
}
