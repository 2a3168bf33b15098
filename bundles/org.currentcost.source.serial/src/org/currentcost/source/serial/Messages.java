package org.currentcost.source.serial;

import org.currentcost.model.Texts;

/** The texts of this bundle, in the language of the system. */
final class Messages {

    private static final Texts TEXTS = Texts.beside(Messages.class);

    private Messages() {
    }

    /** {@return a text with its arguments filled in, numbers digit by digit} */
    static String text(String key, Object... arguments) {
        return TEXTS.plain(key, arguments);
    }
}
