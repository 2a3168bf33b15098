package org.currentcost.analysis;

import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/**
 * What electricity costs, with all prices that it has had.
 * <p>
 * Use keeps the price in force at its time. Use before the first version has no price.
 *
 * @param name     the owner's name for it
 * @param currency the currency of all prices
 * @param versions any number, of different first days; kept in the order of those
 */
public record Tariff(String name, Currency currency, List<TariffVersion> versions) {

    private static final int WATT_HOUR_DECIMALS = 3;

    public Tariff {
        Objects.requireNonNull(name);
        Objects.requireNonNull(currency);
        versions = versions.stream().sorted(Comparator.comparing(TariffVersion::validFrom)).toList();
        if (versions.stream().map(TariffVersion::validFrom).distinct().count() != versions.size()) {
            throw new IllegalArgumentException("two versions of " + name + " begin on the same day");
        }
    }

    /**
     * {@return how many digits after the point of a sum of money are exact}: as many as its factors have, which are its
     * prices and energies in whole watt-hours
     */
    public int decimals() {
        return versions.stream().mapToInt(TariffVersion::decimals).max().orElse(0) + WATT_HOUR_DECIMALS;
    }
}
