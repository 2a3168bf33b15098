package org.currentcost.ui.kit;

import org.currentcost.model.Power;
import org.currentcost.model.QuantityFormat;
import org.currentcost.model.QuantityText;
import org.currentcost.model.UserLocale;

/** What {@link QuantityFormat} makes of quantities in the user's locale. */
public final class Quantities {

    private Quantities() {
    }

    /** {@return how quantities are written for the user} */
    public static QuantityFormat format() {
        return new QuantityFormat(UserLocale.formats());
    }

    /** {@return a power} */
    public static QuantityText power(double milliwatts) {
        return format().power(milliwatts);
    }

    /** {@return a power} */
    public static QuantityText power(Power power) {
        return power(power.milliwatts());
    }

    /** {@return a temperature} */
    public static QuantityText temperature(double milliCelsius) {
        return format().temperature(milliCelsius);
    }

    /** {@return a size of a file} */
    public static QuantityText bytes(long bytes) {
        return format().bytes(bytes);
    }

    /** {@return a whole number with the locale's grouping} */
    public static String count(long count) {
        return format().count(count);
    }
}
