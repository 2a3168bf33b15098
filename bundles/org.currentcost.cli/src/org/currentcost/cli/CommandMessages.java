package org.currentcost.cli;

import java.util.Arrays;
import org.currentcost.model.ShownText;
import org.currentcost.model.Texts;

/** The sentences of the command line; its usage texts are beside them. */
final class CommandMessages {

    private static final Texts TEXTS = Texts.beside(CommandMessages.class);

    private CommandMessages() {
    }

    /** {@return a sentence} @param arguments what is no number is shown in one line, whatever is in it */
    static String get(String key, Object... arguments) {
        return TEXTS.get(key, Arrays.stream(arguments)
                .map(one -> one instanceof Number ? one : ShownText.of(String.valueOf(one))).toArray());
    }
}
