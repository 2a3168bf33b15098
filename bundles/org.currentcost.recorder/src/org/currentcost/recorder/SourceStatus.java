package org.currentcost.recorder;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.currentcost.model.Counters;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;

/**
 * A configured source and how it is at one moment.
 *
 * @param row        what was configured
 * @param state      its state
 * @param counters   since the program started
 * @param lastReceived  when the last good message came
 * @param lastDamage the last damage: when, why, and what was skipped
 * @param clockAhead how much the meter's clock was ahead of local standard time when it was heard last, negative if it
 *                   was behind, within twelve hours; empty for recordings and before it is heard
 * @param history    how far the transfer of the meter's memory is
 */
public record SourceStatus(SourceRow row, SourceState state, Counters counters, Optional<Instant> lastReceived,
        Optional<DamageNote> lastDamage, Optional<Duration> clockAhead, HistoryProgress history) {

    /**
     * Damage that was met.
     *
     * @param when   when
     * @param reason why the bytes were skipped, in words
     * @param text   the first of the bytes as text
     */
    public record DamageNote(Instant when, String reason, String text) {
    }
}
