package org.currentcost.accounting;

import org.currentcost.analysis.Target;

/** In what amounts of electricity are told. */
public enum AmountUnit {
    /** Kilowatt-hours. */
    ENERGY,
    /** The currency of the tariff. */
    MONEY,
    /** Kilograms of carbon dioxide. */
    CARBON;

    /** {@return what a target counts} */
    public static AmountUnit of(Target.Unit unit) {
        return switch (unit) {
            case ENERGY -> ENERGY;
            case MONEY -> MONEY;
            case CARBON -> CARBON;
        };
    }
}
