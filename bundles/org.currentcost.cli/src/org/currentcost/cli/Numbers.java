package org.currentcost.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.currentcost.model.Energy;

/** Figures in files: a decimal point, no grouping, no exponent, no more digits than there are. */
final class Numbers {

    private static final int KWH_DIGITS = 6;
    private static final int SHARE_DIGITS = 6;

    private Numbers() {
    }

    /** {@return milliwatts as watts} */
    static String watts(long milliwatts) {
        return thousandths(milliwatts);
    }

    /** {@return a number of thousandths as a number, such as {@code 18} or {@code 17.999}} */
    static String thousandths(long thousandths) {
        return thousandths % 1000 == 0
                ? Long.toString(thousandths / 1000)
                : plain(BigDecimal.valueOf(thousandths, 3));
    }

    /** {@return the quotient, rounded half up to thousandths of its unit, of an integral and its milliseconds} */
    static String meanWatts(long integral, long milliseconds) {
        return plain(BigDecimal.valueOf(integral).divide(BigDecimal.valueOf(milliseconds), 0, RoundingMode.HALF_UP)
                .movePointLeft(3));
    }

    /** {@return microjoules as kilowatt-hours with six digits after the point, milliwatt-hours} */
    static String kilowattHours(long microjoules) {
        return new Energy(microjoules).kilowattHours(KWH_DIGITS, RoundingMode.HALF_UP).toPlainString();
    }

    /** {@return a part of a length of time, 0 to 1, with six digits; 0 only of nothing, and 1 only of all} */
    static String share(long part, long length) {
        var least = BigDecimal.ONE.movePointLeft(SHARE_DIGITS);
        var share = BigDecimal.valueOf(part).divide(BigDecimal.valueOf(length), SHARE_DIGITS, RoundingMode.HALF_UP);
        if (part > 0 && part < length) {
            share = share.max(least).min(BigDecimal.ONE.subtract(least));
        }
        return plain(share);
    }

    /** {@return the number without zeros at its end} */
    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
