package org.currentcost.analysis;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.TimeRange;

/**
 * What a change of a tariff does to the costs of a history.
 *
 * @param changes     the periods whose cost or priced part changes, in order
 * @param totalBefore the cost of all periods as the tariff was
 * @param totalAfter  the cost of all periods as it becomes
 */
public record Repricing(List<Change> changes, CostSum totalBefore, CostSum totalAfter) {

    /**
     * The cost of a period before and after the change.
     *
     * @param before as the tariff was, in its currency
     * @param after  as it becomes, in its currency
     */
    public record Change(CostSum before, CostSum after) {
    }

    public Repricing {
        changes = List.copyOf(changes);
    }

    /** {@return what the change does; parameters as for {@link TariffCosts#compare}} */
    public static Repricing of(Tariff before, Tariff after, ZoneId zone, QuarterHours house, List<TimeRange> periods,
            TimeRange charged) {
        var costs = TariffCosts.compare(List.of(before, after), zone, house, periods, charged);
        var changes = new ArrayList<Change>();
        for (int i = 0; i < periods.size(); i++) {
            var old = costs.getFirst().periods().get(i);
            var changed = costs.getLast().periods().get(i);
            if (!before.currency().equals(after.currency()) || old.total().compareTo(changed.total()) != 0
                    || old.vat().compareTo(changed.vat()) != 0 || old.unpricedMillis() != changed.unpricedMillis()) {
                changes.add(new Change(old, changed));
            }
        }
        return new Repricing(changes, costs.getFirst().total(), costs.getLast().total());
    }
}
