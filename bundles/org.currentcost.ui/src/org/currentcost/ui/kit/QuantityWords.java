package org.currentcost.ui.kit;

import org.currentcost.model.Quantity;

/** The words for what is measured. */
public final class QuantityWords {

    private QuantityWords() {
    }

    /** {@return the word for a quantity} */
    public static String of(Quantity quantity) {
        return switch (quantity) {
            case POWER -> Messages.Power;
            case TEMPERATURE -> Messages.Temperature;
            case PULSES -> Messages.Pulses;
        };
    }
}
