package org.currentcost.imports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.currentcost.imports.ImportOutcome.DamageKind;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.NominalInterval;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.EnergyFiles;
import org.currentcost.settings.ImpulseUnits;
import org.currentcost.settings.NamedSensors;
import org.currentcost.store.ImportStore.ImportLog;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.SeriesStore.Stored;
import org.currentcost.store.StoreException;

/**
 * Brings a source into a store, or says what that would do. Nothing that is stored is ever overwritten: a reading, a
 * block of a meter's memory or a note that is there already is left out, and counted as the same or as conflicting.
 */
public final class Import {

    private static final int READINGS_AT_ONCE = 1 << 17;
    private static final int MOST_KINDS = 100;
    /** So many readings tell how far apart they come. */
    private static final int FIRST_READINGS = 1000;

    private final ReadingStore store;
    private final ImportSource source;
    private final TimeRange range;

    /** Prepares an import of all that a store can hold. */
    public Import(ReadingStore store, ImportSource source) {
        this(store, source, TimeRange.ALL);
    }

    /** Prepares an import. @param range what begins outside of it is left out, and counted */
    public Import(ReadingStore store, ImportSource source, TimeRange range) {
        this.store = store;
        this.source = source;
        this.range = range;
    }

    /**
     * Says what {@link #run} would do, exactly, and changes nothing.
     *
     * @param progress hears of the part that is done, 0 to 1; may throw {@link
     *                 java.util.concurrent.CancellationException}
     */
    public ImportOutcome dryRun(Consumer<Double> progress) throws ImportException, StoreException {
        try {
            return dryRun(new DryRun(store), progress);
        } catch (DryRun.OutOfOrder e) {
            try (var again = DryRun.withMemory(store)) {
                return dryRun(again, progress);
            }
        }
    }

    private ImportOutcome dryRun(DryRun trial, Consumer<Double> progress) throws ImportException, StoreException {
        var gathering = new Gathering(NamedSensors.trial(store)) {
            @Override
            void keep(Map<SeriesKey, Pile> piles, boolean last) throws StoreException {
                for (var entry : piles.entrySet()) {
                    count(entry.getKey(), trial.compare(entry.getKey(), entry.getValue().waiting, last));
                }
            }
        };
        source.read(gathering, progress);
        gathering.end();
        return gathering.outcome(OptionalLong.empty());
    }

    /**
     * Imports. What came before a failure or the user's cancelling stays in the store, under the import's id, and can
     * be undone.
     *
     * @param at       when the import is made
     * @param progress as for {@link #dryRun}
     */
    public ImportOutcome run(Instant at, Consumer<Double> progress) throws ImportException, StoreException {
        try (var log = store.startImport(source.name(), at); var storing = new Storing(log)) {
            var gathering = new Writing(log, storing);
            try {
                source.read(gathering, progress);
            } catch (ImportException e) {
                gathering.end();
                throw e;
            }
            gathering.end();
            var outcome = gathering.outcome(OptionalLong.of(log.id()));
            return outcome.total().added() > 0
                    ? outcome
                    : new ImportOutcome(OptionalLong.empty(), outcome.parts(), outcome.damaged(), outcome.damage(),
                            outcome.kinds());
        }
    }

    private final class Writing extends Gathering {

        private final ImportLog log;
        private final Storing storing;
        private final Optional<ImpulseUnits> impulseUnits = Optional.of(new ImpulseUnits(store));

        Writing(ImportLog log, Storing storing) {
            super(new NamedSensors(store));
            this.log = log;
            this.storing = storing;
        }

        @Override
        void keep(Map<SeriesKey, Pile> piles, boolean last) throws StoreException {
            var batch = new LinkedHashMap<SeriesKey, List<Reading>>();
            piles.forEach((series, pile) -> batch.put(series, pile.take()));
            storing.store(batch).forEach(this::count);
            if (last) {
                storing.await().forEach(this::count);
            }
        }

        @Override
        void keepBlocks(SeriesKey series, List<HistoryBlock> blocks) throws StoreException {
            if (!source.tellsMetersMemory()) {
                new EnergyFiles(store).add(log.id());
            }
            log.appendHistory(series, blocks);
        }

        @Override
        void keepNote(Note note) throws StoreException {
            log.saveNote(note);
        }

        @Override
        void keepInterval(SeriesKey series, long nominalMillis) {
            storing.expect(series, nominalMillis);
        }

        @Override
        public Optional<ImpulseUnits> impulseUnits() {
            return impulseUnits;
        }
    }

