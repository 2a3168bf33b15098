package org.currentcost.analysis;

import java.time.ZoneId;
import java.util.List;
import org.currentcost.model.SensorRole;
import org.currentcost.model.TimeRange;

/**
 * What a history costs under one of several tariffs.
 *
 * @param tariff the tariff
 * @param periods  the costs, period by period, in the tariff's currency
 * @param total  all of them together
 */
public record TariffCosts(Tariff tariff, List<CostSum> periods, CostSum total) {

    public TariffCosts {
        periods = List.copyOf(periods);
    }

    /**
     * {@return the costs of the same history under each of the tariffs, in their order}
     *
     * @param tariffs the tariffs; one that would begin later than the history leaves the rest without a price, so a
     *                tariff to try out gets a first day before it
     * @param zone    the time zone
     * @param house   the house's energy
     * @param periods   the periods to compare, such as months
     * @param charged when the standing charge is due
     */
    public static List<TariffCosts> compare(List<Tariff> tariffs, ZoneId zone, QuarterHours house,
            List<TimeRange> periods, TimeRange charged) {
        return tariffs.stream().map(tariff -> {
            var costs = new Pricing(tariff, zone).costs(house, periods, SensorRole.HOUSE, house, charged);
            return new TariffCosts(tariff, costs, CostSum.total(costs));
        }).toList();
    }
}
