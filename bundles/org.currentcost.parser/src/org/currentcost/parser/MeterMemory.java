package org.currentcost.parser;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;

/**
 * Dates the blocks of a meter's memory, as a message that came at a known instant tells them.
 * <p>
 * Blocks are counted back from the meter's own clock, which knows neither a date nor summer time. So its date is the
 * one that puts its clock within twelve hours of the true local standard time. Blocks of two hours are moved by the
 * difference of the two clocks and from there to the nearest border of a block in local standard time; days, whose
 * borders are never further away than that, keep theirs. Where the clocks differ by an odd number of hours, as when the
 * user has set the meter to summer time, no border is the nearest one: then blocks of two hours were exactly so many
 * hours earlier or later, and days and months one. As found in captures of real meters:
 * <ul>
 * <li>{@code h004} is the last complete block of two hours; blocks begin at odd hours. {@code h002}, which only Classic
 * meters send, is the block that still grows.
 * <li>{@code d001} is the last complete day from 23:00 to 23:00.
 * <li>A month is thirty days: {@code (day counter + 1 from 23:00 on) mod 30} complete days have gone by since
 * {@code m001} ended.
 * <li>A month's counter has 16 bits of 1/16 kWh with a sign: from 2048 kWh on it is sent 4096 kWh too low.
 * <li>A Classic sends zeros for what was before it was switched on, too; a CC128 leaves that out.
 * </ul>
 */
public final class MeterMemory {

    private static final long HOUR_SECONDS = 3600;
    private static final long TWO_HOURS_SECONDS = 2 * HOUR_SECONDS;
    private static final long DAY_SECONDS = 24 * HOUR_SECONDS;
    private static final long DAY_END_SECONDS = 23 * HOUR_SECONDS;
    private static final int LAST_COMPLETE_HOURS_INDEX = 4;
    private static final int DAYS_PER_MONTH = 30;
    private static final long WRAPPED_WATT_HOURS = 4_096_000;

    /**
     * How far the difference of the clocks may be from an odd number of hours and still be one: a dump puts the meter's
     * clock back by up to a minute, and clocks drift.
     */
    private static final long ODD_HOURS_TOLERANCE_SECONDS = 900;

    /** All in seconds of local standard time since 1970-01-01T00:00. */
    private final long hoursEnd;
    private final long dayEnd;
    private final long monthEnd;
    private final boolean monthsKnown;
    /** When the meter was switched on, where it tells zeros of what was before; else before everything. */
    private final long birth;
    private final long standardSeconds;
    private final long offsetSeconds;

    /**
     * @param tellsZeros whether blocks of zeros are told of the time before the meter was switched on
     * @param now        in seconds of local standard time
     */
    private MeterMemory(int daysSinceBirth, int secondOfDay, boolean tellsZeros, long now, long standardSeconds) {
        this.standardSeconds = standardSeconds;
        offsetSeconds = -aheadSeconds(secondOfDay, now);
        long meterNow = now - offsetSeconds;
        long moved = movedSeconds(offsetSeconds);
        hoursEnd = borderBefore(meterNow, HOUR_SECONDS, TWO_HOURS_SECONDS) + moved;
        long oddHour = moved % TWO_HOURS_SECONDS;
        dayEnd = borderBefore(meterNow, DAY_END_SECONDS, DAY_SECONDS) + oddHour;
        monthsKnown = daysSinceBirth != MeterEvent.ABSENT;
        int today = secondOfDay < DAY_END_SECONDS ? 0 : 1;
        int openDays = monthsKnown ? (daysSinceBirth + today) % DAYS_PER_MONTH : 0;
        monthEnd = dayEnd - openDays * DAY_SECONDS;
        birth = monthsKnown && tellsZeros
                ? borderBefore(meterNow, 0, DAY_SECONDS) - daysSinceBirth * DAY_SECONDS
                : Long.MIN_VALUE;
    }

    /**
     * Takes the clock readings of a message.
     *
     * @param message tells the meter's clock
     * @param sentAt  when it was sent, by a clock that is right
     * @param zone    where the meter is
     * @return what dates the message's blocks; empty if the message tells no clock
     */
    public static Optional<MeterMemory> at(MeterEvent.History message, Instant sentAt, ZoneId zone) {
        if (message.secondOfDay() == MeterEvent.ABSENT) {
            return Optional.empty();
        }
        long standard = zone.getRules().getStandardOffset(sentAt).getTotalSeconds();
        return Optional.of(new MeterMemory(message.daysSinceBirth(), message.secondOfDay(),
                !message.source().startsWith("CC128"), sentAt.getEpochSecond() + standard, standard));
    }

