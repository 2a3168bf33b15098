package org.currentcost.cli.service;

import java.util.Arrays;
import org.currentcost.model.ShownText;
import org.currentcost.model.Texts;

/** The sentences of this package. */
final class Messages {

    private static final Texts TEXTS = Texts.beside(Messages.class);

    private Messages() {
    }

    /** {@return a sentence} @param arguments what is no number is shown in one line, whatever is in it */
    static String get(String key, Object... arguments) {
        return TEXTS.get(key, Arrays.stream(arguments)
                .map(one -> one instanceof Number ? one : ShownText.of(String.valueOf(one))).toArray());
    }
}
