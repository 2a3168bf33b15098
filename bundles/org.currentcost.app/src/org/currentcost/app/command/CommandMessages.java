package org.currentcost.app.command;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/** The sentences of the command line; its usage texts are beside them. */
final class CommandMessages {

    private static final String TEXTS = CommandMessages.class.getPackageName() + ".messages";

    private CommandMessages() {
    }

    static String get(String key, Object... arguments) {
        return MessageFormat.format(ResourceBundle.getBundle(TEXTS).getString(key), arguments);
    }
}
