package org.currentcost.cli;

import java.time.DateTimeException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads durations such as {@code 90s}, {@code 5m}, {@code 2h}, {@code 1d} or {@code PT90S}. None is negative, and
 * whatever is longer than a hundred years is that: nobody waits so long, and clocks count no farther.
 */
final class DurationConverter implements ITypeConverter<Duration> {

    static final Duration LONGEST = Duration.ofDays(36_500);

    private static final int SHORTEST_TEXT = 2;

    @Override
    public Duration convert(String value) {
        try {
            var duration = value.length() < SHORTEST_TEXT ? Duration.ofSeconds(-1) : parse(value);
            if (!duration.isNegative()) {
                return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
            }
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            // Said below.
        }
        throw new TypeConversionException(CommandMessages.get("duration", value));
    }

    private static Duration parse(String value) {
        char unit = value.charAt(value.length() - 1);
        String number = value.substring(0, value.length() - 1);
        if ("smhd".indexOf(unit) < 0 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.parse(value);
        }
        long amount = Long.parseLong(number);
        return switch (unit) {
            case 's' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
