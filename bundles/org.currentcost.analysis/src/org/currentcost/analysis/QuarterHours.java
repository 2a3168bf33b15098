package org.currentcost.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.Saturated;
import org.currentcost.model.TimeRange;

/**
 * The energy of one series in quarters of an hour of UTC: what live readings say, and what the meter's memory adds.
 * <p>
 * Quarters, since the hours and half-hours of all zones in use are whole numbers of them. Kept in columns: ten years of
 * a series are 350 000 quarters and about 6 MB, so that all figures of all views are sums over arrays in memory.
 * Immutable.
 */
public final class QuarterHours {

    /** The length of a quarter in milliseconds. */
    public static final long QUARTER_MILLIS = 900_000L;

    /** No quarter at all. */
    public static final QuarterHours NONE = new Builder(0, 0).build();

    private final long firstMillis;
    private final long[] microjoules;
    private final int[] coveredMillis;
    private final int[] peakMilliwatts;
    private final CountedCourse course;
    private final long[] filledMicrojoules;
    private final int[] filledMillis;
    private final int[] fillOf;
    private final List<TimeRange> fills;
    private final long[] fillStarts;
    private final long[] fillEnds;
    /** By how many quarters the first rollup is shorter than others, since rollups of all series begin together. */
    private final int skipped;
    private final QuarterRollup[] rollups;
    private final FillSource filledFrom;

    private QuarterHours(Builder builder) {
        firstMillis = builder.firstMillis;
        microjoules = builder.microjoules;
        coveredMillis = builder.coveredMillis;
        peakMilliwatts = builder.peakMilliwatts;
        course = builder.course;
        filledMicrojoules = builder.filledMicrojoules;
        filledMillis = builder.filledMillis;
        fillOf = builder.fillOf;
        fills = List.copyOf(builder.fills);
        fillStarts = fills.stream().mapToLong(TimeRange::startMillis).toArray();
        fillEnds = fills.stream().mapToLong(TimeRange::endMillis).toArray();
        skipped = builder.skipped;
        rollups = rollups(builder.rollups);
        filledFrom = builder.filledFrom;
    }

    /** Shares the columns of what live readings say. */
    private QuarterHours(QuarterHours filled) {
        firstMillis = filled.firstMillis;
        microjoules = filled.microjoules;
        coveredMillis = filled.coveredMillis;
        peakMilliwatts = filled.peakMilliwatts;
        course = filled.course;
        filledMicrojoules = NONE.filledMicrojoules;
        filledMillis = NONE.filledMillis;
        fillOf = NONE.fillOf;
        fills = NONE.fills;
        fillStarts = NONE.fillStarts;
        fillEnds = NONE.fillEnds;
        skipped = filled.skipped;
        filledFrom = filled.filledFrom;
        rollups = rollups(Arrays.stream(filled.rollups).map(rollup -> rollup.filledMillis > 0 ? null : rollup)
                .toArray(QuarterRollup[]::new));
    }

    /** {@return rollups of all quarters} @param known those that hold already, null in the others' places */
    private QuarterRollup[] rollups(QuarterRollup[] known) {
        var all = new QuarterRollup[Math.ceilDiv(skipped + size(), QuarterRollup.QUARTERS)];
        for (int i = 0; i < all.length; i++) {
            int from = Math.max(0, i * QuarterRollup.QUARTERS - skipped);
            int to = Math.min(size(), (i + 1) * QuarterRollup.QUARTERS - skipped);
            // The last rollup may have grown.
            boolean holds = i < known.length && known[i] != null && known[i].to == to;
            all[i] = holds ? known[i] : new QuarterRollup(this, from, to);
        }
        return all;
    }

    /** {@return the rollup that holds a quarter} @param index 0 to {@link #size()}, exclusive */
    QuarterRollup rollup(int index) {
        return rollups[rollupIndex(index)];
    }

    /** {@return which rollup holds a quarter, from 0 on} */
    int rollupIndex(int index) {
        return (index + skipped) / QuarterRollup.QUARTERS;
    }

    /** {@return how many rollups there are} */
    int rollups() {
        return rollups.length;
    }

    /**
     * {@return what stands for the rollup that goes with the rollup that holds a moment in others; empty without one}
     */
    Optional<Object> rollupId(long millis) {
        long index = Math.floorDiv(Math.floorDiv(millis, QUARTER_MILLIS), QuarterRollup.QUARTERS)
                - Math.floorDiv(Math.floorDiv(firstMillis, QUARTER_MILLIS), QuarterRollup.QUARTERS);
        return index >= 0 && index < rollups.length ? Optional.of(rollups[(int) index].id) : Optional.empty();
    }

