package org.currentcost.imports;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.ResourceBundle;
import org.currentcost.model.ShownText;

/** The texts of this bundle, in the language of the system. */
final class Messages {

    private static final String TEXTS = Messages.class.getPackageName() + ".messages";

    private static final int LONGEST = 500;

    private Messages() {
    }

    /** {@return a sentence} @param arguments what is no number is shown in one line, and not more than a line of it */
    static String get(String key, Object... arguments) {
        return MessageFormat.format(ResourceBundle.getBundle(TEXTS).getString(key), Arrays.stream(arguments)
                .map(one -> one instanceof Number ? one : cut(ShownText.of(String.valueOf(one)))).toArray());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
