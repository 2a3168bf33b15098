package org.currentcost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static Properties load(String name) throws IOException {
        var texts = new Properties();
        try (var in = Messages.class.getResourceAsStream(name);
                var reader = new InputStreamReader(in,
                        StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    @Test
    void everyTextIsThereInBothLanguagesWithTheSameGaps() throws IOException {
        var english = load("messages.properties");
        var german = load("messages_de.properties");
        assertFalse(english.isEmpty());
        assertEquals(english.keySet(), german.keySet());
        for (var key : english.stringPropertyNames()) {
            assertEquals(new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex().length,
                    new MessageFormat(german.getProperty(key)).getFormatsByArgumentIndex().length, key);
            assertFalse(Messages.text(key, 1, 2, 3).contains("{"), key);
        }
    }
}
