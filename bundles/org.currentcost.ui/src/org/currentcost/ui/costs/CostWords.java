package org.currentcost.ui.costs;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.currentcost.analysis.ParsedRates;
import org.currentcost.analysis.RateTable;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.analysis.TimeBand;
import org.currentcost.model.QuantityFormat;
import org.currentcost.model.QuantityFormat.Kind;
import org.currentcost.model.UserLocale;

/** Prices, times and rules of tariffs as people read them, in the user's locale. */
final class CostWords {

    private static final int PRICE_DECIMALS = 6;
    private static final List<String> WIDELY_USED = List.of("EUR", "GBP", "USD", "CHF", "AUD", "CAD", "NZD", "SEK",
            "NOK", "DKK", "PLN", "JPY");
    private static final int BILL_DECIMALS = 1;

    private final Locale locale;
    private final ZoneId zone;
    private final QuantityFormat format;

    /** @param zone by whose calendar moments are told */
    CostWords(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        format = new QuantityFormat(locale);
    }

    /** {@return an amount of money with the currency's decimals} */
    String money(BigDecimal amount, Currency currency) {
        return format.money(amount, currency);
    }

    /** {@return a difference of money, always with its sign} */
    String difference(BigDecimal amount, Currency currency) {
        return format.moneyDifference(amount, currency);
    }

    /** {@return a price with all of its decimals that count} */
    String price(BigDecimal price, Currency currency) {
        return format.price(price, currency, "").toString();
    }

    /** {@return energy as it stands on a bill} */
    String billed(BigDecimal kilowattHours) {
        return format.plain(Kind.ENERGY, kilowattHours, BILL_DECIMALS).toString();
    }

    /** {@return a difference of energy to a bill, always with its sign} */
    String billedDifference(BigDecimal kilowattHours) {
        return format.plainDifference(Kind.ENERGY, kilowattHours, BILL_DECIMALS).toString();
    }

    /** {@return a number with at most so many decimals} */
    String number(BigDecimal number, int decimals) {
        return format.number(number, decimals);
    }