    /** The readings of a series that wait, and from when to when all of them are. */
    private static final class Pile {
        private List<Reading> waiting = new ArrayList<>();
        private boolean expected;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        void add(Reading reading) {
            waiting.add(reading);
            first = Math.min(first, reading.timeMillis());
            last = Math.max(last, reading.timeMillis());
        }

        /** {@return what waits, which waits no longer} */
        List<Reading> take() {
            var taken = waiting;
            waiting = new ArrayList<>();
            return taken;
        }

        /** {@return how far apart the first values that hold come as a rule, if they tell that} */
        OptionalLong interval() {
            return NominalInterval.learn(waiting.stream().filter(reading -> !reading.isCounted()).limit(FIRST_READINGS)
                    .mapToLong(Reading::timeMillis).toArray(), true);
        }
    }

    /** Gathers what comes, and hands it on when it is much. */
    private abstract class Gathering implements ImportTarget {

        private final Map<SeriesKey, Pile> piles = new HashMap<>();
        private SeriesKey lastSeries;
        private Pile lastPile;
        /** A meter tells the same blocks in every cycle, so they are few however long a capture is. */
        private final Map<SeriesKey, Map<HistorySpan, TreeMap<Long, HistoryBlock>>> blocks = new TreeMap<>();
        private final List<Note> notes = new ArrayList<>();
        private final Map<ImportPart, ImportCounts> parts = new TreeMap<>();
        private final List<ImportDamage> damage = new ArrayList<>();
        private final Map<String, DamageKind> kinds = new LinkedHashMap<>();
        private final NamedSensors numbers;
        private long damaged;
        private int count;

        /** @param numbers which sensors that have names were given, or would be */
        Gathering(NamedSensors numbers) {
            this.numbers = numbers;
        }

        /**
         * Takes out of the piles what is compared or stored now, or soon; {@link #count} gets to know what became of
         * it before the last call returns.
         *
         * @param piles those with something that waits
         * @param last  whether nothing more comes
         */
        abstract void keep(Map<SeriesKey, Pile> piles, boolean last) throws StoreException;

        void keepBlocks(SeriesKey series, List<HistoryBlock> added) throws StoreException {
            // a try keeps nothing
        }

        void keepNote(Note note) throws StoreException {
            // a try keeps nothing
        }

        /** Keeps how far apart the readings of a series come, before its first ones. */
        void keepInterval(SeriesKey series, long nominalMillis) {
            // a try keeps nothing
        }

        @Override
        public void expect(SeriesKey series, long nominalMillis) {
            piles.computeIfAbsent(series, key -> new Pile()).expected = true;
            keepInterval(series, nominalMillis);
        }

        @Override
        public OptionalInt sensor(String meter, String name) throws StoreException {
            return numbers.number(meter, name, SensorRole.INSIDE_HOUSE);
        }

        @Override
        public void reading(SeriesKey series, Reading reading) throws StoreException {
            if (!holds(reading.timeMillis())) {
                count(new ImportPart.Readings(series), ImportCounts.outside(reading.channelCount()));
                return;
            }
            pile(series).add(reading);
            if (++count >= READINGS_AT_ONCE) {
                handOn(false);
            }
        }

        /** Most readings are of the series of the one before. */
        private Pile pile(SeriesKey series) {
            if (lastSeries != series) {
                lastPile = piles.computeIfAbsent(series, key -> new Pile());
                lastSeries = series;
            }
            return lastPile;
        }

        private void handOn(boolean last) throws StoreException {
            var full = new LinkedHashMap<SeriesKey, Pile>();
            for (var entry : piles.entrySet()) {
                if (!entry.getValue().waiting.isEmpty()) {
                    learnInterval(entry.getKey(), entry.getValue());
                    full.put(entry.getKey(), entry.getValue());
                }
            }
            keep(full, last);
            count = full.values().stream().mapToInt(pile -> pile.waiting.size()).sum();
        }

        final void count(SeriesKey series, Stored stored) {
            count(new ImportPart.Readings(series), new ImportCounts(stored.stored(), stored.same(),
                    stored.conflicting(), 0, Optional.empty()));
        }

        /** What comes every half minute is held for longer than what a meter tells every six seconds. */
        private void learnInterval(SeriesKey series, Pile pile) {
            if (!pile.expected && series.quantity() == Quantity.POWER) {
                pile.expected = true;
                pile.interval().ifPresent(millis -> keepInterval(series, millis));
            }
        }

