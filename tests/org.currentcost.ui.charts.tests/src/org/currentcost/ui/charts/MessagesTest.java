package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    private static Properties texts(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(Messages.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    @Test
    void germanHasEveryTextAndNoOther() throws IOException {
        assertEquals(texts("messages.properties").keySet(), texts("messages_de.properties").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages.properties", "messages_de.properties"})
    void everyPatternParsesAndUsesTheArgumentsOfTheEnglishOne(String file) throws IOException {
        Properties english = texts("messages.properties");
        Properties translated = texts(file);
        assertFalse(translated.isEmpty());
        for (String key : translated.stringPropertyNames()) {
            MessageFormat format = new MessageFormat(translated.getProperty(key), Locale.GERMANY);
            MessageFormat expected = new MessageFormat(english.getProperty(key), Locale.UK);
            assertEquals(expected.getFormatsByArgumentIndex().length, format.getFormatsByArgumentIndex().length, key);
            Object[] arguments = new Object[format.getFormatsByArgumentIndex().length];
            Arrays.setAll(arguments,
                    i -> format.getFormatsByArgumentIndex()[i] instanceof NumberFormat ? (Object) 1234L : "x");
            assertFalse(format.format(arguments).isBlank(), key);
        }
    }

    @Test
    void countsAreSeparatedAsTheLocaleDoes() {
        assertEquals("1,234 readings", new MessageFormat("{0,choice,0#a|1#b|1<{0,number,integer} readings}", Locale.UK)
                .format(new Object[]{1234L}));
    }
}