    /** {@return a day} */
    String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(day);
    }

    /** {@return from when to when a band goes} */
    String hours(TimeBand band) {
        return band.from().equals(band.to()) ? Messages.HoursAll : time(band.from()) + "–" + time(band.to());
    }

    private String time(LocalTime time) {
        return DateTimeFormatter.ofPattern("HH:mm", locale).format(time);
    }

    /** {@return the weekdays of a band, such as "Mon–Fri"} */
    String weekdays(Set<DayOfWeek> days) {
        return runs(days, DayOfWeek.values(), Messages.DaysAll, day -> day.getDisplayName(TextStyle.SHORT, locale));
    }

    /** {@return the months of a band, such as "Oct–Dec"} */
    String months(Set<Month> months) {
        return runs(months, Month.values(), Messages.MonthsAll,
                month -> month.getDisplayName(TextStyle.SHORT_STANDALONE, locale));
    }

    private static <T extends Enum<T>> String runs(Set<T> chosen, T[] all, String everything,
            Function<T, String> name) {
        if (chosen.isEmpty() || chosen.size() == all.length) {
            return everything;
        }
        var runs = new ArrayList<String>();
        var ordered = new TreeSet<>(chosen);
        while (!ordered.isEmpty()) {
            T first = ordered.pollFirst();
            T last = first;
            while (last.ordinal() + 1 < all.length && ordered.remove(all[last.ordinal() + 1])) {
                last = all[last.ordinal() + 1];
            }
            int length = last.ordinal() - first.ordinal();
            runs.add(length == 0
                    ? name.apply(first)
                    : name.apply(first) + (length == 1 ? ", " : "–") + name.apply(last));
        }
        return String.join(", ", runs);
    }

    /** {@return up to where a tier goes, such as "first 200 kWh a month"} */
    String tier(Tier tier, Tier.Period period) {
        return Messages.bind(period == Tier.Period.MONTH ? Messages.TierOfMonth : Messages.TierOfQuarter,
                number(tier.firstKilowattHours(), PRICE_DECIMALS));
    }

    /** {@return the prices of a version in one line} */
    String prices(TariffVersion version, Currency currency) {
        var parts = new ArrayList<String>();
        parts.add(Messages.bind(Messages.PricePerUnit, price(version.pricePerKilowattHour(), currency)));
        version.bands().forEach(band -> parts.add(Messages.bind(Messages.PriceOfBand,
                new Object[]{band.name().isBlank() ? hours(band) : band.name(), price(band.price(), currency)})));
        version.tiers().forEach(tier -> parts.add(Messages.bind(Messages.PriceOfTier,
                tier(tier, version.tierPeriod()), price(tier.price(), currency))));
        version.halfHourly().ifPresent(rates -> parts.add(rates(rates)));
        if (version.standingChargePerDay().signum() != 0) {
            parts.add(standing(version.standingChargePerDay(), currency));
        }
        return String.join(" · ", parts);
    }

    /** In the unit in which it was given: as one of a day, a charge of a month would have a dozen decimals. */
    private String standing(BigDecimal perDay, Currency currency) {
        var unit = StandingUnit.of(perDay);
        String charge = price(unit.typed(perDay).orElse(perDay), currency);
        return switch (unit) {
            case MONTH -> Messages.bind(Messages.StandingMonth, charge);
            case YEAR -> Messages.bind(Messages.StandingYear, charge);
            case DAY, HUNDREDTHS_OF_DAY -> Messages.bind(Messages.PricePerDay, charge);
        };
    }

    /** {@return how many half-hourly rates there are, and of when} */
    String rates(RateTable rates) {
        if (rates.entries().isEmpty()) {
            return Messages.RatesNone;
        }
        return Messages.bind(Messages.RatesCount, new Object[]{number(BigDecimal.valueOf(rates.entries().size()), 0),
            moment(rates.entries().getFirst().range().start()),
            moment(rates.entries().getLast().range().end())});
    }

    private String moment(Instant instant) {
        return date(instant.atZone(zone).toLocalDate());
    }

    /** {@return what is wrong with a line of a file of rates} */
    static String problem(ParsedRates.Problem problem) {
        String reason = switch (problem.kind()) {
            case OPEN_QUOTE -> Messages.RateOpenQuote;
            case TOO_FEW_FIELDS -> Messages.RateTooFewFields;
            case NOT_A_TIME -> Messages.RateNotATime;
            case SKIPPED_BY_CLOCK -> Messages.RateSkipped;
            case END_NOT_AFTER_START -> Messages.RateEndBeforeStart;
            case NOT_A_NUMBER -> Messages.RateNotANumber;
            case OVERLAP -> Messages.RateOverlap;
        };
        return Messages.bind(Messages.RateLine, new Object[]{problem.line(), Messages.bind(reason, problem.field())});
    }

    /** {@return the currencies of all countries, the likely ones first: the chosen, the locale's, widely used ones} */
    static List<Currency> currencies(Currency chosen, Locale locale) {
        var likely = Stream.concat(Stream.concat(Stream.of(chosen), UserLocale.localCurrency(locale).stream()),
                WIDELY_USED.stream().map(Currency::getInstance));
        var all = Arrays.stream(Locale.getISOCountries())
                .flatMap(country -> Optional.ofNullable(Currency.getInstance(Locale.of("", country))).stream())
                .sorted(Comparator.comparing(Currency::getCurrencyCode));
        return Stream.concat(likely, all).distinct().toList();
    }

    /** {@return a currency by its code, name and sign} */
    static String name(Currency currency, Locale locale) {
        String sign = currency.getSymbol(locale);
        String name = currency.getCurrencyCode() + " – " + currency.getDisplayName(UserLocale.language());
        return sign.equals(currency.getCurrencyCode()) ? name : name + " (" + sign + ")";
    }

    /** {@return the sign of the hundredth part of a currency} */
    static String hundredth(Currency currency) {
        return switch (currency.getCurrencyCode()) {
            case "GBP" -> "p";
            case "EUR" -> "ct";
            case "USD", "CAD", "AUD", "NZD" -> "¢";
            case "CHF" -> "Rp.";
            default -> currency.getCurrencyCode() + "/100";
        };
    }
}