        @Override
        public void block(SeriesKey series, HistoryBlock block) {
            if (!holds(block.startMillis()) || block.endMillis() > TimeRange.ALL.endMillis()) {
                count(new ImportPart.Memory(series, block.span()), ImportCounts.outside(1));
                return;
            }
            var reported = blocks.computeIfAbsent(series, key -> new TreeMap<>())
                    .computeIfAbsent(block.span(), span -> new TreeMap<>());
            // A meter tells its whole memory again and again.
            var known = reported.get(block.startMillis());
            if ((known == null || known.endMillis() != block.endMillis() || known.wattHours() != block.wattHours())
                    && !isReportedByOthers(block, reported)) {
                reported.put(block.startMillis(), block);
            }
        }

        private static boolean isReportedByOthers(HistoryBlock block, NavigableMap<Long, HistoryBlock> others) {
            return block.isReportedByOthers(
                    others.subMap(block.startMillis() - block.lengthMillis() + 1, block.endMillis()).values());
        }

        @Override
        public void note(Note note) {
            if (holds(note.span().startMillis())) {
                notes.add(note);
            } else {
                count(new ImportPart.Notes(), ImportCounts.outside(1));
            }
        }

        @Override
        public void damage(ImportDamage place) {
            kinds.merge(kinds.containsKey(place.kind()) || kinds.size() < MOST_KINDS ? place.kind() : "",
                    new DamageKind(1, place), (known, one) -> new DamageKind(known.count() + 1, known.example()));
            if (++damaged <= ImportOutcome.DAMAGE_REPORTED) {
                damage.add(place);
            }
        }

        private boolean holds(long millis) {
            return millis >= Math.max(range.startMillis(), TimeRange.ALL.startMillis())
                    && millis < Math.min(range.endMillis(), TimeRange.ALL.endMillis());
        }

        private void count(ImportPart part, ImportCounts more) {
            parts.merge(part, more, ImportCounts::plus);
        }

        void end() throws StoreException {
            handOn(true);
            piles.values().removeIf(pile -> pile.first == Long.MAX_VALUE);
            piles.forEach((series, pile) -> count(new ImportPart.Readings(series), new ImportCounts(0, 0, 0, 0,
                    Optional.of(TimeRange.ofMillis(pile.first, pile.last + 1)))));
            for (var series : blocks.entrySet()) {
                for (var span : series.getValue().entrySet()) {
                    endBlocks(series.getKey(), span.getKey(), span.getValue());
                }
            }
            endNotes();
        }

        private void endBlocks(SeriesKey series, HistorySpan span, TreeMap<Long, HistoryBlock> reported)
                throws StoreException {
            var over = new TimeRange(Instant.ofEpochMilli(reported.firstKey()),
                    Instant.ofEpochMilli(reported.lastEntry().getValue().endMillis()));
            long longest = reported.values().stream().mapToLong(HistoryBlock::lengthMillis).max().orElseThrow();
            var known = new TreeMap<Long, HistoryBlock>();
            store.history(series, span, TimeRange.ofMillis(over.startMillis() - longest, over.endMillis()))
                    .forEach(block -> known.put(block.startMillis(), block));
            var added = new ArrayList<HistoryBlock>();
            long same = 0;
            for (var block : reported.values()) {
                var there = known.get(block.startMillis());
                if (there == null && !isReportedByOthers(block, known)) {
                    added.add(block);
                    known.put(block.startMillis(), block);
                } else if (block.equals(there)) {
                    same++;
                }
            }
            if (!added.isEmpty()) {
                keepBlocks(series, added);
            }
            count(new ImportPart.Memory(series, span), new ImportCounts(added.size(), same,
                    reported.size() - added.size() - same, 0, Optional.of(over)));
        }

        private void endNotes() throws StoreException {
            if (notes.isEmpty()) {
                return;
            }
            var known = new HashSet<Note>();
            store.notes(TimeRange.ALL).forEach(there -> known.add(new Note(0, there.span(), there.text())));
            for (var note : notes) {
                boolean isNew = known.add(note);
                if (isNew) {
                    keepNote(note);
                }
                count(new ImportPart.Notes(),
                        new ImportCounts(isNew ? 1 : 0, isNew ? 0 : 1, 0, 0, Optional.of(note.span())));
            }
        }

        ImportOutcome outcome(OptionalLong id) {
            var byKind = kinds.values().stream().sorted(Comparator.comparingLong(DamageKind::count).reversed())
                    .toList();
            return new ImportOutcome(id, new TreeMap<>(parts), damaged, damage, byKind);
        }
    }
}
