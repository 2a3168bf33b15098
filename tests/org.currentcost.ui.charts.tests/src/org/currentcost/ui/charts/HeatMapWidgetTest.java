package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.currentcost.model.TimeRange;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeatMapWidgetTest extends ChartWidgetTests {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalDate FIRST = LocalDate.of(2016, 11, 1);

    private HeatMap chart;

    @BeforeEach
    void openChart() {
        chart = open(shell -> new HeatMap(shell, LONDON));
    }

    /** Shows days whose amounts are their hour; at noon of the second day and on the third one nothing is known. */
    private void show(int count) {
        List<LocalDate> days = IntStream.range(0, count).mapToObj(FIRST::plusDays).toList();
        double[][] amounts = new double[count][24];
        for (double[] day : amounts) {
            Arrays.setAll(day, hour -> hour);
        }
        amounts[1][12] = Double.NaN;
        Arrays.fill(amounts[2], Double.NaN);
        chart.setCells(TimeRange.ofMillis(day(0).startMillis(), day(count - 1).endMillis()), days, amounts,
                AmountScale.energy(), (day, hour) -> hour == 12 ? "" : day + " " + hour);
    }

    private static TimeRange day(int index) {
        return HeatScene.day(FIRST.plusDays(index), LONDON);
    }

    private RGB cell(ImageData image, int day, int hour) {
        Rectangle plot = chart.scene().plot();
        int x = (int) chart.scene().time().x((day(day).startMillis() + day(day).endMillis()) / 2);
        return pixel(image, plot.x + x, plot.y + (chart.scene().y(hour) + chart.scene().y(hour + 1)) / 2);
    }

    @Test
    void theMoreTheDarkerAndNothingKnownIsBlank() throws IOException {
        show(10);
        ImageData image = saved(chart);
        assertEquals(Ramp.colourOfTone(0, GROUND), cell(image, 0, 0));
        assertEquals(Ramp.colourOfTone(Ramp.TONES - 1, GROUND), cell(image, 0, 23));
        assertEquals(GROUND, cell(image, 1, 12));
        assertEquals(GROUND, cell(image, 2, 5));
        assertNotEquals(GROUND, cell(image, 1, 11));
        assertTrue(Palette.contrast(cell(image, 0, 20), GROUND) > Palette.contrast(cell(image, 0, 6), GROUND));
    }

    @Test
    void daysThatShareAPixelShowTheirMean() {
        show(3650);
        List<HeatScene.Column> columns = chart.scene().columns();
        int width = chart.scene().plot().width;
        assertTrue(columns.size() <= width && columns.size() > width * 9 / 10, columns.size() + " columns");
        assertEquals(7, columns.getFirst().amounts()[7]);
        assertEquals(12, columns.getFirst().amounts()[12], "what is not known counts for nothing");
        for (int i = 1; i < columns.size(); i++) {
            assertEquals(columns.get(i - 1).right(), columns.get(i).left());
        }
        assertEquals(width, columns.getLast().right());
    }

    @Test
    void draggingMarksWholeDays() {
        show(10);
        int from = (int) chart.scene().time().x(day(3).startMillis()) + 5;
        int to = (int) chart.scene().time().x(day(5).startMillis()) + 5;
        drag(chart, from, to);
        assertEquals(Optional.of(TimeRange.ofMillis(day(3).startMillis(), day(5).endMillis())), chart.selection());
    }

    @Test
    void keysGoFromDayToDayAndFromHourToHour() {
        show(10);
        assertEquals("heat map, kWh by hour and day", chart.accessibleName());
        press(chart, SWT.HOME, 0);
        assertEquals("2016-11-01 0", chart.accessibleName());
        press(chart, SWT.ARROW_DOWN, 0);
        press(chart, SWT.ARROW_RIGHT, 0);
        assertEquals("2016-11-02 1", chart.accessibleName());
        for (int hour = 2; hour <= 12; hour++) {
            press(chart, SWT.ARROW_DOWN, 0);
        }
        assertEquals("Wed, 2 Nov 2016, 12:00 · no readings", chart.accessibleName());
        press(chart, SWT.END, 0);
        assertEquals("Thu, 10 Nov 2016, 12:00 · 12.0\u202FkWh", chart.accessibleName());
    }

    @Test
    void aDayHas24Amounts() {
        assertThrows(IllegalArgumentException.class, () -> chart.setCells(day(0), List.of(FIRST), new double[1][23],
                AmountScale.energy(), (day, hour) -> ""));
    }
}
