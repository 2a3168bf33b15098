package org.currentcost.accounting;

import java.util.Currency;
import java.util.Optional;
import org.currentcost.analysis.Repricing;

/**
 * What a change of the tariff that counts does to the costs of what was recorded.
 *
 * @param before    the currency as it was
 * @param after     the currency as it becomes
 * @param repricing the costs by month
 * @param house     whose costs they are, if there is one
 */
public record TariffEffect(Currency before, Currency after, Repricing repricing, Optional<Sensor> house) {

    /** {@return whether sums before and after can be subtracted} */
    public boolean sameCurrency() {
        return before.equals(after);
    }
}
