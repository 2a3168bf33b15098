package org.currentcost.ui.charts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.Range;

/**
 * Amounts by hour and day: a column for each day from left to right, a row for each hour of the clock from above, the
 * more the darker (on a dark ground the lighter). Cells of which nothing is known stay blank. Where days are narrower
 * than a pixel, those that share one show their mean.
 * <p>
 * Dragging and clicking mark whole days.
 */
public final class HeatMap extends TimeBasedChart {

    private static final long SHORTEST_RANGE_MILLIS = 2 * 86_400_000L;

    /** What the card says of one hour of one day. */
    @FunctionalInterface
    public interface CellCard {
        /** {@return the text, in lines} @param hour of the clock, 0 to 23 */
        String text(LocalDate day, int hour);
    }

    /** What is shown. @param amounts for each day 24 hours */
    record Cells(TimeRange range, List<LocalDate> days, double[][] amounts) {

        static final Cells NOTHING = new Cells(ChartData.NOTHING.range(), List.of(), new double[0][]);

        double amount(int day, int hour) {
            return amounts[day][hour];
        }
    }

    private Cells cells = Cells.NOTHING;
    private AmountScale scale = AmountScale.energy();
    private CellCard card = (day, hour) -> "";
    private HeatScene scene;
    private int cursorDay;
    private int cursorHour;

    /**
     * Makes an empty chart.
     *
     * @param zone whose days these are
     */
    public HeatMap(Composite parent, ZoneId zone) {
        super(parent, zone);
        widget().quietly(() -> widget().yAxis().setReversed(true));
    }

    /**
     * Replaces what is shown, with one repaint.
     *
     * @param range   the visible time, longer than nothing
     * @param days    in order; some may be left out
     * @param amounts for each day 24 hours of the clock, NaN where nothing is known, as in the hour that a clock leaves
     *                out; the hour that it repeats counts as one
     * @param scale   what the amounts are
     * @param card    what is shown while the pointer is on a cell
     * @throws IllegalArgumentException if there are not 24 amounts for each day
     */
    public void setCells(TimeRange range, List<LocalDate> days, double[][] amounts, AmountScale scale, CellCard card) {
        if (range.length().isZero()) {
            throw new IllegalArgumentException("no time in " + range);
        }
        if (amounts.length != days.size() || Arrays.stream(amounts).anyMatch(day -> day.length != HeatScene.HOURS)) {
            throw new IllegalArgumentException(amounts.length + " rows for " + days.size() + " days");
        }
        cells = new Cells(range, List.copyOf(days),
                Arrays.stream(amounts).map(double[]::clone).toArray(double[][]::new));
        this.scale = scale;
        this.card = card;
        if (cursor() == Cursor.KEYBOARD && cursorDay >= days.size()) {
            setCursor(Cursor.NONE);
        }
        refresh();
    }

    /** Adds someone who hears of a double click beside the selection: the user wants to see all of it. */
    public void addFitListener(Runnable fit) {
        addFitAction(fit);
    }

    @Override
    Rectangle layOut(Point size, int textHeight, ToIntFunction<String> textWidth) {
        scene = HeatScene.of(cells, size, zone, locale, textHeight, textWidth);
        return scene.plot();
    }

    /** The hours of the clock, from above. */
    @Override
    Range yRange() {
        return new Range(0, HeatScene.HOURS);
    }

    @Override
    boolean isEmpty() {
        return scene().isEmpty();
    }

    @Override
    Optional<TimeAxis> timeAxis() {
        return Optional.of(scene().time());
    }

    @Override
    void showRange(TimeRange range) {
        cells = new Cells(range, cells.days(), cells.amounts());
    }

    @Override
    long shortestRangeMillis() {
        return SHORTEST_RANGE_MILLIS;
    }

    @Override
    int axisY() {
        return plot().height;
    }

