package org.currentcost.source.mqtt;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of this package in the user's language. */
final class Messages {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("org.currentcost.source.mqtt.messages",
            Locale.getDefault(),
            Messages.class.getClassLoader());

    private Messages() {
    }

    /**
     * {@return the text of {@code key} with the arguments filled in; every argument is passed as text, never as a
     * number}
     */
    static String text(String key, Object... arguments) {
        Object[] texts = new Object[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            // MessageFormat would write the number 57600 as 57,600
            texts[i] = String.valueOf(arguments[i]);
        }
        return MessageFormat.format(TEXTS.getString(key), texts);
    }
}
