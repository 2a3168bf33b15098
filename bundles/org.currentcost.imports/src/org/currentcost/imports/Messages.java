package org.currentcost.imports;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/** The texts of this bundle, in the language of the system. */
final class Messages {

    private static final String TEXTS = Messages.class.getPackageName() + ".messages";

    private Messages() {
    }

    static String get(String key, Object... arguments) {
        return MessageFormat.format(ResourceBundle.getBundle(TEXTS).getString(key), arguments);
    }
}
