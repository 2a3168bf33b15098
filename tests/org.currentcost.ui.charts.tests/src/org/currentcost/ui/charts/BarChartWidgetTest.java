package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BarChartWidgetTest extends ChartWidgetTests {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final RGB BLUE = new RGB(0x00, 0x72, 0xB2);
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 19);
    private static final int DAYS = 14;

    private BarChart chart;

    @BeforeEach
    void openChart() {
        chart = open(shell -> new BarChart(shell, LONDON));
    }

    private static TimeRange day(int index) {
        return HeatScene.day(FIRST.plusDays(index), LONDON);
    }

    private static BarAxis.Time days() {
        return new BarAxis.Time(TimeRange.ofMillis(day(0).startMillis(), day(DAYS - 1).endMillis()),
                IntStream.range(0, DAYS).mapToObj(BarChartWidgetTest::day).toList());
    }

    /** {@return bars of 10 kWh; the third and fourth unknown, the sixth remembered, the seventh estimated} */
    private static List<Optional<Bar>> bars() {
        List<Optional<Bar>> bars = new ArrayList<>();
        for (int i = 0; i < DAYS; i++) {
            String card = FIRST.plusDays(i) + "\n10 kWh";
            boolean weekend = FIRST.plusDays(i).getDayOfWeek().getValue() > 5;
            bars.add(switch (i) {
                case 2, 3 -> Optional.empty();
                case 5 -> Optional.of(new Bar(4, 6, 0, card, false));
                case 6 -> Optional.of(new Bar(0, 0, 10, card, false));
                default -> Optional.of(new Bar(10, 0, 0, card, weekend));
            });
        }
        return bars;
    }

    private void show() {
        chart.setBars(days(), List.of(new BarSeries("House", 0, bars())), Arrangement.STACKED, AmountScale.energy());
    }

    private int middle(int bucket) {
        return (int) Math.round(chart.scene().places().get(bucket).middle());
    }

    private Set<RGB> colours(ImageData image, Rectangle inPlot) {
        Set<RGB> colours = new HashSet<>();
        Rectangle plot = chart.scene().frame().plot();
        for (int x = inPlot.x + 2; x < inPlot.x + inPlot.width - 2; x++) {
            for (int y = inPlot.y + 2; y < inPlot.y + inPlot.height - 2; y++) {
                colours.add(pixel(image, plot.x + x, plot.y + y));
            }
        }
        return colours;
    }

    @Test
    void onlyWhatTheMeterRememberedIsHatched() throws IOException {
        show();
        ImageData image = saved(chart);
        for (BarParts.Part part : chart.scene().parts().parts()) {
            Set<RGB> colours = colours(image, chart.scene().box(part));
            boolean muted = part.bucket() == 12 || part.bucket() == 13;
            switch (part.kind()) {
                case MEASURED -> assertEquals(
                        Set.of(muted ? Palette.mix(BLUE, GROUND, 0.6) : BLUE), colours, part.toString());
                case MEMORY -> {
                    assertTrue(colours.size() > 2, part + ": " + colours);
                    assertTrue(colours.stream().anyMatch(colour -> near(colour, BLUE)), part.toString());
                    assertTrue(colours.stream().anyMatch(colour -> Palette.contrast(colour, GROUND) < 1.5),
                            part.toString());
                }
                case ESTIMATED -> assertTrue(colours.stream().allMatch(ChartWidgetTests::isGrey), part.toString());
            }
        }
    }

    @Test
    void daysOfWhichNothingIsKnownStayBlankAndHaveABracket() throws IOException {
        show();
        ImageData image = saved(chart);
        Rectangle plot = chart.scene().frame().plot();
        int left = (int) chart.scene().places().get(2).left() + 2;
        int right = (int) chart.scene().places().get(3).right() - 2;
        assertTrue(colours(image, new Rectangle(left, 0, right - left, chart.axisY())).stream()
                .allMatch(ChartWidgetTests::isGrey));
        boolean gap = false;
        boolean known = false;
        for (int y = chart.scene().frame().axisY() + 2; y < chart.scene().frame().axisY() + 6; y++) {
            gap |= !pixel(image, plot.x + (left + right) / 2, y).equals(GROUND);
            known |= !pixel(image, plot.x + middle(8) + 10, y).equals(GROUND);
        }
        assertTrue(gap, "no bracket under the gap");
        assertFalse(known, "a bracket where there is no gap");
    }

    @Test
    void theDayOf25HoursIsWiderAndItsBarToo() {
        show();
        // clocks go back on 25 October 2026
        double usual = chart.scene().places().get(5).width();
        assertEquals(usual * 25 / 24, chart.scene().places().get(6).width(), 0.01);
    }

    @Test
    void draggingMarksWholeDaysUntilEsc() {
        List<Optional<TimeRange>> received = new ArrayList<>();
        chart.addSelectionListener(received::add);
        show();
        drag(chart, middle(4) + 3, middle(7) - 3);
        Optional<TimeRange> fourDays = Optional.of(TimeRange.ofMillis(day(4).startMillis(), day(7).endMillis()));
        assertEquals(List.of(fourDays), received);
        show();
        assertEquals(fourDays, chart.selection());
        press(chart, SWT.ESC, 0);
        assertEquals(List.of(fourDays, Optional.empty()), received);
    }

    @Test
    void aClickMarksADayAndADoubleClickBesideWhatIsMarkedShowsAll() {
        int[] fitted = {0};
        List<TimeRange> ranges = new ArrayList<>();
        chart.addFitListener(() -> fitted[0]++);
        chart.addRangeListener(ranges::add);
        show();
        click(chart, middle(4), 60);
        assertEquals(Optional.of(day(4)), chart.selection());
        click(chart, middle(9), 60);
        mouse(chart, SWT.MouseDoubleClick, middle(9), 60, 0);
        assertEquals(1, fitted[0]);
        assertEquals(Optional.of(day(4)), chart.selection());
        assertEquals(List.of(), ranges);

        click(chart, middle(4), 60);
        mouse(chart, SWT.MouseDoubleClick, middle(4), 60, 0);
        assertEquals(List.of(day(4)), ranges);
        assertEquals(1, fitted[0]);
    }

    @Test
    void keysGoFromDayToDayAndSayTheGap() {
        show();
        assertEquals("House: bars", chart.accessibleName());
        assertTrue(chart.accessibleDescription().contains("lowest 10.0\u202FkWh"), chart.accessibleDescription());
        press(chart, SWT.HOME, 0);
        assertEquals("House, 2026-10-19, 10 kWh", chart.accessibleName());
        press(chart, SWT.ARROW_RIGHT, 0);
        press(chart, SWT.ARROW_RIGHT, 0);
        assertEquals("House, Wed, 21 Oct 2026 · no readings", chart.accessibleName());
        press(chart, SWT.END, 0);
        assertEquals("House, 2026-11-01, 10 kWh", chart.accessibleName());
        press(chart, SWT.ARROW_LEFT, 0);
        press(chart, ' ', 0);
        assertEquals(Optional.of(day(12)), chart.selection());
        press(chart, SWT.ESC, 0);
        assertEquals("House: bars", chart.accessibleName());
    }

    @Test
    void enterMarksWhatTheKeysHaveReachedAndThenGoesToIt() {
        show();
        List<TimeRange> ranges = new ArrayList<>();
        chart.addRangeListener(ranges::add);
        press(chart, SWT.HOME, 0);
        press(chart, SWT.ARROW_RIGHT, 0);
        press(chart, SWT.CR, 0);
        assertEquals(Optional.of(day(1)), chart.selection());
        press(chart, SWT.ARROW_RIGHT, 0);
        press(chart, SWT.CR, 0);
        assertEquals(Optional.of(day(2)), chart.selection());
        assertEquals(List.of(), ranges);
        press(chart, SWT.CR, 0);
        assertEquals(List.of(day(2)), ranges);
    }

    @Test
    void theNameSaysViewMeterAndKind() {
        show();
        BaseChart.setTitle(chart.control().getParent(), "Days, Home · House");
        assertEquals("Days, Home · House: bars", chart.accessibleName());
    }

    @Test
    void aNoteOfTheDayIsSaidToo() {
        show();
        chart.setMarks(List.of(new ChartMark(day(0).startMillis() + 3_600_000, day(0).startMillis() + 3_600_000,
                "New fridge", 1)));
        press(chart, SWT.HOME, 0);
        assertEquals("House, 2026-10-19, 10 kWh, New fridge", chart.accessibleName());
    }

    @Test
    void theWheelZoomsAndTheValueAxisFitsWhatIsInSight() {
        List<TimeRange> received = new ArrayList<>();
        chart.addRangeListener(received::add);
        List<Optional<Bar>> bars = bars();
        bars.set(0, Optional.of(new Bar(100, 0, 0, "", false)));
        chart.setBars(days(), List.of(new BarSeries("House", 0, bars)), Arrangement.STACKED, AmountScale.energy());
        assertTrue(chart.scene().frame().values().scale().upper() >= 100);
        Event wheel = new Event();
        wheel.x = chart.scene().frame().plot().width;
        wheel.count = 6;
        chart.plotControl().notifyListeners(SWT.MouseVerticalWheel, wheel);
        assertEquals(1, received.size());
        assertEquals(days().range().end(), received.getFirst().end());
        assertTrue(chart.scene().frame().values().scale().upper() < 20);
    }

    @Test
    void theNameOfTheTargetIsAboveThePlotWhereItHidesNoBar() {
        show();
        int before = chart.scene().frame().legend().items().size();
        chart.setTargetLine(OptionalDouble.of(30), "target, converted");
        Legend legend = chart.scene().frame().legend();
        assertEquals(before + 1, legend.items().size());
        assertEquals("target, converted", legend.items().getLast().entry().text());
        assertEquals(Swatch.Kind.TARGET, legend.items().getLast().entry().swatch().kind());
    }

    @Test
    void zeroIsOnTheLineAtZero() {
        chart.setBars(new BarAxis.Categories(List.of("1", "2")), List.of(new BarSeries("Solar", 0,
                List.of(Optional.of(new Bar(0, 0, 0, "", false)), Optional.of(new Bar(-2, 0, 0, "", false))))),
                Arrangement.STACKED, AmountScale.energy());
        int line = (int) Math.round(chart.scene().frame().values().y(0));
        Rectangle zero = chart.scene().box(chart.scene().parts().parts().getFirst());
        assertEquals(line - 1, zero.y);
        assertEquals(3, zero.height);
        assertTrue(chart.scene().box(chart.scene().parts().parts().getLast()).y > line);
    }

    @Test
    void theCardOfWhatIsMarkedIsNotHiddenByTheOneUnderThePointer() {
        shell.setSize(800, 160);
        show();
        drag(chart, middle(4) + 3, middle(7) - 3);
        chart.setSelectionText("40 kWh\n12.00\nmean 1 kW\nall measured");
        mouse(chart, SWT.MouseMove, 5, 5, 0);
        byte[] away = chart.image(true).data;
        // Without room for both cards only the tint of the bucket under the pointer comes and goes.
        mouse(chart, SWT.MouseMove, middle(8), 20, 0);
        ImageData pointed = chart.image(true);
        press(chart, SWT.ESC, 0);
        mouse(chart, SWT.MouseMove, middle(8), 20, 0);
        ImageData unmarked = chart.image(true);
        Rectangle plot = chart.scene().frame().plot();
        int x = plot.x + (int) chart.scene().places().get(8).right() + 40;
        boolean same = true;
        for (int y = plot.y; y < plot.y + plot.height; y++) {
            same &= pixel(pointed, x, y).equals(pixel(unmarked, x, y));
        }
        assertEquals(away.length, pointed.data.length);
        assertFalse(same, "the card of the slot was shown though a span is marked");
    }

    @Test
    void theCardOfWhatIsMarkedGoesWithThePointer() {
        show();
        mouse(chart, SWT.MouseMove, middle(8), 20, 0);
        click(chart, middle(4), 60);
        chart.setSelectionText("40 kWh");
        var marked = chart.selection();
        byte[] withCard = chart.image(true).data;
        mouse(chart, SWT.MouseExit, -1, 60, 0);
        byte[] without = chart.image(true).data;
        assertFalse(Arrays.equals(withCard, without), "the card hides the bars beside it");
        assertEquals(marked, chart.selection());
        mouse(chart, SWT.MouseMove, middle(4), 60, 0);
        assertFalse(Arrays.equals(without, chart.image(true).data), "its figures are back");
        chart.setSelection(Optional.empty());
        chart.setSelection(marked);
        chart.setSelectionText("40 kWh");
        mouse(chart, SWT.MouseExit, -1, 60, 0);
        assertArrayEquals(without, chart.image(true).data, "what was marked in another chart hides nothing here");
    }

    @Test
    void aClickOnWhatIsMarkedTakesItBack() {
        List<Optional<TimeRange>> told = new ArrayList<>();
        chart.addSelectionListener(told::add);
        show();
        click(chart, middle(4), 60);
        click(chart, middle(4), 60);
        assertEquals(List.of(Optional.of(day(4)), Optional.empty()), told);
        assertEquals(Optional.empty(), chart.selection());
    }

    @Test
    void theTargetIsInSightEvenAboveAllBars() throws IOException {
        show();
        chart.setTargetLine(OptionalDouble.of(30), "target");
        Rectangle plot = chart.scene().frame().plot();
        ImageData image = saved(chart);
        int y = plot.y + (int) Math.round(chart.scene().frame().values().y(30));
        int dark = 0;
        for (int x = plot.x; x < plot.x + plot.width / 2; x++) {
            for (int dy = -2; dy <= 2; dy++) {
                RGB rgb = pixel(image, x, y + dy);
                dark += isGrey(rgb) && rgb.red < 90 ? 1 : 0;
            }
        }
        assertTrue(dark > plot.width / 4, dark + " dark pixels");
    }

    @Test
    void categoriesCanBeSteppedThroughButNotMarked() {
        List<Optional<TimeRange>> received = new ArrayList<>();
        chart.addSelectionListener(received::add);
        chart.setBars(new BarAxis.Categories(List.of("Mon", "Tue", "Wed")),
                List.of(new BarSeries("House", 0,
                        List.of(Optional.of(new Bar(1, 0, 0, "Mon\n1 kWh", false)), Optional.empty(),
                                Optional.of(new Bar(2, 0, 0, "Wed\n2 kWh", false)))),
                        new BarSeries("Oven", 1, List.of(Optional.empty(), Optional.empty(), Optional.empty()))),
                Arrangement.SIDE_BY_SIDE, AmountScale.energy());
        drag(chart, 100, 400);
        press(chart, ' ', 0);
        assertEquals(List.of(), received);
        press(chart, SWT.HOME, 0);
        assertEquals("House, Mon, 1 kWh", chart.accessibleName());
        press(chart, SWT.ARROW_RIGHT, 0);
        assertEquals("Tue · no readings", chart.accessibleName());
    }

    @Test
    void barsAndBucketsAreAsMany() {
        List<BarSeries> series = List.of(new BarSeries("House", 0, bars().subList(0, 3)));
        assertThrows(IllegalArgumentException.class,
                () -> chart.setBars(days(), series, Arrangement.STACKED, AmountScale.energy()));
    }

    @Test
    void nothingToShowSaysWhy() {
        Composite pane = (Composite) ((Composite) chart.plotControl()).getChildren()[0];
        chart.setEmpty("Nothing known of these days.", "Download history…", () -> {
        });
        chart.setBars(days(), List.of(), Arrangement.STACKED, AmountScale.energy());
        assertTrue(pane.getVisible());
        assertEquals("Nothing known of these days.", chart.accessibleDescription());
        show();
        assertFalse(pane.getVisible());
    }
}
