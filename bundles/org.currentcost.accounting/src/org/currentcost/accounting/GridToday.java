package org.currentcost.accounting;

import java.util.Map;
import java.util.Optional;
import org.currentcost.analysis.EnergySum;

/**
 * What came from the grid today so far, and what went into it.
 *
 * @param imported  what came from there, with the standing charge of the time
 * @param exported  what went there; money is below zero, for it is earned
 * @param netMeter whether the house tells what goes through its meter, and not what is used: it was clearly below zero
 */
public record GridToday(Flow imported, Flow exported, boolean netMeter) {

    /** Why something can't be known. */
    public enum Unknown {
        /** No sensor measures the house, so that parts of it may be missing. */
        HOUSE_NOT_MEASURED,
        /** Something is fed into the grid, but no sensor measures what is made here. */
        GENERATION_NOT_MEASURED,
        /** One of the sensors that it is worked out of told nothing today. */
        SILENT_SENSOR
    }

    /**
     * What came through one way.
     *
     * @param amounts   in the units for which there is a tariff or a factor; none where it can't be known
     * @param unknown   why it can't be known; empty if it is
     * @param byQuarter whether it is worked out by quarter hours: within one, what comes and what goes stand against
     *                  each other
     */
    public record Flow(Map<AmountUnit, AmountSum> amounts, Optional<Unknown> unknown, boolean byQuarter) {

        public Flow {
            amounts = Map.copyOf(amounts);
        }

        static Flow unknown(Unknown why) {
            return new Flow(Map.of(), Optional.of(why), false);
        }

        /** {@return what it comes to in a unit, if that is known} */
        public Optional<AmountSum> amount(AmountUnit unit) {
            return Optional.ofNullable(amounts.get(unit)).filter(AmountSum::hasAmount);
        }

        /** {@return how the energy is known; empty where it can't be} */
        public Optional<EnergySum> known() {
            return Optional.ofNullable(amounts.get(AmountUnit.ENERGY)).map(AmountSum::energy);
        }
    }
}
