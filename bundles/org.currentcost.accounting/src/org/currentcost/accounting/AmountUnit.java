package org.currentcost.accounting;

/** In what amounts of electricity are told. */
public enum AmountUnit {
    /** Kilowatt-hours. */
    ENERGY,
    /** The currency of the tariff. */
    MONEY,
    /** Kilograms of carbon dioxide. */
    CARBON
}
