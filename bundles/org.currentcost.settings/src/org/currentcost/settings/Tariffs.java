package org.currentcost.settings;

import java.util.ArrayList;
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

    /** {@return the tariff of a name} */
    public Optional<Tariff> named(String name) {
        return all.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /**
     * {@return these with a tariff in the place of another one, or as a new one}
     *
     * @param replaced the name of the one that it takes the place of, if there is one; while no tariff counts, this one
     *                 does from now on
     */
    public Tariffs with(Optional<String> replaced, Tariff tariff) {
        var next = new ArrayList<>(all);
        int place = replaced.flatMap(this::named).map(all::indexOf).orElse(-1);
        if (place < 0) {
            next.add(tariff);
        } else {
            next.set(place, tariff);
        }
        boolean counts = inForce().isEmpty() || replaced.isPresent() && replaced.get().equals(current);
        return new Tariffs(next, counts ? tariff.name() : current);
    }

    /** {@return these without a tariff; if it is the one that counts, the first of the others does} */
    public Tariffs without(String name) {
        var next = all.stream().filter(one -> !one.name().equals(name)).toList();
        return new Tariffs(next,
                name.equals(current) ? next.stream().findFirst().map(Tariff::name).orElse("") : current);
    }

    /** {@return these with another one that counts} */
    public Tariffs using(String name) {
        return new Tariffs(all, name);
    }
}
