package org.currentcost.accounting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.TargetProgress;
import org.currentcost.model.TimeRange;

/**
 * How this year goes against its target, month by month.
 *
 * @param target    what is meant to be used, if that was entered
 * @param available whether there is what the target's unit is computed by: a tariff, a factor
 * @param progress  how it goes, if there is a target and its unit is available
 * @param whole     the year
 * @param months    all of its months
 * @param amounts   what those that have begun come to, in the target's unit; none if it isn't available
 * @param shares    the target's share of each of the months that have begun; none without a target
 * @param sharesUpTo the target's share of the year up to the end of each of its months; none without a target
 */
public record TargetYear(Optional<Target> target, boolean available, Optional<TargetProgress> progress,
        TimeRange whole, List<TimeRange> months, List<AmountSum> amounts, List<BigDecimal> shares,
        List<BigDecimal> sharesUpTo) {

    private static final int MONTHS = 12;

    public TargetYear {
        months = List.copyOf(months);
        amounts = List.copyOf(amounts);
        shares = List.copyOf(shares);
        sharesUpTo = List.copyOf(sharesUpTo);
    }

    /** {@return what the target counts; energy without one} */
    public AmountUnit unit() {
        return target.map(Target::unit).map(AmountUnit::of).orElse(AmountUnit.ENERGY);
    }

    /** {@return an even share of the target for a month, if there is a target} */
    public Optional<BigDecimal> perMonth() {
        return target.map(one -> one.amountPerYear().divide(BigDecimal.valueOf(MONTHS), MathContext.DECIMAL64));
    }

    /**
     * {@return what each month of the year comes to, or the year up to its end; empty for those of which nothing is
     * known or that are to come}
     *
     * @param addedUp whether all months before a month count in it too
     */
    public List<Optional<AmountSum>> shown(boolean addedUp) {
        var reported = new ArrayList<Optional<AmountSum>>();
        Optional<AmountSum> before = Optional.empty();
        for (int i = 0; i < months.size(); i++) {
            if (i >= amounts.size() || !amounts.get(i).hasAmount()) {
                reported.add(Optional.empty());
                continue;
            }
            var month = amounts.get(i);
            var sum = addedUp ? before.map(one -> one.plus(month)).orElse(month) : month;
            before = Optional.of(sum);
            reported.add(before);
        }
        return reported;
    }
}
