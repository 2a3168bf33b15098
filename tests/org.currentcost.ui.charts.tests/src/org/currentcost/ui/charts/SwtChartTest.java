package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.IBarSeries;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.ISeries.SeriesType;
import org.eclipse.swtchart.ISeriesSet;
import org.eclipse.swtchart.Range;
import org.junit.jupiter.api.Test;

/** Charts as those see them who know SWTChart. */
class SwtChartTest extends ChartWidgetTests {

    private static final long START = ChartScenes.START;
    private static final TimeRange HOUR = ChartScenes.range(0, ChartScenes.HOUR);
    private static final RGB BLUE = new RGB(0x00, 0x72, 0xB2);

    private static Chart widget(BaseChart chart) {
        return assertInstanceOf(Chart.class, chart.control());
    }

    private static IAxis x(BaseChart chart) {
        return widget(chart).getAxisSet().getXAxis(0);
    }

    private static IAxis y(BaseChart chart) {
        return widget(chart).getAxisSet().getYAxis(0);
    }

    private static void assertRange(double lower, double upper, IAxis axis) {
        assertEquals(lower, axis.getRange().lower, Math.abs(upper - lower) * 1e-9);
        assertEquals(upper, axis.getRange().upper, Math.abs(upper - lower) * 1e-9);
    }

    private static void assertShows(TimeRange range, TimeBasedChart chart) {
        assertEquals(range, chart.timeAxis().orElseThrow().range());
        assertEquals(range.startMillis(), x(chart).getRange().lower);
        assertEquals(range.endMillis(), x(chart).getRange().upper);
    }

    private TimeChart lines() {
        return open(shell -> ChartScenes.time(shell, HOUR, List.of(
                new ChartSeries("House", 0, List.of(Buckets.reading(START, 60_000, 300),
                        Buckets.reading(START + 60_000, 30_000, 500), Buckets.reading(START + 600_000, 60_000, 0))),
                new ChartSeries("Oven", 1, Buckets.readings(START, 6_000, 100, 40)))));
    }

    @Test
    void linesAreSeriesWithTheirStepsAndNaNWhereAGapBegins() {
        ISeriesSet set = widget(lines()).getSeriesSet();
        ISeries<?> house = set.getSeries("House");
        assertTrue(assertInstanceOf(ILineSeries.class, house).isStepEnabled());
        assertArrayEquals(
                new double[]{START, START + 60_000, START + 90_000, START + 600_000, START + 660_000},
                house.getXSeries());
        assertArrayEquals(new double[]{300_000, 500_000, Double.NaN, 0, Double.NaN}, house.getYSeries());
        assertEquals(101, set.getSeries("Oven").getXSeries().length);
        assertEquals("House", set.getSeries()[1].getDescription(), "what is painted last is on top");
        assertNull(set.getSeries("Fridge"));
    }

    @Test
    void seriesOfOneNameOrOfNoneAreToldApart() {
        TimeChart chart = open(shell -> ChartScenes.time(shell, HOUR,
                List.of(ChartScenes.house(0), ChartScenes.house(1), new ChartSeries(" ", 2, List.of()))));
        assertEquals(List.of("series", "House", "House 2"), Arrays.stream(widget(chart).getSeriesSet().getSeries())
                .map(ISeries::getId).toList());
    }

    @Test
    void theTimeAxisIsWhatIsShownAndSettingItMovesTheChartWithoutTellingTheUsersListeners() throws IOException {
        TimeChart chart = lines();
        List<TimeRange> reported = new ArrayList<>();
        chart.addRangeListener(reported::add);
        assertShows(HOUR, chart);

        x(chart).setRange(new Range(START - 600_000.4, START + 600_000.4));
        TimeRange moved = ChartScenes.range(-600_000, 600_000);
        assertShows(moved, chart);
        assertEquals(List.of(), reported);
        ImageData image = saved(chart);
        Rectangle plot = chart.scene().plot();
        int middle = plot.x + (int) Math.round(chart.scene().x(START + 30_000));
        int level = plot.y + (int) Math.round(chart.scene().y(300_000));
        assertTrue(near(BLUE, pixel(image, middle, level)) || near(BLUE, pixel(image, middle, level - 1)));
        for (int dx = 2; dx < plot.width / 2 - 2; dx++) {
            assertTrue(isGrey(pixel(image, plot.x + dx, level)), "something before the first reading, at " + dx);
        }
        // and what comes next rules again
        chart.setSeries(HOUR, List.of());
        assertShows(HOUR, chart);
    }

