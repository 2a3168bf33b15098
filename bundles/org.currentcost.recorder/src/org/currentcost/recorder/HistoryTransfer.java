package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.TimeRange;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterEvent.Block;
import org.currentcost.parser.MeterEvent.Span;
import org.currentcost.parser.MeterMemory;
import org.currentcost.recorder.HistoryProgress.Count;
import org.currentcost.recorder.HistoryProgress.Delivery;
import org.currentcost.recorder.HistoryProgress.Ended;
import org.currentcost.recorder.HistoryProgress.NextCycle;
import org.currentcost.recorder.HistoryProgress.Receiving;

/**
 * Follows how one meter sends its memory: when it begins, what came, what never came, and when it is over. Not safe for
 * several threads.
 * <p>
 * By the vendor's description and captures of real meters: a CC128 begins at hh:01:00 of every odd hour of its clock
 * and sends a message each 10 s, of 4 values or, at the borders of its pages, fewer; oldest first, two-hour values,
 * days, months. When its user holds Down and OK it sends up to 50 values a message, about 0.5 s each, and what was left
 * of a scheduled cycle does not come any more. There is no mark of the end: it is over with {@code m001}, or when
 * nothing more comes for 25 s, or for 2 s on demand. A Classic sends all in one message.
 */
final class HistoryTransfer {

    /** What the names of meters begin with that send their memory by themselves, apart from live messages. */
    private static final String CYCLIC = "CC128";
    private static final int DAY_SECONDS = 86_400;
    private static final int CYCLE_SECONDS = 7200;
    /** 01:01:00 and every two hours after it. */
    private static final int CYCLE_START = 3660;
    /** 84 months take 23 1/2 minutes. */
    private static final int LONGEST_CYCLE_SECONDS = 1500;
    private static final int MESSAGE_SECONDS = 10;
    /** How late a message may come and still be the one that was due. */
    private static final int LATE_SECONDS = 3;
    private static final int SCHEDULED_VALUES = 4;
    private static final int DEMANDED_VALUES = 50;
    private static final Duration DEMANDED_MESSAGE = Duration.ofMillis(500);
    private static final Duration SCHEDULED_SILENCE = Duration.ofSeconds(25);
    /** The longest message takes 1.65 s on the line. */
    private static final Duration DEMANDED_SILENCE = Duration.ofSeconds(3);
    /** How long a cycle that is due may stay away before the next one is. */
    private static final int PATIENCE_SECONDS = 15;
    private static final int DAYS_OF_MONTH = 30;
    private static final int BLOCKS_OF_DAY = 12;
    /** How many days the two-hour values reach back. */
    private static final int DAYS_OF_HOURS = 31;
    /** How many months the days reach back. */
    private static final int MONTHS_OF_DAYS = 3;

    /** What a meter keeps of one span. */
    private enum Kept {
        HOURS(Span.HOURS, HistorySpan.TWO_HOURS, 746, 4, 2), DAYS(Span.DAYS, HistorySpan.DAY, 90, 1, 1), MONTHS(
                Span.MONTHS, HistorySpan.MONTH, 84, 1, 1);

        private final Span tag;
        private final HistorySpan span;
        private final int oldest;
        private final int newest;
        private final int step;

        Kept(Span tag, HistorySpan span, int oldest, int newest, int step) {
            this.tag = tag;
            this.span = span;
            this.oldest = oldest;
            this.newest = newest;
            this.step = step;
        }

        /** {@return how many values there are from {@code index} on to the newest one} */
        int values(int index) {
            return index < newest ? 0 : (index - newest) / step + 1;
        }

        /** {@return the index of the oldest of so many values} */
        int index(int values) {
            return newest + (values - 1) * step;
        }

        /** {@return a number that grows in the order in which a meter sends} */
        int order(int index) {
            return ordinal() * 1000 + oldest - index;
        }
    }

    private final ZoneId zone;
    /** The starts of all blocks that ever came, as far as the meter still remembers them. */
    private final Map<Kept, TreeSet<Long>> known = new EnumMap<>(Kept.class);
    private int meterSecond = MeterEvent.ABSENT;
    private Instant receivedAt = Instant.EPOCH;
    private boolean everyMessage;
    private Optional<Cycle> cycle = Optional.empty();
    private Optional<Ended> last = Optional.empty();

    HistoryTransfer(ZoneId zone) {
        this.zone = zone;
        for (var kept : Kept.values()) {
            known.put(kept, new TreeSet<>());
        }
    }

