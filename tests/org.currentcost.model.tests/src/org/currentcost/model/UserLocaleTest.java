package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
