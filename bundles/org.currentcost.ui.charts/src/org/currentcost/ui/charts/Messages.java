package org.currentcost.ui.charts;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of this bundle, in the language of {@link Locale#getDefault()}. */
final class Messages {

    static final String BUNDLE = "org.currentcost.ui.charts.messages"; //$NON-NLS-1$

    private Messages() {
    }

    /**
     * {@return the text of {@code key} with its arguments}
     *
     * @param locale for the numbers in it
     * @throws java.util.MissingResourceException if there is no such key
     */
    static String text(Locale locale, String key, Object... arguments) {
        String pattern = ResourceBundle.getBundle(BUNDLE, Locale.getDefault(), Messages.class.getClassLoader())
                .getString(key);
        return new MessageFormat(pattern, locale).format(arguments);
    }
}