    @Test
    void zoomAndPanSetTheTimeAxisAndTellTheUsersListeners() {
        TimeChart chart = lines();
        List<TimeRange> reported = new ArrayList<>();
        chart.addRangeListener(reported::add);
        Event wheel = new Event();
        wheel.x = chart.plot().width / 2;
        wheel.count = 3;
        chart.plotControl().notifyListeners(SWT.MouseVerticalWheel, wheel);
        assertEquals(0.8 * ChartScenes.HOUR, x(chart).getRange().upper - x(chart).getRange().lower, 1);
        assertShows(reported.getLast(), chart);

        press(chart, SWT.ARROW_RIGHT, SWT.SHIFT);
        assertShows(reported.getLast(), chart);
        mouse(chart, SWT.MouseDown, 300, 60, SWT.SHIFT);
        mouse(chart, SWT.MouseMove, 200, 60, SWT.SHIFT);
        mouse(chart, SWT.MouseUp, 200, 60, SWT.SHIFT);
        assertShows(reported.getLast(), chart);
        assertEquals(3, reported.size());

        // SWTChart's own
        double length = x(chart).getRange().upper - x(chart).getRange().lower;
        x(chart).zoomIn();
        assertEquals(0.6 * length, x(chart).getRange().upper - x(chart).getRange().lower, 2);
        assertShows(TimeRange.ofMillis((long) x(chart).getRange().lower, (long) x(chart).getRange().upper), chart);
    }

    @Test
    void noTimeIsShownThatUsersCouldNotZoomTo() {
        TimeChart chart = lines();
        long middle = START + ChartScenes.HOUR / 2;
        for (int i = 0; i < 60; i++) {
            x(chart).zoomOut();
        }
        assertEquals(100.0 * 366 * 24 * ChartScenes.HOUR, x(chart).getRange().upper - x(chart).getRange().lower);
        x(chart).setRange(new Range(-1e16, 1e16));
        assertEquals(100.0 * 366 * 24 * ChartScenes.HOUR, x(chart).getRange().upper - x(chart).getRange().lower);
        x(chart).setRange(new Range(middle - 1, middle + 1));
        assertShows(TimeRange.ofMillis(middle - 5000, middle + 5000), chart);
        for (int i = 0; i < 60; i++) {
            x(chart).zoomIn();
        }
        assertShows(TimeRange.ofMillis(middle - 5000, middle + 5000), chart);
    }

    @Test
    void updatesCanBeSuspended() {
        TimeChart chart = lines();
        widget(chart).suspendUpdate(true);
        x(chart).setRange(new Range(START, START + 60_000));
        widget(chart).suspendUpdate(false);
        assertShows(ChartScenes.range(0, 60_000), chart);
    }

    @Test
    void theValueAxisReachesOverThePlotsMarginsAndHasWhatItSays() {
        TimeChart chart = lines();
        ChartScene scene = chart.scene();
        double perPixel = (scene.frame().values().scale().upper() - scene.frame().values().scale().lower())
                / scene.frame().values().height();
        assertEquals(scene.y(0), (y(chart).getRange().upper - 0) / perPixel, 1e-6);
        ISeries<?> house = widget(chart).getSeriesSet().getSeries("House");
        Point second = house.getPixelCoordinates(1);
        assertEquals(scene.x(START + 60_000), second.x, 1);
        assertEquals(scene.y(500_000), second.y, 1);
    }

    @Test
    void settingTheValueAxisHoldsUntilThereIsOtherData() throws IOException {
        TimeChart chart = lines();
        y(chart).setRange(new Range(-100_000, 2_000_000));
        assertRange(-100_000, 2_000_000, y(chart));
        assertTrue(saved(chart).height > 0);
        assertEquals(chart.plot().height * 17 / 21.0, chart.scene().y(300_000), 1e-6);
        assertEquals(chart.plot().height, chart.scene().y(-100_000), 1e-6);
        chart.setSeries(HOUR, List.of(ChartScenes.house(0)));
        assertNotEquals(2_000_000, y(chart).getRange().upper);
    }

    @Test
    void whatLiesFarBeyondTheValueAxisIsCutAtThePlotsEdge() throws IOException {
        BarChart bars = open(shell -> ChartScenes.bars(shell, ChartScenes.days(14), Arrangement.STACKED,
                ChartScenes.dayBars("House", 0, 14, 10)));
        y(bars).setRange(new Range(-1e-9, 1e-9));
        Rectangle plot = bars.plot();
        ImageData image = saved(bars);
        assertEquals(BLUE, pixel(image, plot.x + (int) bars.scene().places().getFirst().middle(), plot.y + 3));
        assertEquals(GROUND, pixel(image, plot.x + (int) bars.scene().places().getFirst().middle(), plot.y - 1));
    }