    /** {@return what live readings say, without what the meter's memory adds} */
    public QuarterHours measured() {
        return filledMillis.length == 0 ? this : new QuarterHours(this);
    }

    /** {@return where what fills gaps comes from; of no meaning where nothing does} */
    FillSource filledFrom() {
        return filledFrom;
    }

    /** {@return whether anything fills a gap} */
    boolean filled() {
        return !fills.isEmpty();
    }

    /** {@return how many quarters there are from the first known to the last} */
    public int size() {
        return microjoules.length;
    }

    /** {@return the time from the first quarter to the last} */
    public TimeRange range() {
        return TimeRange.ofMillis(firstMillis, firstMillis + size() * QUARTER_MILLIS);
    }

    /** {@return the part of a range for which there are quarters; empty where there are none} */
    TimeRange clip(TimeRange range) {
        long start = Math.clamp(firstMillis, range.startMillis(), range.endMillis());
        return TimeRange.ofMillis(start, Math.clamp(range().endMillis(), start, range.endMillis()));
    }

    /** {@return the start of a quarter} @param index 0 to {@link #size()}, exclusive */
    public long startMillis(int index) {
        return firstMillis + index * QUARTER_MILLIS;
    }

    /** {@return the index of the quarter that holds a moment; may lie outside of what there is} */
    public int indexOf(long millis) {
        return (int) Math.floorDiv(millis - firstMillis, QUARTER_MILLIS);
    }

    /** {@return the index of the first quarter that begins at or after a moment, {@link #size()} where none does} */
    int firstIndexFrom(long millis) {
        return Math.clamp(-Math.floorDiv(firstMillis - millis, QUARTER_MILLIS), 0, size());
    }

    /** {@return the energy of a quarter that live readings tell, in microjoules} */
    public long measuredMicrojoules(int index) {
        return microjoules[index];
    }

    /** {@return for how long live readings cover a quarter, 0 to {@link #QUARTER_MILLIS}} */
    public int measuredMillis(int index) {
        return coveredMillis[index];
    }

    /** {@return the highest power read in a quarter, in milliwatts; of no meaning without coverage} */
    public int peakMilliwatts(int index) {
        return peakMilliwatts[index];
    }

    /** {@return the energy that the meter's memory adds in a quarter, in microjoules} */
    public long filledMicrojoules(int index) {
        return filledMicrojoules.length == 0 ? 0 : filledMicrojoules[index];
    }

    /** {@return for how long the meter's memory fills a quarter, in milliseconds} */
    public int filledMillis(int index) {
        return filledMillis.length == 0 ? 0 : filledMillis[index];
    }

    /** {@return all energy known of a quarter, in microjoules} */
    public long knownMicrojoules(int index) {
        return Saturated.plus(microjoules[index], filledMicrojoules(index));
    }

    /** {@return for how long something is known of a quarter, in milliseconds} */
    public int knownMillis(int index) {
        return coveredMillis[index] + filledMillis(index);
    }

    /**
     * {@return the energy of the quarters that begin in the range}
     * <p>
     * What fills a gap counts as the meter's memory where the whole of its block lies in the range, and as estimated
     * where the range cuts the block. Of a quarter that ends after the range, no more time is known than lies in it: a
     * reading holds beyond the present, and must not make up for a gap before.
     */
    public EnergySum sum(long startMillis, long endMillis) {
        int from = firstIndexFrom(startMillis);
        int to = Math.max(from, firstIndexFrom(endMillis));
        var sum = new QuarterSum(this, startMillis, endMillis);
        for (int i = from; i < to;) {
            var rollup = rollup(i);
            int end = Math.min(to, rollup.to);
            var lying = rollup.fills(startMillis, endMillis);
            if (i == rollup.from && end == rollup.to && lying != QuarterRollup.Fills.MIXED) {
                sum.add(rollup, lying == QuarterRollup.Fills.WITHIN);
            } else {
                sum.add(i, end);
            }
            i = end;
        }
        if (to > from && startMillis(to) > endMillis) {
            sum.endIn(to - 1);
        }
        return sum.sum();
    }

    /**
     * {@return whether more than half of what live readings tell in the range lies in counts that reach beyond it}
     * When in them it was used is an estimate; a range that holds counts as a whole is measured.
     */
    public boolean isCourseEstimated(long startMillis, long endMillis) {
        int from = firstIndexFrom(startMillis);
        int to = Math.max(from, firstIndexFrom(endMillis));
        long beyond = course.reachingBeyondMillis(from, to);
        long covered = 0;
        for (int i = from; i < to && beyond > 0; i++) {
            covered += coveredMillis[i];
        }
        return beyond > covered - beyond;
    }

