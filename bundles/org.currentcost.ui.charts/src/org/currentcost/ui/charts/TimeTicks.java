package org.currentcost.ui.charts;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;
import java.util.function.ToIntFunction;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;

/**
 * The two rows of a time axis: borders of the zone's clock and calendar that fall on full hours, days, months, and
 * under them the day, month or year they are in.
 *
 * @param ticks the borders in order, with the labels of the upper row, none of which touches its neighbour
 * @param spans the lower row
 */
record TimeTicks(List<Tick> ticks, List<Label> spans) {

    /** The least room between two labels of a row. */
    static final int LABEL_SPACING = 14;

    /**
     * A border.
     *
     * @param label empty where it would not fit
     */
    record Tick(long millis, String label) {
    }

    /**
     * A label of the lower row.
     *
     * @param left its left edge in pixels from the start of the range
     */
    record Label(int left, String text) {
    }

    private record Step(ChronoUnit unit, int count, String pattern) {
        boolean isTimeOfDay() {
            return unit == ChronoUnit.SECONDS || unit == ChronoUnit.MINUTES || unit == ChronoUnit.HOURS;
        }

        int seconds() {
            return (int) (unit.getDuration().toSeconds() * count);
        }

        double estimatedMillis() {
            return (double) unit.getDuration().toMillis() * count;
        }
    }

    private static final List<Step> STEPS = steps();

    /** Finer borders than this many pixels are never tried. */
    private static final int LEAST_STEP_PIXELS = 12;

    /** Clocks are never put back by more. */
    private static final int LONGEST_OVERLAP_SECONDS = 3 * 3600;

