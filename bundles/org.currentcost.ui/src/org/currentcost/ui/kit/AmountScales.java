package org.currentcost.ui.kit;

import org.currentcost.accounting.AmountUnit;
import org.currentcost.ui.charts.AmountScale;

/** How amounts of a unit stand on an axis. */
public final class AmountScales {

    private AmountScales() {
    }

    /** {@return the scale of amounts of a unit} */
    public static AmountScale of(AmountWords words, AmountUnit unit) {
        return switch (unit) {
            case ENERGY -> AmountScale.energy();
            case CARBON -> AmountScale.carbon();
            case MONEY -> AmountScale.of(words.unit(unit), amount -> words.amount(amount, unit));
        };
    }
}