    /** {@return whether the block that fills a quarter, which one does, lies in a span of time as a whole} */
    boolean filledWithin(int index, long startMillis, long endMillis) {
        return fillStartMillis(index) >= startMillis && fillEndMillis(index) <= endMillis;
    }

    /** {@return where the block begins that fills a quarter, which one does} */
    long fillStartMillis(int index) {
        return fillStarts[fillOf[index]];
    }

    /** {@return where the block ends that fills a quarter, which one does} */
    long fillEndMillis(int index) {
        return fillEnds[fillOf[index]];
    }

    /** {@return the energy of each of the periods; one of which nothing is known is there too} */
    public List<EnergySum> sums(List<TimeRange> periods) {
        var sums = new ArrayList<EnergySum>(periods.size());
        for (var period : periods) {
            sums.add(sum(period.startMillis(), period.endMillis()));
        }
        return sums;
    }

    /** {@return the quarters that begin in a span, from start inclusive to end exclusive} */
    public QuarterHours part(long startMillis, long endMillis) {
        var builder = new Builder(startMillis, Math.max(startMillis, endMillis));
        int shift = indexOf(startMillis);
        int from = Math.clamp(shift, 0, size());
        int to = Math.clamp(shift + builder.microjoules.length, from, size());
        if (from == to) {
            return builder.build();
        }
        System.arraycopy(microjoules, from, builder.microjoules, from - shift, to - from);
        System.arraycopy(coveredMillis, from, builder.coveredMillis, from - shift, to - from);
        System.arraycopy(peakMilliwatts, from, builder.peakMilliwatts, from - shift, to - from);
        builder.course.copy(course, from, to, from - shift);
        if (filledMillis.length > 0) {
            builder.makeRoomForFills();
            System.arraycopy(filledMicrojoules, from, builder.filledMicrojoules, from - shift, to - from);
            System.arraycopy(filledMillis, from, builder.filledMillis, from - shift, to - from);
            System.arraycopy(fillOf, from, builder.fillOf, from - shift, to - from);
            builder.fills.addAll(fills);
        }
        builder.filledFrom(filledFrom);
        return builder.build();
    }

    /**
     * {@return the block of the meter's memory that fills a quarter; empty where none does}
     *
     * @param index 0 to {@link #size()}, exclusive
     */
    Optional<TimeRange> fill(int index) {
        return filledMillis(index) == 0 ? Optional.empty() : Optional.of(fills.get(fillOf[index]));
    }

    /**
     * {@return the same with every energy's sign turned, as for a clamp that sits the wrong way round}
     * <p>
     * The highest power turns into the lowest, which nobody knows; so the peak of a quarter is its mean here.
     */
    public QuarterHours negated() {
        var builder = toBuilder(range()).changed(0, size());
        for (int i = 0; i < size(); i++) {
            builder.microjoules[i] = -microjoules[i];
            builder.peakMilliwatts[i] = meanMilliwatts(builder.microjoules[i], coveredMillis[i]);
        }
        for (int i = 0; i < filledMicrojoules.length; i++) {
            builder.filledMicrojoules[i] = -filledMicrojoules[i];
        }
        return builder.build();
    }

    /**
     * {@return the same without what is below zero, of which as much is known: what came through a meter one way}
     * <p>
     * Within a quarter both ways stand against each other, since only what they came to is known of it.
     */
    public QuarterHours positive() {
        var builder = toBuilder(range()).changed(0, size());
        for (int i = 0; i < size(); i++) {
            if (microjoules[i] < 0) {
                builder.microjoules[i] = 0;
                builder.peakMilliwatts[i] = meanMilliwatts(0, coveredMillis[i]);
            }
        }
        for (int i = 0; i < filledMicrojoules.length; i++) {
            builder.filledMicrojoules[i] = Math.max(0, filledMicrojoules[i]);
        }
        return builder.build();
    }

    /** {@return a power that fits where peaks are kept; {@link Integer#MIN_VALUE}, for none, without coverage} */
    private static int meanMilliwatts(long microjoules, long covered) {
        return covered == 0 ? Integer.MIN_VALUE : clampedMilliwatts(Math.round((double) microjoules / covered));
    }

    /** {@return the energy of a part of some time, as if it were spread evenly} */
    static long scaled(long microjoules, int part, int whole) {
        return part == whole ? microjoules : part == 0 ? 0 : Math.round((double) microjoules * part / whole);
    }

