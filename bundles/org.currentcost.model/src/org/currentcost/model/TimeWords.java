package org.currentcost.model;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.time.temporal.TemporalQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words that times are typed with: those of a language, English ones, and the names and forms of dates of a
 * locale. Case, accents, full stops after short names and the kinds of spaces and digits make no difference.
 */
final class TimeWords {

    private static final Texts TEXTS = Texts.beside(TimeWords.class);
    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");
    private static final Pattern MARKS = Pattern.compile("[\\u200e\\u200f\\u061c]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u2007\\u2009\\u202f]+");
    private static final Pattern RANGE_DASHES = Pattern.compile("[\\u2013\\u2014]");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final int CENTURY = 100;
    private static final int THIS_CENTURY = 2000;
    private static final int SHORTEST_PREFIX = 3;

    private final Locale language;
    private final Locale formats;
    private final List<DateTimeFormatter> dates = new ArrayList<>();
    private final List<DateTimeFormatter> times = new ArrayList<>();
    private final List<Map<String, Integer>> months = new ArrayList<>();
    private final List<Map<String, Integer>> weekdays = new ArrayList<>();
    private final Set<String> literals = new LinkedHashSet<>();
    private final Map<String, Set<String>> words = new HashMap<>();
    private final String order;
    private final boolean dashed;

    /** @param language of words @param formats of dates and of names of months and days */
    TimeWords(Locale language, Locale formats) {
        this.language = language;
        this.formats = formats;
        for (var style : FormatStyle.values()) {
            String pattern = DateTimeFormatterBuilder.getLocalizedDateTimePattern(style, null, IsoChronology.INSTANCE,
                    formats);
            add(pattern, dates);
            QUOTED.matcher(pattern).results().map(one -> folded(clean(one.group(1)))).forEach(literals::add);
        }
        for (var style : List.of(FormatStyle.SHORT, FormatStyle.MEDIUM)) {
            add(DateTimeFormatterBuilder.getLocalizedDateTimePattern(null, style, IsoChronology.INSTANCE, formats),
                    times);
        }
        String numeric = DateTimeFormatterBuilder.getLocalizedDateTimePattern(FormatStyle.SHORT, null,
                IsoChronology.INSTANCE, formats);
        order = Stream.of("d", "M", "y").sorted(Comparator.comparingInt(numeric::indexOf))
                .collect(Collectors.joining());
        dashed = numeric.contains("-");
        for (var locale : new LinkedHashSet<>(List.of(formats, language, Locale.ENGLISH))) {
            months.add(names(Month.values().length, (number, style) -> Month.of(number).getDisplayName(style, locale)));
            weekdays.add(names(DayOfWeek.values().length,
                    (number, style) -> DayOfWeek.of(number).getDisplayName(style, locale)));
        }
    }

    private void add(String pattern, List<DateTimeFormatter> formatters) {
        // With "y" and no era, 31 February would be read as another day.
        String strict = pattern.contains("G") ? pattern : pattern.replace('y', 'u');
        for (String one : new LinkedHashSet<>(List.of(strict, clean(strict)))) {
            try {
                formatters.add(new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(one)
                        .toFormatter(formats).withResolverStyle(ResolverStyle.STRICT));
            } catch (IllegalArgumentException e) {
                // A form of Maltese that lacks an apostrophe; there are others.
                continue;
            }
        }
    }

    private interface Names {
        String name(int number, TextStyle style);
    }

