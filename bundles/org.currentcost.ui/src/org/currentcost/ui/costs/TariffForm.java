package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.currentcost.analysis.RateTable;
import org.currentcost.analysis.Tariff;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.analysis.TimeBand;

/**
 * What is entered for a tariff and one of its versions, as it is typed, right or wrong. Without widgets; one thread.
 * Fields of numbers are text in the user's locale.
 */
final class TariffForm {

    /** What may be wrong. */
    enum Field {
        NAME, STANDING_CHARGE, PRICE, SECOND_PRICE, VAT, EXPORT_PRICE, VALID_FROM
    }

    /** What is wrong. @param field where @param sentence what to do */
    record Problem(Field field, String sentence) {
    }

    /** What to start from. */
    enum Preset {
        /** One price at all times. */
        FLAT,
        /** A cheaper price at night, as Economy 7 has it. */
        DAY_AND_NIGHT,
        /** A price for the first kilowatt-hours of a month and another one beyond. */
        TIERS
    }

    private static final BigDecimal LIMIT = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final LocalTime NIGHT_START = LocalTime.of(0, 30);
    private static final LocalTime NIGHT_END = LocalTime.of(7, 30);
    private static final BigDecimal FIRST_TIER = BigDecimal.valueOf(200);

    private final Locale locale;
    private final Set<String> otherNames;
    private final Set<LocalDate> otherDays;
    /** The tariff's name. */
    String name = "";
    /** The currency of all prices. */
    Currency currency;
    /** From when on. */
    LocalDate validFrom;
    /** In its unit. */
    String standingCharge = "";
    /** What the standing charge is given in. */
    StandingUnit standingUnit = StandingUnit.DAY;
    /** For a kilowatt-hour. */
    String price = "";
    /** What the preset's band or tier costs. */
    String secondPrice = "";
    /** What was started from. */
    Preset preset = Preset.FLAT;
    /** In percent; empty for none. */
    String vat = "";
    /** Whether the prices have it in them. */
    boolean pricesIncludeVat = true;
    /** For a kilowatt-hour; empty for none. */
    String exportPrice = "";
    /** The last one wins. */
    final List<TimeBand> bands = new ArrayList<>();
    /** In rising order. */
    final List<Tier> tiers = new ArrayList<>();
    /** What the tiers count. */
    Tier.Period tierPeriod = Tier.Period.MONTH;
    /** Prices by the half hour. */
    Optional<RateTable> halfHourly = Optional.empty();

    /**
     * Makes an empty form.
     *
     * @param otherNames which the tariff can't have
     * @param otherDays  on which other versions of it begin
     */
    TariffForm(Locale locale, Currency currency, LocalDate validFrom, Set<String> otherNames,
            Set<LocalDate> otherDays) {
        this.locale = locale;
        this.currency = currency;
        this.validFrom = validFrom;
        this.otherNames = Set.copyOf(otherNames);
        this.otherDays = Set.copyOf(otherDays);
    }

    /** Fills the form with what a tariff says. */
    TariffForm fill(Tariff tariff, TariffVersion version) {
        name = tariff.name();
        currency = tariff.currency();
        standingUnit = StandingUnit.of(version.standingChargePerDay());
        standingCharge = Decimals.text(standingUnit.typed(version.standingChargePerDay())
                .orElse(version.standingChargePerDay()), locale);
        price = Decimals.text(version.pricePerKilowattHour(), locale);
        vat = version.vatPercent().signum() == 0 ? "" : Decimals.text(version.vatPercent(), locale);
        pricesIncludeVat = version.pricesIncludeVat();
        exportPrice = version.exportPricePerKilowattHour().map(one -> Decimals.text(one, locale)).orElse("");
        bands.clear();
        bands.addAll(version.bands());
        tiers.clear();
        tiers.addAll(version.tiers());
        tierPeriod = version.tierPeriod();
        halfHourly = version.halfHourly();
        return this;
    }

