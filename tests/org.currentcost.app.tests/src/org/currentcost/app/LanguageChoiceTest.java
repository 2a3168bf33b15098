package org.currentcost.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The language that the user chose, for the next start. */
class LanguageChoiceTest {

    @TempDir
    private Path configuration;

    @Test
    void theComputersLanguageIsUsual() throws Exception {
        var choice = new LanguageChoice(configuration);
        assertEquals(Optional.empty(), choice.chosen());
        choice.choose(Optional.of(Locale.FRENCH));
        assertEquals(Optional.of(Locale.FRENCH), new LanguageChoice(configuration).chosen());
        choice.choose(Optional.empty());
        assertEquals(Optional.empty(), choice.chosen());
        assertFalse(Files.exists(configuration.resolve(LanguageChoice.NAME)));
    }

    /** Somebody else may have written it. */
    @Test
    void anEmptyFileChoosesNothing() throws Exception {
        Files.writeString(configuration.resolve(LanguageChoice.NAME), "\n");
        assertEquals(Optional.empty(), new LanguageChoice(configuration).chosen());
    }

    @Test
    void aLanguageOfOneCountryIsKept() throws Exception {
        var portuguese = Locale.of("pt", "BR");
        new LanguageChoice(configuration).choose(Optional.of(portuguese));
        assertEquals(Optional.of(portuguese), new LanguageChoice(configuration).chosen());
        Files.writeString(configuration.resolve(LanguageChoice.NAME), "pt-BR\r\n");
        assertEquals(Optional.of(portuguese), new LanguageChoice(configuration).chosen());
    }

    /** It is told to Java and to the platform as an option. */
    @Test
    void whatIsNoLanguageChoosesNothing() throws Exception {
        var file = configuration.resolve(LanguageChoice.NAME);
        for (String text : List.of("-Dsomething=else", "-nl", "d", "de fr", "de&calc", "d\u00e9", "../de",
                "d".repeat(21),
                "de;", "\nde", "\u0000".repeat(1_000_000))) {
            Files.writeString(file, text);
            assertEquals(Optional.empty(), new LanguageChoice(configuration).chosen(), text);
        }
        Files.write(file, new byte[]{(byte) 0xff, (byte) 0xfe, 'd', 'e'});
        assertEquals(Optional.empty(), new LanguageChoice(configuration).chosen());
    }

    @Test
    void aLanguageIsCalledAsItsSpeakersDo() {
        assertEquals("Deutsch", LanguageChoice.name(Locale.GERMAN));
        assertEquals("Français", LanguageChoice.name(Locale.FRENCH));
    }
}
