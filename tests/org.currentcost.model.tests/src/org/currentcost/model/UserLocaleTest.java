package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.ParameterizedTest;

/** Sentences and numbers may be in the manners of different countries. */
class UserLocaleTest {

    private final Locale language = Locale.getDefault();
    private final Locale formats = Locale.getDefault(Locale.Category.FORMAT);

    @AfterEach
    void asBefore() {
        Locale.setDefault(language);
        Locale.setDefault(Locale.Category.FORMAT, formats);
    }

    @Test
    void whoReadsEnglishMayCountInGerman() {
        Locale.setDefault(Locale.UK);
        Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
        assertEquals(Locale.UK, UserLocale.language());
        assertEquals(Locale.GERMANY, UserLocale.formats());
        assertEquals("over 99\u00A0%", new QuantityFormat(UserLocale.formats()).percent(0.999));
    }

    @ParameterizedTest
    @CsvSource({"en-GB, MONDAY, GBP", "en-US, SUNDAY, USD", "de-DE, MONDAY, EUR", "ar-EG, SATURDAY, EGP",
        // a language without a country, a country without a currency, nothing at all
        "de, MONDAY, EUR", "en-AQ, MONDAY, EUR", "und, MONDAY, EUR", "en-US-u-fw-mon, MONDAY, USD",
        "en-u-fw-sun, SUNDAY, EUR"})
    void weeksAndMoneyBeginAsTheyDoThere(String locale, String firstDay, String currency) {
        var formats = Locale.forLanguageTag(locale);
        assertEquals(firstDay, UserLocale.daysOfWeek(formats).getFirst().name());
        assertEquals(7, new TreeSet<>(UserLocale.daysOfWeek(formats)).size());
        assertEquals(currency, UserLocale.firstCurrency(formats).getCurrencyCode());
    }
}