    /** A month is called 30.4 days and may be 28, a day 24 hours and may be 23. */
    private static final double FINEST_TOLERANCE = 0.9;

    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int seconds : new int[]{1, 2, 5, 10, 15, 30}) {
            steps.add(new Step(ChronoUnit.SECONDS, seconds, "jms"));
        }
        for (int minutes : new int[]{1, 2, 5, 10, 15, 30}) {
            steps.add(new Step(ChronoUnit.MINUTES, minutes, "jm"));
        }
        for (int hours : new int[]{1, 2, 3, 6, 12}) {
            steps.add(new Step(ChronoUnit.HOURS, hours, "jm"));
        }
        steps.add(new Step(ChronoUnit.DAYS, 1, "Ed"));
        steps.add(new Step(ChronoUnit.DAYS, 1, "d"));
        steps.add(new Step(ChronoUnit.DAYS, 2, "d"));
        steps.add(new Step(ChronoUnit.WEEKS, 1, "d"));
        for (int months : new int[]{1, 3, 6}) {
            steps.add(new Step(ChronoUnit.MONTHS, months, "MMM"));
        }
        for (int years : new int[]{1, 2, 5, 10, 20, 50, 100}) {
            steps.add(new Step(ChronoUnit.YEARS, years, "y"));
        }
        return List.copyOf(steps);
    }

    /**
     * {@return the axis with the finest borders whose labels all have room}
     *
     * @param range     of a length above zero
     * @param pixels    its width
     * @param textWidth measures a label, in pixels
     */
    static TimeTicks of(TimeRange range, ZoneId zone, Locale locale, int pixels, ToIntFunction<String> textWidth) {
        return of(range, zone, locale, pixels, textWidth, Duration.ZERO, LongUnaryOperator.identity());
    }

    /**
     * {@return the axis with the finest borders that have room and are no closer than {@code finest}}
     *
     * @param finest     how long what lies between two borders is at least, about
     * @param labelPlace where the label of a border stands, such as in the middle of the day that begins there
     */
    static TimeTicks of(TimeRange range, ZoneId zone, Locale locale, int pixels, ToIntFunction<String> textWidth,
            Duration finest, LongUnaryOperator labelPlace) {
        double millisPerPixel = (double) Math.max(1, range.length().toMillis()) / Math.max(1, pixels);
        for (Step step : STEPS) {
            if (step.estimatedMillis() < LEAST_STEP_PIXELS * millisPerPixel
                    || step.estimatedMillis() < finest.toMillis() * FINEST_TOLERANCE) {
                continue;
            }
            List<Tick> ticks = ticks(range, zone, locale, step).stream()
                    .map(tick -> new Tick(labelPlace.applyAsLong(tick.millis()), tick.label()))
                    .filter(tick -> tick.millis() >= range.startMillis() && tick.millis() <= range.endMillis())
                    .toList();
            if (fits(ticks, range, millisPerPixel, textWidth)) {
                // a bucket that begins where the range ends is not there, so neither is the month or year that begins
                // with it
                TimeRange named = finest.isZero() ? range : new TimeRange(range.start(), range.end().minusMillis(1));
                return new TimeTicks(ticks, spans(named, zone, locale, step, pixels, textWidth, !finest.isZero()));
            }
        }
        return new TimeTicks(List.of(), List.of());
    }

    private static boolean fits(List<Tick> ticks, TimeRange range, double millisPerPixel,
            ToIntFunction<String> textWidth) {
        double free = Double.NEGATIVE_INFINITY;
        for (Tick tick : ticks) {
            double middle = (tick.millis() - range.startMillis()) / millisPerPixel;
            double half = textWidth.applyAsInt(tick.label()) / 2.0;
            if (middle - half < free) {
                return false;
            }
            free = middle + half + LABEL_SPACING;
        }
        return true;
    }

    private static List<Tick> ticks(TimeRange range, ZoneId zone, Locale locale, Step step) {
        DateTimeFormatter formatter = formatter(step.pattern(), locale).withZone(zone);
        List<Tick> ticks = new ArrayList<>();
        for (Instant instant : step.isTimeOfDay() ? timesOfDay(range, zone, step) : dates(range, zone, locale, step)) {
            if (!instant.isBefore(range.start()) && !instant.isAfter(range.end())) {
                ticks.add(new Tick(instant.toEpochMilli(), formatter.format(instant)));
            }
        }
        return ticks;
    }

    private static List<Instant> timesOfDay(TimeRange range, ZoneId zone, Step step) {
        var rules = zone.getRules();
        int seconds = step.seconds();
        List<Instant> instants = new ArrayList<>();
        LocalDateTime first = LocalDateTime.ofInstant(range.start(), zone).minusSeconds(LONGEST_OVERLAP_SECONDS);
        LocalDateTime last = LocalDateTime.ofInstant(range.end(), zone).plusSeconds(LONGEST_OVERLAP_SECONDS);
        int secondOfDay = first.toLocalTime().toSecondOfDay() / seconds * seconds;
        for (LocalDate date = first.toLocalDate(); !date.isAfter(last.toLocalDate()); date = date.plusDays(1)) {
            for (; secondOfDay < 86_400; secondOfDay += seconds) {
                LocalDateTime local = date.atStartOfDay().plusSeconds(secondOfDay);
                if (local.isAfter(last)) {
                    break;
                }
                // a border that the clock leaves out moves to where the clock goes on; one that it repeats is there
                // twice, but only for hours and parts of them: coarser borders would come too close together
                List<ZoneOffset> offsets = rules.getValidOffsets(local);
                if (offsets.size() > 1 && seconds <= 3600) {
                    offsets.forEach(offset -> instants.add(local.toInstant(offset)));
                } else {
                    instants.add(local.atZone(zone).toInstant());
                }
            }
            secondOfDay = 0;
        }
        return instants.stream().sorted().distinct().toList();
    }

    private static List<Instant> dates(TimeRange range, ZoneId zone, Locale locale, Step step) {
        LocalDate last = LocalDate.ofInstant(range.end(), zone);
        LocalDate date = firstDate(LocalDate.ofInstant(range.start(), zone), locale, step);
        List<Instant> instants = new ArrayList<>();
        while (!date.isAfter(last)) {
            instants.add(date.atStartOfDay(zone).toInstant());
            LocalDate next = date.plus(step.count(), step.unit());
            if (step.unit() == ChronoUnit.DAYS && step.count() > 1
                    && (next.getMonth() != date.getMonth() || next.getDayOfMonth() > 29)) {
                next = date.with(TemporalAdjusters.firstDayOfNextMonth());
            }
            date = next;
        }
        return instants;
    }

    private static LocalDate firstDate(LocalDate start, Locale locale, Step step) {
        return switch (step.unit()) {
            case DAYS -> step.count() == 1 ? start : start.withDayOfMonth(1);
            case WEEKS -> {
                DayOfWeek firstDay = UserLocale.weeks(locale).getFirstDayOfWeek();
                yield start.with(TemporalAdjusters.previousOrSame(firstDay));
            }
            case MONTHS -> start.withDayOfMonth(1)
                    .withMonth((start.getMonthValue() - 1) / step.count() * step.count() + 1);
            default -> LocalDate.of(Math.floorDiv(start.getYear(), step.count()) * step.count(), 1, 1);
        };
    }

    /** @param buckets whether bars stand on the axis, so that a name must not reach under those before its time */
    private static List<Label> spans(TimeRange range, ZoneId zone, Locale locale, Step step, int pixels,
            ToIntFunction<String> textWidth, boolean buckets) {
        Step span = switch (step.unit()) {
            case SECONDS, MINUTES, HOURS -> new Step(ChronoUnit.DAYS, 1, "MMMEd");
            case DAYS, WEEKS -> new Step(ChronoUnit.MONTHS, 1, "yMMMM");
            case MONTHS -> new Step(ChronoUnit.YEARS, 1, "y");
            default -> null;
        };
        if (span == null) {
            return List.of();
        }
        double pixelsPerMilli = pixels / (double) Math.max(1, range.length().toMillis());
        List<Tick> borders = ticks(range, zone, locale, span);
        List<Label> labels = new ArrayList<>();
        int free = 0;
        // the name of a day between lines stands under its midnight, as clock times do under theirs; other names begin
        // where their time does
        boolean centred = span.unit() == ChronoUnit.DAYS && !buckets;
        for (Tick border : borders) {
            int x = (int) Math.round((border.millis() - range.startMillis()) * pixelsPerMilli);
            String text = border.label();
            if (!centred && x + textWidth.applyAsInt(text) > pixels) {
                text = formatter(shortPattern(span), locale).withZone(zone)
                        .format(Instant.ofEpochMilli(border.millis()));
            }
            int width = textWidth.applyAsInt(text);
            int left = centred ? Math.max(0, Math.min(x - width / 2, pixels - width)) : x;
            if (left >= free && left + width <= pixels) {
                labels.add(new Label(left, text));
                free = left + width + LABEL_SPACING;
            }
        }
        String longPattern = span.unit() == ChronoUnit.DAYS ? "yMMMEd" : span.pattern();
        // what the axis starts in: with its year, unless that leaves no room for the first border
        for (String pattern : List.of(longPattern, span.pattern(), shortPattern(span))) {
            String text = formatter(pattern, locale).withZone(zone).format(range.start());
            if (labels.isEmpty() || textWidth.applyAsInt(text) + LABEL_SPACING <= labels.getFirst().left()) {
                labels.addFirst(new Label(0, text));
                return labels;
            }
        }
        // the first border tells the year if nothing before it does
        if (longPattern.equals(span.pattern())) {
            return labels;
        }
        String text = formatter(longPattern, locale).withZone(zone)
                .format(Instant.ofEpochMilli(borders.getFirst().millis()));
        int width = textWidth.applyAsInt(text);
        int wider = width - textWidth.applyAsInt(labels.getFirst().text());
        int left = Math.max(0, labels.getFirst().left() - (centred ? wider / 2 : 0));
        int end = labels.size() > 1 ? labels.get(1).left() - LABEL_SPACING : pixels;
        if (left + width <= end) {
            labels.set(0, new Label(left, text));
        }
        return labels;
    }

    private static String shortPattern(Step span) {
        return span.unit() == ChronoUnit.MONTHS ? "MMM" : span.pattern();
    }

    /** {@return a formatter of these parts in the order and with the signs of the locale} */
    static DateTimeFormatter formatter(String pattern, Locale locale) {
        if ("y".equals(pattern)) {
            // German would add "n. Chr."
            return DateTimeFormatter.ofPattern(pattern, locale);
        }
        try {
            var formatter = DateTimeFormatter.ofLocalizedPattern(pattern).withLocale(locale);
            formatter.withZone(ZoneOffset.UTC).format(Instant.EPOCH);
            return formatter;
        } catch (DateTimeException e) {
            // a locale without such a pattern
            return DateTimeFormatter.ofPattern(switch (pattern) {
                case "jms" -> "HH:mm:ss";
                case "jm" -> "HH:mm";
                case "MMMEd" -> "EEE d MMM";
                case "yMMMEd" -> "EEE d MMM y";
                case "Ed" -> "EEE d";
                case "yMMMM" -> "MMMM y";
                default -> pattern;
            }, locale);
        }
    }
}
