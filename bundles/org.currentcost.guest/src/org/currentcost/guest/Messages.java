package org.currentcost.guest;

import org.currentcost.model.Texts;

/** The texts of this bundle, in the language of the system. */
final class Messages {

    private static final Texts TEXTS = Texts.beside(Messages.class);

    private Messages() {
    }

    static String get(String key, Object... arguments) {
        return TEXTS.get(key, arguments);
    }
}
