package org.currentcost.analysis;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a tariff costs from a day on, until the next version begins.
 * <p>
 * Of several prices for a moment the half-hourly one wins, then the last band that holds the moment, then the tier,
 * then the price. So tiers divide only what neither a half-hourly price nor a band sets, and only that energy is
 * counted for them: with a night band the first kilowatt-hours are the first by day. The count runs on where a version
 * begins in the middle of a month or quarter.
 * <p>
 * All prices are less than 1 000 000; twelve decimals of them count.
 *
 * @param validFrom                   the first day, by the calendar of the time zone
 * @param standingChargePerDay        what a day costs without any use, on days of 23 or 25 hours too
 * @param pricePerKilowattHour        the price where nothing else sets it
 * @param bands                       prices at certain times; of two that hold the same moment the last wins
 * @param tiers                       prices of the first kilowatt-hours of a period, in rising order
 * @param tierPeriod                  over what those are counted
 * @param vatPercent                  the VAT, 20 for 20 %; 0 to 100
 * @param pricesIncludeVat            whether all prices here include it
 * @param exportPricePerKilowattHour  what is paid for exported energy, without VAT; where it is empty exported energy
 *                                    has no price, and costs say so
 * @param halfHourly                  prices by instant, which may leave times out
 */
public record TariffVersion(LocalDate validFrom, BigDecimal standingChargePerDay, BigDecimal pricePerKilowattHour,
        List<TimeBand> bands, List<Tier> tiers, Tier.Period tierPeriod, BigDecimal vatPercent, boolean pricesIncludeVat,
        Optional<BigDecimal> exportPricePerKilowattHour, Optional<RateTable> halfHourly) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public TariffVersion {
        Objects.requireNonNull(validFrom);
        RateTable.requireRate(standingChargePerDay);
        RateTable.requireRate(pricePerKilowattHour);
        exportPricePerKilowattHour.ifPresent(RateTable::requireRate);
        bands = List.copyOf(bands);
        tiers = List.copyOf(tiers);
        Objects.requireNonNull(tierPeriod);
        Objects.requireNonNull(halfHourly);
        if (vatPercent.signum() < 0 || vatPercent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException("VAT of " + vatPercent + " %");
        }
        for (int i = 1; i < tiers.size(); i++) {
            if (tiers.get(i).firstKilowattHours().compareTo(tiers.get(i - 1).firstKilowattHours()) <= 0) {
                throw new IllegalArgumentException("tiers rise: " + tiers);
            }
        }
    }

    /** {@return how many digits after the point its prices have at most, with VAT where that is added to them} */
    int decimals() {
        var prices = Stream.of(Stream.of(standingChargePerDay, pricePerKilowattHour),
                exportPricePerKilowattHour.stream(), bands.stream().map(TimeBand::price),
                tiers.stream().map(Tier::price),
                halfHourly.stream().flatMap(table -> table.entries().stream()).map(RateTable.Entry::rate))
                .flatMap(Function.identity()).mapToInt(TariffVersion::decimals).max().orElse(0);
        return pricesIncludeVat || vatPercent.signum() == 0 ? prices : prices + decimals(vatPercent.movePointLeft(2));
    }

    private static int decimals(BigDecimal number) {
        return Math.max(0, number.stripTrailingZeros().scale());
    }

    /** {@return a version of one price at all times that includes VAT, if there is any} */
    public static TariffVersion flat(LocalDate validFrom, BigDecimal standingChargePerDay,
            BigDecimal pricePerKilowattHour) {
        return new TariffVersion(validFrom, standingChargePerDay, pricePerKilowattHour, List.of(), List.of(),
                Tier.Period.MONTH, BigDecimal.ZERO, true, Optional.empty(), Optional.empty());
    }
}
