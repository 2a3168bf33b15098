package org.currentcost.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Currency;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads arguments of common types, and says of the others what they should be instead of what Java calls them. */
final class Converters {

    private static final int LONGEST_NUMBER = 40;

    private interface Reading<T> {
        T read(String value);
    }

    private Converters() {
    }

    static void register(CommandLine line) {
        line.registerConverter(Path.class, converter("file.name", Path::of));
        line.registerConverter(BigDecimal.class, converter("number", Converters::number));
        line.registerConverter(LocalDate.class, converter("date", LocalDate::parse));
        line.registerConverter(LocalTime.class, converter("clock", LocalTime::parse));
        line.registerConverter(Currency.class, converter("currency", Currency::getInstance));
    }

    private static BigDecimal number(String value) {
        if (value.length() > LONGEST_NUMBER) {
            throw new NumberFormatException();
        }
        return new BigDecimal(value);
    }

    private static <T> ITypeConverter<T> converter(String sentence, Reading<T> reading) {
        return value -> {
            try {
                return reading.read(value);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new TypeConversionException(CommandMessages.get(sentence, value));
            }
        };
    }
}