    private static int clampedMilliwatts(long milliwatts) {
        return Math.clamp(milliwatts, Integer.MIN_VALUE + 1, Integer.MAX_VALUE);
    }

    /** {@return a builder that holds the same and reaches over {@code range} too} */
    public Builder toBuilder(TimeRange range) {
        long start = size() == 0 ? range.startMillis() : Math.min(firstMillis, range.startMillis());
        long end = size() == 0 ? range.endMillis() : Math.max(range().endMillis(), range.endMillis());
        var builder = new Builder(start, end);
        int shift = size() == 0 ? 0 : (int) ((firstMillis - builder.firstMillis) / QUARTER_MILLIS);
        System.arraycopy(microjoules, 0, builder.microjoules, shift, size());
        System.arraycopy(coveredMillis, 0, builder.coveredMillis, shift, size());
        System.arraycopy(peakMilliwatts, 0, builder.peakMilliwatts, shift, size());
        builder.course.copy(course, 0, size(), shift);
        if (filledMillis.length > 0) {
            builder.makeRoomForFills();
            System.arraycopy(filledMicrojoules, 0, builder.filledMicrojoules, shift, size());
            System.arraycopy(filledMillis, 0, builder.filledMillis, shift, size());
            System.arraycopy(fillOf, 0, builder.fillOf, shift, size());
            builder.fills.addAll(fills);
        }
        builder.rollups = builder.firstMillis == firstMillis ? rollups.clone() : builder.rollups;
        builder.filledFrom(filledFrom);
        return builder;
    }

    /** Gathers quarters. Used by one thread, and for one {@link #build()}. */
    public static final class Builder {

        private final long firstMillis;
        private final long[] microjoules;
        private final int[] coveredMillis;
        private final int[] peakMilliwatts;
        private final CountedCourse course;
        private long[] filledMicrojoules = {};
        private int[] filledMillis = {};
        private int[] fillOf = {};
        private final List<TimeRange> fills = new ArrayList<>();
        private final int skipped;
        private QuarterRollup[] rollups = {};
        private FillSource filledFrom = FillSource.METER;

        /** @param startMillis what comes earlier is not taken; @param endMillis nor what comes at or after this */
        public Builder(long startMillis, long endMillis) {
            firstMillis = Math.floorDiv(startMillis, QUARTER_MILLIS) * QUARTER_MILLIS;
            skipped = Math.floorMod(Math.floorDiv(firstMillis, QUARTER_MILLIS), QuarterRollup.QUARTERS);
            int size = (int) Math.ceilDiv(endMillis - firstMillis, QUARTER_MILLIS);
            microjoules = new long[size];
            coveredMillis = new int[size];
            peakMilliwatts = new int[size];
            Arrays.fill(peakMilliwatts, Integer.MIN_VALUE);
            course = new CountedCourse(size);
        }

        /** Notes that the rollups of some quarters don't hold any longer. */
        private Builder changed(int from, int to) {
            for (int i = (from + skipped) / QuarterRollup.QUARTERS; i < rollups.length
                    && i * QuarterRollup.QUARTERS - skipped < to; i++) {
                rollups[i] = null;
            }
            return this;
        }

        /** Forgets what is known of the quarters from the one that holds {@code millis} on. */
        public Builder clearFrom(long millis) {
            int from = Math.clamp(Math.floorDiv(millis - firstMillis, QUARTER_MILLIS), 0, microjoules.length);
            Arrays.fill(microjoules, from, microjoules.length, 0);
            Arrays.fill(coveredMillis, from, coveredMillis.length, 0);
            Arrays.fill(peakMilliwatts, from, peakMilliwatts.length, Integer.MIN_VALUE);
            course.clearFrom(from);
            if (filledMillis.length > 0) {
                Arrays.fill(filledMicrojoules, from, filledMicrojoules.length, 0);
                Arrays.fill(filledMillis, from, filledMillis.length, 0);
            }
            return changed(from, microjoules.length);
        }

        /**
         * Adds what live readings say of a span inside one quarter.
         *
         * @param startMillis     where it begins
         * @param covered         for how long of it a value is known, in milliseconds
         * @param peak            the highest power, in milliwatts
         * @param addedMicrojoules its energy
         */
        public void add(long startMillis, long covered, long peak, long addedMicrojoules) {
            add(startMillis, covered, peak, addedMicrojoules, false, 0);
        }

