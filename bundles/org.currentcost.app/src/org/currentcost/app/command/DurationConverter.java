package org.currentcost.app.command;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as {@code 90s}, {@code 5m}, {@code 2h}, {@code 1d} or {@code PT90S}. */
final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern SHORT = Pattern.compile("(\\d+)(s|m|h|d)");

    @Override
    public Duration convert(String value) {
        var shortForm = SHORT.matcher(value);
        try {
            if (!shortForm.matches()) {
                return Duration.parse(value);
            }
            long amount = Long.parseLong(shortForm.group(1));
            return switch (shortForm.group(2)) {
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        } catch (RuntimeException e) {
            throw new TypeConversionException(CommandMessages.get("duration", value));
        }
    }
}
