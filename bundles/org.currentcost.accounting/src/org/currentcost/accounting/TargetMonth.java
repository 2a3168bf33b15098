package org.currentcost.accounting;

import java.math.BigDecimal;
import org.currentcost.analysis.Target;
import org.currentcost.model.TimeRange;

/**
 * How this month goes against its share of the year's target.
 *
 * @param target    what is meant to be used in the year
 * @param available whether there is what the target's unit is computed by: a tariff, a factor
 * @param month     all of it
 * @param soFar     what is known of the part of it that has passed, in the target's unit; nothing that counts where
 *                  that isn't available
 * @param shareSoFar the target's share of as much of that part as is known: only against that what is known can stand
 * @param share     the target's share of the whole month
 */
public record TargetMonth(Target target, boolean available, TimeRange month, AmountSum soFar, BigDecimal shareSoFar,
        BigDecimal share) {

    /** {@return what the target counts} */
    public AmountUnit unit() {
        return AmountUnit.of(target.unit());
    }

    /** {@return how far what is known is above the target's share of it, negative below} */
    public BigDecimal excess() {
        return soFar.total().subtract(shareSoFar);
    }
}
