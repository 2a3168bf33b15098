package org.currentcost.analysis;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** A version of a tariff in the form in which it is looked up. Immutable. */
final class RateVersion {

    private static final int QUARTERS_PER_DAY = 96;
    private static final int SECONDS_PER_QUARTER = 900;

    /** Stands for none, as before the first. */
    static final RateVersion NONE = new RateVersion(TariffVersion.flat(LocalDate.MAX, BigDecimal.ZERO, BigDecimal.ZERO),
            true);

    final LocalDate validFrom;
    private final Rate base;
    private final List<TimeBand> bands;
    private final Rate[] bandRates;
    final long[] tierLimits;
    final Rate[] tierRates;
    final Tier.Period tierPeriod;
    final long[] entryStarts;
    final long[] entryEnds;
    final Rate[] entryRates;
    final Rate exported;
    final Rate credited;
    final Rate standingCharge;

    /** @param onlyHalfHourly whether there is no other price */
    RateVersion(TariffVersion version, boolean onlyHalfHourly) {
        validFrom = version.validFrom();
        base = onlyHalfHourly
                ? Rate.NONE
                : rate(PriceSource.Kind.BASE, "", version.pricePerKilowattHour(), version);
        bands = version.bands();
        bandRates = bands.stream().map(band -> rate(PriceSource.Kind.BAND, band.name(), band.price(), version))
                .toArray(Rate[]::new);
        tierLimits = version.tiers().stream().mapToLong(tier -> units(tier.firstKilowattHours())).toArray();
        tierRates = version.tiers().stream().map(tier -> rate(PriceSource.Kind.TIER,
                tier.firstKilowattHours().toPlainString(), tier.price(), version)).toArray(Rate[]::new);
        tierPeriod = version.tierPeriod();
        var entries = version.halfHourly().map(RateTable::entries).orElse(List.of());
        entryStarts = entries.stream().mapToLong(entry -> entry.range().startMillis()).toArray();
        entryEnds = entries.stream().mapToLong(entry -> entry.range().endMillis()).toArray();
        var halfHourly = new PriceSource(PriceSource.Kind.HALF_HOURLY, "");
        entryRates = entries.stream().map(entry -> Rate.of(halfHourly, entry.rate(), version))
                .toArray(Rate[]::new);
        var export = new PriceSource(PriceSource.Kind.EXPORT, "");
        exported = version.exportPricePerKilowattHour().map(price -> new Rate(export, Rate.scaled(price), 0))
                .orElse(Rate.NONE);
        credited = version.exportPricePerKilowattHour().map(price -> new Rate(export, -Rate.scaled(price), 0))
                .orElse(Rate.NONE);
        standingCharge = rate(PriceSource.Kind.BASE, "", version.standingChargePerDay(), version);
    }

    private static Rate rate(PriceSource.Kind kind, String name, BigDecimal price, TariffVersion version) {
        return Rate.of(new PriceSource(kind, name), price, version);
    }

    private static long units(BigDecimal kilowattHours) {
        var units = kilowattHours.movePointRight(RateSchedule.ENERGY_DECIMALS);
        return units.compareTo(BigDecimal.valueOf(RateSchedule.MOST_UNITS)) > 0
                ? RateSchedule.MOST_UNITS
                : units.longValue();
    }

    /** {@return the rates of the quarters of a day without a change of the clock} */
    Rate[] ratesOf(LocalDate date) {
        var rates = new Rate[QUARTERS_PER_DAY];
        Arrays.fill(rates, base);
        var before = date.minusDays(1);
        for (int i = 0; i < bandRates.length; i++) {
            var band = bands.get(i);
            int from = firstQuarter(band.from().toSecondOfDay());
            int to = firstQuarter(band.to().toSecondOfDay());
            if (band.pastMidnight() && band.beginsOn(before.getMonth(), before.getDayOfWeek())) {
                Arrays.fill(rates, 0, to, bandRates[i]);
            }
            if (band.beginsOn(date.getMonth(), date.getDayOfWeek())) {
                Arrays.fill(rates, from, band.pastMidnight() ? QUARTERS_PER_DAY : to, bandRates[i]);
            }
        }
        return rates;
    }

    private static int firstQuarter(int secondOfDay) {
        return Math.ceilDiv(secondOfDay, SECONDS_PER_QUARTER);
    }
}
