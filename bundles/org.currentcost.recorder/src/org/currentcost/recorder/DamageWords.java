package org.currentcost.recorder;

import org.currentcost.parser.MeterEvent;

/** The words for why bytes were skipped. */
final class DamageWords {

    private DamageWords() {
    }

    static String of(MeterEvent.Reason reason) {
        return Messages.get("damage." + reason);
    }
}
