package org.currentcost.model;

/**
 * What somebody wrote about a moment or a span of time.
 *
 * @param id   given by the store; 0 for a note that is not kept yet
 * @param span what it is about, to the millisecond; of no length for a moment
 * @param text what it says, not blank
 */
public record Note(long id, TimeRange span, String text) {

    public Note {
        if (id < 0) {
            throw new IllegalArgumentException("note " + id);
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("a note says something");
        }
        span = TimeRange.ofMillis(span.startMillis(), span.endMillis());
    }

    /**
     * {@return whether the note is about something in {@code range}}: its span overlaps the range, or its moment is
     * at or after the range's start and before its end
     */
    public boolean isIn(TimeRange range) {
        return span.startMillis() < range.endMillis()
                && (span.endMillis() > range.startMillis() || span.startMillis() == range.startMillis());
    }
}
