package org.currentcost.analysis;

import java.math.BigDecimal;
import org.currentcost.model.Saturated;

/**
 * The carbon dioxide of a span of time, in parts by how its energy is known, and how much of that has no factor.
 *
 * @param energy             the energy and its coverage
 * @param measuredGrams      that of the energy that live readings tell, exact
 * @param memoryGrams        that of the energy that the meter's own memory tells, exact
 * @param estimatedGrams     that of the estimated energy, exact
 * @param unratedMicrojoules the energy for whose time there is no factor
 * @param unratedMillis      for how much of the known time that is
 */
public record CarbonSum(EnergySum energy, BigDecimal measuredGrams, BigDecimal memoryGrams, BigDecimal estimatedGrams,
        long unratedMicrojoules, long unratedMillis) {

    private static final int DECIMALS_OF_THOUSAND = 3;

    /** {@return all that is known, in grams} */
    public BigDecimal grams() {
        return measuredGrams.add(memoryGrams).add(estimatedGrams);
    }

    /** {@return all that is known, in kilograms} */
    public BigDecimal kilograms() {
        return grams().movePointLeft(DECIMALS_OF_THOUSAND);
    }

    /** {@return this and another span together, from the earlier start to the later end} */
    public CarbonSum plus(CarbonSum other) {
        return new CarbonSum(energy.plus(other.energy), measuredGrams.add(other.measuredGrams),
                memoryGrams.add(other.memoryGrams), estimatedGrams.add(other.estimatedGrams),
                Saturated.plus(unratedMicrojoules, other.unratedMicrojoules), unratedMillis + other.unratedMillis);
    }
}
