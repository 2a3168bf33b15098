package org.currentcost.ui;

import org.currentcost.parser.MeterEvent;

/** The words for why bytes were skipped. */
final class DamageWords {

    private DamageWords() {
    }

    static String of(MeterEvent.Reason reason) {
        return switch (reason) {
            case TRUNCATED -> Messages.DamageTruncated;
            case MALFORMED -> Messages.DamageMalformed;
            case BAD_VALUE -> Messages.DamageBadValue;
            case INCOMPLETE -> Messages.DamageIncomplete;
            case TOO_LONG -> Messages.DamageTooLong;
            case FORBIDDEN -> Messages.DamageForbidden;
        };
    }
}