        /**
         * Adds what live readings say of a span inside one quarter; spans come in the order of time.
         *
         * @param begins    whether a reading begins in it
         * @param estimated for how long of it only the mean of a long count is known, in milliseconds
         */
        public void add(long startMillis, long covered, long peak, long addedMicrojoules, boolean begins,
                long estimated) {
            long index = Math.floorDiv(startMillis - firstMillis, QUARTER_MILLIS);
            if (index >= 0 && index < microjoules.length) {
                int i = (int) index;
                microjoules[i] = Saturated.plus(microjoules[i], addedMicrojoules);
                coveredMillis[i] += (int) covered;
                peakMilliwatts[i] = Math.max(peakMilliwatts[i], clampedMilliwatts(peak));
                course.add(i, begins, estimated);
                changed(i, i + 1);
            }
        }

        /** Says where what fills gaps comes from; the meter's memory where nothing is said. */
        Builder filledFrom(FillSource source) {
            filledFrom = source;
            return this;
        }

        private void makeRoomForFills() {
            if (filledMillis.length == 0) {
                filledMicrojoules = new long[microjoules.length];
                filledMillis = new int[microjoules.length];
                fillOf = new int[microjoules.length];
            }
        }

        /**
         * Spreads the energy of a block of the meter's memory that is not known otherwise evenly over the time in the
         * block of which nothing is known.
         *
         * @param block             the block inside of what this builder reaches over; taken as the whole quarters
         *                          nearest to it, so that blocks which follow each other never share one
         * @param blockMicrojoules  its energy as the meter tells it
         * @param enoughCoverage    the part of the block, 0 to 1, from which on what is known already is enough
         */
        void fill(TimeRange block, long blockMicrojoules, double enoughCoverage) {
            int from = nearestIndex(block.startMillis());
            int to = nearestIndex(block.endMillis());
            long known = 0;
            long energy = 0;
            for (int i = from; i < to; i++) {
                known += coveredMillis[i] + (filledMillis.length == 0 ? 0 : filledMillis[i]);
                energy = Saturated.plus(energy, Saturated.plus(microjoules[i],
                        filledMicrojoules.length == 0 ? 0 : filledMicrojoules[i]));
            }
            long length = (to - from) * QUARTER_MILLIS;
            if (known >= enoughCoverage * length) {
                return;
            }
            makeRoomForFills();
            changed(from, to);
            long remainder = Math.max(0, Saturated.plus(blockMicrojoules, -energy));
            long unknown = length - known;
            fills.add(TimeRange.ofMillis(startMillis(from), startMillis(to)));
            for (int i = from; i < to; i++) {
                long open = QUARTER_MILLIS - coveredMillis[i] - filledMillis[i];
                if (open > 0) {
                    // What is left is shared out anew at each step, so that nothing is lost by rounding.
                    long share = Math.round((double) remainder * open / unknown);
                    fillOf[i] = fills.size() - 1;
                    filledMicrojoules[i] = Saturated.plus(filledMicrojoules[i], share);
                    filledMillis[i] += (int) open;
                    remainder -= share;
                    unknown -= open;
                }
            }
        }

        /**
         * Sets what is worked out of a quarter from other series.
         *
         * @param index   of the quarter
         * @param covered for how long live readings tell it
         * @param energy  what they tell, in microjoules; the peak is the mean, since peaks of several series don't add
         */
        void set(int index, int covered, long energy) {
            microjoules[index] = energy;
            coveredMillis[index] = covered;
            peakMilliwatts[index] = meanMilliwatts(energy, covered);
            changed(index, index + 1);
        }

        /**
         * Sets what the meter's memory adds in a quarter.
         *
         * @param index  of the quarter
         * @param block  the span whose energy is spread there
         * @param filled for how long
         * @param energy in microjoules
         */
        void setFilled(int index, TimeRange block, int filled, long energy) {
            makeRoomForFills();
            // Quarters come in order, so that the block is the last one again or a new one.
            if (fills.isEmpty() || !fills.getLast().equals(block)) {
                fills.add(block);
            }
            fillOf[index] = fills.size() - 1;
            filledMicrojoules[index] = energy;
            filledMillis[index] = filled;
            changed(index, index + 1);
        }

        private long startMillis(int index) {
            return firstMillis + index * QUARTER_MILLIS;
        }

        private int nearestIndex(long millis) {
            return (int) Math.floorDiv(millis - firstMillis + QUARTER_MILLIS / 2, QUARTER_MILLIS);
        }

        /** {@return what was gathered} */
        public QuarterHours build() {
            return new QuarterHours(this);
        }
    }
}
