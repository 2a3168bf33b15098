package org.currentcost.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A time of day in what is typed, and what is typed around it.
 *
 * @param secondOfDay from 0 to {@link #END_OF_DAY}
 * @param rest        the other words
 */
record TypedClock(int secondOfDay, String rest) {

    /** How many seconds the clock of a day shows; 24:00 is the end of a day. */
    static final int END_OF_DAY = 24 * 3600;

    private static final int HOUR = 3600;
    private static final int MINUTE = 60;
    private static final int NOON = 12;
    private static final String NUMBER_BEFORE = "(?<![\\d:.,/-])";
    private static final String NO_MINUTE = "(?<minute>x){0}";
    private static final String NO_SECOND = "(?<second>x){0}";
    private static final String NO_HALF = "(?<half>x){0}";

    /** {@return the patterns of a time of day in folded words, the most exact first} */
    static List<Pattern> patterns(TimeWords words) {
        String hour = NUMBER_BEFORE + "(?<hour>\\d{1,2})";
        String oclock = "\\s?" + TimeWords.anyOf(words.of("time.oclock")) + "(?!\\p{L})";
        // In German, "10:00 am 24. Oktober" is not about the morning.
        String half = "\\s?(?<half>" + (words.isFiller("am") ? "[ap]\\.\\s?m\\.?|pm" : "[ap]\\.?\\s?m\\.?")
                + ")(?!\\p{L})";
        var patterns = new ArrayList<Pattern>();
        for (String pattern : List.of(
                hour + ":(?<minute>\\d{2})(?::(?<second>\\d{2}))?(?![\\d:])(?:" + half + "|" + oclock + ")?",
                hour + "\\s?h\\s?(?<minute>\\d{2})(?!\\d)" + NO_SECOND + NO_HALF,
                hour + NO_MINUTE + NO_SECOND + half, hour + NO_MINUTE + NO_SECOND + NO_HALF + oclock,
                hour + "\\s?h(?![\\p{L}\\d])" + NO_MINUTE + NO_SECOND + NO_HALF,
                "(?<=\\d{4} )(?<hour>\\d{1,2})\\.(?<minute>\\d{2})$" + NO_SECOND + NO_HALF)) {
            patterns.add(Pattern.compile(pattern));
        }
        return patterns;
    }

    /** {@return the time of day in folded words, if there is one that a clock can show} */
    static Optional<TypedClock> find(String folded, List<Pattern> patterns) {
        for (var pattern : patterns) {
            var matcher = pattern.matcher(folded);
            if (matcher.find()) {
                String rest = (folded.substring(0, matcher.start()) + " " + folded.substring(matcher.end())).strip();
                return second(matcher.toMatchResult()).map(second -> new TypedClock(second, rest));
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> second(MatchResult match) {
        int hour = number(match.group("hour"));
        int minute = number(match.group("minute"));
        int second = number(match.group("second"));
        String half = match.group("half");
        if (half != null) {
            if (hour < 1 || hour > NOON) {
                return Optional.empty();
            }
            hour = hour % NOON + (half.startsWith("p") ? NOON : 0);
        }
        int all = hour * HOUR + minute * MINUTE + second;
        return minute < MINUTE && second < MINUTE && all <= END_OF_DAY ? Optional.of(all) : Optional.empty();
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
