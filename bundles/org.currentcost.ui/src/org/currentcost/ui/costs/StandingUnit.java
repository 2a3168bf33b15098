package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;

/** What a standing charge may be given in. It is kept for a day; a month is the twelfth part of 365 days. */
enum StandingUnit {
    /** The currency, for a day. */
    DAY(BigDecimal.ONE, BigDecimal.ONE),
    /** The hundredth part of the currency, for a day. */
    HUNDREDTHS_OF_DAY(BigDecimal.ONE, BigDecimal.valueOf(100)),
    /** The currency, for a month. */
    MONTH(BigDecimal.valueOf(12), BigDecimal.valueOf(365)),
    /** The currency, for a year. */
    YEAR(BigDecimal.ONE, BigDecimal.valueOf(365));

    private static final int DECIMALS_OF_DAY = 12;
    private static final int DECIMALS_TYPED = 4;
    private static final int MOST_OF_DAY = 6;

    private final BigDecimal times;
    private final BigDecimal dividedBy;

    StandingUnit(BigDecimal times, BigDecimal dividedBy) {
        this.times = times;
        this.dividedBy = dividedBy;
    }

    /** {@return the charge for a day, to 12 decimals} */
    BigDecimal perDay(BigDecimal typed) {
        var exact = typed.multiply(times);
        var day = exact.divide(dividedBy, Math.max(DECIMALS_OF_DAY, exact.scale()), RoundingMode.HALF_EVEN);
        return day.signum() == 0 ? BigDecimal.ZERO : day.stripTrailingZeros();
    }

    /** {@return what would have been typed for a charge for a day, if it can have been typed in this unit} */
    Optional<BigDecimal> typed(BigDecimal perDay) {
        var typed = perDay.multiply(dividedBy).divide(times, DECIMALS_TYPED, RoundingMode.HALF_EVEN);
        return Optional.of(typed).filter(one -> perDay(one).compareTo(perDay) == 0);
    }

    /** {@return the unit in which a charge for a day was typed: a day, unless that would have needed many decimals} */
    static StandingUnit of(BigDecimal perDay) {
        return perDay.stripTrailingZeros().scale() <= MOST_OF_DAY
                ? DAY
                : Stream.of(MONTH, YEAR).filter(unit -> unit.typed(perDay).isPresent()).findFirst().orElse(DAY);
    }
}
