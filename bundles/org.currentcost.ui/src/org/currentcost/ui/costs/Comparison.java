package org.currentcost.ui.costs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.CostSum;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.accounting.Tariffs;
import org.currentcost.model.TimeRange;

/**
 * The same use under several tariffs of one currency. Without widgets.
 *
 * @param slots    the stretches of time that costs are told for
 * @param columns  a tariff each, the one that counts first
 * @param leftOut  the names of tariffs in other currencies
 */
record Comparison(List<TimeRange> slots, List<Column> columns, List<String> leftOut) {

    /**
     * What the use costs under one tariff.
     *
     * @param tariff   as it was applied
     * @param extended whether its first price was applied to time before its first day
     * @param costs    for each of the slots
     */
    record Column(Tariff tariff, boolean extended, List<CostSum> costs) {

        CostSum total() {
            return CostSum.total(costs);
        }
    }

    /** {@return the currency of all of them; only where there is a tariff} */
    Currency currency() {
        return columns.getFirst().tariff().currency();
    }

    /** {@return the tariffs to compare: of the currency of the one that counts, which comes first} */
    static List<Tariff> comparable(Tariffs tariffs) {
        Optional<Tariff> first = tariffs.inForce().or(() -> tariffs.all().stream().findFirst());
        var result = new ArrayList<Tariff>();
        first.ifPresent(result::add);
        tariffs.all().stream().filter(one -> !Optional.of(one).equals(first))
                .filter(one -> one.currency().equals(first.orElseThrow().currency())).forEach(result::add);
        return result;
    }

    /**
     * {@return a tariff whose first price holds from a moment on, however late it begins}
     * <p>
     * A tariff that is offered today says nothing about last year, but it is last year's use that it is tried on.
     */
    static Tariff extended(Tariff tariff, Instant start, ZoneId zone) {
        var day = LocalDate.ofInstant(start, zone);
        if (tariff.versions().isEmpty() || !tariff.versions().getFirst().validFrom().isAfter(day)) {
            return tariff;
        }
        var versions = new ArrayList<>(tariff.versions());
        versions.set(0, from(versions.getFirst(), day));
        return new Tariff(tariff.name(), tariff.currency(), versions);
    }

    private static TariffVersion from(TariffVersion version, LocalDate day) {
        return new TariffVersion(day, version.standingChargePerDay(), version.pricePerKilowattHour(), version.bands(),
                version.tiers(), version.tierPeriod(), version.vatPercent(), version.pricesIncludeVat(),
                version.exportPricePerKilowattHour(), version.halfHourly());
    }
}
