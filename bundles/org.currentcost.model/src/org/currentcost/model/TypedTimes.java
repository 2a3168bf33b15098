package org.currentcost.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads times as people type them: "last 7 d", "March", "24-26 Oct", "yesterday", "1 Oct 2025 14:00 - 15:30", dates in
 * any form that the locale has. What could be meant in two ways is not read. A month, a day or a time of day without
 * what is above it is the last such one that has begun. Immutable apart from what is kept for the next time; for one
 * thread.
 */
public final class TypedTimes {

    private static final Duration USUAL_LENGTH = Duration.ofHours(1);
    private static final int DAYS_OF_WEEK = 7;
    private static final int MOST_DAYS = 36_600;
    private static final int LONGEST = 200;
    private static final Pattern CLOSE_SEPARATOR = Pattern.compile(" ?-+ ?|\\.\\.+|\\u2026");
    private static final Pattern COUNTED = Pattern.compile("(\\d{1,5}) ?(\\p{L}+)\\.?|(\\p{L}+)");

    private final TimeWords words;
    private final TypedMomentReader moments;
    private final Locale formats;
    private final ZoneId zone;
    private final Pattern spacedSeparator;
    private final Pattern from;
    private final Pattern since;

    /**
     * @param language of the words, beside English ones
     * @param formats  of dates and times, and of the names of months and days
     * @param zone     of the days
     */
    public TypedTimes(Locale language, Locale formats, ZoneId zone) {
        this.formats = formats;
        this.zone = zone;
        words = new TimeWords(language, formats);
        moments = new TypedMomentReader(words);
        var between = new ArrayList<>(words.of("time.to"));
        between.addAll(words.of("time.between"));
        String spaced = " (?:-+|" + TimeWords.anyOf(between) + ") ";
        spacedSeparator = Pattern.compile(spaced);
        from = beginning("time.from");
        since = beginning("time.since");
    }

    private Pattern beginning(String key) {
        String word = "^" + TimeWords.anyOf(words.of(key)) + " ";
        return Pattern.compile(word);
    }

    /** {@return the day that a text names, if it can be read in one way} @param today for what lacks a year */
    public Optional<LocalDate> day(String text, LocalDate today) {
        return words.date(text.strip()).or(() -> readable(text).flatMap(clean -> moments.read(clean, today))
                .filter(one -> one.secondOfDay().isEmpty()).flatMap(one -> day(one, today)));
    }

    /** {@return the time of day that a text names; "24:00" is none} */
    public Optional<LocalTime> time(String text) {
        return readable(text).flatMap(clean -> words.time(clean).or(() -> moments.read(clean, LocalDate.EPOCH)
                .filter(one -> !one.hasDate()
                        && one.secondOfDay().orElse(TypedClock.END_OF_DAY) < TypedClock.END_OF_DAY)
                .map(one -> LocalTime.ofSecondOfDay(one.secondOfDay().getAsInt()))));
    }

    /** {@return a date in a form that can be read again} */
    public String text(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(formats).format(day);
    }

    /** {@return a time of day in a form that can be read again, with seconds where there are some} */
    public String text(LocalTime time) {
        return DateTimeFormatter.ofLocalizedTime(time.getSecond() == 0 ? FormatStyle.SHORT : FormatStyle.MEDIUM)
                .withLocale(formats).format(time);
    }

    /** {@return the span of time that a text names} @param now for what is said of the present */
    public TypedRange range(String text, Instant now) {
        var readable = readable(text);
        if (readable.isEmpty()) {
            return TypedRange.Problem.UNREADABLE;
        }
        String clean = readable.get();
        if (words.is("time.all", TimeWords.folded(clean))) {
            return new TypedRange.All();
        }
        var today = LocalDate.ofInstant(now, zone);
        var last = last(TimeWords.folded(clean), today);
        if (last.isPresent()) {
            return new TypedRange.Last(last.get());
        }
        var whole = moments.read(clean, today);
        if (whole.isPresent()) {
            return single(whole.get(), now);
        }
        var since = since(clean, now);
        return since.isPresent() ? since.get() : fromTo(clean, now);
    }

    private static Optional<String> readable(String text) {
        return Optional.of(text).filter(one -> one.length() <= LONGEST).map(TimeWords::clean)
                .filter(clean -> !clean.isEmpty());
    }

