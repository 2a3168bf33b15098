package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.settings.Bill;

/**
 * What is typed of a bill. Without widgets.
 *
 * @param firstDay      of the bill, if it can be read
 * @param lastDay       of the bill, if it can be read
 * @param kilowattHours as typed
 * @param amount        as typed
 */
record BillForm(Optional<LocalDate> firstDay, Optional<LocalDate> lastDay, String kilowattHours, String amount) {

    private static final BigDecimal LIMIT = BigDecimal.valueOf(1_000_000_000);

    /** {@return whether nothing was typed yet} */
    boolean isEmpty() {
        return kilowattHours.isBlank() && amount.isBlank();
    }

    /** {@return the first thing that is wrong} */
    Optional<String> problem(Locale locale) {
        if (firstDay.isEmpty() || lastDay.isEmpty() || lastDay.get().isBefore(firstDay.get())) {
            return Optional.of(Messages.BillDaysWrong);
        }
        if (number(kilowattHours, locale).filter(one -> one.signum() >= 0).isEmpty()) {
            return Optional.of(Messages.BillEnergyWrong);
        }
        return number(amount, locale).isEmpty() ? Optional.of(Messages.BillAmountWrong) : Optional.empty();
    }

    private static Optional<BigDecimal> number(String text, Locale locale) {
        return Decimals.parse(text, locale).filter(one -> one.abs().compareTo(LIMIT) < 0);
    }

    /** {@return the bill, if all is right} */
    Optional<Bill> bill(Locale locale) {
        return problem(locale).isPresent()
                ? Optional.empty()
                : Optional.of(new Bill(firstDay.orElseThrow(), lastDay.orElseThrow(),
                        number(kilowattHours, locale).orElseThrow(),
                        number(amount, locale).orElseThrow()));
    }
}
