package org.currentcost.cli;

import org.currentcost.model.ShownText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a meter: it says something, fits into a line, and steers no terminal. */
final class MeterNameConverter implements ITypeConverter<String> {

    private static final int LONGEST = 255;

    @Override
    public String convert(String value) {
        if (value.isBlank() || value.length() > LONGEST || !ShownText.of(value).equals(value)) {
            throw new TypeConversionException(CommandMessages.get("meter.name", LONGEST));
        }
        return value;
    }
}
