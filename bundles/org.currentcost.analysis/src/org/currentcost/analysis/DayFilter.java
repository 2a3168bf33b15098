package org.currentcost.analysis;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses days of the calendar.
 *
 * @param weekdays a day must be one of these
 * @param months   and lie in one of these
 */
public record DayFilter(Set<DayOfWeek> weekdays, Set<Month> months) {

    /** Every day. */
    public static final DayFilter ALL = new DayFilter(EnumSet.allOf(DayOfWeek.class), EnumSet.allOf(Month.class));

    /** Monday to Friday. */
    public static final DayFilter WEEKDAYS = new DayFilter(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            ALL.months);

    /** Saturday and Sunday. */
    public static final DayFilter WEEKENDS = new DayFilter(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            ALL.months);

    /** The seasons as meteorologists cut them: three whole months each, spring in the north from March on. */
    public enum Season {
        /** March to May; September to November in the south. */
        SPRING(Month.MARCH),
        /** June to August; December to February in the south. */
        SUMMER(Month.JUNE),
        /** September to November; March to May in the south. */
        AUTUMN(Month.SEPTEMBER),
        /** December to February; June to August in the south. */
        WINTER(Month.DECEMBER);

        private static final int HALF_A_YEAR = 6;

        private final Month first;

        Season(Month first) {
            this.first = first;
        }

        /** {@return the season's three months} @param southern whether of the southern half of the earth */
        public Set<Month> months(boolean southern) {
            var start = southern ? first.plus(HALF_A_YEAR) : first;
            return Set.of(start, start.plus(1), start.plus(2));
        }
    }

    public DayFilter {
        weekdays = Set.copyOf(weekdays);
        months = Set.copyOf(months);
    }

    /** {@return those of these days that lie in one of {@code other}} */
    public DayFilter in(Set<Month> other) {
        return new DayFilter(weekdays, months.stream().filter(other::contains).collect(Collectors.toSet()));
    }

    /** {@return whether a day is chosen} */
    public boolean test(LocalDate day) {
        return weekdays.contains(day.getDayOfWeek()) && months.contains(day.getMonth());
    }
}