    @Test
    void whoChangesASeriesChangesWhatIsPainted() throws IOException {
        TimeChart chart = lines();
        ISeriesSet set = widget(chart).getSeriesSet();
        set.getSeries("Oven").setVisible(false);
        set.getSeries("House").setXSeries(new double[]{START, START + 1_800_000});
        set.getSeries("House").setYSeries(new double[]{200_000, 400_000});
        ImageData image = saved(chart);
        int y = chart.plot().y + (int) Math.round(chart.scene().y(200_000));
        int x = chart.plot().x + (int) Math.round(chart.scene().x(START + 900_000));
        assertTrue(near(BLUE, pixel(image, x, y)) || near(BLUE, pixel(image, x, y - 1)));
        set.getSeries("House").setVisible(false);
        image = saved(chart);
        assertTrue(isGrey(pixel(image, x, y)) && isGrey(pixel(image, x, y - 1)));
    }

    @Test
    void othersCanAddASeriesReorderAndDelete() throws IOException {
        TimeChart chart = lines();
        ISeriesSet set = widget(chart).getSeriesSet();
        ILineSeries<?> added = assertInstanceOf(ILineSeries.class, set.createSeries(SeriesType.LINE, "Limit"));
        added.setXSeries(new double[]{START, START + ChartScenes.HOUR});
        added.setYSeries(new double[]{450_000, 450_000});
        added.setLineColor(display.getSystemColor(SWT.COLOR_RED));
        added.setLineWidth(3);
        assertSame(added, set.getSeries("Limit"));
        ImageData image = saved(chart);
        assertEquals(new RGB(255, 0, 0), pixel(image, chart.plot().x + 600,
                chart.plot().y + (int) Math.round(chart.scene().y(450_000))));

        Consumer<List<String>> inOrder = ids -> assertEquals(ids,
                Arrays.stream(set.getSeries()).map(ISeries::getId).toList());
        inOrder.accept(List.of("Oven", "House", "Limit"));
        set.bringToFront("Oven");
        set.sendToBack("Limit");
        set.bringForward("Limit");
        inOrder.accept(List.of("House", "Limit", "Oven"));
        set.sendBackward("Limit");
        set.deleteSeries("Oven");
        inOrder.accept(List.of("Limit", "House"));
        assertThrows(IllegalArgumentException.class, () -> set.deleteSeries("Oven"));
    }

    @Test
    void axesThatOthersAddHarmNothing() {
        TimeChart chart = lines();
        int added = widget(chart).getAxisSet().createYAxis();
        ISeries<?> oven = widget(chart).getSeriesSet().getSeries("Oven");
        oven.setYAxisId(added);
        widget(chart).getAxisSet().getYAxis(added).setRange(new Range(0, 80_000));
        chart.control().redraw();
        chart.control().update();
        while (display.readAndDispatch()) {
            // paint
        }
        assertEquals(chart.plot().height / 2.0, oven.getPixelCoordinates(0).y, 1);
        widget(chart).getAxisSet().adjustRange();
        widget(chart).getAxisSet().deleteYAxis(added);
    }

