package org.currentcost.ui.kit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.QuantityFormat;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;

/** Amounts, coverage and periods of time as people read them, in the user's locale. */
public final class AmountWords {

    private static final Currency NO_CURRENCY = Currency.getInstance("XXX");

    private final Locale locale = UserLocale.formats();
    private final QuantityFormat format = new QuantityFormat(locale);
    private final Optional<Currency> currency;
    private final ZoneId zone;

    /** @param currency of money @param zone of clock times and dates */
    public AmountWords(Optional<Currency> currency, ZoneId zone) {
        this.currency = currency;
        this.zone = zone;
    }

    /** {@return an amount of kWh, money or kg of CO2, scaled by its size, with its unit} */
    public String amount(double amount, AmountUnit unit) {
        return switch (unit) {
            case ENERGY -> format.energy(amount).toString();
            case CARBON -> format.carbon(amount).toString();
            case MONEY -> money(amount);
        };
    }

    /** {@return an amount with all parts and its unit} */
    public String amount(AmountSum sum, AmountUnit unit) {
        return amount(sum, unit, 1);
    }

    /**
     * {@return an amount with all parts and its unit, as it stands on an axis}
     *
     * @param sign -1 if it is below zero there
     */
    public String amount(AmountSum sum, AmountUnit unit, int sign) {
        return sum.energy().known() ? amount(sign * sum.total().doubleValue(), unit) : "–";
    }

    /** {@return {@link #amount(AmountSum, AmountUnit, int)} with what of it is standing charge} */
    public String total(AmountSum sum, AmountUnit unit, int sign) {
        String amount = amount(sum, unit, sign);
        return sum.energy().known() ? withStanding(amount, sum.standingCharge()) : amount;
    }

    /** {@return an amount of money with what of it is standing charge, if any is} @param amount in words */
    public String withStanding(String amount, BigDecimal standingCharge) {
        return standingCharge.signum() == 0
                ? amount
                : Messages.bind(Messages.AmountWithStanding, amount, money(standingCharge.doubleValue()));
    }

    private String money(double amount) {
        return Double.isFinite(amount)
                ? format.money(BigDecimal.valueOf(amount), currency.orElse(NO_CURRENCY))
                : QuantityFormat.UNKNOWN.toString();
    }

    /** {@return the name of a unit as an axis shows it} */
    public String unit(AmountUnit unit) {
        return switch (unit) {
            case ENERGY -> "kWh";
            case CARBON -> "kg CO₂";
            case MONEY -> currency.map(one -> one.getSymbol(locale)).orElse("¤");
        };
    }

    /** {@return the cell of a table for an amount} @param amount exact */
    public Object cell(BigDecimal amount, AmountUnit unit) {
        return unit == AmountUnit.MONEY
                ? new TableData.Money(amount, Math.max(0, currency.orElse(NO_CURRENCY).getDefaultFractionDigits()))
                : amount;
    }

    /** {@return the cell of a table for an amount; empty for one that is no number} */
    public Object cell(double amount, AmountUnit unit) {
        // In files it is the same as any other number that is worked out.
        return unit == AmountUnit.MONEY && Double.isFinite(amount)
                ? cell(new BigDecimal(TableData.exported(amount)), unit)
                : amount;
    }

    /** {@return the name of a unit as the columns of files have it} */
    public String column(AmountUnit unit) {
        return unit.column(currency);
    }

    /** {@return a power in W or kW} */
    public static String power(double milliwatts) {
        return Quantities.power(milliwatts).toString();
    }

