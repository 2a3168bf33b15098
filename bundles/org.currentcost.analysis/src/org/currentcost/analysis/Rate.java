package org.currentcost.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A rate per kilowatt-hour, or per day for a standing charge.
 *
 * @param gross with VAT, in multiples of 10<sup>-12</sup>
 * @param vat   the VAT in it, in multiples of 10<sup>-12</sup>
 */
record Rate(PriceSource source, long gross, long vat) {

    /** Stands for no rate. */
    static final Rate NONE = new Rate(new PriceSource(PriceSource.Kind.BASE, ""), 0, 0);

    /** The VAT of a price is a price of its own, so that the VAT of parts adds up to that of the whole. */
    static Rate of(PriceSource source, BigDecimal price, TariffVersion version) {
        long gross = scaled(price);
        if (version.vatPercent().signum() == 0) {
            return new Rate(source, gross, 0);
        }
        if (version.pricesIncludeVat()) {
            return new Rate(source, gross,
                    price.multiply(version.vatPercent()).movePointRight(RateSchedule.RATE_DECIMALS)
                            .divide(BigDecimal.valueOf(100).add(version.vatPercent()), 0, RoundingMode.HALF_EVEN)
                            .longValueExact());
        }
        long vat = scaled(price.multiply(version.vatPercent()).movePointLeft(2));
        return new Rate(source, gross + vat, vat);
    }

    /** {@return a rate in multiples of 10<sup>-12</sup>, to the nearest one} */
    static long scaled(BigDecimal rate) {
        return rate.setScale(RateSchedule.RATE_DECIMALS, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }
}
