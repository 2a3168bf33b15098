package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegendTest {

    private static final ToIntFunction<String> WIDTH = text -> 7 * text.length();

    private static Legend of(int entries, int right) {
        return Legend.of(IntStream.range(0, entries)
                .mapToObj(i -> new Legend.Entry(Swatch.line(i), "Sensor " + i)).toList(), 50, right, WIDTH);
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 200, 250, 300, 420, 800})
    void nothingTouchesItsNeighbourOrLeavesTheChartAndNothingIsForgotten(int right) {
        Legend legend = of(9, right);
        List<Legend.Item> items = legend.items();
        for (int i = 0; i < items.size(); i++) {
            Legend.Item item = items.get(i);
            int end = item.x() + item.entry().swatch().room() + WIDTH.applyAsInt(item.entry().text());
            assertTrue(end <= right, item + " ends at " + end);
            if (i + 1 < items.size() && items.get(i + 1).row() == item.row()) {
                assertTrue(items.get(i + 1).x() > end, items.get(i + 1) + " after " + item);
            }
        }
        String last = items.getLast().entry().text();
        int leftOut = last.startsWith("+") ? Integer.parseInt(last.substring(1)) : 0;
        assertEquals(9, items.size() - (leftOut > 0 ? 1 : 0) + leftOut);
    }

    @Test
    void thereAreTwoRowsAtMost() {
        assertEquals(1, of(2, 800).rows());
        assertEquals(2, of(9, 400).rows());
        assertTrue(Legend.of(List.of(), 0, 100, WIDTH).isEmpty());
    }
}
