package org.currentcost.analysis;

import java.math.BigDecimal;
import org.currentcost.model.Saturated;

/** Adds up what a period's energy comes to, in money or grams. For one thread. */
final class RateSums implements RateSchedule.Sink {

    final ProductSum measured = new ProductSum();
    final ProductSum memory = new ProductSum();
    final ProductSum estimated = new ProductSum();
    final ProductSum vat = new ProductSum();
    long unratedMicrojoules;
    long unratedMillis;

    @Override
    public void rated(Rate rate, long measuredUnits, long memoryUnits, long estimatedUnits) {
        measured.add(rate.gross(), measuredUnits);
        memory.add(rate.gross(), memoryUnits);
        estimated.add(rate.gross(), estimatedUnits);
        vat.add(rate.vat(), measuredUnits);
        vat.add(rate.vat(), memoryUnits);
        vat.add(rate.vat(), estimatedUnits);
    }

    @Override
    public void unrated(long microjoules, long millis) {
        unratedMicrojoules = Saturated.plus(unratedMicrojoules, microjoules);
        unratedMillis += millis;
    }

    /** Adds other sums, whose memory is taken as an estimate unless {@code fillsWithin}. */
    void add(RateSums other, boolean fillsWithin) {
        measured.add(other.measured);
        (fillsWithin ? memory : estimated).add(other.memory);
        vat.add(other.vat);
        unratedMicrojoules = Saturated.plus(unratedMicrojoules, other.unratedMicrojoules);
        unratedMillis += other.unratedMillis;
    }

    /** {@return a sum of rates times energy in the rates' unit} */
    static BigDecimal amount(ProductSum sum) {
        return sum.toBigDecimal(RateSchedule.RATE_DECIMALS + RateSchedule.ENERGY_DECIMALS);
    }
}
