package org.currentcost.model;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is typed of a day, a month or a year, and of a time of day: as much of it as was said.
 *
 * @param year        0 if it was not said
 * @param month       0 if it was not said; the first one of a quarter
 * @param months      how many months it is; 3 for a quarter
 * @param day         of the month, 0 if it was not said
 * @param weekday     if it was said
 * @param named       the days of what has a name, such as "yesterday"
 * @param secondOfDay of the time of day, if it was said; to {@link TypedClock#END_OF_DAY}
 */
record TypedMoment(int year, int month, int months, int day, Optional<DayOfWeek> weekday, Optional<Days> named,
        OptionalInt secondOfDay) {

    /** Days. @param first of them @param end the day after the last */
    record Days(LocalDate first, LocalDate end) {
    }

    /** The first and the last year that are read: a store holds no others. */
    static final int FIRST_YEAR = 1970;
    static final int LAST_YEAR = 9998;

    static final TypedMoment NOTHING = new TypedMoment(0, 0, 1, 0, Optional.empty(), Optional.empty(),
            OptionalInt.empty());

    private static final int LEAP_YEARS_APART = 8;
    private static final int DAYS_OF_WEEK = 7;

    static TypedMoment of(LocalDate date) {
        return NOTHING.with(date.getYear(), date.getMonthValue(), 1, date.getDayOfMonth());
    }

    static TypedMoment named(LocalDate first, LocalDate end) {
        return new TypedMoment(0, 0, 1, 0, Optional.empty(), Optional.of(new Days(first, end)), OptionalInt.empty());
    }

    TypedMoment with(int otherYear, int otherMonth, int otherMonths, int otherDay) {
        return new TypedMoment(otherYear, otherMonth, otherMonths, otherDay, weekday, named, secondOfDay);
    }

    TypedMoment inMonth(int otherYear, int otherMonth) {
        return with(otherYear, otherMonth, months, day);
    }

    TypedMoment on(DayOfWeek otherWeekday) {
        return new TypedMoment(year, month, months, day, Optional.of(otherWeekday), named, secondOfDay);
    }

    TypedMoment at(int second) {
        return new TypedMoment(year, month, months, day, weekday, named, OptionalInt.of(second));
    }

    boolean hasDate() {
        return year + month + day > 0 || weekday.isPresent() || named.isPresent();
    }

    /** {@return whether it is one day of the month, and of which month was not said} */
    boolean lacksMonth() {
        return day > 0 && month == 0;
    }

    /** {@return whether it is a day of the week, and nothing else was said} */
    private boolean isWeekday() {
        return weekday.isPresent() && year + month + day == 0;
    }

    /** {@return its days, where its year is known; none where there is no such day} */
    Optional<Days> days() {
        if (named.isPresent()) {
            return named;
        }
        if (year < FIRST_YEAR || year > LAST_YEAR || lacksMonth() || weekday.isPresent() && day == 0) {
            return Optional.empty();
        }
        try {
            var first = LocalDate.of(year, Math.max(1, month), Math.max(1, day));
            if (weekday.filter(one -> one != first.getDayOfWeek()).isPresent()) {
                return Optional.empty();
            }
            var end = first.plusYears(1);
            if (day > 0) {
                end = first.plusDays(1);
            } else if (month > 0) {
                end = first.plusMonths(months);
            }
            return Optional.of(new Days(first, end));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@return such days: the last ones that have begun, where several could be meant} */
    Optional<Days> upTo(LocalDate today) {
        if (isWeekday()) {
            int ago = Math.floorMod(today.getDayOfWeek().getValue() - weekday.get().getValue(), DAYS_OF_WEEK);
            return Optional.of(new Days(today.minusDays(ago), today.minusDays(ago - 1L)));
        }
        if (year > 0 || month == 0) {
            return days();
        }
        for (int back = 0; back <= LEAP_YEARS_APART; back++) {
            var days = inMonth(today.getYear() - back, month).days().filter(one -> !one.first().isAfter(today));
            if (days.isPresent()) {
                return days;
            }
        }
        return Optional.empty();
    }

    /** {@return such days: the next ones that end after a day has begun, where several could be meant} */
    Optional<Days> after(LocalDate start) {
        if (isWeekday()) {
            return upTo(start.plusDays(DAYS_OF_WEEK - 1));
        }
        if (year > 0 || month == 0) {
            return days();
        }
        for (int on = 0; on <= LEAP_YEARS_APART; on++) {
            var days = inMonth(start.getYear() + on, month).days().filter(one -> one.end().isAfter(start));
            if (days.isPresent()) {
                return days;
            }
        }
        return Optional.empty();
    }

    /** {@return the local time of a second of a day} */
    static LocalDateTime at(LocalDate day, int second) {
        return second == TypedClock.END_OF_DAY
                ? day.plusDays(1).atStartOfDay()
                : day.atTime(LocalTime.ofSecondOfDay(second));
    }
}
