package org.currentcost.cli;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.ResourceBundle;
import org.currentcost.model.ShownText;

/** The sentences of the command line; its usage texts are beside them. */
final class CommandMessages {

    private static final String TEXTS = CommandMessages.class.getPackageName() + ".messages";

    private CommandMessages() {
    }

    /** {@return a sentence} @param arguments what is no number is shown in one line, whatever is in it */
    static String get(String key, Object... arguments) {
        return MessageFormat.format(ResourceBundle.getBundle(TEXTS).getString(key), Arrays.stream(arguments)
                .map(one -> one instanceof Number ? one : ShownText.of(String.valueOf(one))).toArray());
    }
}
