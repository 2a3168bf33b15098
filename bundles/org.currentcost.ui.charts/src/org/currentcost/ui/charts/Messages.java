package org.currentcost.ui.charts;

import java.util.Locale;
import org.currentcost.model.Texts;

/** The texts of this bundle, in the language of the system. */
final class Messages {

    private static final Texts TEXTS = Texts.beside(Messages.class);

    private Messages() {
    }

    /** {@return a text with its arguments filled in} @param locale for the numbers in it */
    static String text(Locale locale, String key, Object... arguments) {
        return TEXTS.get(locale, key, arguments);
    }
}
