package org.currentcost.accounting;

import java.util.Optional;
import java.util.OptionalDouble;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.TimeRange;

/**
 * What a sensor used today so far, and yesterday up to this same hour of the clock: the answer of {@link TodayReader}.
 *
 * @param sensor    whose
 * @param today     from the start of the day, or where the first thing known of the sensor begins today, to the present
 *                  or some seconds before, up to which readings are in the store
 * @param yesterday from the start of that day to the same time of the clock
 * @param energy    in kWh
 * @param money     in the currency of the tariff, with the standing charge of the time if the sensor is a house; empty
 *                  without a tariff
 * @param carbon    in kilograms of CO2; empty without a factor
 */
public record TodaySoFar(Sensor sensor, TimeRange today, TimeRange yesterday, Amounts energy, Optional<Amounts> money,
        Optional<Amounts> carbon) {

    /** Amounts in one unit; each says how well it is known. */
    public record Amounts(AmountSum today, AmountSum yesterday) {

        /**
         * {@return by what part today is more or less than yesterday, such as 0.1 for a tenth more; empty where one of
         * them is not known well enough to be compared, or there is nothing to compare with}
         */
        public OptionalDouble change() {
            boolean comparable = today.energy().complete() && yesterday.energy().complete() && today.complete()
                    && yesterday.complete() && yesterday.total().signum() > 0;
            return comparable
                    ? OptionalDouble.of(today.total().doubleValue() / yesterday.total().doubleValue() - 1)
                    : OptionalDouble.empty();
        }
    }

    /** {@return how the energy of today is known, and of how much of the time nothing is} */
    public EnergySum known() {
        return energy.today().energy();
    }

    /** {@return what a unit comes to; empty without a tariff or a factor} */
    public Optional<Amounts> amounts(AmountUnit unit) {
        return switch (unit) {
            case ENERGY -> Optional.of(energy);
            case MONEY -> money;
            case CARBON -> carbon;
        };
    }
}