    @Override
    Optional<TimeRange> bucketAt(long millis) {
        return Optional.of(HeatScene.day(LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone), zone));
    }

    @Override
    boolean clickSelectsBucket() {
        return true;
    }

    @Override
    Optional<Long> keyboardMillis() {
        if (cursor() != Cursor.KEYBOARD || cursorDay >= cells.days().size()) {
            return Optional.empty();
        }
        TimeRange day = HeatScene.day(cells.days().get(cursorDay), zone);
        return Optional.of((day.startMillis() + day.endMillis()) / 2);
    }

    @Override
    String ownFigures(TimeRange span) {
        return "";
    }

    @Override
    void paintAround(Brush brush) {
        new HeatPainter(brush, scene).paintAround(scale, text("card.gap"));
    }

    @Override
    void paintBehind(Brush brush) {
        new HeatPainter(brush, scene).paintCells();
    }

    @Override
    void paintInFront(Brush brush) {
        flags().ifPresent(flags -> flags.paint(brush));
    }

    @Override
    Optional<Pointed> paintDataCursor(Brush brush) {
        LocalDate day;
        int hour;
        if (cursor() == Cursor.POINTER) {
            day = LocalDate.ofInstant(Instant.ofEpochMilli(scene.time().millisAt(pointer().x)), zone);
            hour = scene.hourAt(pointer().y);
        } else {
            day = cells.days().get(cursorDay);
            hour = cursorHour;
        }
        int index = cells.days().indexOf(day);
        if (index < 0) {
            return Optional.empty();
        }
        TimeRange range = HeatScene.day(day, zone);
        int left = (int) Math.round(scene.time().x(range.startMillis()));
        int right = (int) Math.round(scene.time().x(range.endMillis()));
        new HeatPainter(brush, scene).paintHover(left, right, hour);
        List<CardLine> lines = new ArrayList<>(CardLine.of(cellText(index, hour)));
        flags().ifPresent(flags -> lines.addAll(flags.textsIn(range)));
        return Optional.of(new Pointed(lines, Math.max(0, left), Math.min(plot().width, right),
                scene.y(hour) + CardPainter.TOP));
    }

    private String cellText(int day, int hour) {
        String text = card.text(cells.days().get(day), hour);
        if (!text.isEmpty()) {
            return text;
        }
        TimeRange range = HeatScene.day(cells.days().get(day), zone);
        String name = times.span(range.startMillis(), range.endMillis(), true);
        double amount = cells.amount(day, hour);
        return name + '\n' + hourName(hour) + " · " + (Double.isNaN(amount) ? text("card.gap") : scale.value(amount));
    }

    private String hourName(int hour) {
        return TimeTicks.formatter("jm", locale).withZone(zone)
                .format(LocalDate.of(2024, 1, 10).atTime(hour, 0).atZone(zone));
    }

    private int firstDay() {
        int first = 0;
        while (first < cells.days().size() - 1 && HeatScene.day(cells.days().get(first), zone)
                .endMillis() <= cells.range().startMillis()) {
            first++;
        }
        return first;
    }

    private int lastDay() {
        int last = cells.days().size() - 1;
        while (last > 0
                && HeatScene.day(cells.days().get(last), zone).startMillis() >= cells.range().endMillis()) {
            last--;
        }
        return last;
    }

    /** Takes the visible time along when the day lies outside. */
    @Override
    void step(int by) {
        if (isEmpty()) {
            return;
        }
        if (cursor() != Cursor.KEYBOARD) {
            jump(by < 0);
            return;
        }
        int next = cursorDay + by;
        if (next >= 0 && next < cells.days().size()) {
            moveTo(next, cursorHour);
        }
        if (next < firstDay() || next > lastDay()) {
            pan(by * KEYBOARD_PAN_SHARE);
        }
    }

    @Override
    void stepAcross(int by) {
        if (isEmpty()) {
            return;
        }
        if (cursor() == Cursor.KEYBOARD) {
            moveTo(cursorDay, Math.floorMod(cursorHour + by, HeatScene.HOURS));
        } else {
            jump(true);
        }
    }

    @Override
    void jump(boolean toLast) {
        if (!isEmpty()) {
            moveTo(toLast ? lastDay() : firstDay(), cursorHour);
        }
    }

    private void moveTo(int day, int hour) {
        cursorDay = day;
        cursorHour = hour;
        setCursor(Cursor.KEYBOARD);
    }

    @Override
    String subject() {
        return "";
    }

    @Override
    String kind() {
        return text("accessible.heat", scale.unit());
    }

    @Override
    String summary() {
        return text("accessible.amounts",
                times.span(cells.range().startMillis(), cells.range().endMillis(), true),
                scale.value(scene().lowest()), scale.value(scene().highest()));
    }

    @Override
    String currentPoint() {
        return cursor() == Cursor.KEYBOARD && cursorDay < cells.days().size()
                ? cellText(cursorDay, cursorHour).replace("\n", ", ")
                : "";
    }

    /** {@return where things lie now} */
    HeatScene scene() {
        ensureLaidOut();
        return scene;
    }
}
