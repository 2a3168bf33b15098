package org.currentcost.accounting;

import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.analysis.Target;
import org.currentcost.model.CsvWriter;

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

    /** {@return the name of a column of such amounts in files} @param currency of money, as far as it is known */
    public String column(Optional<Currency> currency) {
        return switch (this) {
            case ENERGY -> CsvWriter.KILOWATT_HOURS;
            case MONEY -> currency.map(one -> one.getCurrencyCode().toLowerCase(Locale.ROOT)).orElse("money");
            case CARBON -> CsvWriter.CARBON;
        };
    }
}
