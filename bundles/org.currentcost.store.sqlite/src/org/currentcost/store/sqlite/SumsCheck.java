package org.currentcost.store.sqlite;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.currentcost.model.Bucket;
import org.currentcost.model.Resolution;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreMaintenance.Difference;
import org.currentcost.store.StoreMaintenance.Verification;
import org.currentcost.store.engine.BucketBounds;
import org.currentcost.store.engine.BucketBuilder;
import org.currentcost.store.engine.Days;
import org.currentcost.store.engine.ReadingColumns;
import org.currentcost.store.engine.SeriesState;

/**
 * Compares kept sums with ones made anew. Every resolution is made from the readings themselves, none from a finer one,
 * so that a fault in the joining shows.
 */
final class SumsCheck {

    private static final int DIFFERENCES_KEPT = 100;
    private static final int DAMAGE_KEPT = 100;

    private final List<Difference> differences = new ArrayList<>();
    private long readings;
    private long buckets;
    private long differing;
    private final List<String> damage = new ArrayList<>();

    Verification result() {
        return new Verification(readings, buckets, differing, List.copyOf(differences), List.copyOf(damage));
    }

    /** Looks at the structure of the file itself: a page that got to another place hides what is behind it. */
    void checkStructure(Session session) throws SQLException {
        for (var finding : session.integrityCheck(DAMAGE_KEPT)) {
            damaged(finding);
        }
        for (var table : List.of("chunk", "sums_five_minutes", "sums_hour", "sums_day", "sums_month")) {
            long strays = RowIds.strays(session, table);
            if (strays > 0) {
                damaged(Messages.text("damagedStrays", strays, table));
            }
        }
    }

    private void damaged(String place) {
        if (damage.size() < DAMAGE_KEPT) {
            damage.add(place);
        }
    }

    /**
     * Checks the sums of the sealed readings of a series after its edits. A chunk that is damaged counts as empty, so
     * its day differs.
     *
     * @param progress hears how many readings were checked, again and again
     */
    void check(Session session, SeriesState series, LongConsumer progress) throws SQLException, StoreException {
        var chunk = new ReadingColumns();
        Map<Resolution, Computed> computed = new EnumMap<>(Resolution.class);
        var builders = new ArrayList<BucketBuilder>();
        for (var resolution : Resolution.values()) {
            var rollups = new Computed(session, series, resolution,
                    session.sums().rollups(series, resolution).iterator());
            computed.put(resolution, rollups);
            builders.add(new BucketBuilder(BucketBounds.of(resolution, session.zone()), series.nominalMillis(),
                    Long.MIN_VALUE,
                    Long.MAX_VALUE, rollups.waiting::add));
        }
        for (long day : session.edited().days(series, 0, Days.END_OF_TIME, false)) {
            long start = day * Days.MILLIS;
            long end = start + Days.MILLIS;
            ReadingColumns columns;
            try {
                if (series.edits().touch(start, end)) {
                    columns = session.edited().read(series, start, end, false);
                } else {
                    session.raw().readChunk(series, day, chunk);
                    columns = chunk;
                }
            } catch (StoreException e) {
                damaged(e.getMessage());
                continue;
            }
            for (var builder : builders) {
                for (int index = 0; index < columns.size(); index++) {
                    if (series.counts(columns, index)) {
                        builder.add(columns.time(index), columns.interval(index), series.value(columns, index));
                    }
                }
            }
            if (!series.edits().touch(start, end) && session.raw().readingsOf(series, day) != columns.size()) {
                damaged(Messages.text("damagedCount", series.key().meter(), series.key().sensor(),
                        LocalDate.ofEpochDay(day).toString()));
            }
            readings += columns.size();
            for (var rollups : computed.values()) {
                rollups.compareWhole();
            }
            progress.accept(readings);
        }
        for (var builder : builders) {
            builder.finish();
        }
        // those that are not sealed have no sums yet; who looks on beside the one that records can't seal them
        readings += series.hot();
        for (var rollups : computed.values()) {
            rollups.compareAll();
        }
    }

    /** The buckets of one resolution that were made anew and wait for their rollup to be whole. */
    private final class Computed {
        private final Session session;
        private final SeriesState series;
        private final Resolution resolution;
        private final Iterator<Long> keptRollups;
        private final List<Bucket> waiting = new ArrayList<>();
        private long nextKept;

        Computed(Session session, SeriesState series, Resolution resolution, Iterator<Long> keptRollups) {
            this.session = session;
            this.series = series;
            this.resolution = resolution;
            this.keptRollups = keptRollups;
            advance();
        }

        private void advance() {
            nextKept = keptRollups.hasNext() ? keptRollups.next() : Long.MAX_VALUE;
        }

        /** Compares the rollups to which nothing more can come. */
        void compareWhole() throws SQLException {
            while (!waiting.isEmpty()
                    && rollupOf(waiting.getFirst()) < rollupOf(waiting.getLast())) {
                compareRollup();
            }
        }

        void compareAll() throws SQLException {
            while (!waiting.isEmpty() || nextKept != Long.MAX_VALUE) {
                compareRollup();
            }
        }

        private long rollupOf(Bucket bucket) {
            return KeptSums.rollupOf(resolution, bucket.startMillis());
        }

        private void compareRollup() throws SQLException {
            long rollup = waiting.isEmpty() ? nextKept : Math.min(nextKept, rollupOf(waiting.getFirst()));
            int count = 0;
            while (count < waiting.size() && rollupOf(waiting.get(count)) == rollup) {
                count++;
            }
            List<Bucket> kept = List.of();
            if (nextKept == rollup) {
                try {
                    kept = session.sums().readRollup(series, resolution, rollup);
                } catch (StoreException e) {
                    damaged(e.getMessage());
                }
                advance();
            }
            var fresh = waiting.subList(0, count);
            buckets += count;
            if (!kept.equals(fresh)) {
                compare(kept, fresh);
            }
            fresh.clear();
        }

        private void compare(List<Bucket> kept, List<Bucket> fresh) {
            int at = 0;
            for (var bucket : kept) {
                while (at < fresh.size() && fresh.get(at).startMillis() < bucket.startMillis()) {
                    differ(Optional.empty(), Optional.of(fresh.get(at++)));
                }
                if (at < fresh.size() && fresh.get(at).startMillis() == bucket.startMillis()) {
                    if (!fresh.get(at).equals(bucket)) {
                        differ(Optional.of(bucket), Optional.of(fresh.get(at)));
                    }
                    at++;
                } else {
                    differ(Optional.of(bucket), Optional.empty());
                }
            }
            while (at < fresh.size()) {
                differ(Optional.empty(), Optional.of(fresh.get(at++)));
            }
        }

        private void differ(Optional<Bucket> kept, Optional<Bucket> fresh) {
            differing++;
            if (differences.size() < DIFFERENCES_KEPT) {
                differences.add(new Difference(series.key(), resolution, kept, fresh));
            }
        }
    }
}
