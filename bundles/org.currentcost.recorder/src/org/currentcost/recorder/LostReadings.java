package org.currentcost.recorder;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * Readings that were heard and that nobody can write any more.
 *
 * @param count  how many, 1 or more
 * @param first  the time of the first of them
 * @param last   the time of the last of them
 * @param reason why they could not be written, a sentence for the user
 */
public record LostReadings(long count, Instant first, Instant last, String reason) {

    /** {@return a sentence for logs and terminals, with the reason; its times are in UTC} */
    public String words() {
        return words(Instant::toString);
    }

    /** {@return a sentence for the user, with the reason} @param time writes a moment, to the second */
    public String words(Function<Instant, String> time) {
        return Messages.get("readings.lost", count, time.apply(first.truncatedTo(ChronoUnit.SECONDS)),
                time.apply(last.truncatedTo(ChronoUnit.SECONDS)), reason);
    }

    /** {@return what to do, a sentence}: nothing waits any more, and nothing goes on by itself. */
    public String remedy() {
        return Messages.get("readings.lost.remedy");
    }

    /** {@return these and others} */
    public LostReadings plus(LostReadings other) {
        return new LostReadings(count + other.count, first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last, reason);
    }
}
