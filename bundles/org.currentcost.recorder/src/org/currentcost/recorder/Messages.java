package org.currentcost.recorder;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/** The texts of this bundle, in the language of the system. */
final class Messages {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle(Messages.class.getPackageName() + ".messages");

    private Messages() {
    }

    static String get(String key, Object... arguments) {
        return MessageFormat.format(TEXTS.getString(key), arguments);
    }
}
