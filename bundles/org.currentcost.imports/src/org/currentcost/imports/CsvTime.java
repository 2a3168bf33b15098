package org.currentcost.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.currentcost.model.UserLocale;

/**
 * How a CSV file tells time.
 *
 * @param kind    which way
 * @param pattern for {@link Kind#PATTERN}: as {@link DateTimeFormatter} has it, such as {@code dd/MM/yyyy HH:mm}
 * @param zone    where times without an offset are local
 */
public record CsvTime(Kind kind, String pattern, ZoneId zone) {

    /** The ways to tell time. */
    public enum Kind {
        /** ISO 8601, with an offset or local; {@code T} or a blank between date and time; a date alone. */
        ISO("iso"),
        /** Seconds since 1970-01-01T00:00Z, with or without a fraction. */
        SECONDS("seconds"),
        /** Milliseconds since then. */
        MILLISECONDS("milliseconds"),
        /** By a pattern. */
        PATTERN("");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** {@return the word in the text form of a mapping, empty for a pattern} */
        public String word() {
            return word;
        }
    }

    /** The ways in which dates are written, besides ISO 8601; of two that fit alike the first is meant. */
    static final List<String> DATES = List.of("d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "yyyy/M/d", "M/d/yyyy", "M-d-yyyy",
            "d MMM yyyy", "yyyyMMdd", "d/M/yy", "M/d/yy", "d.M.yy");
    /** The ways in which times of the day are written after dates. */
    static final List<String> CLOCKS = List.of(" H:mm[:ss]", "'T'H:mm[:ss]", " h:mm[:ss] a", "");

    private static final int LONGEST = 100;
    private static final int SHORTEST_DATE = 6;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{9,10}(\\.[0-9]+)?");
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{12,13}");

    /** Whatever is ISO 8601; {@link IsoTime} reads most of it quicker. */
    static final DateTimeFormatter ISO = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE).optionalStart().appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME).optionalStart().appendPattern("[ ]")
            .appendOffset("+HH:mm", "Z").optionalEnd().optionalStart().appendOffset("+HHmm", "Z").optionalEnd()
            .optionalStart().appendOffset("+HH", "Z").optionalEnd().optionalEnd()
            .toFormatter(Locale.ROOT);

    /** {@return whether a field looks like seconds since 1970} */
    static boolean looksLikeSeconds(String field) {
        return SECONDS.matcher(field.strip()).matches();
    }

    /** {@return whether a field looks like milliseconds since 1970} */
    static boolean looksLikeMilliseconds(String field) {
        return MILLISECONDS.matcher(field.strip()).matches();
    }

    /** Every way to write a date begins with a digit; to try all ways on what is none takes its time. */
    static boolean mayBeDate(String field) {
        String trimmed = field.strip();
        return trimmed.length() >= SHORTEST_DATE && Character.isDigit(trimmed.charAt(0))
                && trimmed.chars().skip(1).anyMatch(c -> !Character.isDigit(c)) || trimmed.length() == 8;
    }

    /** {@return whether a field is a moment, or a date, in any way that is known} */
    static boolean looksLikeMoment(String field) {
        return looksLikeSeconds(field) || looksLikeMilliseconds(field) || mayBeDate(field)
                && Stream.concat(Stream.of(iso(ZoneOffset.UTC)), patterns(ZoneOffset.UTC))
                        .anyMatch(way -> way.new Reader().read(field).isPresent());
    }

    /** {@return all usual patterns} */
    static Stream<CsvTime> patterns(ZoneId zone) {
        return CLOCKS.stream().flatMap(
                clock -> DATES.stream().map(date -> new CsvTime(Kind.PATTERN, date + clock, zone)));
    }

    /** {@return ISO 8601} @param zone where times without an offset are local */
    public static CsvTime iso(ZoneId zone) {
        return new CsvTime(Kind.ISO, "", zone);
    }

    /** {@return times by a pattern} @throws ImportException if it is none */
    public static CsvTime pattern(String pattern, ZoneId zone) throws ImportException {
        try {
            DateTimeFormatter.ofPattern(pattern);
            return new CsvTime(Kind.PATTERN, pattern, zone);
        } catch (IllegalArgumentException e) {
            throw new ImportException(Messages.get("mapping.pattern", pattern), e);
        }
    }

    /** A moment as a file tells it: exact, or as a clock on the wall shows it. Exactly one of both is there. */
    record Parsed(Optional<Instant> instant, Optional<LocalDateTime> local) {

        static Parsed at(Instant instant) {
            return new Parsed(Optional.of(instant), Optional.empty());
        }

        static Parsed of(LocalDateTime local) {
            return new Parsed(Optional.empty(), Optional.of(local));
        }
    }

    /** Reads times. Not safe for several threads. */
    final class Reader {

        private final Optional<DateTimeFormatter> formatter = kind == Kind.PATTERN
                ? Optional.of(new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern)
                        .toFormatter(UserLocale.formats()))
                : Optional.empty();

        /** {@return the moment; empty if the text is none} */
        Optional<Parsed> read(String text) {
            String trimmed = text.strip();
            if (trimmed.length() > LONGEST) {
                return Optional.empty();
            }
            try {
                return Optional.of(switch (kind) {
                    case SECONDS -> Parsed.at(Instant.ofEpochMilli(
                            FieldDecimals.scaled(trimmed, false, 3).orElseThrow(() -> new DateTimeException(trimmed))));
                    case MILLISECONDS -> Parsed.at(Instant.ofEpochMilli(
                            FieldDecimals.scaled(trimmed, false, 0).orElseThrow(() -> new DateTimeException(trimmed))));
                    case ISO -> IsoTime.read(trimmed).orElseGet(() -> parsed(ISO.parse(trimmed)));
                    case PATTERN -> parsed(formatter.orElseThrow().parse(trimmed));
                });
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /** {@return what a formatter has read} */
    static Parsed parsed(TemporalAccessor parsed) {
        if (parsed.query(TemporalQueries.offset()) != null) {
            return Parsed.at(OffsetDateTime.from(parsed).toInstant());
        }
        var time = parsed.query(TemporalQueries.localTime());
        return Parsed.of(LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time));
    }
}