    /**
     * Takes the meter's clock for right, where nobody tells it, and its last month for one that has just ended.
     *
     * @param sentAt when the memory was told, by a clock that is right
     * @param zone   where the meter is
     * @return what dates the blocks
     */
    public static MeterMemory ofRightClock(Instant sentAt, ZoneId zone) {
        long standard = zone.getRules().getStandardOffset(sentAt).getTotalSeconds();
        long now = sentAt.getEpochSecond() + standard;
        int second = (int) Math.floorMod(now, DAY_SECONDS);
        int day = second < DAY_END_SECONDS ? 0 : DAYS_PER_MONTH - 1;
        return new MeterMemory(day, second, false, now, standard);
    }

    /**
     * Compares the meter's clock with one that is right.
     *
     * @param secondOfDay the meter's clock, 0 to 86 399
     * @param sentAt      when it showed that, by a clock that is right
     * @param zone        where the meter is
     * @return how much the meter's clock is ahead of local standard time, negative if it is behind; whole days left
     *         out, so within twelve hours
     */
    public static Duration clockAhead(int secondOfDay, Instant sentAt, ZoneId zone) {
        long standard = zone.getRules().getStandardOffset(sentAt).getTotalSeconds();
        return Duration.ofSeconds(aheadSeconds(secondOfDay, sentAt.getEpochSecond() + standard));
    }

    private static long aheadSeconds(int secondOfDay, long now) {
        return Math.floorMod(secondOfDay - now + DAY_SECONDS / 2, DAY_SECONDS) - DAY_SECONDS / 2;
    }

    /**
     * {@return how much the true clock is ahead of the meter's, negative if it is behind; whole days left out, so
     * within twelve hours}
     */
    public Duration clockOffset() {
        return Duration.ofSeconds(offsetSeconds);
    }

    /**
     * Dates a block.
     *
     * @return the dated block; empty for what is no block yet ({@code h002}), for years, which are not kept, for months
     *         without a day counter, for zeros from before a Classic was switched on, and for negative energy other
     *         than a month's wrapped counter
     */
    public Optional<HistoryBlock> date(MeterEvent.Block block) {
        int index = block.index();
        return switch (block.span()) {
            case HOURS -> index < LAST_COMPLETE_HOURS_INDEX || index % 2 != 0
                    ? Optional.empty()
                    : dated(HistorySpan.TWO_HOURS, hoursEnd - (index - LAST_COMPLETE_HOURS_INDEX) * HOUR_SECONDS,
                            TWO_HOURS_SECONDS, block.wattHours());
            case DAYS -> index < 1
                    ? Optional.empty()
                    : dated(HistorySpan.DAY, dayEnd - (index - 1) * DAY_SECONDS, DAY_SECONDS, block.wattHours());
            case MONTHS -> index < 1 || !monthsKnown
                    ? Optional.empty()
                    : dated(HistorySpan.MONTH, monthEnd - (index - 1) * DAYS_PER_MONTH * DAY_SECONDS,
                            DAYS_PER_MONTH * DAY_SECONDS, unwrapped(block.wattHours()));
            case YEARS -> Optional.empty();
        };
    }

    private static long unwrapped(long wattHours) {
        return wattHours < 0 ? wattHours + WRAPPED_WATT_HOURS : wattHours;
    }

    /** {@return the last of the borders {@code first + n x grid} at or before a moment} */
    private static long borderBefore(long seconds, long first, long grid) {
        return seconds - Math.floorMod(seconds - first, grid);
    }

    /** {@return by how many whole hours blocks of two hours are moved for an offset} */
    private static long movedSeconds(long offset) {
        long even = Math.floorDiv(offset + HOUR_SECONDS, TWO_HOURS_SECONDS) * TWO_HOURS_SECONDS;
        long odd = Math.floorDiv(offset, TWO_HOURS_SECONDS) * TWO_HOURS_SECONDS + HOUR_SECONDS;
        return Math.abs(offset - odd) <= ODD_HOURS_TOLERANCE_SECONDS ? odd : even;
    }

    private Optional<HistoryBlock> dated(HistorySpan span, long end, long length, long wattHours) {
        return wattHours < 0 || wattHours == 0 && end <= birth
                ? Optional.empty()
                : Optional.of(new HistoryBlock(span, (end - length - standardSeconds) * 1000,
                        (end - standardSeconds) * 1000, wattHours));
    }
}
