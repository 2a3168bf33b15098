package org.currentcost.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads a day, a month or a year, with a time of day or without: all that is typed, or nothing. */
final class TypedMomentReader {

    private static final int THIS_CENTURY = 2000;
    private static final int CENTURY_DIGITS = 2;
    private static final int YEAR_DIGITS = 4;
    private static final int MONTHS = 12;
    private static final int MOST_DAYS = 31;
    private static final int MONTHS_OF_QUARTER = 3;
    private static final Pattern NUMBERS = Pattern
            .compile("(\\d{1,4})\\s?([./ -])\\s?(\\d{1,4})(?:\\s?\\2\\s?(\\d{1,4}))?\\.?");
    private static final Pattern DASHED_NAME = Pattern.compile("(\\d{1,4})-(\\p{L}+\\.?)-(\\d{1,4})");
    private static final Pattern NUMBER = Pattern.compile("'?\\d{1,4}");
    private static final Pattern EAST_ASIAN_UNITS = Pattern
            .compile("(?<=\\d)[\\u5e74\\ub144\\u65e5\\uc77c](?!\\p{L})|(?<=[\\u6708\\uc6d4])(?=\\d)");

    private final TimeWords words;
    private final List<Pattern> clocks;
    private final Pattern ordinal;
    private final Pattern quarter;

    TypedMomentReader(TimeWords words) {
        this.words = words;
        clocks = TypedClock.patterns(words);
        String ordinals = "(?<=\\d)(?:" + TimeWords.anyOf(words.of("time.ordinals")) + "(?!\\p{L})|\\.)";
        ordinal = Pattern.compile(ordinals);
        String quarters = TimeWords.anyOf(words.of("time.quarters")) + "([1-4])";
        quarter = Pattern.compile(quarters);
    }

    /** {@return what a text says} @param text cleaned @param today for "yesterday" */
    Optional<TypedMoment> read(String text, LocalDate today) {
        var own = words.date(text);
        if (own.isPresent()) {
            return own.map(TypedMoment::of);
        }
        String folded = TimeWords.folded(text).replaceAll("[,\\u060c]", " ").replaceAll(" +", " ").strip();
        var clock = TypedClock.find(folded, clocks);
        if (clock.isPresent()) {
            String rest = withoutAt(clock.get().rest());
            return (rest.isEmpty() ? Optional.of(TypedMoment.NOTHING) : date(rest, today))
                    .map(date -> date.at(clock.get().secondOfDay()));
        }
        return date(folded, today)
                .or(() -> words.time(text).map(time -> TypedMoment.NOTHING.at(time.toSecondOfDay())));
    }

    private String withoutAt(String text) {
        var tokens = new ArrayList<>(List.of(text.split(" +")));
        tokens.removeIf(token -> words.is("time.at", token));
        return String.join(" ", tokens);
    }

    private Optional<TypedMoment> date(String folded, LocalDate today) {
        var whole = named(folded, today).or(() -> words.date(folded).map(TypedMoment::of));
        if (whole.isPresent()) {
            return whole;
        }
        String plain = EAST_ASIAN_UNITS.matcher(folded).replaceAll(" ").replaceAll(" +", " ").strip();
        var numbers = NUMBERS.matcher(plain);
        if (numbers.find() && numbers.end() == plain.length() && (numbers.start() == 0
                || plain.charAt(numbers.start() - 1) == ' ' && !numbers.group(2).equals(" "))) {
            return besides(plain.substring(0, numbers.start()), numbers(numbers.group(1), numbers.group(2),
                    numbers.group(3), Optional.ofNullable(numbers.group(4))));
        }
        return withNames(plain);
    }

    /** A day of the week before a date of numbers. */
    private Optional<TypedMoment> besides(String before, Optional<TypedMoment> numbers) {
        var date = numbers;
        for (String token : before.isBlank() ? List.<String>of() : List.of(before.strip().split(" "))) {
            int weekday = words.weekday(token);
            if (weekday > 0 && date.filter(one -> one.weekday().isEmpty() && one.day() > 0).isPresent()) {
                date = date.map(one -> one.on(DayOfWeek.of(weekday)));
            } else if (!words.isFiller(token)) {
                return Optional.empty();
            }
        }
        return date;
    }