    /** "7 d", "last 7 days", "last hour". */
    private Optional<Duration> last(String folded, LocalDate today) {
        var tokens = new ArrayList<>(Arrays.asList(folded.split(" ")));
        boolean said = tokens.removeIf(token -> words.is("time.last", token));
        tokens.removeIf(words::isFiller);
        var counted = COUNTED.matcher(String.join(" ", tokens));
        if (!counted.matches() || counted.group(3) != null && !said) {
            return Optional.empty();
        }
        int count = counted.group(1) == null ? 1 : Integer.parseInt(counted.group(1));
        String unit = counted.group(1) == null ? counted.group(3) : counted.group(2);
        return length(count, unit, counted.group(1) != null, today)
                .filter(length -> length.isPositive() && length.toDays() <= MOST_DAYS);
    }

    private Optional<Duration> length(int count, String unit, boolean counted, LocalDate today) {
        if (words.is("time.minutes", unit)) {
            return Optional.of(Duration.ofMinutes(count));
        }
        if (words.is("time.hours", unit)) {
            return Optional.of(Duration.ofHours(count));
        }
        if (words.is("time.days", unit)) {
            return Optional.of(Duration.ofDays(count));
        }
        // "Last week" is the one of the calendar, "last 1 week" is not.
        if (!counted) {
            return Optional.empty();
        }
        if (words.is("time.weeks", unit)) {
            return Optional.of(Duration.ofDays((long) count * DAYS_OF_WEEK));
        }
        if (words.is("time.months", unit)) {
            return Optional.of(Duration.ofDays(ChronoUnit.DAYS.between(today.minusMonths(count), today)));
        }
        return words.is("time.years", unit)
                ? Optional.of(Duration.ofDays(ChronoUnit.DAYS.between(today.minusYears(count), today)))
                : Optional.empty();
    }

    private TypedRange single(TypedMoment moment, Instant now) {
        var today = LocalDate.ofInstant(now, zone);
        if (moment.secondOfDay().isEmpty()) {
            return moment.upTo(today).map(days -> fixed(start(days.first()), start(days.end())))
                    .orElse(TypedRange.Problem.UNREADABLE);
        }
        int second = moment.secondOfDay().getAsInt();
        var day = moment.hasDate() ? day(moment, today) : Optional.of(lastBegun(second, now));
        if (day.isEmpty()) {
            return TypedRange.Problem.UNREADABLE;
        }
        return instant(TypedMoment.at(day.get(), second))
                .<TypedRange>map(start -> fixed(start, start.plus(USUAL_LENGTH)))
                .orElse(TypedRange.Problem.SKIPPED_BY_CLOCK);
    }

    private static Optional<LocalDate> day(TypedMoment moment, LocalDate today) {
        return moment.upTo(today).filter(TypedTimes::isDay).map(TypedMoment.Days::first);
    }

    private LocalDate lastBegun(int second, Instant now) {
        var local = LocalDateTime.ofInstant(now, zone);
        return TypedMoment.at(local.toLocalDate(), second).isAfter(local)
                ? local.toLocalDate().minusDays(1)
                : local.toLocalDate();
    }

    private Optional<TypedRange> since(String clean, Instant now) {
        var beginning = since.matcher(TimeWords.folded(clean));
        if (!beginning.find()) {
            return Optional.empty();
        }
        var moment = moments.read(clean.substring(beginning.end()), LocalDate.ofInstant(now, zone));
        return Optional.of(moment.map(one -> single(one, now))
                .map(one -> one instanceof TypedRange.Fixed(TimeRange range) ? fixed(range.start(), now) : one)
                .orElse(TypedRange.Problem.UNREADABLE));
    }

    /** Parts at each place where two times may meet, until both can be read. */
    private TypedRange fromTo(String clean, Instant now) {
        String folded = TimeWords.folded(clean);
        var problem = TypedRange.Problem.UNREADABLE;
        if (folded.length() != clean.length()) {
            clean = folded;
        }
        var beginning = from.matcher(folded);
        int start = beginning.find() ? beginning.end() : 0;
        for (var separator : List.of(spacedSeparator, CLOSE_SEPARATOR)) {
            var places = separator.matcher(folded);
            for (int at = start; places.find(at); at = places.start() + 1) {
                var today = LocalDate.ofInstant(now, zone);
                var left = moments.read(clean.substring(start, places.start()).strip(), today);
                var right = moments.read(clean.substring(places.end()).strip(), today);
                if (left.isPresent() && right.isPresent()) {
                    var range = fromTo(left.get(), right.get(), now);
                    if (range instanceof TypedRange.Fixed) {
                        return range;
                    }
                    problem = (TypedRange.Problem) range;
                }
            }
        }
        return problem;
    }