    /** Takes a live message that came just now: its clock tells when the meter sends, and that it does not. */
    void received(MeterEvent.Live message, Instant now) {
        everyMessage = !message.source().startsWith(CYCLIC);
        noteClock(message.secondOfDay(), now);
        if (cycle.isPresent() && message.secondOfDay() != MeterEvent.ABSENT) {
            int passed = Math.floorMod(message.secondOfDay() - cycle.get().lastSecond, DAY_SECONDS);
            if (passed < DAY_SECONDS / 2 && passed >= SCHEDULED_SILENCE.toSeconds()) {
                end();
            }
        }
        look(now);
    }

    /** Takes a message with history that came just now. */
    void received(MeterEvent.History message, Instant now) {
        var dates = MeterMemory.at(message, now, zone);
        if (dates.isEmpty() || message.type() > MeterEvent.ELECTRICITY_PULSES) {
            return;
        }
        look(now);
        everyMessage = !message.source().startsWith(CYCLIC);
        noteClock(message.secondOfDay(), now);
        var keys = new EnumMap<Kept, BitSet>(Kept.class);
        for (var block : message.blocks()) {
            // A Classic fills up with zeros what was before it was switched on: those are no values
            boolean value = block.wattHours() != 0 || dates.get().date(block).isPresent();
            for (var kept : Kept.values()) {
                if (value && block.span() == kept.tag && block.index() >= kept.newest
                        && block.index() <= kept.oldest) {
                    keys.computeIfAbsent(kept, key -> new BitSet()).set(block.index());
                }
            }
        }
        if (!keys.isEmpty()) {
            var current = cycle.filter(one -> one.isContinuedBy(keys, dates.get()))
                    .orElseGet(() -> new Cycle(message, dates.get(), now));
            cycle = Optional.of(current);
            current.add(keys, message, dates.get(), now);
            if (current.isOver()) {
                end();
            }
        }
    }

    /** Looks whether a transfer is over because nothing more came. {@return whether it is by now} */
    boolean look(Instant now) {
        boolean silent = cycle.isPresent() && !cycle.get().ended && !now.isBefore(cycle.get().lastAt
                .plus(cycle.get().delivery == Delivery.ON_DEMAND ? DEMANDED_SILENCE : SCHEDULED_SILENCE));
        if (silent) {
            end();
        }
        return silent;
    }

    /** {@return how much the meter's clock was ahead of local standard time when it was heard last} */
    Optional<Duration> clockAhead() {
        return meterSecond == MeterEvent.ABSENT
                ? Optional.empty()
                : Optional.of(MeterMemory.clockAhead(meterSecond, receivedAt, zone));
    }

    HistoryProgress progress(Instant now) {
        return new HistoryProgress(everyMessage ? Optional.empty() : next(now), everyMessage,
                cycle.filter(one -> !one.ended).map(Cycle::receiving), last);
    }

    private void noteClock(int secondOfDay, Instant now) {
        if (secondOfDay != MeterEvent.ABSENT) {
            meterSecond = secondOfDay;
            receivedAt = now;
        }
    }

    private Optional<NextCycle> next(Instant now) {
        if (meterSecond == MeterEvent.ABSENT) {
            return Optional.empty();
        }
        long shown = meterSecond + Duration.between(receivedAt, now).toSeconds();
        long into = Math.floorMod(shown - CYCLE_START, CYCLE_SECONDS);
        boolean due = into <= PATIENCE_SECONDS
                && cycle.filter(one -> one.since.isAfter(now.minusSeconds(into + PATIENCE_SECONDS))).isEmpty();
        long wait = due ? -into : CYCLE_SECONDS - into;
        return Optional.of(new NextCycle(LocalTime.ofSecondOfDay(Math.floorMod(shown + wait, DAY_SECONDS)),
                now.plusSeconds(wait)));
    }

    private void end() {
        var ending = cycle.orElseThrow();
        if (!ending.ended) {
            ending.ended = true;
            last = Optional.of(ending.outcome());
        }
    }

    /** One transfer. */
    private final class Cycle {

        private final Instant since;
        private final int daysSinceBirth;
        private final Map<Kept, BitSet> came = new EnumMap<>(Kept.class);
        /** The oldest index that the meter has sent, or must have sent while nobody heard it. */
        private final Map<Kept, Integer> oldest = new EnumMap<>(Kept.class);
        private MeterMemory dates;
        private Delivery delivery;
        private Instant lastAt;
        private int lastSecond;
        private int lastOrder = -1;
        private boolean ended;

        Cycle(MeterEvent.History message, MeterMemory dates, Instant now) {
            this.dates = dates;
            since = now;
            daysSinceBirth = message.daysSinceBirth();
            int into = Math.floorMod(message.secondOfDay() - CYCLE_START, CYCLE_SECONDS);
            delivery = into <= LONGEST_CYCLE_SECONDS ? Delivery.SCHEDULED : Delivery.ON_DEMAND;
            for (var kept : Kept.values()) {
                came.put(kept, new BitSet());
            }
        }