    /** Days that have a name of their own. */
    private Optional<TypedMoment> named(String text, LocalDate today) {
        if (words.is("time.today", text)) {
            return Optional.of(TypedMoment.named(today, today.plusDays(1)));
        }
        if (words.is("time.yesterday", text)) {
            return Optional.of(TypedMoment.named(today.minusDays(1), today));
        }
        if (words.is("time.beforeYesterday", text)) {
            return Optional.of(TypedMoment.named(today.minusDays(2), today.minusDays(1)));
        }
        var tokens = List.of(text.split(" "));
        boolean now = tokens.stream().anyMatch(token -> words.is("time.this", token));
        boolean before = tokens.stream().anyMatch(token -> words.is("time.last", token));
        var others = tokens.stream().filter(token -> !words.is("time.this", token) && !words.is("time.last", token)
                && !words.isFiller(token)).toList();
        if (now == before || others.size() != 1) {
            return Optional.empty();
        }
        return period(others.getFirst()).map(unit -> {
            var first = unit.first(today);
            return before
                    ? TypedMoment.named(first.minus(1, unit.unit()), first)
                    : TypedMoment.named(first, first.plus(1, unit.unit()));
        });
    }

    private record CalendarUnit(ChronoUnit unit, UnaryOperator<LocalDate> start) {
        LocalDate first(LocalDate day) {
            return start.apply(day);
        }
    }

    private Optional<CalendarUnit> period(String word) {
        if (words.is("time.weeks", word)) {
            return Optional.of(new CalendarUnit(ChronoUnit.WEEKS,
                    day -> day.with(TemporalAdjusters.previousOrSame(words.firstOfWeek()))));
        }
        if (words.is("time.months", word)) {
            return Optional.of(new CalendarUnit(ChronoUnit.MONTHS, day -> day.withDayOfMonth(1)));
        }
        return words.is("time.years", word)
                ? Optional.of(new CalendarUnit(ChronoUnit.YEARS, day -> day.withDayOfYear(1)))
                : Optional.empty();
    }

    private Optional<TypedMoment> numbers(String first, String separator, String second, Optional<String> third) {
        if (third.isEmpty()) {
            if (first.length() == YEAR_DIGITS && isShort(second)) {
                return month(first, second);
            }
            if (second.length() == YEAR_DIGITS && isShort(first)) {
                // The end of "Oct 24-26, 2025".
                return separator.equals(" ")
                        ? day(TypedMoment.NOTHING, Integer.parseInt(second), first)
                        : month(second, first);
            }
            boolean separates = separator.equals(" ") || separator.equals("-") && !words.dashed();
            return separates || !isShort(first) || !isShort(second)
                    ? Optional.empty()
                    : dayFirst() ? day(0, second, first) : day(0, first, second);
        }
        String last = third.get();
        if (first.length() == YEAR_DIGITS && isShort(second) && isShort(last)) {
            return day(Integer.parseInt(first), second, last);
        }
        if (!isShort(first) || !isShort(second)) {
            return Optional.empty();
        }
        boolean yearFirst = words.order().startsWith("y");
        if (last.length() == YEAR_DIGITS) {
            int year = Integer.parseInt(last);
            if (!yearFirst) {
                return dayFirst() ? day(year, second, first) : day(year, first, second);
            }
            // Nobody has said whether the month or the day comes first here; it is taken where only one can be.
            var one = day(year, second, first);
            var other = day(year, first, second);
            return one.isPresent() == other.isPresent() ? one.filter(day -> first.equals(second)) : one.or(() -> other);
        }
        if (last.length() != CENTURY_DIGITS || yearFirst) {
            return Optional.empty();
        }
        int year = THIS_CENTURY + Integer.parseInt(last);
        return dayFirst() ? day(year, second, first) : day(year, first, second);
    }

