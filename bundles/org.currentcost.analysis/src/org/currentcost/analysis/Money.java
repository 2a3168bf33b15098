package org.currentcost.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/**
 * A sum of money, exact.
 * <p>
 * Sums are added up exactly and rounded once, where they are shown.
 *
 * @param amount   the amount in units of the currency, with as many decimals as it has
 * @param currency the currency
 */
public record Money(BigDecimal amount, Currency currency) {

    public Money {
        Objects.requireNonNull(amount);
        Objects.requireNonNull(currency);
    }

    /** {@return this rounded half up to the currency's decimals; exact for a currency that has none defined} */
    public Money rounded() {
        int decimals = currency.getDefaultFractionDigits();
        return decimals < 0 ? this : new Money(amount.setScale(decimals, RoundingMode.HALF_UP), currency);
    }
}
