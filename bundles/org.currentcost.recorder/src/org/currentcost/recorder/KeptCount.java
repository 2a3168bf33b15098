package org.currentcost.recorder;

import java.util.Optional;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.ReadingSink.Count;
import org.currentcost.store.CountNames;

/**
 * The last count of a counter, kept as a small text of its own in the store, so that what is counted while nobody
 * listens is not lost. It is written after the readings that came of it.
 */
final class KeptCount {

    private KeptCount() {
    }

    /** Keeps a count. @param counter what the counter is known by among those of its sensor */
    static void keep(ReadingWriter writer, SeriesKey power, String counter, Count count) {
        writer.keep(CountNames.of(power, counter), count.timeMillis() + " " + count.value());
    }

    /** {@return the last count that was kept, if no later reading of the sensor was counted from it already} */
    static Optional<Count> last(ReadingWriter writer, SeriesKey power, String counter) throws InterruptedException {
        var text = kept(writer, CountNames.of(power, counter));
        if (text.isEmpty()) {
            text = kept(writer, CountNames.formerOf(power, counter));
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int blank = text.get().indexOf(' ');
        var count = new Count(Long.parseLong(text.get().substring(0, blank)),
                Long.parseLong(text.get().substring(blank + 1)));
        // The program may have been killed between a reading and its count.
        return writer.last(power)
                .filter(reading -> reading.timeMillis() + reading.intervalMillis() > count.timeMillis())
                .isPresent()
                        ? Optional.empty()
                        : Optional.of(count);
    }

    private static Optional<String> kept(ReadingWriter writer, String name) throws InterruptedException {
        return writer.kept(name).filter(text -> text.matches("\\d{1,15} -?\\d{1,18}"));
    }
}
