package org.currentcost.recorder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a source brought and nobody could make anything of, of one kind.
 *
 * @param reason  why, a sentence
 * @param count   how often
 * @param example the first one: what was said, or where
 */
public record NotUnderstood(String reason, long count, String example) {

    /** Counts by kind, for a source that may run for ever: of kinds that no longer fit nothing is kept. */
    static final class Tally {

        private static final int MOST_KINDS = 20;

        private final Map<String, NotUnderstood> kinds = new LinkedHashMap<>();

        /** Only with the lock of its source held. */
        void add(String reason, String example) {
            if (kinds.containsKey(reason) || kinds.size() < MOST_KINDS) {
                kinds.merge(reason, new NotUnderstood(reason, 1, example),
                        (known, one) -> new NotUnderstood(reason, known.count + 1, known.example));
            }
        }

        List<NotUnderstood> kinds() {
            return List.copyOf(kinds.values());
        }
    }
}
