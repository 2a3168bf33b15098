package org.currentcost.store.engine;

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

/**
 * Compares kept sums with ones made anew. Every resolution is made from the readings themselves, none from a finer one,
 * so that a fault in the joining shows.
 */
public final class SumsCheck {

    private static final int DIFFERENCES_KEPT = 100;
    private static final int DAMAGE_KEPT = 100;

    private final List<Difference> differences = new ArrayList<>();
    private long readings;
    private long buckets;
    private long differing;
    private final List<String> damage = new ArrayList<>();

    /** {@return what was found so far} */
    public Verification result() {
        return new Verification(readings, buckets, differing, List.copyOf(differences), List.copyOf(damage));
    }

    /** Takes a sentence about damage that an engine found in what it keeps. */
    public void damaged(String place) {
        if (damage.size() < DAMAGE_KEPT) {
            damage.add(place);
        }
    }

    /**
     * Checks the sums of the sealed readings of a series after its edits. A chunk that is damaged counts as empty, so
     * its day differs.
     *
     * @param <X>      what goes wrong besides damage
     * @param content  within one snapshot
     * @param progress hears how many readings were checked, again and again
     */
    public <X extends Exception> void check(SeriesContent<X> content, SeriesState series, LongConsumer progress)
            throws X, StoreException {
        var chunk = new ReadingColumns();
        Map<Resolution, Computed<X>> computed = new EnumMap<>(Resolution.class);
        var builders = new ArrayList<BucketBuilder>();
        for (var resolution : Resolution.values()) {
            var rollups = new Computed<>(content, series, resolution,
                    content.sums().rollups(series, resolution).iterator());
            computed.put(resolution, rollups);
            builders.add(new BucketBuilder(BucketBounds.of(resolution, content.zone()), series.nominalMillis(),
                    Long.MIN_VALUE,
                    Long.MAX_VALUE, rollups.waiting::add));
        }
        for (long day : content.edited().days(series, 0, Days.END_OF_TIME, false)) {
            long start = day * Days.MILLIS;
            long end = start + Days.MILLIS;
            ReadingColumns columns;
            try {
                if (series.edits().touch(start, end)) {
                    columns = content.edited().read(series, start, end, false);
                } else {
                    content.raw().readChunk(series, day, chunk);
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
            if (!series.edits().touch(start, end) && content.raw().readingsOf(series, day) != columns.size()) {
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
    private final class Computed<X extends Exception> {
        private final SeriesContent<X> content;
        private final SeriesState series;
        private final Resolution resolution;
        private final Iterator<Long> keptRollups;
        private final List<Bucket> waiting = new ArrayList<>();
        private long nextKept;

        Computed(SeriesContent<X> content, SeriesState series, Resolution resolution, Iterator<Long> keptRollups) {
            this.content = content;
            this.series = series;
            this.resolution = resolution;
            this.keptRollups = keptRollups;
            advance();
        }

        private void advance() {
            nextKept = keptRollups.hasNext() ? keptRollups.next() : Long.MAX_VALUE;
        }

        /** Compares the rollups to which nothing more can come. */
        void compareWhole() throws X {
            while (!waiting.isEmpty()
                    && rollupOf(waiting.getFirst()) < rollupOf(waiting.getLast())) {
                compareRollup();
            }
        }

        void compareAll() throws X {
            while (!waiting.isEmpty() || nextKept != Long.MAX_VALUE) {
                compareRollup();
            }
        }

        private long rollupOf(Bucket bucket) {
            return KeptSums.rollupOf(resolution, bucket.startMillis());
        }

        private void compareRollup() throws X {
            long rollup = waiting.isEmpty() ? nextKept : Math.min(nextKept, rollupOf(waiting.getFirst()));
            int count = 0;
            while (count < waiting.size() && rollupOf(waiting.get(count)) == rollup) {
                count++;
            }
            List<Bucket> kept = List.of();
            if (nextKept == rollup) {
                try {
                    kept = content.sums().readRollup(series, resolution, rollup);
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
