package org.currentcost.store;

import java.util.List;
import java.util.function.Consumer;
import org.currentcost.model.Note;
import org.currentcost.model.TimeRange;

/** Keeps the notes of the user. Safe for all threads, as {@link ReadingStore} says. */
public interface NoteStore {

    /** {@return the notes that are {@linkplain Note#isIn in} the range, by start, then in the order of being made} */
    List<Note> notes(TimeRange range) throws StoreException;

    /**
     * Hands over what {@link #notes} returns, on the calling thread, one by one.
     *
     * @param action must not call the store
     */
    default void forEachNote(TimeRange range, Consumer<Note> action) throws StoreException {
        notes(range).forEach(action);
    }

    /**
     * Keeps a note: a new one if its id is 0, else in the place of the one with its id, also if that was removed.
     *
     * @return the note with its id
     */
    Note saveNote(Note note) throws StoreException;

    /** Removes a note; nothing happens if there is none. */
    void removeNote(long id) throws StoreException;
}
