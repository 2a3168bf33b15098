package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.MissingResourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Texts come in the language of the system, with numbers as they are asked for. */
class TextsTest {

    private final Locale before = Locale.getDefault();
    private final Texts texts = Texts.beside(TextsTest.class);

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    @Test
    void textsFollowTheLanguageOfTheSystem() {
        Locale.setDefault(Locale.GERMANY);
        assertEquals("57.600 Werte von Haus", texts.get("counted", 57_600, "Haus"));
        Locale.setDefault(Locale.UK);
        assertEquals("57,600 readings of Home", texts.get("counted", 57_600, "Home"));
    }

    @Test
    void aLanguageThatIsNotThereGetsEnglishSentences() {
        Locale.setDefault(Locale.ITALY);
        assertEquals("1.234 readings of Casa", texts.get("counted", 1234, "Casa"));
    }

    @Test
    void numbersAreWrittenAsTheyAreAskedFor() {
        Locale.setDefault(Locale.UK);
        assertEquals("57600 readings of 9", texts.plain("counted", 57_600, 9));
        assertEquals("57.600 readings of 9", texts.get(Locale.GERMANY, "counted", 57_600, 9));
    }

    @Test
    void aTextThatIsNotThereIsAFaultOfTheProgram() {
        assertThrows(MissingResourceException.class, () -> texts.get("nonsense"));
    }
}
