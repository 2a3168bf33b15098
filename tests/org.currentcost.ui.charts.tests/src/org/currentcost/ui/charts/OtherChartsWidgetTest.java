package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.Test;

class OtherChartsWidgetTest extends ChartWidgetTests {

    private static final RGB BLUE = new RGB(0x00, 0x72, 0xB2);

    private static Share share(String name, double amount, boolean rest) {
        return new Share(name, 0, amount, Math.round(amount) + " %", "", rest);
    }

    @Test
    void sharesAreAsLongAsTheirAmountsAndTheRestIsHatchedGrey() throws IOException {
        ShareChart chart = open(ShareChart::new);
        chart.setShares(List.of(share("Heat pump", 60, false), share("Oven", 30, false), share("rest", 10, true)),
                AmountScale.energy());
        List<ShareScene.Row> rows = chart.scene().rows();
        assertEquals(rows.get(0).bar().width, 2 * rows.get(1).bar().width, 1);
        assertEquals("60.0\u202FkWh · 60 %", rows.get(0).figure());
        ImageData image = saved(chart);
        Rectangle plot = chart.scene().plot();
        Rectangle pump = rows.get(0).bar();
        assertEquals(BLUE, pixel(image, plot.x + pump.width / 2, plot.y + pump.y + pump.height / 2));
        Rectangle rest = rows.get(2).bar();
        int light = 0;
        int dark = 0;
        for (int x = rest.x + 2; x < rest.width - 2; x++) {
            RGB rgb = pixel(image, plot.x + x, plot.y + rest.y + rest.height / 2);
            assertTrue(isGrey(rgb), rgb.toString());
            light += rgb.red > 210 ? 1 : 0;
            dark += rgb.red < 190 ? 1 : 0;
        }
        assertTrue(light > 5 && dark > 5, light + " light, " + dark + " dark");
    }

    @Test
    void sharesWithoutRoomAreCountedAndReachedByKeys() {
        ShareChart chart = open(ShareChart::new);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            shares.add(share("Sensor " + i, 40 - i, false));
        }
        chart.setShares(shares, AmountScale.energy());
        assertTrue(chart.scene().leftOut() > 0);
        assertEquals(40, chart.scene().rows().size() + chart.scene().leftOut());
        press(chart, SWT.END, 0);
        assertEquals("Sensor 39, 1.00\u202FkWh, 1 %", chart.accessibleName());
        press(chart, SWT.ARROW_UP, 0);
        assertEquals("Sensor 38, 2.00\u202FkWh, 2 %", chart.accessibleName());
    }

    @Test
    void theUnknownRestIsSeenThoughOthersHaveNoRoom() {
        ShareChart chart = open(ShareChart::new);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            shares.add(share("Sensor " + i, 40 - i, false));
        }
        shares.add(share("rest", 5, true));
        chart.setShares(shares, AmountScale.energy());
        ShareScene scene = chart.scene();
        ShareScene.Row rest = scene.rows().getLast();
        assertTrue(rest.share().rest());
        assertEquals(41, scene.rows().size() + scene.leftOut());
        assertEquals(rest.line() - 1, scene.leftOutLine());
        assertTrue(rest.bar().y + rest.bar().height <= scene.plot().height);
        assertEquals(Optional.of(rest), scene.rowAt(rest.bar().y + 1));
        assertEquals(Optional.empty(), scene.rowAt(scene.textY(scene.leftOutLine()) + 1));
    }

    @Test
    void aShareWithoutPercentHasNoDotBehindItsAmount() {
        ShareChart chart = open(ShareChart::new);
        chart.setShares(List.of(new Share("rest", 0, 60, "", "", true)), AmountScale.energy());
        assertEquals("60.0\u202FkWh", chart.scene().rows().getFirst().figure());
    }

    @Test
    void aPictureHasItsTitleAndCaption() throws IOException {
        ShareChart chart = open(ShareChart::new);
        chart.setShares(List.of(share("Heat pump", 60, false)), AmountScale.energy());
        ImageData plain = saved(chart);
        Path file = folder.resolve("captioned.png");
        try (var out = Files.newOutputStream(file)) {
            chart.writePng(out, "Appliances: House", "a long line ".repeat(40));
        }
        ImageData captioned = new ImageData(file.toString());
        assertEquals(plain.width, captioned.width);
        // a line above, and below as many as the words need
        assertTrue(captioned.height > plain.height + 60, captioned.height + " of " + plain.height);
        assertTrue(hasInk(captioned, 0, 24), "no title");
        assertTrue(hasInk(captioned, captioned.height - 40, captioned.height), "no caption");
    }

    private static boolean hasInk(ImageData image, int top, int bottom) {
        for (int y = top; y < bottom; y++) {
            for (int x = 0; x < image.width; x++) {
                if (pixel(image, x, y).red < 160) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void aShareBelowZeroHasNoBar() {
        ShareChart chart = open(ShareChart::new);
        chart.setShares(List.of(share("Heat pump", 60, false), share("rest", -3, true)), AmountScale.energy());
        assertEquals(0, chart.scene().rows().get(1).bar().width);
    }

    private static ScatterChart withPoints(ScatterChart chart) {
        chart.setPoints(
                List.of(new ScatterPoint(12, 6, "mild", false), new ScatterPoint(-4, 20, "cold", true),
                        new ScatterPoint(20, 3, "", false)),
                new ScatterChart.Axis("Temperature", AmountScale.of("°C")),
                new ScatterChart.Axis("Energy a day", AmountScale.energy()),
                Optional.of(new TrendLine(17, -0.7, "0.7 kWh less for each °C")));
        return chart;
    }

    @Test
    void pointsAreSteppedThroughFromLeftToRight() {
        ScatterChart chart = withPoints(open(ScatterChart::new));
        assertEquals("Energy a day against Temperature: points", chart.accessibleName());
        assertEquals("Energy a day against Temperature: 3 points. 0.7 kWh less for each °C",
                chart.accessibleDescription());
        press(chart, SWT.HOME, 0);
        assertEquals("cold", chart.accessibleName());
        press(chart, SWT.ARROW_RIGHT, 0);
        assertEquals("mild", chart.accessibleName());
        press(chart, SWT.END, 0);
        assertEquals("20.0\u202F°C · 3.00\u202FkWh", chart.accessibleName().replace("20\u202F", "20.0\u202F"));
    }

    @Test
    void theNearestPointWithinReachIsPointedAt() {
        ScatterScene scene = withPoints(open(ScatterChart::new)).scene();
        int x = (int) Math.round(scene.x(12));
        int y = (int) Math.round(scene.y(6));
        assertEquals(1, scene.pointAt(x + 5, y - 5));
        assertEquals(-1, scene.pointAt(x + 40, y - 40));
    }

    @Test
    void theTrendRunsThroughThePlotsMiddle() throws IOException {
        ScatterChart chart = withPoints(open(ScatterChart::new));
        ImageData image = saved(chart);
        ScatterScene scene = chart.scene();
        int x = scene.plot().x + (int) Math.round(scene.x(4));
        int y = scene.plot().y + (int) Math.round(scene.y(17 - 0.7 * 4));
        boolean dark = false;
        for (int dy = -2; dy <= 2; dy++) {
            RGB rgb = pixel(image, x, y + dy);
            dark |= isGrey(rgb) && rgb.red < 120;
        }
        assertTrue(dark);
    }
}
