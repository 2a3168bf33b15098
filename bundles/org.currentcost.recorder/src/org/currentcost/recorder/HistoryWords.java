package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.HistorySpan;
import org.currentcost.recorder.HistoryProgress.Count;
import org.currentcost.recorder.HistoryProgress.Delivery;
import org.currentcost.recorder.HistoryProgress.Ended;
import org.currentcost.recorder.HistoryProgress.NextCycle;
import org.currentcost.recorder.HistoryProgress.Receiving;

/** The words for a meter's memory and its clock: the same in the window and on the command line. */
public final class HistoryWords {

    /** A smaller difference of the clocks is not worth a word. */
    static final Duration NOTEWORTHY = Duration.ofMinutes(2);

    /** From this difference of the clocks on the user is told what to do. */
    static final Duration WRONG = Duration.ofMinutes(30);

    /** As the meter's display shows it. */
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private HistoryWords() {
    }

    /** {@return where the transfer is now: waiting, or receiving so many of so many values} */
    public static String of(HistoryProgress progress, Instant now, ZoneId zone) {
        return progress.receiving().map(HistoryWords::receiving).orElseGet(() -> waiting(progress, now, zone));
    }

    /** {@return when the meter sends next, and how to make it send now} */
    private static String waiting(HistoryProgress progress, Instant now, ZoneId zone) {
        if (progress.everyMessage()) {
            return Messages.get("history.classic");
        }
        if (progress.next().isEmpty()) {
            return Messages.get("history.unanswered");
        }
        var next = progress.next().get();
        if (!now.isBefore(next.at())) {
            return Messages.get("history.due");
        }
        return Messages.get("history.waiting", times(next, zone), span(Duration.between(now, next.at())));
    }

    /** {@return the time by the meter's clock, and by this computer's where that shows another one} */
    private static String times(NextCycle next, ZoneId zone) {
        String meter = CLOCK.format(next.meterTime());
        String computer = CLOCK.format(next.at().plusSeconds(30).atZone(zone));
        return meter.equals(computer)
                ? Messages.get("history.time", meter)
                : Messages.get("history.times", meter, computer);
    }

    private static String receiving(Receiving receiving) {
        var counts = receiving.counts();
        var parts = new ArrayList<String>();
        var later = new ArrayList<String>();
        for (var span : HistorySpan.values()) {
            var count = counts.getOrDefault(span, new Count(0, 0));
            boolean gone = counts.entrySet().stream()
                    .anyMatch(one -> one.getKey().compareTo(span) > 0 && one.getValue().came() > 0);
            if (count.came() > 0) {
                parts.add(gone || count.came() >= count.expected()
                        ? Messages.get("history.all." + span, count.came())
                        : Messages.get("history.some." + span, count.came(), count.expected()));
            } else if (!gone && count.expected() > 0) {
                later.add(Messages.get("history.name." + span));
            }
        }
        if (!later.isEmpty()) {
            parts.add(Messages.get("history.then." + later.size(), later.toArray()));
        }
        return Messages.get("history.receiving", String.join(", ", parts), span(receiving.left()));
    }

    /** {@return what a transfer brought, from when to when, and what becomes of its gaps} */
    public static String of(Ended ended, ZoneId zone) {
        var parts = new ArrayList<String>();
        for (var span : HistorySpan.values()) {
            int came = ended.counts().getOrDefault(span, 0);
            if (came > 0) {
                parts.add(Messages.get("history.all." + span, came));
            }
        }
        var date = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM);
        String what = Messages.get(ended.early() ? "history.early" : "history.done", String.join(", ", parts),
                date.format(ended.range().start().atZone(zone)), date.format(ended.range().end().atZone(zone)));
        if (ended.complete()) {
            return what;
        }
        int missing = ended.gaps().stream().mapToInt(HistoryGap::values).sum();
        String rest = ended.delivery() == Delivery.ONE_MESSAGE
                ? Messages.get("history.gaps", missing)
                : Messages.get("history.gapsFilled", missing, CLOCK.format(ended.outdatedAt().plusSeconds(30)
                        .atZone(zone)));
        return what + rest;
    }

    /** {@return a line for each span of missing values, such as {@code h400 to h392: 3 Nov 2026, 13:00 to …}} */
    public static List<String> gaps(Ended ended, ZoneId zone) {
        var time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT);
        return ended.gaps().stream().map(gap -> Messages.get("history.gap", tag(gap.span(), gap.oldest()),
                tag(gap.span(), gap.newest()), time.format(gap.range().start().atZone(zone)),
                time.format(gap.range().end().atZone(zone)))).toList();
    }

    private static String tag(HistorySpan span, int index) {
        return switch (span) {
            case TWO_HOURS -> "h";
            case DAY -> "d";
            case MONTH -> "m";
        } + "%03d".formatted(index);
    }

    /**
     * {@return what is to be said of a meter's clock: how far it is off, and what to do about it if that is much; empty
     * if it is about right or not known}
     */
    public static Optional<String> clock(SourceStatus source, Instant now, ZoneId zone) {
        return source.clockAhead().filter(ahead -> ahead.abs().compareTo(NOTEWORTHY) > 0).map(ahead -> {
            boolean summer = zone.getRules().isDaylightSavings(now);
            String words = Messages.get(
                    (ahead.isNegative() ? "clock.behind" : "clock.ahead") + (summer ? ".summer" : ""),
                    span(ahead.abs()));
            return ahead.abs().compareTo(WRONG) > 0
                    ? words + " " + Messages.get(summer ? "clock.remedy.summer" : "clock.remedy")
                    : words;
        });
    }

    /** {@return whether a meter's clock is so wrong that the user should set it} */
    public static boolean clockIsWrong(SourceStatus source) {
        return source.clockAhead().filter(ahead -> ahead.abs().compareTo(WRONG) > 0).isPresent();
    }

    /** {@return a length of time such as {@code 1 h 2 min}, {@code 42 min} or {@code 8 s}} */
    private static String span(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return Messages.get("length.seconds", seconds);
        }
        long minutes = (seconds + 30) / 60;
        if (minutes < 60) {
            return Messages.get("length.minutes", minutes);
        }
        String hours = Messages.get("length.hours", minutes / 60);
        return minutes % 60 == 0 ? hours : hours + " " + Messages.get("length.minutes", minutes % 60);
    }
}
