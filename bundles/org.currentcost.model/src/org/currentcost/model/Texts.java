package org.currentcost.model;

import java.lang.reflect.Modifier;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The texts of a room: {@code messages.properties} beside its classes, and such a file for each other language. They
 * are looked up by their keys in the language of the system as it is at the time; or, where there are hundreds of them,
 * put into fields, so that the compiler finds each. Immutable.
 */
public final class Texts {

    private static final ResourceBundle.Control NO_OTHER_LANGUAGE = ResourceBundle.Control
            .getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

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
        return get(UserLocale.formats(), key, arguments);
    }

    /** {@return the same, with numbers as a locale has them} */
    public String get(Locale numbers, String key, Object... arguments) {
        String pattern = ResourceBundle.getBundle(name, UserLocale.language(), loader).getString(key);
        return new MessageFormat(pattern, numbers).format(arguments);
    }

    /** {@return the same, with numbers digit by digit, as in a port or a rate of bits: 57600 and not 57,600} */
    public String plain(String key, Object... arguments) {
        return get(key, words(arguments));
    }

    private static Object[] words(Object... arguments) {
        return Arrays.stream(arguments).map(String::valueOf).toArray();
    }

    /**
     * Puts each text into the public static field of its name, for a window, which keeps its language while it is open.
     *
     * @param fields a class with nothing but such fields in public, not final
     * @throws MissingResourceException if there is no text for a field
     */
    public void fill(Class<?> fields) {
        var bundle = ResourceBundle.getBundle(name, UserLocale.language(), loader);
        for (var field : fields.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            if (Modifier.isStatic(modifiers) && Modifier.isPublic(modifiers) && field.getType() == String.class) {
                try {
                    field.setAccessible(true);
                    field.set(null, bundle.getString(field.getName()));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(field + " can't be written", e);
                }
            }
        }
    }

    /**
     * {@return the words that a text lists, separated by bars, in a language; in English where it has none} Other than
     * what is shown, what is read may be in another language than the system's.
     *
     * @throws MissingResourceException if there is no such key
     */
    List<String> words(Locale language, String key) {
        String text = ResourceBundle.getBundle(name, language, loader, NO_OTHER_LANGUAGE).getString(key);
        return Arrays.stream(new MessageFormat(text, Locale.ROOT).format(words()).split("\\|")).map(String::strip)
                .toList();
    }

    /** {@return a text of a field with its arguments filled in, each as it is; one without arguments as it is} */
    public static String bind(String text, Object... arguments) {
        return text.indexOf('{') < 0 ? text : new MessageFormat(text, Locale.ROOT).format(words(arguments));
    }
}
