package org.currentcost.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.currentcost.model.TimeRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads instants: {@code 2026-01-31T18:00:00Z}, with an offset, or a local date with or without a time of day. */
final class InstantConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String value) {
        var instant = parse(value);
        if (instant.isBefore(TimeRange.ALL.start()) || instant.isAfter(TimeRange.ALL.end())) {
            throw new TypeConversionException(CommandMessages.get("instant.range", value));
        }
        return instant;
    }

    private static Instant parse(String value) {
        try {
            if (value.length() == 10) {
                return LocalDate.parse(value).atStartOfDay(ZoneId.systemDefault()).toInstant();
            }
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            try {
                return LocalDateTime.parse(value).atZone(ZoneId.systemDefault()).toInstant();
            } catch (DateTimeParseException again) {
                throw new TypeConversionException(CommandMessages.get("instant", value));
            }
        }
    }
}
