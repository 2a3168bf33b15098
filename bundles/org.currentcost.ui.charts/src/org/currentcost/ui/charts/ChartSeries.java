package org.currentcost.ui.charts;

import java.util.List;
import org.currentcost.model.Bucket;

/**
 * One line of a chart.
 *
 * @param name       what the legend and the card call it
 * @param colorIndex the place in the palette, 0 or more, counted round; the dash style follows it. Or {@link #NEUTRAL}
 * @param buckets    in the order of time, as a store's query returns them; single readings are buckets too. Values are
 *                   milliwatts or thousandths of a degree Celsius, as the chart's {@link ValueUnit} says
 */
public record ChartSeries(String name, int colorIndex, List<Bucket> buckets) {

    /**
     * The colour of text, with a solid line: for what is not a sensor's, such as the temperature, so that it is not
     * mistaken for one.
     */
    public static final int NEUTRAL = -1;

    public ChartSeries {
        if (colorIndex < NEUTRAL) {
            throw new IllegalArgumentException("colour " + colorIndex);
        }
        buckets = List.copyOf(buckets);
    }
}
