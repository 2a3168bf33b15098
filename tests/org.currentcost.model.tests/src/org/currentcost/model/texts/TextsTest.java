package org.currentcost.model.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.MissingResourceException;
import org.currentcost.model.Texts;
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

    /** As the class of the texts of a window. */
    static final class Fields {
        public static String counted;
        static String ofNobody = "as it was";
    }

    /** One that has a field too many. */
    static final class MoreFields {
        public static String nonsense;
    }

    @Test
    void fieldsGetTheTextsOfTheirNames() {
        Locale.setDefault(Locale.GERMANY);
        texts.fill(Fields.class);
        assertEquals("57600 Werte von Haus", Texts.bind(Fields.counted, 57_600, "Haus"));
        Locale.setDefault(Locale.UK);
        texts.fill(Fields.class);
        assertEquals("57600 readings of null", Texts.bind(Fields.counted, 57_600, null));
        assertEquals("as it was", Fields.ofNobody);
        assertThrows(MissingResourceException.class, () -> texts.fill(MoreFields.class));
    }

    @Test
    void aTextWithoutArgumentsIsAsItIs() {
        assertEquals("can't", Texts.bind("can't", "nobody asks"));
        assertEquals("can't: x", Texts.bind("can''t: {0}", "x"));
    }
}
