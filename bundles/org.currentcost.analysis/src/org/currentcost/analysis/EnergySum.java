package org.currentcost.analysis;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.currentcost.model.CompleteRule;
import org.currentcost.model.Energy;
import org.currentcost.model.Saturated;

/**
 * The energy of a span of time, in parts by how it is known.
 * <p>
 * Energies are microjoules, so that sums are exact; they are negative where more was generated than used. What is left
 * of the time after the three parts is missing: nothing is known of it, and no energy is made up for it.
 *
 * @param startMillis          the start, inclusive, in milliseconds since the epoch
 * @param endMillis            the end, exclusive
 * @param measuredMicrojoules  what live readings say
 * @param measuredMillis       for how long they say it
 * @param memoryMicrojoules    what the meter's own memory adds where no reading is
 * @param memoryMillis         for how long it does
 * @param estimatedMicrojoules the share of longer blocks of the meter's memory, spread evenly over the time in them
 *                             that nothing else is known of
 * @param estimatedMillis      for how long it is
 * @param peakMilliwatts       the highest power read; of no meaning where {@code measuredMillis} is 0
 * @param filledFrom           where what fills gaps comes from; of no meaning where nothing does
 */
public record EnergySum(long startMillis, long endMillis, long measuredMicrojoules, long measuredMillis,
        long memoryMicrojoules, long memoryMillis, long estimatedMicrojoules, long estimatedMillis,
        long peakMilliwatts, FillSource filledFrom) {

    /** Makes one whose gaps the meter's own memory fills. */
    public EnergySum(long startMillis, long endMillis, long measuredMicrojoules, long measuredMillis,
            long memoryMicrojoules, long memoryMillis, long estimatedMicrojoules, long estimatedMillis,
            long peakMilliwatts) {
        this(startMillis, endMillis, measuredMicrojoules, measuredMillis, memoryMicrojoules, memoryMillis,
                estimatedMicrojoules, estimatedMillis, peakMilliwatts, FillSource.METER);
    }

    /** {@return a span of which nothing is known} */
    public static EnergySum nothing(long startMillis, long endMillis) {
        return new EnergySum(startMillis, endMillis, 0, 0, 0, 0, 0, 0, Long.MIN_VALUE);
    }

    /** {@return all that is known} */
    public long microjoules() {
        return Saturated.plus(Saturated.plus(measuredMicrojoules, memoryMicrojoules), estimatedMicrojoules);
    }

    /** {@return all that is known, in kWh} */
    public double kilowattHours() {
        return kilowattHours(microjoules());
    }

    /** {@return {@code microjoules} in kWh} */
    public static double kilowattHours(long microjoules) {
        return new Energy(microjoules).kilowattHours();
    }

    /** {@return the time of which something is known} */
    public long knownMillis() {
        return measuredMillis + memoryMillis + estimatedMillis;
    }

    /** {@return whether anything is known} */
    public boolean known() {
        return knownMillis() > 0;
    }

    /** {@return the time of which nothing is known} */
    public long missingMillis() {
        return Math.max(0, endMillis - startMillis - knownMillis());
    }

    /** {@return whether live readings cover all of the time; nothing at all is missing, remembered or estimated} */
    public boolean allMeasured() {
        return endMillis > startMillis && measuredMillis >= endMillis - startMillis;
    }

    /** {@return the part of the time that live readings cover, 0 to 1} */
    public double measuredShare() {
        return share(measuredMillis);
    }

    /** {@return the part of the time of which something is known, 0 to 1} */
    public double knownShare() {
        return share(knownMillis());
    }

    private double share(long millis) {
        return endMillis > startMillis ? Math.min(1, (double) millis / (endMillis - startMillis)) : 0;
    }

    /** {@return whether so much is known that the span can be held against others} */
    public boolean complete() {
        return CompleteRule.holds(knownShare());
    }

    /** {@return the mean power over the time of which something is known, in milliwatts; needs {@link #known()}} */
    public double meanMilliwatts() {
        return (double) microjoules() / knownMillis();
    }

    /** {@return the mean power over the time that live readings cover; of no meaning where that is none} */
    public double measuredMeanMilliwatts() {
        return measuredMillis == 0 ? 0 : (double) measuredMicrojoules / measuredMillis;
    }

    /** {@return this as an estimate in what live readings tell}: of counts that reach beyond the span */
    public EnergySum withEstimatedCourse() {
        return new EnergySum(startMillis, endMillis, 0, 0, memoryMicrojoules, memoryMillis,
                Saturated.plus(estimatedMicrojoules, measuredMicrojoules), estimatedMillis + measuredMillis,
                peakMilliwatts, filledFrom);
    }

    /** {@return the day of the calendar on which the span begins} */
    public LocalDate day(ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(startMillis), zone);
    }

    private boolean filled() {
        return memoryMillis + estimatedMillis > 0;
    }

    /** {@return this and another span together, from the earlier start to the later end} */
    public EnergySum plus(EnergySum other) {
        return new EnergySum(Math.min(startMillis, other.startMillis), Math.max(endMillis, other.endMillis),
                Saturated.plus(measuredMicrojoules, other.measuredMicrojoules), measuredMillis + other.measuredMillis,
                Saturated.plus(memoryMicrojoules, other.memoryMicrojoules), memoryMillis + other.memoryMillis,
                Saturated.plus(estimatedMicrojoules, other.estimatedMicrojoules),
                estimatedMillis + other.estimatedMillis,
                Math.max(peakMilliwatts, other.peakMilliwatts), !other.filled()
                        ? filledFrom
                        : filled() ? filledFrom.and(other.filledFrom) : other.filledFrom);
    }

    /** {@return this and another span together, only as long as both are though there be time between; from 0 on} */
    public EnergySum and(EnergySum other) {
        var both = plus(other);
        return new EnergySum(0, endMillis - startMillis + other.endMillis - other.startMillis,
                both.measuredMicrojoules, both.measuredMillis, both.memoryMicrojoules, both.memoryMillis,
                both.estimatedMicrojoules, both.estimatedMillis, both.peakMilliwatts, both.filledFrom);
    }
}
