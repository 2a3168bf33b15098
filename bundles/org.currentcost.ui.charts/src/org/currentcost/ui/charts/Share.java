package org.currentcost.ui.charts;

/**
 * A part of a whole in a {@link ShareChart}.
 *
 * @param name       what it is
 * @param colorIndex the place in the palette, 0 or more, counted round; of no meaning for the rest
 * @param amount     in the chart's unit; what is below zero has no bar
 * @param percent    of the whole, in words, such as "34 %"; may be empty
 * @param card       what is shown while the pointer is on it, in lines; may be empty
 * @param rest       whether it is what nobody knows: drawn hatched in grey
 */
public record Share(String name, int colorIndex, double amount, String percent, String card, boolean rest) {

    public Share {
        if (colorIndex < 0 || !Double.isFinite(amount)) {
            throw new IllegalArgumentException(name + ", colour " + colorIndex + ", " + amount);
        }
    }
}