    /** The days that a range begins and ends with. */
    private record Ends(TypedMoment.Days first, TypedMoment.Days last) {
    }

    private TypedRange fromTo(TypedMoment from, TypedMoment to, Instant now) {
        var ends = ends(from, to, now);
        if (ends.isEmpty() || from.secondOfDay().isPresent() && !isDay(ends.get().first())
                || to.secondOfDay().isPresent() && !isDay(ends.get().last())) {
            return TypedRange.Problem.UNREADABLE;
        }
        var first = ends.get().first().first();
        var start = from.secondOfDay().isPresent()
                ? instant(TypedMoment.at(first, from.secondOfDay().getAsInt()))
                : Optional.of(start(first));
        if (start.isEmpty()) {
            return TypedRange.Problem.SKIPPED_BY_CLOCK;
        }
        if (to.secondOfDay().isEmpty()) {
            return fixed(start.get(), start(ends.get().last().end()));
        }
        var local = TypedMoment.at(ends.get().last().first(), to.secondOfDay().getAsInt());
        boolean passesMidnight = !to.hasDate() && from.secondOfDay().isPresent()
                && !start.get().isBefore(latest(local));
        var end = passesMidnight ? local.plusDays(1) : local;
        // Where the clock is put back, an end that would be too early is of the second time round.
        return instant(end).map(one -> start.get().isBefore(one) ? one : latest(end))
                .map(one -> fixed(start.get(), one)).orElse(TypedRange.Problem.SKIPPED_BY_CLOCK);
    }

    private Optional<Ends> ends(TypedMoment from, TypedMoment to, Instant now) {
        var today = LocalDate.ofInstant(now, zone);
        if (from.hasDate() && to.hasDate()) {
            return from.lacksMonth() || to.lacksMonth() ? inOneMonth(from, to, today) : apart(from, to, today);
        }
        var both = from.hasDate() ? from.upTo(today) : to.upTo(today);
        if (!from.hasDate() && !to.hasDate()) {
            var day = lastBegun(from.secondOfDay().orElse(0), now);
            both = Optional.of(new TypedMoment.Days(day, day.plusDays(1)));
        }
        return both.map(days -> new Ends(days, days));
    }

    private static boolean isDay(TypedMoment.Days days) {
        return days.first().plusDays(1).equals(days.end());
    }

    /** "24-26 Oct". */
    private static Optional<Ends> inOneMonth(TypedMoment from, TypedMoment to, LocalDate today) {
        int year = Math.max(from.year(), to.year());
        int month = Math.max(from.month(), to.month());
        boolean contradict = from.year() > 0 && to.year() > 0 && from.year() != to.year();
        return contradict || from.day() == 0 || to.day() == 0
                ? Optional.empty()
                : from.inMonth(year, month).upTo(today)
                        .flatMap(first -> to.inMonth(first.first().getYear(), month).days()
                                .map(last -> new Ends(first, last)));
    }

    /** "24 Oct - 3 Nov", either with a year or without. */
    private static Optional<Ends> apart(TypedMoment from, TypedMoment to, LocalDate today) {
        var first = from.upTo(today);
        if (from.year() == 0 && from.month() > 0 && to.year() > 0) {
            // "24 Dec - 3 Jan 2026" began in the year before.
            first = from.inMonth(to.year(), from.month()).days()
                    .filter(days -> to.days().filter(last -> days.first().isAfter(last.first())).isEmpty())
                    .or(() -> from.inMonth(to.year() - 1, from.month()).days());
        }
        return first.flatMap(days -> to.after(days.first()).map(last -> new Ends(days, last)));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** {@return the first moment at which the clock shows this, if it ever does} */
    private Optional<Instant> instant(LocalDateTime local) {
        return zone.getRules().getValidOffsets(local).stream().findFirst().map(local::toInstant);
    }

    private Instant latest(LocalDateTime local) {
        return local.atZone(zone).withLaterOffsetAtOverlap().toInstant();
    }

    private static TypedRange fixed(Instant start, Instant end) {
        return start.isBefore(end)
                ? new TypedRange.Fixed(new TimeRange(start, end))
                : TypedRange.Problem.ENDS_BEFORE_START;
    }
}
