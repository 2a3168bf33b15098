package org.currentcost.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
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
    void aLanguageIsCalledAsItsSpeakersDo() {
        assertEquals("Deutsch", LanguageChoice.name(Locale.GERMAN));
        assertEquals("Français", LanguageChoice.name(Locale.FRENCH));
    }
}
