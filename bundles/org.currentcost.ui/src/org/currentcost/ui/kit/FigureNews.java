package org.currentcost.ui.kit;

import java.util.Optional;
import org.currentcost.model.SeriesKey;

/** Whether there is something new since figures were worked out. */
final class FigureNews {

    private static final long NEW_READINGS_PAUSE_MILLIS = 10_000;
    private static final long NEW_PAST_PAUSE_MILLIS = 400;

    /** What is new. */
    enum Kind {
        /** Nothing, or nothing that is worth to be looked at already. */
        NOTHING,
        /** Readings, which come all the time. */
        READINGS,
        /** Settings or the past, such as a correction, which shows at once. */
        CHANGE
    }

    private final FigureServices services;
    private long seenVersion = -1;
    private long seenSettings = -1;
    private long seenRevision = -1;
    private long seenMillis;
    private Optional<SeriesKey> seenHouse = Optional.empty();

    FigureNews(FigureServices services) {
        this.services = services;
    }

    /** All up to now is known. */
    void seen() {
        seenVersion = services.store().version();
        seenSettings = services.household().revision();
        seenRevision = services.store().revision();
        seenMillis = services.clock().millis();
        seenHouse = services.houseKey();
    }

    Kind kind() {
        boolean settled = seenSettings != services.household().revision() || !seenHouse.equals(services.houseKey());
        long waited = services.clock().millis() - seenMillis;
        boolean past = seenRevision != services.store().revision() && waited >= NEW_PAST_PAUSE_MILLIS;
        if (settled || past) {
            return Kind.CHANGE;
        }
        return seenVersion != services.store().version() && waited >= NEW_READINGS_PAUSE_MILLIS
                ? Kind.READINGS
                : Kind.NOTHING;
    }
}
