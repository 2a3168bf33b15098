package org.currentcost.ui.kit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.model.TimeRange;
import org.currentcost.model.TypedRange;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

/**
 * The span of time that all linked views show, and where the user was before. UI thread only.
 */
public final class TimeRangeService {

    private static final String NODE = "org.currentcost.ui";
    private static final String SHOWN = "shownTime";
    private static final int REMEMBERED = 100;
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /**
     * What is shown.
     *
     * @param range  from when to when
     * @param length of what follows the clock and ends now; absent if the range stands still
     * @param all    whether it is everything that there is
     */
    public record Shown(TimeRange range, Optional<Duration> length, boolean all) {
    }

    /** The lengths that are one click away; {@link #ALL} is everything that there is. */
    public enum Preset {
        HOUR(Duration.ofHours(1)), SIX_HOURS(Duration.ofHours(6)), DAY(Duration.ofDays(1)), WEEK(
                Duration.ofDays(7)), MONTH(Duration.ofDays(30)), YEAR(Duration.ofDays(365)), ALL(Duration.ZERO);

        private final Duration length;

        Preset(Duration length) {
            this.length = length;
        }

        /** {@return how long it is; zero for {@link #ALL}} */
        public Duration length() {
            return length;
        }
    }

    private final Supplier<Optional<TimeRange>> everything;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Shared<Shown> shown;
    private final Deque<Shown> before = new ArrayDeque<>();
    private final Deque<Shown> after = new ArrayDeque<>();

    /**
     * Begins with the last 30 days.
     *
     * @param everything from the first reading to the last, if there is any
     * @param zone       of the days that lengths are counted in
     */
    public TimeRangeService(Supplier<Optional<TimeRange>> everything, InstantSource clock, ZoneId zone) {
        this.everything = everything;
        this.clock = clock;
        this.zone = zone;
        shown = new Shared<>(following(Preset.MONTH.length()));
    }

    /** {@return what is shown, to listen to; change it by the methods here} */
    public Shared<Shown> shown() {
        return shown;
    }

    /** Shows the time up to now, of a usual length, and follows the clock. */
    public void show(Preset preset) {
        goTo(preset == Preset.ALL ? everything() : following(preset.length()));
    }

    /** Shows what somebody typed; what can't be read changes nothing. */
    public void show(TypedRange typed) {
        switch (typed) {
            case TypedRange.Last(Duration length) -> goTo(following(length));
            case TypedRange.Fixed(TimeRange range) -> show(range);
            case TypedRange.All all -> show(Preset.ALL);
            case TypedRange.Problem problem -> {
                // It was said where it was typed.
            }
        }
    }

    /** {@return the range that somebody typed, as it is now} */
    public Optional<TimeRange> range(TypedRange typed) {
        return switch (typed) {
            case TypedRange.Last(Duration length) -> Optional.of(last(length));
            case TypedRange.Fixed(TimeRange range) -> Optional.of(range);
            case TypedRange.All all -> Optional.of(everything().range());
            case TypedRange.Problem problem -> Optional.empty();
        };
    }

    /** Shows a range that stands still. */
    public void show(TimeRange range) {
        if (range.length().compareTo(SHORTEST) >= 0) {
            goTo(new Shown(range, Optional.empty(), false));
        }
    }

    /** Goes back by the length that is shown. */
    public void earlier() {
        show(shifted(-1));
    }

    /** The range before or after the one that is shown; of whole days, so many days of the calendar. */
    private TimeRange shifted(int times) {
        var range = shown.get().length().isPresent()
                ? PeriodRule.whole(shown.get().range(), zone)
                : shown.get().range();
        long days = PeriodRule.days(range, zone);
        return days == 0
                ? shown.get().range().shifted(shown.get().range().length().multipliedBy(times))
                : new TimeRange(range.start().atZone(zone).plusDays(times * days).toInstant(),
                        range.end().atZone(zone).plusDays(times * days).toInstant());
    }

    private Duration length() {
        var range = shown.get().range();
        long days = PeriodRule.days(range, zone);
        return shown.get().length().orElse(days == 0 ? range.length() : Duration.ofDays(days));
    }

    /** Goes on by the length that is shown, to the present at most. */
    public void later() {
        var next = shifted(1);
        if (next.end().isBefore(clock.instant())) {
            show(next);
        } else {
            now();
        }
    }

    /** Shows the present in the length that is shown, and follows the clock. */
    public void now() {
        goTo(shown.get().all()
                ? everything()
                : following(length()));
    }

    /** {@return whether there is something to go {@link #back} to} */
    public boolean canGoBack() {
        return !before.isEmpty();
    }

    /** {@return whether there is something to go {@link #forward} to} */
    public boolean canGoForward() {
        return !after.isEmpty();
    }

    /** Shows what was shown before. */
    public void back() {
        if (canGoBack()) {
            after.push(shown.get());
            shown.set(renewed(before.pop()));
        }
    }

    /** Undoes {@link #back}. */
    public void forward() {
        if (canGoForward()) {
            before.push(shown.get());
            shown.set(renewed(after.pop()));
        }
    }

    /** Shows what was shown when the program ran last, if that is known. */
    public void restore() {
        String saved = InstanceScope.INSTANCE.getNode(NODE).get(SHOWN, "");
        try {
            parse(saved).ifPresent(shown::set);
        } catch (DateTimeException | NumberFormatException e) {
            ILog.of(TimeRangeService.class).warn(saved, e);
        }
    }

    private Optional<Shown> parse(String saved) {
        if (saved.isEmpty()) {
            return Optional.empty();
        }
        if (saved.equals(Preset.ALL.name())) {
            return Optional.of(everything());
        }
        int space = saved.indexOf(' ');
        return Optional.of(space < 0
                ? following(Duration.parse(saved))
                : new Shown(TimeRange.ofMillis(Long.parseLong(saved.substring(0, space)),
                        Long.parseLong(saved.substring(space + 1))), Optional.empty(), false));
    }

    /** Keeps what is shown for the next start. */
    public void save() {
        var now = shown.get();
        var node = InstanceScope.INSTANCE.getNode(NODE);
        node.put(SHOWN, now.all()
                ? Preset.ALL.name()
                : now.length().map(Duration::toString)
                        .orElse(now.range().startMillis() + " " + now.range().endMillis()));
        try {
            node.flush();
        } catch (BackingStoreException e) {
            ILog.of(TimeRangeService.class).warn(e.getMessage(), e);
        }
    }

    /** Lets what follows the clock follow it. */
    public void tick() {
        shown.set(renewed(shown.get()));
    }

    private Shown renewed(Shown one) {
        if (one.all()) {
            return everything();
        }
        return one.length().map(this::following).orElse(one);
    }

    private void goTo(Shown next) {
        if (!next.equals(shown.get())) {
            before.push(shown.get());
            if (before.size() > REMEMBERED) {
                before.removeLast();
            }
            after.clear();
            shown.set(next);
        }
    }

    /** {@return the time of this length up to now, as {@link PeriodRule} has it} */
    public TimeRange last(Duration length) {
        return PeriodRule.last(length, minute(), zone);
    }

    private Shown following(Duration length) {
        return new Shown(last(length), Optional.of(length), false);
    }

    private Shown everything() {
        var range = everything.get().orElseGet(() -> last(Preset.MONTH.length()));
        return new Shown(range, Optional.empty(), true);
    }

    /** To the next full minute: what follows the clock by the millisecond would be computed anew at every look. */
    private Instant minute() {
        return Instant.ofEpochSecond(Math.floorDiv(clock.instant().getEpochSecond(), 60L) * 60 + 60);
    }
}