        boolean isContinuedBy(Map<Kept, BitSet> keys, MeterMemory others) {
            return delivery != Delivery.ONE_MESSAGE && firstOrder(keys) > lastOrder
                    && start(dates, Kept.HOURS, Kept.HOURS.newest) == start(others, Kept.HOURS, Kept.HOURS.newest);
        }

        void add(Map<Kept, BitSet> keys, MeterEvent.History message, MeterMemory now, Instant at) {
            ended = false;
            dates = now;
            int most = keys.values().stream().mapToInt(BitSet::cardinality).max().orElseThrow();
            if (everyMessage) {
                delivery = Delivery.ONE_MESSAGE;
            } else if (most > SCHEDULED_VALUES || lastOrder >= 0
                    && Math.floorMod(message.secondOfDay() - lastSecond, DAY_SECONDS) < MESSAGE_SECONDS / 2) {
                delivery = Delivery.ON_DEMAND;
            }
            keys.forEach((kept, indexes) -> {
                if (came.get(kept).isEmpty()) {
                    int first = indexes.length() - 1;
                    int unanswered = SCHEDULED_VALUES * unansweredMessages(kept, message.secondOfDay());
                    oldest.put(kept, Math.max(first, Math.min(oldestByAge(kept), first + kept.step * unanswered)));
                }
            });
            // So many days, or months, can't be there without the whole of what is kept of the shorter ones
            if (oldest.getOrDefault(Kept.DAYS, 0) > DAYS_OF_HOURS) {
                oldest.put(Kept.HOURS, Kept.HOURS.oldest);
            }
            if (oldest.getOrDefault(Kept.MONTHS, 0) > MONTHS_OF_DAYS) {
                oldest.put(Kept.DAYS, Kept.DAYS.oldest);
            }
            keys.forEach((kept, indexes) -> {
                came.get(kept).or(indexes);
                indexes.stream().forEach(index -> known.get(kept).add(start(now, kept, index)));
            });
            lastAt = at;
            lastSecond = message.secondOfDay();
            lastOrder = lastOrder(keys);
        }

        /**
         * {@return how many messages with values of a span must have been sent in vain before the first one that was
         * heard} Told by the clock, so for a scheduled transfer only.
         */
        private int unansweredMessages(Kept kept, int secondOfDay) {
            if (delivery != Delivery.SCHEDULED) {
                return 0;
            }
            int passed = lastOrder < 0
                    ? Math.floorMod(secondOfDay - CYCLE_START, CYCLE_SECONDS)
                    : Math.floorMod(secondOfDay - lastSecond, DAY_SECONDS) - MESSAGE_SECONDS;
            int messages = (passed + LATE_SECONDS) / MESSAGE_SECONDS;
            for (var before : Kept.values()) {
                if (before.ordinal() < kept.ordinal()) {
                    int values = lastOrder < 0 || lastOrder < before.order(before.oldest)
                            ? before.values(expected(before))
                            : Math.max(0, (before.order(before.newest) - lastOrder) / before.step);
                    messages -= Math.ceilDiv(values, SCHEDULED_VALUES);
                }
            }
            return Math.max(0, messages);
        }

        /** {@return the oldest index that there can be} The day counter tells more where the memory was wiped. */
        private int oldestByAge(Kept kept) {
            return daysSinceBirth == MeterEvent.ABSENT ? kept.oldest : Math.min(kept.oldest, switch (kept) {
                case HOURS -> kept.index(BLOCKS_OF_DAY * (daysSinceBirth + 1));
                case DAYS -> daysSinceBirth + 1;
                case MONTHS -> (daysSinceBirth + 1) / DAYS_OF_MONTH;
            });
        }

        /** {@return the oldest index of a span that is to be expected, below the newest one if none is} */
        private int expected(Kept kept) {
            if (oldest.containsKey(kept)) {
                return oldest.get(kept);
            }
            int byAge = oldestByAge(kept);
            return switch (kept) {
                case HOURS -> byAge;
                case DAYS -> {
                    int hours = expected(Kept.HOURS);
                    yield hours < Kept.HOURS.oldest
                            ? Math.min(byAge, endsOfDays(start(dates, Kept.HOURS, hours)))
                            : byAge;
                }
                case MONTHS -> {
                    int days = expected(Kept.DAYS);
                    int months = daysSinceBirth == MeterEvent.ABSENT ? days / DAYS_OF_MONTH : byAge;
                    // With that many days at least one month is closed, however they lie
                    yield days >= 2 * DAYS_OF_MONTH ? Math.max(1, months) : 0;
                }
            };
        }

