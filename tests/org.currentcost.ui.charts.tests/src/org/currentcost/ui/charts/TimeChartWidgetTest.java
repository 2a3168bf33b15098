package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.Bucket;
import org.currentcost.model.TimeRange;
import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeChartWidgetTest extends ChartWidgetTests {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant START = Instant.parse("2026-11-17T14:00:00Z");
    private static final TimeRange HOUR = new TimeRange(START, START.plus(Duration.ofHours(1)));
    private static final RGB BLUE = new RGB(0x00, 0x72, 0xB2);

    private TimeChart chart;

    @BeforeEach
    void openChart() {
        chart = open(shell -> new TimeChart(shell, LONDON, ValueUnit.POWER));
    }

    private ImageData saved() throws IOException {
        return saved(chart);
    }

    private int plotX(long millis) {
        return chart.scene().plot().x + (int) Math.round(chart.scene().x(millis));
    }

    private int plotY(long watts) {
        return chart.scene().plot().y + (int) Math.round(chart.scene().y(watts * Buckets.WATT));
    }

    /** {@return whether this pixel or one next to it has the colour of the first line} */
    private static boolean isLineNear(ImageData image, int x, int y) {
        for (int dy = -2; dy <= 2; dy++) {
            if (near(pixel(image, x, y + dy), BLUE)) {
                return true;
            }
        }
        return false;
    }

    private void press(int keyCode, int stateMask) {
        press(chart, keyCode, stateMask);
    }

    private static ChartSeries house(List<Bucket> buckets) {
        return new ChartSeries("House", 0, buckets);
    }

    @Test
    void aClickBesideWhatIsMarkedTakesItBack() {
        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 60, 400))));
        drag(chart, 100, 300);
        assertTrue(chart.selection().isPresent());
        click(chart, 400, 60);
        assertEquals(Optional.empty(), chart.selection());
    }

    @Test
    void paintsNoAxisBeforeItIsSaidWhichTimeIsShown() throws IOException {
        chart.setEmpty("", "", () -> {
            // no link
        });
        var image = saved();
        var ground = pixel(image, 0, 0);
        for (int y = 0; y < image.height; y++) {
            for (int x = 0; x < image.width; x++) {
                assertEquals(ground, pixel(image, x, y), x + ", " + y);
            }
        }
        press(SWT.ARROW_LEFT, SWT.SHIFT);
        press('+', 0);
        mouse(chart, SWT.MouseMove, 100, 50, 0);
        assertEquals(Optional.empty(), chart.pointedMoment());
        chart.setSeries(HOUR, List.of());
        assertEquals(HOUR, chart.scene().time().range());
    }

    @Test
    void tellsOthersWhereThePointerIsAndFarLessOftenThanItMoves() {
        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 60, 400))));
        var told = new ArrayList<Optional<Instant>>();
        chart.addMomentListener(told::add);
        for (int x = 0; x < 400; x++) {
            mouse(chart, SWT.MouseMove, x, 50, 0);
        }
        await(() -> !told.isEmpty());
        assertEquals(List.of(chart.pointedMoment()), told, "the last place alone");
        mouse(chart, SWT.MouseExit, 0, 0, 0);
        await(() -> told.size() > 1);
        assertEquals(Optional.empty(), told.getLast());
    }

    @Test
    void marksTheMomentThatIsPointedAtElsewhere() {
        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 60, 400))));
        var moment = START.plus(Duration.ofMinutes(30));
        int x = chart.scene().plot().x + (int) Math.round(chart.scene().x(moment.toEpochMilli()));
        int y = chart.scene().plot().y + 5;
        RGB before = pixel(chart.image(true), x, y);
        chart.showMoment(Optional.of(moment));
        RGB marked = pixel(chart.image(true), x, y);
        assertNotEquals(before, marked);
        assertEquals(before, pixel(chart.image(false), x, y), "no mark in pictures that are saved");
        chart.showMoment(Optional.of(HOUR.end().plusSeconds(60)));
        assertEquals(before, pixel(chart.image(true), x, y), "what can't be seen is not marked");
        chart.showMoment(Optional.of(moment));
        mouse(chart, SWT.MouseMove, 10, 50, 0);
        assertEquals(before, pixel(chart.image(true), x, y), "the pointer of its own goes before");
    }

    @Test
    void aGapStaysBlankAndHasABracket() throws IOException {
        long start = HOUR.startMillis();
        List<Bucket> buckets = new ArrayList<>(Buckets.readings(start, 60_000, 20, 400));
        buckets.addAll(Buckets.readings(start + 40 * 60_000, 60_000, 20, 700));
        chart.setSeries(HOUR, List.of(house(buckets)));
        ImageData image = saved();

        assertTrue(isLineNear(image, plotX(start + 600_000), plotY(400)));
        assertTrue(isLineNear(image, plotX(start + 3_000_000), plotY(700)));
        int left = plotX(start + 20 * 60_000) + 3;
        int right = plotX(start + 40 * 60_000) - 3;
        for (int x = left; x < right; x++) {
            for (int y = chart.scene().plot().y; y < plotY(0); y++) {
                assertTrue(isGrey(pixel(image, x, y)), "something is drawn in the gap at " + x + ", " + y);
            }
        }
        int middle = (left + right) / 2;
        boolean bracket = false;
        for (int y = plotY(0) + 1; y < plotY(0) + PlotFrame.BRACKET_ZONE; y++) {
            bracket |= !pixel(image, middle, y).equals(GROUND);
        }
        assertTrue(bracket, "no bracket under the gap");
    }

    @Test
    void zeroIsDrawn() throws IOException {
        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 30, 0))));
        ImageData image = saved();
        assertTrue(isLineNear(image, plotX(HOUR.startMillis() + 900_000), plotY(0)));
        assertFalse(isLineNear(image, plotX(HOUR.startMillis() + 2_700_000), plotY(0)));
    }

    @Test
    void theOnePeakOfAYearIsSeen() throws IOException {
        long day = Duration.ofDays(1).toMillis();
        long sixHours = day / 4;
        long start = HOUR.startMillis();
        List<Bucket> buckets = new ArrayList<>();
        int peak = 777;
        for (int i = 0; i < 365 * 4; i++) {
            buckets.add(Buckets.sum(start + i * sixHours, sixHours, 200, 300, i == peak ? 7000 : 400));
        }
        chart.setSeries(TimeRange.ofMillis(start, start + 365 * day), List.of(house(buckets)));
        ImageData image = saved();
        int x = plotX(start + peak * sixHours);
        int y = plotY(5300);
        int seen = 0;
        for (int dx = -2; dx <= 2; dx++) {
            RGB rgb = pixel(image, x + dx, y);
            seen += !isGrey(rgb) && rgb.blue > rgb.red + 30 ? 1 : 0;
        }
        assertTrue(seen >= 1 && seen <= 2, seen + " columns show the peak");
    }

    @Test
    void aPeakOfOneReadingAmongReadingsIsSeen() throws IOException {
        long start = HOUR.startMillis();
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < 3600; i++) {
            buckets.add(Buckets.reading(start + i * 1000L, 1000, i == 1801 ? 3000 : 200));
        }
        chart.setSeries(HOUR, List.of(house(buckets)));
        ImageData image = saved();
        int x = plotX(start + 1_801_000);
        boolean seen = false;
        for (int dx = -2; dx <= 2; dx++) {
            seen |= near(pixel(image, x + dx, plotY(2300)), BLUE);
        }
        assertTrue(seen);
    }

    @Test
    void theScreenShowsWhatIsSaved() {
        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 60, 400))));
        Control plot = chart.plotControl();
        await(() -> {
            Image image = new Image(display, plot.getSize().x, plot.getSize().y);
            GC gc = new GC(plot);
            try {
                gc.copyArea(image, 0, 0);
                int y = (int) Math.round(chart.scene().y(400 * Buckets.WATT));
                return isLineNear(image.getImageData(), 300, y);
            } finally {
                gc.dispose();
                image.dispose();
            }
        });
    }

    @Test
    void theThemesColoursRule() throws IOException {
        ColorRegistry registry = JFaceResources.getColorRegistry();
        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 60, 400))));
        RGB ground = new RGB(30, 31, 34);
        chart.control().setBackground(new Color(ground));
        chart.control().setForeground(new Color(220, 220, 220));
        ImageData dark = saved();
        assertEquals(ground, pixel(dark, plotX(HOUR.startMillis() + 600_000), plotY(250)));

        registry.put(ChartColours.KEY_PREFIX + "background", new RGB(1, 2, 3));
        registry.put(ChartColours.KEY_PREFIX + "series.0", new RGB(250, 0, 0));
        ImageData themed;
        try {
            themed = saved();
        } finally {
            // a registry forgets nothing: other charts find the ground that they would have had
            registry.put(ChartColours.KEY_PREFIX + "background", GROUND);
            registry.put(ChartColours.KEY_PREFIX + "series.0", BLUE);
        }
        assertEquals(new RGB(1, 2, 3), pixel(themed, plotX(HOUR.startMillis() + 600_000), plotY(250)));
        boolean red = false;
        for (int dy = -2; dy <= 2; dy++) {
            red |= near(pixel(themed, plotX(HOUR.startMillis() + 600_000), plotY(400) + dy), new RGB(250, 0, 0));
        }
        assertTrue(red);
    }

    @Test
    void nothingToShowSaysWhyAndOffersWhatToDo() {
        boolean[] done = {false};
        chart.setEmpty("No readings yet.", "Connect a meter…", () -> done[0] = true);
        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis() - 7_200_000, 60_000, 10, 400))));
        Composite pane = (Composite) ((Composite) chart.plotControl()).getChildren()[0];
        assertTrue(pane.getVisible());
        assertEquals("No readings yet.", ((Label) pane.getChildren()[0]).getText());
        Link link = (Link) pane.getChildren()[1];
        assertEquals("<a>Connect a meter…</a>", link.getText());
        link.notifyListeners(SWT.Selection, new Event());
        assertTrue(done[0]);

        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 10, 400))));
        assertFalse(pane.getVisible());
    }

    @Test
    void arrowKeysGoFromPointToPointAndSayIt() {
        long start = HOUR.startMillis();
        chart.setSeries(HOUR, List.of(
                house(List.of(Buckets.reading(start, 600_000, 655), Buckets.reading(start + 1_800_000, 600_000, 0))),
                new ChartSeries("Oven", 1, List.of(Buckets.reading(start, 1_200_000, 42)))));
        assertEquals("House, Oven: lines", chart.accessibleName());
        press(SWT.ARROW_LEFT, 0);
        assertEquals("House, 14:30:00, 0\u202FW", chart.accessibleName());
        press(SWT.ARROW_LEFT, 0);
        assertEquals("House, 14:00:00, 655\u202FW", chart.accessibleName());
        press(SWT.ARROW_RIGHT, 0);
        assertEquals("House, 14:30:00, 0\u202FW", chart.accessibleName());
        press(SWT.ARROW_DOWN, 0);
        assertEquals("Oven, 14:00:00, 42\u202FW", chart.accessibleName());
        press(SWT.ARROW_UP, 0);
        press(SWT.HOME, 0);
        assertEquals("House, 14:00:00, 655\u202FW", chart.accessibleName());
        press(SWT.END, 0);
        assertEquals("House, 14:30:00, 0\u202FW", chart.accessibleName());
        press(SWT.ESC, 0);
        assertEquals("House, Oven: lines", chart.accessibleName());
    }

    @Test
    void theWheelZoomsAtThePointer() {
        List<TimeRange> received = new ArrayList<>();
        chart.addRangeListener(received::add);
        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 60, 400))));
        int x = chart.scene().plot().width / 4;
        long fixed = chart.scene().millisAt(x);
        Event event = new Event();
        event.x = x;
        event.count = 3;
        chart.plotControl().notifyListeners(SWT.MouseVerticalWheel, event);
        assertEquals(1, received.size());
        assertTrue(received.getFirst().length().compareTo(HOUR.length()) < 0);
        assertEquals(fixed, chart.scene().millisAt(x), 1000);
    }

    private void drag(int from, int to) {
        drag(chart, from, to);
    }

    @Test
    void draggingMarksASpanFromBucketToBucketUntilEsc() {
        List<Optional<TimeRange>> selected = new ArrayList<>();
        List<TimeRange> ranges = new ArrayList<>();
        chart.addSelectionListener(selected::add);
        chart.addRangeListener(ranges::add);
        long start = HOUR.startMillis();
        chart.setSeries(HOUR, List.of(house(Buckets.readings(start, 60_000, 60, 400))));
        int from = (int) Math.round(chart.scene().x(start + 630_000));
        int to = (int) Math.round(chart.scene().x(start + 1_230_000));
        drag(to, from);
        TimeRange expected = TimeRange.ofMillis(start + 600_000, start + 1_260_000);
        assertEquals(List.of(Optional.of(expected)), selected);
        assertEquals(Optional.of(expected), chart.selection());
        assertEquals(List.of(), ranges);

        chart.setSeries(HOUR, List.of(house(Buckets.readings(start, 60_000, 60, 500))));
        assertEquals(Optional.of(expected), chart.selection());
        press(SWT.ESC, 0);
        assertEquals(Optional.empty(), chart.selection());
        assertEquals(2, selected.size());
    }

    @Test
    void theMarkedSpansOwnFiguresAreThoseOfItsBuckets() {
        long start = HOUR.startMillis();
        chart.setSeries(HOUR, List.of(house(Buckets.readings(start, 60_000, 60, 600))));
        assertEquals("mean 600\u202FW\n10 readings · 0.100\u202FkWh · 100% measured",
                chart.ownFigures(TimeRange.ofMillis(start + 600_000, start + 1_200_000)));
    }

    @Test
    void enterAndADoubleClickOnTheMarkedSpanGoToIt() {
        List<TimeRange> received = new ArrayList<>();
        int[] followed = {0};
        chart.addFollowListener(() -> followed[0]++);
        chart.addRangeListener(received::add);
        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 60, 400))));
        drag(100, 300);
        TimeRange marked = chart.selection().orElseThrow();
        press(SWT.CR, 0);
        assertEquals(List.of(marked), received);

        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 60, 400))));
        mouse(SWT.MouseDown, 200, 0);
        mouse(SWT.MouseUp, 200, 0);
        mouse(SWT.MouseDoubleClick, 200, 0);
        assertEquals(List.of(marked, marked), received);
        assertEquals(0, followed[0]);
    }

    @Test
    void spaceMarksThePointAndShiftWithSpaceAllUpToAnother() {
        long start = HOUR.startMillis();
        chart.setSeries(HOUR, List.of(house(Buckets.readings(start, 60_000, 60, 400))));
        press(SWT.HOME, 0);
        press(' ', 0);
        assertEquals(Optional.of(TimeRange.ofMillis(start, start + 60_000)), chart.selection());
        press(SWT.ARROW_RIGHT, 0);
        press(SWT.ARROW_RIGHT, 0);
        press(' ', SWT.SHIFT);
        assertEquals(Optional.of(TimeRange.ofMillis(start, start + 180_000)), chart.selection());
    }

    @Test
    void aClickOnAFlagTellsWhichNote() {
        List<ChartMark> clicked = new ArrayList<>();
        chart.addMarkListener(clicked::add);
        long start = HOUR.startMillis();
        ChartMark kettle = new ChartMark(start + 600_000, start + 600_000, "Kettle", 7);
        ChartMark wash = new ChartMark(start + 1_800_000, start + 2_400_000, "Wash", 8);
        chart.setSeries(HOUR, List.of(house(Buckets.readings(start, 60_000, 60, 400))));
        chart.setMarks(List.of(kettle, wash));
        click(chart, (int) chart.scene().x(start + 600_000) + 2, chart.axisY() - 10);
        click(chart, (int) chart.scene().x(start + 2_200_000), chart.axisY() - 1);
        click(chart, (int) chart.scene().x(start + 1_200_000), chart.axisY() - 10);
        assertEquals(List.of(kettle, wash), clicked);
    }

    @Test
    void aNeutralLineHasTheColourOfText() throws IOException {
        chart.setSeries(HOUR, List.of(new ChartSeries("Temperature", ChartSeries.NEUTRAL,
                Buckets.readings(HOUR.startMillis(), 60_000, 60, 400))));
        ImageData image = saved();
        int x = plotX(HOUR.startMillis() + 900_000);
        boolean dark = false;
        for (int dy = -2; dy <= 2; dy++) {
            RGB rgb = pixel(image, x, plotY(400) + dy);
            dark |= isGrey(rgb) && rgb.red < 110;
        }
        assertTrue(dark);
    }

    @Test
    void shiftAndDragMovesThroughTime() {
        List<TimeRange> received = new ArrayList<>();
        chart.addRangeListener(received::add);
        chart.setSeries(HOUR, List.of(house(Buckets.readings(HOUR.startMillis(), 60_000, 60, 400))));
        mouse(SWT.MouseDown, 100, SWT.SHIFT);
        mouse(SWT.MouseMove, 200, SWT.SHIFT);
        mouse(SWT.MouseUp, 200, SWT.SHIFT);
        assertEquals(1, received.size());
        assertEquals(HOUR.length(), received.getFirst().length());
        assertTrue(received.getFirst().start().isBefore(HOUR.start()));
    }

    private void mouse(int type, int x, int stateMask) {
        mouse(chart, type, x, 50, stateMask);
    }

    @Test
    void endAndDoubleClickFollowAgain() {
        chart.setSeries(HOUR, List.of());
        int[] followed = {0};
        chart.addFollowListener(() -> followed[0]++);
        press(SWT.END, 0);
        mouse(SWT.MouseDoubleClick, 100, 0);
        assertEquals(2, followed[0]);
    }

    @Test
    void aBucketForEveryPixel() {
        chart.setSeries(HOUR, List.of());
        int narrow = chart.maxBuckets();
        assertTrue(narrow > 600 && narrow < 800, narrow + " buckets on 800 pixels");
        shell.setSize(1200, 300);
        await(() -> chart.control().getSize().x == 1200);
        assertNotEquals(narrow, chart.maxBuckets());
    }
}
