package org.currentcost.ui.costs;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.analysis.Repricing;
import org.currentcost.analysis.Slot;
import org.currentcost.analysis.Tariff;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;

/**
 * What a change of the tariff that counts does to the costs of what was recorded.
 *
 * @param before    the currency as it was
 * @param after     the currency as it becomes
 * @param repricing the costs by month
 * @param house     whose costs they are, if there is one
 */
record TariffEffect(Currency before, Currency after, Repricing repricing, Optional<Sensor> house) {

    /**
     * {@return what the change does}; reads the store
     *
     * @param before the tariff that counts, if one does
     * @param after  the one that will count, if one does
     * @throws StoreException if the file can't be read
     */
    static TariffEffect of(FigureServices services, Optional<Tariff> before, Optional<Tariff> after)
            throws StoreException {
        var currency = after.or(() -> before).map(Tariff::currency).orElseThrow();
        // Without a tariff nothing has a price, as with one that never begins.
        var none = new Tariff("", currency, List.of());
        var old = before.orElse(none);
        var next = after.orElse(new Tariff("", old.currency(), List.of()));
        var zone = services.store().zone();
        var house = services.household().house();
        var charged = services.amounts().charged();
        List<TimeRange> months = house.isEmpty() || charged.length().isZero()
                ? List.of()
                : Slot.MONTH.slots(charged, zone);
        if (months.isEmpty()) {
            return new TariffEffect(old.currency(), next.currency(),
                    Repricing.of(old, next, zone, QuarterHours.NONE, List.of(), charged), house);
        }
        return new TariffEffect(old.currency(), next.currency(), Repricing.of(old, next, zone,
                services.energy().energy(house.orElseThrow().key()), months, charged), house);
    }

    /** {@return whether sums before and after can be subtracted} */
    boolean sameCurrency() {
        return before.equals(after);
    }
}
