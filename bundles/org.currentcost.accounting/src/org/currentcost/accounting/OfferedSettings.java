package org.currentcost.accounting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.settings.Tariffs;
import org.currentcost.store.StoreException;

/**
 * A price and a target that another program's data bring with them. They are taken over where the household has none of
 * its own, and never in the place of what the user has settled.
 *
 * @param name     of the tariff that the price becomes
 * @param currency of both
 * @param price    of a kilowatt-hour
 * @param perYear  how much money a year is meant to cost
 */
public record OfferedSettings(String name, Currency currency, Optional<BigDecimal> price,
        Optional<BigDecimal> perYear) {

    /** {@return whether there is nothing in them} */
    public boolean isEmpty() {
        return price.isEmpty() && perYear.isEmpty();
    }

    /**
     * {@return the part of these that the household has nothing for: a target of money needs a tariff in its currency}
     *
     * @throws StoreException if the file can't be read
     */
    public OfferedSettings missingIn(Household household) throws StoreException {
        Tariffs tariffs = household.tariffs();
        Optional<BigDecimal> newPrice = price.filter(one -> tariffs.all().isEmpty());
        boolean sameCurrency = newPrice.isPresent()
                || tariffs.inForce().filter(one -> one.currency().equals(currency)).isPresent();
        Optional<BigDecimal> newTarget = sameCurrency && household.target().isEmpty() ? perYear : Optional.empty();
        return new OfferedSettings(name, currency, newPrice, newTarget);
    }

    /** Settles what is in these. @param from the first day on which the price counts */
    public void adopt(Household household, LocalDate from) throws StoreException {
        if (price.isPresent()) {
            household.save(household.tariffs().with(Optional.empty(), new Tariff(name, currency,
                    List.of(TariffVersion.flat(from, BigDecimal.ZERO, price.get())))));
        }
        if (perYear.isPresent()) {
            household.save(Optional.of(new Target(perYear.get(), Target.Unit.MONEY)));
        }
    }

    /** Takes back what {@link #adopt} did, unless the user has changed it since. */
    public void withdraw(Household household) throws StoreException {
        if (perYear.isPresent() && household.target().filter(
                one -> one.equals(new Target(perYear.get(), Target.Unit.MONEY))).isPresent()) {
            household.save(Optional.<Target>empty());
        }
        boolean untouched = household.tariffs().named(name).filter(one -> one.versions().size() == 1
                && one.currency().equals(currency) && price.isPresent()
                && one.versions().getFirst().equals(TariffVersion.flat(one.versions().getFirst().validFrom(),
                        BigDecimal.ZERO, price.get())))
                .isPresent();
        if (untouched) {
            household.save(household.tariffs().without(name));
        }
    }
}
