package org.currentcost.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.currentcost.model.TimeRange;

/**
 * A supplier's bill beside our own figures. Differences are the supplier's figure less ours.
 *
 * @param ours                  our figures of the time that the bill is for
 * @param supplierKilowattHours the energy on the bill
 * @param supplierAmount        the sum on the bill, with VAT, in the currency of our figures
 */
public record BillCheck(CostSum ours, BigDecimal supplierKilowattHours, BigDecimal supplierAmount) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public BillCheck {
        Objects.requireNonNull(ours);
        Objects.requireNonNull(supplierKilowattHours);
        Objects.requireNonNull(supplierAmount);
    }

    /** {@return the time of a bill} @param from the first day @param end the day after the last */
    public static TimeRange range(LocalDate from, LocalDate end, ZoneId zone) {
        return new TimeRange(from.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant());
    }

    /** {@return our energy, to 14 decimals} */
    public BigDecimal ourKilowattHours() {
        return RateSchedule.kilowattHours(ours.energy().microjoules());
    }

    /** {@return the difference in energy} */
    public BigDecimal kilowattHoursDifference() {
        return supplierKilowattHours.subtract(ourKilowattHours());
    }

    /** {@return the difference in money} */
    public BigDecimal amountDifference() {
        return supplierAmount.subtract(ours.total());
    }

    /** {@return the difference in energy in percent of the supplier's; empty where that is 0} */
    public Optional<BigDecimal> kilowattHoursPercent() {
        return percent(kilowattHoursDifference(), supplierKilowattHours);
    }

    /** {@return the difference in money in percent of the supplier's; empty where that is 0} */
    public Optional<BigDecimal> amountPercent() {
        return percent(amountDifference(), supplierAmount);
    }

    private static Optional<BigDecimal> percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? Optional.empty()
                : Optional.of(part.multiply(HUNDRED).divide(whole, MathContext.DECIMAL64));
    }

    /**
     * {@return the energy that the missing time would hold at the mean power of the known time; empty where nothing is
     * known}
     */
    public Optional<BigDecimal> missingKilowattHours() {
        return atMeanOfKnownTime(ourKilowattHours(), ours.energy().missingMillis(), ours.energy().knownMillis());
    }

    /**
     * {@return what the energy without a price and that of the missing time would cost at the mean cost per time of the
     * priced energy; empty where none is priced}
     */
    public Optional<BigDecimal> missingAmount() {
        return atMeanOfKnownTime(ours.energyCharge(), ours.energy().missingMillis() + ours.unpricedMillis(),
                ours.energy().knownMillis() - ours.unpricedMillis());
    }

    private static Optional<BigDecimal> atMeanOfKnownTime(BigDecimal known, long missingMillis, long knownMillis) {
        return knownMillis <= 0
                ? Optional.empty()
                : Optional.of(known.multiply(BigDecimal.valueOf(missingMillis)).divide(BigDecimal.valueOf(knownMillis),
                        MathContext.DECIMAL64));
    }

    /** {@return what of the difference in energy the missing time does not explain; empty where nothing is known} */
    public Optional<BigDecimal> unexplainedKilowattHours() {
        return missingKilowattHours().map(missing -> kilowattHoursDifference().subtract(missing));
    }

    /** {@return what of the difference in money missing time and prices don't explain; empty where none is priced} */
    public Optional<BigDecimal> unexplainedAmount() {
        return missingAmount().map(missing -> amountDifference().subtract(missing));
    }
}
