package org.currentcost.figures;

import org.currentcost.model.SeriesKey;

/**
 * A sensor of power, measured or computed.
 *
 * @param key      its series; sensors from {@link #FIRST_COMPUTED} on have a formula and no readings
 * @param settings what the user settled about it
 * @param meter    the place of its meter among all meters, 0 for the one that is known for the longest time
 */
public record Sensor(SeriesKey key, SensorSettings settings, int meter) {

    /** The number of the first sensor that is computed from others; meters count up to 9. */
    public static final int FIRST_COMPUTED = 100;

    /** The colours of houses by the place of their meter; the first one's is the usual one. */
    private static final int[] HOUSE_COLORS = {0, 5, 3, 2, 4, 1, 6};

    /** How many colours there are beside the first house's and the grey of an unknown rest. */
    private static final int OTHER_COLORS = 6;

    /** Makes a sensor of the first meter. */
    public Sensor(SeriesKey key, SensorSettings settings) {
        this(key, settings, 0);
    }

    /**
     * {@return the place of its colour in the chart palette}
     * <p>
     * Sensors of a meter take the colours from the first one on, computed ones from the last one back, so that none
     * looks like its house as long as there are colours left.
     */
    public int color() {
        return settings.color().orElseGet(this::usualColor);
    }

    private int usualColor() {
        int number = key.sensor();
        if (number == 0) {
            return HOUSE_COLORS[meter % HOUSE_COLORS.length];
        }
        return number >= FIRST_COMPUTED
                ? OTHER_COLORS - (number - FIRST_COMPUTED) % OTHER_COLORS
                : 1 + (number - 1) % OTHER_COLORS;
    }

    /** {@return -1 for what stands below zero, on an axis and in words: energy that is made or fed into the grid} */
    public int sign(AmountUnit unit) {
        return switch (settings.role()) {
            case GENERATION -> -1;
            // what is paid for it is negative money already
            case EXPORT -> unit == AmountUnit.MONEY ? 1 : -1;
            default -> 1;
        };
    }
}