        /** {@return how many days have ended since a moment} The meter keeps the one in which it began, too. */
        private int endsOfDays(long start) {
            long length = date(dates, Kept.DAYS, Kept.DAYS.newest).endMillis() - start;
            return (int) Math.max(0, Math.ceilDiv(length, Duration.ofDays(1).toMillis()));
        }

        private int firstOrder(Map<Kept, BitSet> keys) {
            return keys.entrySet().stream()
                    .mapToInt(one -> one.getKey().order(one.getValue().length() - 1)).min().orElseThrow();
        }

        private int lastOrder(Map<Kept, BitSet> keys) {
            return keys.entrySet().stream()
                    .mapToInt(one -> one.getKey().order(one.getValue().nextSetBit(0))).max().orElseThrow();
        }

        boolean isOver() {
            return delivery == Delivery.ONE_MESSAGE || lastOrder == Kept.MONTHS.order(Kept.MONTHS.newest);
        }

        Receiving receiving() {
            var counts = new EnumMap<HistorySpan, Count>(HistorySpan.class);
            int remaining = 0;
            for (var kept : Kept.values()) {
                int expected = kept.values(expected(kept));
                counts.put(kept.span, new Count(came.get(kept).cardinality(), expected));
                remaining += lastOrder < kept.order(kept.oldest)
                        ? expected
                        : Math.max(0, (kept.order(kept.newest) - lastOrder) / kept.step);
            }
            var left = delivery == Delivery.SCHEDULED
                    ? Duration.ofSeconds((long) MESSAGE_SECONDS * Math.ceilDiv(remaining, SCHEDULED_VALUES))
                    : DEMANDED_MESSAGE.multipliedBy(Math.ceilDiv(remaining, DEMANDED_VALUES));
            return new Receiving(since, delivery, counts, left);
        }

        Ended outcome() {
            var counts = new EnumMap<HistorySpan, Integer>(HistorySpan.class);
            var gaps = new ArrayList<HistoryGap>();
            var ranges = new ArrayList<HistoryBlock>();
            for (var kept : Kept.values()) {
                var indexes = came.get(kept);
                counts.put(kept.span, indexes.cardinality());
                if (!indexes.isEmpty()) {
                    dates.date(new Block(0, kept.tag, indexes.length() - 1, 1)).ifPresent(ranges::add);
                    dates.date(new Block(0, kept.tag, indexes.nextSetBit(0), 1)).ifPresent(ranges::add);
                }
                // What a later transfer can't bring any more is no longer missed
                known.get(kept).headSet(start(dates, kept, kept.oldest)).clear();
                addGaps(kept, gaps);
            }
            boolean young = lastOrder == Kept.DAYS.order(Kept.DAYS.newest)
                    && Kept.MONTHS.values(expected(Kept.MONTHS)) == 0;
            var outdated = next(lastAt).map(NextCycle::at).orElse(lastAt);
            long start = ranges.stream().mapToLong(HistoryBlock::startMillis).min().orElse(lastAt.toEpochMilli());
            long end = ranges.stream().mapToLong(HistoryBlock::endMillis).max().orElse(start);
            return new Ended(since, lastAt, delivery, counts, TimeRange.ofMillis(start, end), gaps,
                    !isOver() && !young, outdated);
        }

        private void addGaps(Kept kept, List<HistoryGap> gaps) {
            int first = -1;
            // A Classic's message has all of it or is damaged as a whole
            int oldestExpected = delivery == Delivery.ONE_MESSAGE ? 0 : expected(kept);
            for (int index = oldestExpected; index >= kept.newest - kept.step; index -= kept.step) {
                boolean missing = index >= kept.newest && !came.get(kept).get(index)
                        && !known.get(kept).contains(start(dates, kept, index));
                if (missing && first < 0) {
                    first = index;
                } else if (!missing && first >= 0) {
                    int last = index + kept.step;
                    gaps.add(new HistoryGap(kept.span, first, last, TimeRange.ofMillis(start(dates, kept, first),
                            date(dates, kept, last).endMillis())));
                    first = -1;
                }
            }
        }

        private HistoryBlock date(MeterMemory memory, Kept kept, int index) {
            // Months can't be dated without a day counter; then their place among each other is enough
            return memory.date(new Block(0, kept.tag, index, 1))
                    .orElseGet(() -> new HistoryBlock(kept.span, -index, 1L - index, 0));
        }

        private long start(MeterMemory memory, Kept kept, int index) {
            return date(memory, kept, index).startMillis();
        }
    }
}
