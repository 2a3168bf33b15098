package org.currentcost.imports;

import java.util.Arrays;
import org.currentcost.model.ShownText;
import org.currentcost.model.Texts;

/** The texts of this bundle, in the language of the system. */
final class Messages {

    private static final Texts TEXTS = Texts.beside(Messages.class);

    private static final int LONGEST = 500;

    private Messages() {
    }

    /** {@return a sentence} @param arguments what is no number is shown in one line, and not more than a line of it */
    static String get(String key, Object... arguments) {
        return TEXTS.get(key, Arrays.stream(arguments)
                .map(one -> one instanceof Number ? one : truncated(ShownText.of(String.valueOf(one)))).toArray());
    }

    private static String truncated(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
