package org.currentcost.accounting;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.CostSum;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.Tariffs;

/**
 * What the recorded use would have cost under each of several tariffs of one currency.
 *
 * @param periods   the months, or for many of them the years, that costs are told for
 * @param period    what they are
 * @param columns a tariff each, the one that counts first; none without a tariff
 * @param leftOut the names of tariffs in other currencies
 */
public record TariffComparison(List<TimeRange> periods, PeriodKind period, List<Column> columns, List<String> leftOut) {

    public TariffComparison {
        periods = List.copyOf(periods);
        columns = List.copyOf(columns);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * What the use costs under one tariff.
     *
     * @param tariff   as it was applied
     * @param extended whether its first price was applied to time before its first day
     * @param costs    for each of the periods
     */
    public record Column(Tariff tariff, boolean extended, List<CostSum> costs) {

        public Column {
            costs = List.copyOf(costs);
        }

        /** {@return what all periods cost together} */
        public CostSum total() {
            return CostSum.total(costs);
        }
    }

    /** {@return how much more all periods cost than under the first tariff; negative if less} */
    public BigDecimal difference(Column column) {
        return column.total().total().subtract(columns.getFirst().total().total());
    }

    /** {@return a range, longer so that the first and the last period are in it whole} */
    public TimeRange whole(TimeRange range) {
        return periods.isEmpty()
                ? range
                : TimeRange.ofMillis(Math.min(range.startMillis(), periods.getFirst().startMillis()),
                        Math.max(range.endMillis(), periods.getLast().endMillis()));
    }

    /** {@return the currency of all of them; only where there is a tariff} */
    public Currency currency() {
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
