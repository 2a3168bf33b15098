package org.currentcost.accounting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.currentcost.analysis.EnergySum;

/**
 * What a period of time comes to in kilowatt-hours, money or kilograms of CO2, in parts by how the energy is known.
 *
 * @param energy         the energy and its coverage
 * @param measured       the amount of what live readings tell
 * @param memory         the amount of what the meter's memory adds
 * @param estimated      the amount of what is spread over longer blocks, or over long counts
 * @param standingCharge the share of the standing charge; zero in other units than money
 * @param complete       whether all known energy has a price or a factor
 */
public record AmountSum(EnergySum energy, BigDecimal measured, BigDecimal memory, BigDecimal estimated,
        BigDecimal standingCharge, boolean complete) {

    /** {@return all parts together} */
    public BigDecimal total() {
        return measured.add(memory).add(estimated).add(standingCharge);
    }

    /** {@return this as an estimate in what live readings tell}: of counts that reach beyond the period */
    AmountSum withEstimatedCourse() {
        return new AmountSum(energy.withEstimatedCourse(), BigDecimal.ZERO, memory, estimated.add(measured),
                standingCharge, complete);
    }

    /** {@return whether anything is known of the period that has a price or factor: otherwise zero would be made up} */
    public boolean hasAmount() {
        return energy.known() && (complete || total().signum() != 0);
    }

    /** {@return this and another period together} */
    public AmountSum plus(AmountSum other) {
        return new AmountSum(energy.plus(other.energy), measured.add(other.measured), memory.add(other.memory),
                estimated.add(other.estimated), standingCharge.add(other.standingCharge), complete && other.complete);
    }

    /** {@return this with so many digits after the point in each of its parts, so that they add up to the total} */
    public AmountSum rounded(int decimals) {
        return new AmountSum(energy, rounded(measured, decimals), rounded(memory, decimals),
                rounded(estimated, decimals), rounded(standingCharge, decimals), complete);
    }

    private static BigDecimal rounded(BigDecimal amount, int decimals) {
        return amount.setScale(Math.min(decimals, Math.max(0, amount.scale())), RoundingMode.HALF_EVEN);
    }

    /** {@return the amount without what does not grow with the energy} */
    public BigDecimal withoutStandingCharge() {
        return measured.add(memory).add(estimated);
    }
}
