package org.currentcost.ui.costs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.CarbonFactor;
import org.currentcost.analysis.CarbonFactors;
import org.currentcost.analysis.RateTable;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.settings.Tariffs;
import org.eclipse.jface.viewers.ITreeContentProvider;

/** Tariffs with their prices, and factors of carbon dioxide, as rows of a tree. */
final class TariffRows implements ITreeContentProvider {

    /** A line of the tree. */
    sealed interface Row {
    }

    /** @param current whether it counts */
    record TariffRow(Tariff tariff, boolean current) implements Row {
    }

    record VersionRow(Tariff tariff, TariffVersion version, boolean now) implements Row {
    }

    record CarbonRow() implements Row {
    }

    record FactorRow(CarbonFactor factor, boolean now) implements Row {
    }

    record IntensityRow(RateTable table) implements Row {
    }

    private Tariffs tariffs = Tariffs.NONE;
    private Optional<CarbonFactors> carbon = Optional.empty();
    private LocalDate today = LocalDate.MIN;

    /** Takes what was settled. @param day of the present: what holds then is marked */
    void set(Tariffs all, Optional<CarbonFactors> factors, LocalDate day) {
        tariffs = all;
        carbon = factors;
        today = day;
    }

    /** {@return the tariffs that are shown} */
    Tariffs tariffs() {
        return tariffs;
    }

    /** {@return the factors that are shown} */
    Optional<CarbonFactors> carbon() {
        return carbon;
    }

    /** {@return the day of the present} */
    LocalDate today() {
        return today;
    }

    @Override
    public Object[] getElements(Object input) {
        var rows = new ArrayList<Row>();
        tariffs.inForce().ifPresent(one -> rows.add(new TariffRow(one, true)));
        tariffs.all().stream().filter(one -> !one.name().equals(tariffs.current()))
                .forEach(one -> rows.add(new TariffRow(one, false)));
        rows.add(new CarbonRow());
        return rows.toArray();
    }

    @Override
    public Object[] getChildren(Object parent) {
        var rows = new ArrayList<Row>();
        if (parent instanceof TariffRow row) {
            var versions = row.tariff().versions().reversed();
            var now = versions.stream().filter(one -> !one.validFrom().isAfter(today)).findFirst();
            versions.forEach(one -> rows.add(new VersionRow(row.tariff(), one, now.equals(Optional.of(one)))));
        } else if (parent instanceof CarbonRow) {
            var factors = carbon.map(CarbonFactors::factors).orElse(List.of()).reversed();
            var now = factors.stream().filter(one -> !one.validFrom().isAfter(today)).findFirst();
            carbon.flatMap(CarbonFactors::halfHourly).ifPresent(one -> rows.add(new IntensityRow(one)));
            factors.forEach(one -> rows.add(new FactorRow(one, now.equals(Optional.of(one)))));
        }
        return rows.toArray();
    }

    @Override
    public Object getParent(Object element) {
        return null;
    }

    @Override
    public boolean hasChildren(Object element) {
        return getChildren(element).length > 0;
    }
}