    /** Fills in the rules that are usual for a kind of tariff. */
    void start(Preset next) {
        preset = next;
        bands.clear();
        tiers.clear();
        switch (preset) {
            case FLAT -> {
                // One price is what an empty form has.
            }
            case DAY_AND_NIGHT -> bands.add(TimeBand.daily(Messages.BandNight, NIGHT_START, NIGHT_END,
                    BigDecimal.ZERO));
            case TIERS -> tiers.add(new Tier(FIRST_TIER, BigDecimal.ZERO));
        }
        setSecondPrice(secondPrice);
    }

    /** Takes over the price of the band or tier that was started from. */
    void setSecondPrice(String text) {
        secondPrice = text;
        var second = number(text).filter(TariffForm::isPrice).orElse(BigDecimal.ZERO);
        if (preset == Preset.DAY_AND_NIGHT && !bands.isEmpty()) {
            var band = bands.getFirst();
            bands.set(0, new TimeBand(band.name(), band.months(), band.weekdays(), band.from(), band.to(), second));
        } else if (preset == Preset.TIERS && !tiers.isEmpty()) {
            tiers.set(0, new Tier(tiers.getFirst().firstKilowattHours(), second));
        }
    }

    /** {@return the first thing that is wrong, in the order of the fields} */
    Optional<Problem> problem() {
        if (name.isBlank()) {
            return wrong(Field.NAME, Messages.FormNameMissing);
        }
        if (otherNames.contains(name.strip())) {
            return wrong(Field.NAME, Messages.bind(Messages.FormNameTaken, name.strip()));
        }
        if (otherDays.contains(validFrom)) {
            return wrong(Field.VALID_FROM, Messages.FormDayTaken);
        }
        if (price.isBlank()) {
            return wrong(Field.PRICE, Messages.FormPriceMissing);
        }
        return rate(Field.PRICE, price, Messages.FormPriceWrong)
                .or(() -> preset == Preset.FLAT
                        ? Optional.empty()
                        : rate(Field.SECOND_PRICE, secondPrice, Messages.FormSecondPriceWrong))
                .or(() -> standingCharge.isBlank()
                        ? Optional.empty()
                        : rate(Field.STANDING_CHARGE, standingCharge, Messages.FormStandingWrong))
                .or(() -> vat.isBlank() || number(vat).filter(one -> one.signum() >= 0 && one.compareTo(HUNDRED) <= 0)
                        .isPresent() ? Optional.empty() : wrong(Field.VAT, Messages.FormVatWrong))
                .or(() -> exportPrice.isBlank()
                        ? Optional.empty()
                        : rate(Field.EXPORT_PRICE, exportPrice, Messages.FormExportWrong));
    }

    /** {@return whether a price is in the range of prices} */
    static boolean isPrice(BigDecimal price) {
        return price.abs().compareTo(LIMIT) < 0;
    }

    private static Optional<Problem> wrong(Field field, String sentence) {
        return Optional.of(new Problem(field, sentence));
    }

    private Optional<Problem> rate(Field field, String text, String sentence) {
        return number(text).filter(TariffForm::isPrice).isPresent()
                ? Optional.empty()
                : wrong(field, sentence);
    }

    /** {@return a typed number, if it is one} */
    Optional<BigDecimal> number(String text) {
        return Decimals.parse(text, locale);
    }

    /** {@return the version; only while there is no {@link #problem()}} */
    TariffVersion version() {
        return new TariffVersion(validFrom, number(standingCharge).map(standingUnit::perDay).orElse(BigDecimal.ZERO),
                number(price).orElseThrow(), bands, tiers, tierPeriod, number(vat).orElse(BigDecimal.ZERO),
                pricesIncludeVat, number(exportPrice), halfHourly);
    }

    /**
     * {@return the tariff with this version; only while there is no {@link #problem()}}
     *
     * @param before   the tariff that it is a version of, if it is not a new one
     * @param replaced the first day of the version that it takes the place of, if it does
     */
    Tariff tariff(Optional<Tariff> before, Optional<LocalDate> replaced) {
        var versions = new ArrayList<>(before.map(Tariff::versions).orElse(List.of()));
        replaced.ifPresent(day -> versions.removeIf(one -> one.validFrom().equals(day)));
        versions.add(version());
        return new Tariff(name.strip(), currency, versions);
    }
}
