package org.currentcost.store.engine;

import org.currentcost.model.Texts;

/** The texts of this package, in the language of the system. */
final class Messages {

    private static final Texts TEXTS = Texts.beside(Messages.class);

    private Messages() {
    }

    /** {@return the sentence} @param key a key of {@code messages.properties} */
    static String text(String key, Object... arguments) {
        return TEXTS.get(key, arguments);
    }
}
