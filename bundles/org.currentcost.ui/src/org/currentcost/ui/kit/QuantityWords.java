package org.currentcost.ui.kit;

import org.currentcost.model.SeriesKey;

/** The words for what a series measures. */
final class QuantityWords {

    private QuantityWords() {
    }

    static String of(SeriesKey series) {
        return switch (series.quantity()) {
            case POWER -> Messages.Power;
            case TEMPERATURE -> Messages.Temperature;
            case PULSES -> Messages.Pulses;
        };
    }
}
