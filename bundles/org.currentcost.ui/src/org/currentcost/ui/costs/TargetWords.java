package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.analysis.TargetProgress;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.Quantities;

/** The progress towards a target in sentences. */
final class TargetWords {

    private static final BigDecimal LEAST_DAYS = new BigDecimal("0.1");

    private final AmountWords words;

    TargetWords(AmountWords words) {
        this.words = words;
    }

    /** {@return what is known so far, what is expected, and how well that is known} */
    List<String> sentences(TargetProgress progress) {
        var unit = AmountUnit.of(progress.target().unit());
        var sentences = new ArrayList<String>();
        if (progress.knownDays().signum() == 0) {
            return List.of(Messages.TargetNothing);
        }
        var share = progress.targetOfKnown();
        sentences.add(Messages.bind(Messages.TargetSoFar, new Object[]{amount(progress.soFar(), unit),
            amount(share, unit), excess(progress.soFar(), share, unit)}));
        progress.projection().ifPresentOrElse(expected -> sentences.add(Messages.bind(
                progress.method() == TargetProgress.Method.LAST_YEAR
                        ? Messages.TargetProjectionLastYear
                        : Messages.TargetProjectionMean,
                amount(expected, unit), excess(expected, progress.target().amountPerYear(), unit))),
                () -> sentences.add(Messages.TargetTooEarly));
        sentences.add(progress.missingDays().signum() == 0
                ? Messages.TargetAllKnown
                : Messages.bind(Messages.TargetKnown, words.percent(progress.knownShare()),
                        days(progress.missingDays())));
        return sentences;
    }

    private String amount(BigDecimal amount, AmountUnit unit) {
        return words.amount(amount.doubleValue(), unit);
    }

    private String excess(BigDecimal amount, BigDecimal target, AmountUnit unit) {
        var difference = amount.subtract(target);
        String size = amount(difference.abs(), unit);
        String share = target.signum() == 0 ? "" : words.percent(difference.abs().doubleValue() / target.doubleValue());
        return Messages.bind(difference.signum() > 0 ? Messages.TargetAbove : Messages.TargetBelow, size, share);
    }

    /** Never none of what is more than nothing. */
    private static String days(BigDecimal days) {
        return Quantities.format().cell(days.max(LEAST_DAYS).setScale(days.compareTo(BigDecimal.TEN) < 0 ? 1 : 0,
                RoundingMode.HALF_UP));
    }
}
