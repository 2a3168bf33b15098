package org.currentcost.figures;

import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.Tariff;

/**
 * The tariffs that the user has entered.
 *
 * @param all     of different names: the one that counts, and others to compare with
 * @param current the name of the one that counts; empty if none does
 */
public record Tariffs(List<Tariff> all, String current) {

    /** None at all. */
    public static final Tariffs NONE = new Tariffs(List.of(), "");

    public Tariffs {
        all = List.copyOf(all);
    }

    /** {@return the tariff that counts} */
    public Optional<Tariff> inForce() {
        return all.stream().filter(one -> one.name().equals(current)).findFirst();
    }
}
