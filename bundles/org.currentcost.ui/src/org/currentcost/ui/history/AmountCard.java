package org.currentcost.ui.history;

import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.ui.kit.AmountWords;

/** What a chart's card tells of a bar. */
final class AmountCard {

    private AmountCard() {
    }

    /**
     * {@return in lines: the time, the amount with the energy it is of, how well it is known}
     *
     * @param sign -1 if the bar is below zero
     */
    static String of(AmountWords words, String time, AmountSum sum, AmountUnit unit, int sign) {
        var card = new StringBuilder(time).append('\n').append(words.total(sum, unit, sign));
        if (unit != AmountUnit.ENERGY) {
            card.append(" · ").append(words.amount(sum.energy().kilowattHours(), AmountUnit.ENERGY));
        }
        card.append('\n').append(words.coverage(sum.energy()));
        if (!sum.complete()) {
            card.append('\n').append(unit == AmountUnit.MONEY ? Messages.NotAllPriced : Messages.NotAllRated);
        }
        return card.toString();
    }
}
