package org.currentcost.model;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The texts of a room without a window: {@code messages.properties} beside its classes, and such a file for each other
 * language. They are looked up in the language of the system as it is at the time. Immutable.
 */
public final class Texts {

    private final String name;
    private final ClassLoader loader;

    private Texts(Class<?> type) {
        name = type.getPackageName() + ".messages";
        loader = type.getClassLoader();
    }

    /** {@return the texts in the package of a class} */
    public static Texts beside(Class<?> type) {
        return new Texts(type);
    }

    /**
     * {@return a text with its arguments filled in, numbers as the system writes them}
     *
     * @throws MissingResourceException if there is no such key
     */
    public String get(String key, Object... arguments) {
        return get(Locale.getDefault(Locale.Category.FORMAT), key, arguments);
    }

    /** {@return the same, with numbers as a locale has them} */
    public String get(Locale numbers, String key, Object... arguments) {
        String pattern = ResourceBundle.getBundle(name, Locale.getDefault(), loader).getString(key);
        return new MessageFormat(pattern, numbers).format(arguments);
    }

    /** {@return the same, with numbers digit by digit, as in a port or a rate of bits: 57600 and not 57,600} */
    public String plain(String key, Object... arguments) {
        var words = new Object[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = String.valueOf(arguments[i]);
        }
        return get(key, words);
    }
}
