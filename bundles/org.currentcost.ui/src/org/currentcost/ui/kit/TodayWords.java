package org.currentcost.ui.kit;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.TodaySoFar;
import org.currentcost.model.QuantityText;

/** What today comes to so far, in the words of every place that shows it. */
public final class TodayWords {

    /** Less than that is no difference to tell. */
    private static final double LEAST_CHANGE = 0.005;

    private TodayWords() {
    }

    /** {@return the energy, below zero where it is made or fed into the grid} */
    public static QuantityText energy(TodaySoFar today) {
        return Quantities.format().energy(today.sensor().sign(AmountUnit.ENERGY)
                * today.energy().today().total().doubleValue());
    }

    /** {@return the money and what is not measured, and in a second line how that is against yesterday} */
    static String of(TodaySoFar today, AmountWords words) {
        var money = today.money().map(TodaySoFar.Amounts::today).filter(AmountSum::hasAmount)
                .map(sum -> words.amount(sum, AmountUnit.MONEY));
        var missing = today.known().allMeasured()
                ? Optional.<String>empty()
                : Optional.of(Messages.bind(Messages.TodayNotMeasured,
                        words.percent(1 - today.known().measuredShare())));
        String first = Stream.of(money, missing).flatMap(Optional::stream).collect(Collectors.joining(" · "));
        return Stream.of(Optional.of(first).filter(line -> !line.isEmpty()), change(today, words))
                .flatMap(Optional::stream).collect(Collectors.joining("\n"));
    }

    /** {@return how the energy stands against yesterday up to the same time; empty where it can't be compared} */
    public static Optional<String> change(TodaySoFar today, AmountWords words) {
        return today.energy().change().stream().mapToObj(part -> Math.abs(part) < LEAST_CHANGE
                ? Messages.TodaySame
                : Messages.bind(part > 0 ? Messages.TodayMore : Messages.TodayLess, words.percent(Math.abs(part))))
                .findFirst();
    }
}
