package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.currentcost.model.Bucket;
import org.currentcost.ui.charts.ChartPictures.Ground;
import org.currentcost.ui.charts.ChartPictures.Shown;
import org.currentcost.ui.charts.ChartScenes.Scene;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What charts paint, by the pixels of all scenes. */
class ChartPicturesTest {

    private final Locale localeBefore = Locale.getDefault();

    @BeforeEach
    void speakBritishEnglish() {
        Locale.setDefault(Locale.UK);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(localeBefore);
    }

    static List<Arguments> scenes() {
        return ChartScenes.all().stream()
                .flatMap(scene -> Stream.of(Ground.values()).map(ground -> Arguments.of(scene, ground))).toList();
    }

    private static ImageData saved(BaseChart chart) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            chart.writePng(out, "", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImageData(new ByteArrayInputStream(out.toByteArray()));
    }

    /** {@return the colours of the plot, row by row, without the frame of one pixel that shows the focus} */
    private static int[] plot(BaseChart chart, ImageData image) {
        Rectangle plot = chart.plot();
        int width = plot.width - 2;
        int[] pixels = new int[width * (plot.height - 2)];
        Arrays.setAll(pixels, i -> image.palette
                .getRGB(image.getPixel(plot.x + 1 + i % width, plot.y + 1 + i / width)).hashCode());
        return pixels;
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void thePlotIsSavedAsItIsShownButForWhatOnlyTheScreenHas(Scene scene, Ground ground) {
        try (Shown shown = new Shown(Display.getDefault(), scene, ground)) {
            int[] screen = plot(shown.chart, shown.screen());
            int[] saved = plot(shown.chart, saved(shown.chart));
            if (scene.isActedOn()) {
                assertFalse(Arrays.equals(screen, saved), "nothing is marked on the screen");
            } else if (!shown.chart.isEmpty()) {
                assertEquals(-1, Arrays.mismatch(screen, saved), "the first pixel that differs");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void nothingButTextAndSamplesIsPaintedBesideThePlot(Scene scene, Ground ground) {
        try (Shown shown = new Shown(Display.getDefault(), scene, ground)) {
            Rectangle plot = shown.chart.plot();
            ImageData image = shown.screen();
            for (int y = plot.y; y < plot.y + plot.height; y++) {
                for (int x : IntStream.concat(IntStream.range(plot.x - PlotFrame.LABEL_GAP / 2, plot.x),
                        IntStream.range(plot.x + plot.width, plot.x + plot.width + PlotFrame.EDGE / 2)).toArray()) {
                    assertEquals(ChartColours.of(shown.chart.control()).groundRgb(),
                            ChartWidgetTests.pixel(image, x, y), x + ", " + y);
                }
            }
        }
    }

    static Stream<Arguments> colours() {
        return IntStream.range(ChartSeries.NEUTRAL, SeriesColors.COUNT).boxed()
                .flatMap(index -> Stream.of(Ground.values()).map(ground -> Arguments.of(index, ground)));
    }

    @ParameterizedTest
    @MethodSource("colours")
    void aLineRunsThroughItsValuesInItsColourAndLeavesItsGapBlank(int colorIndex, Ground ground) {
        ChartSeries series = ChartScenes.house(colorIndex);
        Scene scene = new Scene("line", parent -> ChartScenes.time(parent,
                ChartScenes.range(0, ChartScenes.HOUR), List.of(series)));
        try (Shown shown = new Shown(Display.getDefault(), scene, ground)) {
            ChartScene places = ((TimeChart) shown.chart).scene();
            ImageData image = shown.screen();
            ChartColours colours = ChartColours.of(shown.chart.control());
            RGB colour = colours.lineRgb(colorIndex);
            int found = 0;
            int looked = 0;
            for (Bucket bucket : ChartData.within(series.buckets(), places.data().range())) {
                int x = places.plot().x
                        + (int) Math.round(places.x((bucket.startMillis() + bucket.endMillis()) / 2));
                int y = places.plot().y + (int) Math.round(places.y(ChartData.level(bucket)));
                looked++;
                found += IntStream.rangeClosed(y - 2, y + 2)
                        .anyMatch(row -> ChartWidgetTests.near(colour, ChartWidgetTests.pixel(image, x, row)))
                                ? 1
                                : 0;
            }
            // a dash has spaces
            assertTrue(found >= looked * (Palette.dash(colorIndex).length == 0 ? 0.8 : 0.3),
                    found + " of " + looked);
            int left = places.plot().x + (int) places.x(ChartScenes.START + 1_200_000) + 3;
            int right = places.plot().x + (int) places.x(ChartScenes.START + 1_800_000) - 3;
            for (int x = left; x < right; x++) {
                for (int y = places.plot().y; y < places.frame().axisY(); y++) {
                    RGB rgb = ChartWidgetTests.pixel(image, x, y);
                    assertTrue(rgb.equals(colours.groundRgb()) || rgb.equals(colours.grid().getRGB()), x + ", " + y);
                }
            }
        }
    }
}