    private static boolean isShort(String number) {
        return number.length() <= CENTURY_DIGITS;
    }

    private boolean dayFirst() {
        return words.order().indexOf('d') < words.order().indexOf('M');
    }

    private static Optional<TypedMoment> month(String year, String month) {
        int number = Integer.parseInt(month);
        return number < 1 || number > MONTHS
                ? Optional.empty()
                : Optional.of(TypedMoment.NOTHING.with(Integer.parseInt(year), number, 1, 0));
    }

    private static Optional<TypedMoment> day(int year, String month, String day) {
        int monthNumber = Integer.parseInt(month);
        int dayNumber = Integer.parseInt(day);
        return monthNumber < 1 || monthNumber > MONTHS || dayNumber < 1 || dayNumber > MOST_DAYS
                ? Optional.empty()
                : Optional.of(TypedMoment.NOTHING.with(year, monthNumber, 1, dayNumber));
    }

    /** With a month's name, a day's name, or a number alone. */
    private Optional<TypedMoment> withNames(String plain) {
        String spaced = DASHED_NAME.matcher(plain).replaceAll("$1 $2 $3");
        var moment = TypedMoment.NOTHING;
        var numbers = new ArrayList<String>();
        int before = 0;
        for (String token : ordinal.matcher(spaced).replaceAll(" ").strip().split("[ /]+")) {
            var quarterOfYear = quarter.matcher(token);
            int month = words.month(token);
            int weekday = words.weekday(token);
            if (NUMBER.matcher(token).matches()) {
                before += moment.month() == 0 ? 1 : 0;
                numbers.add(token);
            } else if (quarterOfYear.matches() && moment.month() == 0) {
                moment = moment.with(0, (Integer.parseInt(quarterOfYear.group(1)) - 1) * MONTHS_OF_QUARTER + 1,
                        MONTHS_OF_QUARTER, 0);
            } else if (month > 0 && moment.month() == 0) {
                moment = moment.inMonth(0, month);
            } else if (weekday > 0 && moment.weekday().isEmpty()) {
                moment = moment.on(DayOfWeek.of(weekday));
            } else if (!words.isFiller(token)) {
                return Optional.empty();
            }
        }
        return numbered(moment, numbers, before == 1)
                .filter(one -> one.day() <= MOST_DAYS && (one.months() == 1 || one.day() == 0) && one.hasDate());
    }

    private static Optional<TypedMoment> numbered(TypedMoment moment, List<String> numbers, boolean oneBefore) {
        if (numbers.isEmpty()) {
            return Optional.of(moment);
        }
        String first = numbers.getFirst();
        if (numbers.size() == 1) {
            return isYear(first)
                    ? Optional.of(moment.with(year(first), moment.month(), moment.months(), 0))
                    : day(moment, 0, first);
        }
        if (numbers.size() > 2 || moment.month() == 0) {
            return Optional.empty();
        }
        String second = numbers.getLast();
        if (isYear(first) != isYear(second)) {
            return isYear(first) ? day(moment, year(first), second) : day(moment, year(second), first);
        }
        // "24 Oct 25"; but "Oct 24 25" may be two days.
        return !isYear(first) && oneBefore && second.length() == CENTURY_DIGITS
                ? day(moment, THIS_CENTURY + Integer.parseInt(second), first)
                : Optional.empty();
    }

    private static boolean isYear(String number) {
        return number.startsWith("'") && number.length() == CENTURY_DIGITS + 1 || number.length() == YEAR_DIGITS;
    }

    private static int year(String number) {
        return number.startsWith("'") ? THIS_CENTURY + Integer.parseInt(number.substring(1)) : Integer.parseInt(number);
    }

    private static Optional<TypedMoment> day(TypedMoment moment, int year, String day) {
        int number = isShort(day) && !day.startsWith("'") ? Integer.parseInt(day) : 0;
        return number < 1 ? Optional.empty() : Optional.of(moment.with(year, moment.month(), moment.months(), number));
    }
}