    /**
     * {@return how much of a span is known and how, such as "97 % measured, 3 % missing"}
     * <p>
     * One rule for all views: of what lacks anything not all is measured.
     */
    public String coverage(EnergySum sum) {
        double length = sum.endMillis() - sum.startMillis();
        if (sum.allMeasured()) {
            return Messages.CoverageMeasuredAll;
        }
        if (length <= 0 || !sum.known()) {
            return Messages.bind(Messages.CoverageMissing, percent(1));
        }
        var parts = new ArrayList<String>();
        add(parts, Messages.CoverageMeasured, sum.measuredMillis() / length);
        add(parts, switch (sum.filledFrom()) {
            case METER -> Messages.CoverageMemory;
            case FILE -> Messages.CoverageFile;
            case BOTH -> Messages.CoverageMemoryAndFile;
        }, sum.memoryMillis() / length);
        add(parts, Messages.CoverageEstimated, sum.estimatedMillis() / length);
        add(parts, Messages.CoverageMissing, sum.missingMillis() / length);
        return String.join(", ", parts);
    }

    private void add(List<String> parts, String words, double share) {
        if (share > 0) {
            parts.add(Messages.bind(words, percent(share)));
        }
    }

    /** {@return a share as whole percents; less than one and nearly all are told as such} */
    public String percent(double share) {
        return Quantities.format().percent(share);
    }

    /** {@return a period's name, such as "Tue 17 Nov 2026" or "17 Nov 2026, 14:00–15:00"} */
    public String period(TimeRange range, PeriodKind period) {
        ZonedDateTime start = range.start().atZone(zone);
        return switch (period) {
            case HALF_HOUR, HOUR, TWO_HOURS -> date(start) + ", " + time(start) + "–" + time(range.end().atZone(zone));
            case DAY -> start.getDayOfWeek().getDisplayName(TextStyle.SHORT, locale) + " " + date(start);
            case WEEK -> Messages.bind(Messages.PeriodWeek, start.get(UserLocale.weeks(locale).weekOfWeekBasedYear()),
                    date(start));
            case MONTH -> start.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale) + " " + start.getYear();
            case QUARTER -> "Q" + start.get(IsoFields.QUARTER_OF_YEAR) + " " + start.getYear();
            case YEAR -> Integer.toString(start.getYear());
        };
    }

    /** {@return a span from and to, as short as it can be told} */
    public String range(TimeRange range) {
        ZonedDateTime start = range.start().atZone(zone);
        ZonedDateTime end = range.end().atZone(zone);
        boolean oneDay = start.toLocalDate().equals(end.minusNanos(1).toLocalDate());
        boolean days = isStartOfDay(start) && isStartOfDay(end);
        if (oneDay) {
            return days ? date(start) : date(start) + ", " + time(start) + "–" + time(end);
        }
        return days
                ? date(start) + " – " + date(end.minusDays(1))
                : date(start) + ", " + time(start) + " – " + date(end) + ", " + time(end);
    }

    private boolean isStartOfDay(ZonedDateTime moment) {
        return moment.equals(moment.toLocalDate().atStartOfDay(zone));
    }

    /** {@return a moment, for an empty range, or a span} */
    public String moment(TimeRange range) {
        ZonedDateTime start = range.start().atZone(zone);
        return range.length().isZero() ? date(start) + ", " + time(start) : range(range);
    }

    /** {@return a length of time, to the minute or, from two days on, to the hour} */
    public String duration(Duration length) {
        if (length.toDays() >= 2) {
            return Messages.bind(Messages.DurationDays, length.toDays(), length.toHoursPart());
        }
        return length.toHours() > 0
                ? Messages.bind(Messages.DurationHours, length.toHours(), length.toMinutesPart())
                : Messages.bind(Messages.DurationMinutes, length.toMinutes());
    }

    /** {@return a day} */
    public String date(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(moment);
    }

    /** {@return when something was: the clock time today, else the day} */
    public String since(Instant then, Instant now) {
        var moment = then.atZone(zone);
        return moment.toLocalDate().equals(now.atZone(zone).toLocalDate()) ? time(moment) : date(moment);
    }

    /** {@return as {@link #since}, the day in as few signs as the language has for it} */
    public String sinceShortly(Instant then, Instant now) {
        var moment = then.atZone(zone);
        return moment.toLocalDate().equals(now.atZone(zone).toLocalDate())
                ? time(moment)
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT).withLocale(locale).format(moment);
    }

    /** {@return a clock time} */
    public String time(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(moment);
    }
}
