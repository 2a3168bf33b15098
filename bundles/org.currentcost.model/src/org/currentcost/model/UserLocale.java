package org.currentcost.model;

import java.util.Locale;

/**
 * How the user wants to be spoken to, as the system says at the time. The one place that asks it: a window and a
 * command write a number alike, also where somebody reads English and counts in German.
 */
public final class UserLocale {

    private UserLocale() {
    }

    /** {@return the language of sentences} */
    public static Locale language() {
        return Locale.getDefault();
    }

    /** {@return how numbers, money, dates and times are written and read, names of days and months among them} */
    public static Locale formats() {
        return Locale.getDefault(Locale.Category.FORMAT);
    }
}