    @Test
    void aChartCanBePrintedBySwtChart() throws IOException {
        TimeChart chart = lines();
        ImageData saved = saved(chart);
        Image image = new Image(display, 800, 300);
        GC gc = new GC(image);
        try {
            widget(chart).printChart(gc, new Rectangle(0, 0, 800, 300));
            ImageData printed = image.getImageData(100);
            long differing = IntStream.range(0, 800 * 300)
                    .filter(i -> !near(pixel(saved, i % 800, i / 800), pixel(printed, i % 800, i / 800))).count();
            // printing moves hairlines by half a pixel
            assertTrue(differing < 800 * 300 / 200, differing + " pixels differ");
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    @Test
    void barsOverTimeAreSeriesWhoseMiddlesAreThoseOfTheirBuckets() {
        BarChart chart = open(shell -> ChartScenes.bars(shell, ChartScenes.days(14), Arrangement.STACKED,
                ChartScenes.dayBars("House", 0, 14, 10), ChartScenes.dayBars("Solar", 6, 14, -3)));
        ISeries<?> house = widget(chart).getSeriesSet().getSeries("House");
        assertInstanceOf(IBarSeries.class, house);
        TimeRange first = ChartScenes.day(0);
        assertEquals((first.startMillis() + first.endMillis()) / 2.0, house.getXSeries()[0]);
        assertEquals(14, house.getYSeries().length);
        assertEquals(10, house.getYSeries()[0]);
        assertTrue(Double.isNaN(house.getYSeries()[2]));
        assertTrue(widget(chart).getSeriesSet().getSeries("Solar").getYSeries()[0] < 0);
        assertFalse(x(chart).isCategoryEnabled());

        TimeRange week = TimeRange.ofMillis(ChartScenes.day(3).startMillis(), ChartScenes.day(9).endMillis());
        x(chart).setRange(new Range(week.startMillis(), week.endMillis()));
        assertShows(week, chart);
        assertEquals(3, chart.scene().bucketAt(5));
    }

    @Test
    void barsOfNamedThingsStandOnACategoryAxis() {
        BarChart chart = open(shell -> ChartScenes.bars(shell, new BarAxis.Categories(List.of("Mon", "Tue", "Wed")),
                Arrangement.STACKED, ChartScenes.dayBars("House", 0, 3, 10)));
        assertTrue(x(chart).isCategoryEnabled());
        assertArrayEquals(new String[]{"Mon", "Tue", "Wed"}, x(chart).getCategorySeries());
        assertRange(0, 2, x(chart));
        assertEquals(chart.scene().places().get(1).middle(), x(chart).getPixelCoordinate(1), 1);
        x(chart).setRange(new Range(1, 2));
        assertRange(0, 2, x(chart));

        chart.setBars(new BarAxis.Categories(List.of("alone")), List.of(ChartScenes.dayBars("House", 0, 1, 10)),
                Arrangement.STACKED, AmountScale.energy());
        assertArrayEquals(new String[]{"alone"}, x(chart).getCategorySeries());
        chart.setBars(ChartScenes.days(14), List.of(ChartScenes.dayBars("House", 0, 14, 10)), Arrangement.STACKED,
                AmountScale.energy());
        assertFalse(x(chart).isCategoryEnabled());
        assertShows(ChartScenes.days(14).range(), chart);
    }

    @Test
    void pointsAndTheirTrendAreSeries() {
        ScatterChart chart = open(ChartScenes::points);
        ISeries<?>[] series = widget(chart).getSeriesSet().getSeries();
        assertEquals(List.of("Energy a day", "0.6 kWh less for each °C"),
                Arrays.stream(series).map(ISeries::getId).toList());
        assertEquals(120, series[0].getXSeries().length);
        assertEquals(2, series[1].getXSeries().length);
        Point first = series[0].getPixelCoordinates(0);
        assertEquals(chart.scene().x(series[0].getXSeries()[0]), first.x, 1);
        assertEquals(chart.scene().y(series[0].getYSeries()[0]), first.y, 1);
    }

    @Test
    void sharesAreBarsFromLeftToRight() {
        ShareChart chart = open(shell -> ChartScenes.shares(shell, 5));
        ISeries<?> shares = widget(chart).getSeriesSet().getSeries()[0];
        assertArrayEquals(new double[]{15, 12, 9, 6, 3, 7}, shares.getYSeries());
        assertEquals(SWT.VERTICAL, widget(chart).getOrientation());
        for (ShareScene.Row row : chart.scene().rows()) {
            Point end = shares.getPixelCoordinates(row.index());
            assertEquals(row.bar().width, end.x, 1);
            assertEquals(row.bar().y + row.bar().height / 2.0, end.y, 1.5);
        }
    }

    @Test
    void aHeatMapHasTimeAcrossAndTheHoursFromAbove() {
        HeatMap chart = open(shell -> ChartScenes.heat(shell, 10));
        assertShows(TimeRange.ofMillis(ChartScenes.day(0).startMillis(), ChartScenes.day(9).endMillis()), chart);
        assertRange(0, 24, y(chart));
        assertEquals(chart.scene().y(6), y(chart).getPixelCoordinate(6), 1);
        x(chart).setRange(new Range(ChartScenes.day(2).startMillis(), ChartScenes.day(4).endMillis()));
        assertEquals(3, chart.scene().columns().size());
        assertEquals(Optional.of(ChartScenes.day(2)), chart.bucketAt(chart.scene().time().millisAt(3)));
        assertEquals(LocalDate.of(2026, 10, 19).plusDays(2).atStartOfDay(ChartScenes.LONDON).toInstant()
                .toEpochMilli(), (long) x(chart).getRange().lower);
    }

    @Test
    void nothingToShowIsNoSeriesAndARangeAllTheSame() {
        for (Function<Composite, BaseChart> maker : List.<Function<Composite, BaseChart>>of(ShareChart::new,
                ScatterChart::new)) {
            BaseChart chart = open(maker);
            assertEquals(0, widget(chart).getSeriesSet().getSeries().length);
            assertTrue(x(chart).getRange().lower < x(chart).getRange().upper);
            chart.control().dispose();
        }
    }
}
