package org.currentcost.ui.charts;

import java.util.List;
import java.util.Optional;

/**
 * The bars of one name in a {@link BarChart}.
 *
 * @param name       what the legend and the card call it
 * @param colorIndex the place in the palette, 0 or more, counted round, or {@link ChartSeries#NEUTRAL}
 * @param bars       one for each bucket of the axis; nothing where nothing is known
 */
public record BarSeries(String name, int colorIndex, List<Optional<Bar>> bars) {

    public BarSeries {
        if (colorIndex < ChartSeries.NEUTRAL) {
            throw new IllegalArgumentException("colour " + colorIndex);
        }
        bars = List.copyOf(bars);
    }
}
