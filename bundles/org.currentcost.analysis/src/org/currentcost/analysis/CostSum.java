package org.currentcost.analysis;

import java.math.BigDecimal;
import java.util.List;
import org.currentcost.model.Energy;

/**
 * What a span of time costs, in parts by how its energy is known, and how much of it has no price.
 * <p>
 * Amounts are in the tariff's currency, exact, and include VAT unless the name says otherwise. They are negative where
 * more is paid for exported energy than used energy costs. Nothing is made up for missing time or missing prices.
 *
 * @param energy              the energy and its coverage
 * @param measured            what the energy costs that live readings tell
 * @param memory              what the energy costs that the meter's own memory tells
 * @param estimated           what the estimated energy costs
 * @param standingCharge      the standing charge's share
 * @param energyVat           the VAT in the three parts of energy
 * @param standingChargeVat   the VAT in the standing charge
 * @param unpriced            the energy that no version of the tariff prices; exported energy without an export price
 *                            is part of it, negative in a house's series and positive in an export's
 * @param unpricedMillis      for how much of the known time that is
 */
public record CostSum(EnergySum energy, BigDecimal measured, BigDecimal memory, BigDecimal estimated,
        BigDecimal standingCharge, BigDecimal energyVat, BigDecimal standingChargeVat, Energy unpriced,
        long unpricedMillis) {

    /** {@return a span of which nothing is known and for which nothing is due} */
    public static CostSum nothing(long startMillis, long endMillis) {
        return new CostSum(EnergySum.nothing(startMillis, endMillis), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
                BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, Energy.ZERO, 0);
    }

    /** {@return the spans together; nothing of no time where there are none} */
    public static CostSum total(List<CostSum> costs) {
        return costs.stream().reduce(CostSum::plus).orElse(nothing(0, 0));
    }

    /** {@return what the energy costs, with VAT} */
    public BigDecimal energyCharge() {
        return measured.add(memory).add(estimated);
    }

    /** {@return what the energy costs, without VAT} */
    public BigDecimal energyChargeBeforeVat() {
        return energyCharge().subtract(energyVat);
    }

    /** {@return the standing charge's share, without VAT} */
    public BigDecimal standingChargeBeforeVat() {
        return standingCharge.subtract(standingChargeVat);
    }

    /** {@return all VAT} */
    public BigDecimal vat() {
        return energyVat.add(standingChargeVat);
    }

    /** {@return the sum of energy and standing charge, with VAT} */
    public BigDecimal total() {
        return energyCharge().add(standingCharge);
    }

    /** {@return whether all known energy has a price; energy of which nothing is known isn't asked for} */
    public boolean priced() {
        return unpricedMillis == 0;
    }

    /** {@return the part of the span whose energy is known and priced, 0 to 1} */
    public double pricedShare() {
        long length = energy.endMillis() - energy.startMillis();
        return length > 0 ? Math.clamp((double) (energy.knownMillis() - unpricedMillis) / length, 0, 1) : 0;
    }

    /** {@return this and another span together, from the earlier start to the later end} */
    public CostSum plus(CostSum other) {
        return new CostSum(energy.plus(other.energy), measured.add(other.measured), memory.add(other.memory),
                estimated.add(other.estimated), standingCharge.add(other.standingCharge),
                energyVat.add(other.energyVat), standingChargeVat.add(other.standingChargeVat),
                unpriced.plus(other.unpriced), unpricedMillis + other.unpricedMillis);
    }
}
