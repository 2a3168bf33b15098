package org.currentcost.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.StoreException;
import org.currentcost.store.engine.ExpectedIntervals;
import org.currentcost.store.engine.SeriesState;

/**
 * What is done in one transaction, and what is read from one snapshot, of the file that is open. Safe for all threads.
 */
interface Transactions extends AutoCloseable {

    /** With so many hot readings, of all series together, they are sealed: reading them takes few milliseconds. */
    long HOT_READINGS = 4096;

    /** {@return the file that is read now} */
    StoreFile file();

    ZoneId zone();

    /** {@return sentences for the user about what was found in the folder, and what became of the file meanwhile} */
    List<String> remarks();

    /** {@return a number that grows with every change} */
    long version();

    /** {@return a number that grows with every change that is more than new readings behind the last ones} */
    long revision();

    /** {@return a number that is another one when others may have changed something} */
    long changesOfOthers();

    /** {@return what is known of series now} */
    KnownSeries known();

    ExpectedIntervals intervals();

    /** Tells others where this process answers. @param socket absolute */
    void announce(Path socket) throws StoreException;

    /** @throws IllegalStateException if nothing can be read any more */
    void checkOpen();

    /** @throws IllegalStateException if nothing can be written here, or no more */
    void checkWritable();

    /** Lets something be done, before anything else, once another file is in the place of the one that was open. */
    void whenAnotherFile(Runnable action);

    /** What is done in one transaction. */
    interface Writing<T> {
        T run(Changes changes) throws SQLException, StoreException;
    }

    /** Does something in one transaction: all of it is on the disk then, or nothing. */
    <T> T write(Writing<T> action) throws StoreException;

    /**
     * Seals all hot readings, each series for itself, where anything can be written. One that can't be sealed now keeps
     * its readings hot, where they are just as safe, and is tried again with the next batch.
     */
    void sealAll();

    /** What is read from one snapshot of the file, and what is known of series in it. */
    interface Reading<T> {
        T run(Session session, KnownSeries known) throws SQLException, StoreException;
    }

    <T> T read(Reading<T> action) throws StoreException;

    /** What is read of a series that has readings. */
    interface ReadingOf<T> {
        T run(Session session, SeriesState series) throws SQLException, StoreException;
    }

    /** {@return what is read; empty if the series has no readings} */
    default <T> Optional<T> readSeries(SeriesKey key, ReadingOf<T> action) throws StoreException {
        return read((session, known) -> {
            var state = known.withReadings(key);
            return state.isPresent() ? Optional.of(action.run(session, state.get())) : Optional.empty();
        });
    }

    @Override
    void close();
}
