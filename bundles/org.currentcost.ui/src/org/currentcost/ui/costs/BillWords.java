package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.BillCheck;
import org.currentcost.ui.kit.AmountWords;

/** A supplier's bill against our own figures, in words. */
final class BillWords {

    private static final int PERCENT_DECIMALS = 1;
    private static final BigDecimal CLOSE_PERCENT = BigDecimal.ONE;

    private final AmountWords words;
    private final CostWords costs;
    private final Currency currency;

    BillWords(AmountWords words, CostWords costs, Currency currency) {
        this.words = words;
        this.costs = costs;
        this.currency = currency;
    }

    /** {@return an energy} */
    String energy(BigDecimal kilowattHours) {
        return costs.billed(kilowattHours);
    }

    /** {@return a sum} */
    String money(BigDecimal amount) {
        return costs.money(amount, currency);
    }

    /** {@return a difference in energy, with its share of the bill's} */
    String energyDifference(BillCheck check) {
        return costs.billedDifference(check.kilowattHoursDifference()) + percent(check.kilowattHoursPercent());
    }

    /** {@return a difference in money, with its share of the bill's} */
    String moneyDifference(BillCheck check) {
        return costs.difference(check.amountDifference(), currency) + percent(check.amountPercent());
    }

    private String percent(Optional<BigDecimal> percent) {
        return percent.map(one -> " (" + costs.number(one, PERCENT_DECIMALS) + "\u00A0%)").orElse("");
    }

    /** {@return how well our figures are known, and what explains the difference} */
    List<String> sentences(BillCheck check) {
        var sentences = new ArrayList<String>();
        if (!check.ours().energy().known()) {
            return List.of(Messages.BillNothingKnown);
        }
        sentences.add(Messages.bind(Messages.BillCoverage, words.coverage(check.ours().energy())));
        boolean close = check.kilowattHoursPercent().filter(one -> one.abs().compareTo(CLOSE_PERCENT) <= 0).isPresent()
                && check.amountPercent().filter(one -> one.abs().compareTo(CLOSE_PERCENT) <= 0).isPresent();
        if (close) {
            sentences.add(Messages.BillClose);
            return sentences;
        }
        if (!check.ours().priced()) {
            sentences.add(Messages.BillUnpriced);
        }
        boolean energyFits = check.kilowattHoursPercent().filter(one -> one.abs().compareTo(CLOSE_PERCENT) <= 0)
                .isPresent();
        if (energyFits && check.ours().priced()) {
            sentences.add(Messages.bind(Messages.BillPriceDiffers,
                    money(check.ours().standingCharge()), money(check.ours().vat())));
            return sentences;
        }
        if (check.ours().energy().missingMillis() > 0) {
            check.missingKilowattHours().ifPresent(missing -> sentences.add(Messages.bind(Messages.BillMissing,
                    energy(missing), energy(check.unexplainedKilowattHours().orElseThrow()))));
        }
        check.unexplainedAmount().filter(one -> check.missingAmount().filter(all -> all.signum() != 0).isPresent())
                .ifPresent(rest -> sentences.add(Messages.bind(Messages.BillUnexplained, money(rest))));
        return sentences;
    }
}
