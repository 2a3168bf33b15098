package org.currentcost.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class MessagesTest {

    @Test
    void everyTextExistsInEveryLanguageWithTheSameArguments() throws IOException {
        assertEquals(argumentCounts("messages.properties"), argumentCounts("messages_de.properties"));
    }

    private static Map<String, Integer> argumentCounts(String name) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = Messages.class.getResourceAsStream(name);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        assertFalse(texts.isEmpty());
        Map<String, Integer> counts = new TreeMap<>();
        texts.forEach((key, pattern) -> counts.put((String) key,
                new MessageFormat((String) pattern).getFormatsByArgumentIndex().length));
        return counts;
    }
}
