package org.currentcost.model;

import java.time.DayOfWeek;
import java.time.temporal.WeekFields;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

    /**
     * {@return how weeks are counted on every screen: the day that they begin with and which one is a year's first}
     * Files and commands have the weeks of ISO 8601 everywhere, screens where no country is named.
     *
     * @param formats as {@link #formats} has them
     */
    public static WeekFields weeks(Locale formats) {
        boolean known = !formats.getCountry().isEmpty() || formats.getUnicodeLocaleType("fw") != null;
        return known ? WeekFields.of(formats) : WeekFields.ISO;
    }

    /** {@return the currency of a country, which a locale need not name, and not every country has} */
    public static Optional<Currency> localCurrency(Locale formats) {
        try {
            return Optional.ofNullable(Currency.getInstance(formats));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@return what a first tariff is in until another currency is chosen: the local one, else the euro} */
    public static Currency firstCurrency(Locale formats) {
        return localCurrency(formats).orElse(Currency.getInstance("EUR"));
    }

    /** {@return the days of a week in their order on screens} @param formats as {@link #formats} has them */
    public static List<DayOfWeek> daysOfWeek(Locale formats) {
        var first = weeks(formats).getFirstDayOfWeek();
        return Stream.iterate(first, day -> day.plus(1)).limit(DayOfWeek.values().length).toList();
    }
}
