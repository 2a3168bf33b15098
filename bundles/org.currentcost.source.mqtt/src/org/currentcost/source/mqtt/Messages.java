package org.currentcost.source.mqtt;

import org.currentcost.model.Texts;

/** The texts of this package in the user's language. */
final class Messages {

    private static final Texts TEXTS = Texts.beside(Messages.class);

    private Messages() {
    }

    /**
     * {@return the text of {@code key} with the arguments filled in; every argument is passed as text, never as a
     * number}
     */
    static String text(String key, Object... arguments) {
        return TEXTS.plain(key, arguments);
    }
}
