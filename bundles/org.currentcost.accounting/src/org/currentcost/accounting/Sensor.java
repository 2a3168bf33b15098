package org.currentcost.accounting;

import org.currentcost.model.SensorNumber;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;

/**
 * A sensor of power, measured or computed.
 *
 * @param key      its series; {@linkplain SensorNumber#COMPUTED computed} sensors have a formula and no readings
 * @param settings what the user settled about it
 * @param meter    the place of its meter among all meters, 0 for the one that is known for the longest time
 */
public record Sensor(SeriesKey key, SensorSettings settings, int meter) {

    /** The colours of houses by the place of their meter; the first one's is the usual one. */
    private static final int[] HOUSE_COLORS = {0, 5, 3, 2, 4, 1, 6};

    /** How many colours there are beside the first house's and the grey of an unknown rest. */
    private static final int OTHER_COLORS = 6;

    private static final int NINE = 9;

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
        if (SensorNumber.COMPUTED.has(number)) {
            return OTHER_COLORS - (number - SensorNumber.COMPUTED.first()) % OTHER_COLORS;
        }
        // As if named ones followed the nine of a meter: so they began before they had numbers of their own
        int place = SensorNumber.NAMED.has(number) ? number - SensorNumber.NAMED.first() + NINE : number - 1;
        return 1 + place % OTHER_COLORS;
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