    private static Map<String, Integer> names(int count, Names names) {
        var numbers = new HashMap<String, Integer>();
        for (var style : List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT,
                TextStyle.SHORT_STANDALONE)) {
            for (int number = 1; number <= count; number++) {
                numbers.putIfAbsent(undotted(folded(clean(names.name(number, style)))), number);
            }
        }
        return numbers;
    }

    private static String undotted(String word) {
        return word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
    }

    /** {@return the text with plain digits, spaces, dashes and apostrophes} */
    static String clean(String text) {
        var digits = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                digits.append(Character.digit(c, 10));
            } else {
                digits.appendCodePoint(c);
            }
        });
        String plain = RANGE_DASHES.matcher(MARKS.matcher(digits).replaceAll("")).replaceAll(" - ");
        plain = plain.replace('\u2011', '-').replace('\u2010', '-').replace('\u2212', '-').replace('\u2019', '\'');
        return SPACES.matcher(plain).replaceAll(" ").strip();
    }

    /** {@return the text without capitals and accents} */
    static String folded(String text) {
        return Normalizer.normalize(ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll(""),
                Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** {@return the words of a key, folded} */
    Set<String> of(String key) {
        return words.computeIfAbsent(key, one -> Stream.of(language, Locale.ENGLISH)
                .flatMap(locale -> TEXTS.words(locale, one).stream()).map(TimeWords::folded)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    boolean is(String key, String word) {
        return of(key).contains(word);
    }

    /** {@return whether a word may stand beside a date without meaning anything} */
    boolean isFiller(String word) {
        return is("time.filler", word) || literals.contains(word) || literals.contains(word + ".");
    }

    /** {@return a pattern of any of the words, for the middle of a pattern} */
    static String anyOf(Collection<String> words) {
        return words.stream().filter(word -> !word.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed()).map(Pattern::quote)
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    /** {@return the number of a month by its name or the beginning of one; 0 if it is none} */
    int month(String word) {
        // "mar." is Tuesday in French, though "mars" begins with it, too.
        boolean isDay = weekdays.getFirst().containsKey(undotted(word))
                && !months.getFirst().containsKey(undotted(word));
        return isDay ? 0 : number(months, word);
    }

    /** {@return the number of a day of the week by its name or the beginning of one; 0 if it is none} */
    int weekday(String word) {
        return number(weekdays, word);
    }

    /** Own names first: October of one language is November in another. */
    private static int number(List<Map<String, Integer>> languages, String dotted) {
        String word = undotted(dotted);
        for (var names : languages) {
            Integer number = names.get(word);
            if (number != null) {
                return number;
            }
        }
        for (var names : word.length() < SHORTEST_PREFIX ? List.<Map<String, Integer>>of() : languages) {
            var numbers = names.entrySet().stream().filter(one -> one.getKey().startsWith(word))
                    .map(Map.Entry::getValue).distinct().toList();
            if (!numbers.isEmpty()) {
                return numbers.size() == 1 ? numbers.getFirst() : 0;
            }
        }
        return 0;
    }

    /** {@return the day that weeks begin with} */
    DayOfWeek firstOfWeek() {
        return UserLocale.weeks(formats).getFirstDayOfWeek();
    }

    /** {@return in which order days, months and years are written with numbers alone: such as "dMy"} */
    String order() {
        return order;
    }

    /** {@return whether dates of numbers alone are written with dashes, so that these don't stand between two dates} */
    boolean dashed() {
        return dashed;
    }

    /** {@return the date, if it is written in one of the forms that the locale shows dates in} */
    Optional<LocalDate> date(String text) {
        return parsed(dates, text, LocalDate::from)
                .map(date -> date.getYear() < CENTURY ? date.plusYears(THIS_CENTURY) : date)
                .filter(date -> date.getYear() >= TypedMoment.FIRST_YEAR && date.getYear() <= TypedMoment.LAST_YEAR);
    }

    /** {@return the time of day, if it is written as the locale shows times} */
    Optional<LocalTime> time(String text) {
        return parsed(times, text, LocalTime::from);
    }

    private static <T> Optional<T> parsed(List<DateTimeFormatter> formatters, String text, TemporalQuery<T> query) {
        for (var formatter : formatters) {
            try {
                return Optional.of(formatter.parse(text, query));
            } catch (DateTimeException e) {
                // Another of its forms, or none.
                continue;
            }
        }
        return Optional.empty();
    }
}
