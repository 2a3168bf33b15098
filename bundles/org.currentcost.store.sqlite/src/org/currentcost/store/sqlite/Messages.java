package org.currentcost.store.sqlite;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of this bundle in the user's language. */
final class Messages {

    static final String BASE_NAME = "org.currentcost.store.sqlite.messages";

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle(BASE_NAME, Locale.getDefault(),
            Messages.class.getClassLoader());

    private Messages() {
    }

    /** {@return the sentence} @param key a key of {@code messages.properties} */
    static String text(String key, Object... arguments) {
        return new MessageFormat(TEXTS.getString(key), TEXTS.getLocale()).format(arguments);
    }
}
