package org.currentcost.ui.dashboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.CheapestPrices;
import org.currentcost.accounting.LiveNow;
import org.currentcost.accounting.LivePower;
import org.currentcost.accounting.RecentCoverage;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.TargetMonth;
import org.currentcost.accounting.TodaySoFar;
import org.currentcost.analysis.CheapestHours;
import org.currentcost.model.Bucket;
import org.currentcost.model.QuantityFormat;
import org.currentcost.model.QuantityText;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;
import org.currentcost.recorder.StateWords;
import org.currentcost.ui.dashboard.TileContent.Action;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.SeriesNames;
import org.currentcost.ui.kit.TodayWords;

/**
 * What tiles say, in the user's language.
 *
 * @param amounts       words for amounts, in the currency and zone of the household
 * @param zone          by whose clock times are told
 * @param severalMeters whether a sensor's name needs its meter's
 */
record TileWords(AmountWords amounts, ZoneId zone, boolean severalMeters) {

    private static final int MEAN_DECIMALS = 4;

    /** {@return what a tile shows} @param power what its sensor says now, where it shows that */
    TileContent content(TileKind kind, TileAnswer answer, Optional<LiveNow> power, Instant now) {
        return switch (answer) {
            case TileAnswer.NoReadings none -> TileContent.offering(title(kind), Messages.NoReadings,
                    Messages.NoReadingsLink, Action.CONNECT);
            case TileAnswer.Gone gone -> TileContent.offering(title(kind), Messages.bind(Messages.Gone,
                    SeriesNames.full(gone.sensor())), Messages.GoneLink, Action.REMOVE);
            case TileAnswer.Unreadable unreadable -> TileContent.of(title(kind), QuantityFormat.UNKNOWN, true,
                    Messages.Unreadable);
            case TileAnswer.Now one -> now(title(kind, one.sensor()), power, now, true);
            case TileAnswer.Course one -> course(one, power, now);
            case TileAnswer.Today one -> today(one.soFar());
            case TileAnswer.Month one -> month(one.month());
            case TileAnswer.Coverage one -> coverage(title(kind, one.sensor()), one.recent());
            case TileAnswer.Cheapest one -> cheapest(one.prices(), now);
        };
    }

    /** {@return what a kind of tile is called} */
    static String title(TileKind kind) {
        return switch (kind) {
            case NOW -> Messages.KindNow;
            case TODAY -> Messages.KindToday;
            case MONTH -> Messages.KindMonth;
            case COVERAGE -> Messages.KindCoverage;
            case CHEAPEST -> Messages.KindCheapest;
            case COURSE -> Messages.KindCourse;
        };
    }

    private String title(TileKind kind, Sensor sensor) {
        return Messages.bind(Messages.TitleOf, title(kind), SeriesNames.name(sensor, severalMeters));
    }

    private TileContent now(String title, Optional<LiveNow> shown, Instant now, boolean withCost) {
        var power = shown.flatMap(one -> one.powers().stream().findFirst()).flatMap(LiveNow.Sensed::power);
        String cost = withCost ? shown.flatMap(LiveNow::cost).map(TileWords::cost).orElse("") : "";
        return power.isEmpty()
                ? TileContent.of(title, QuantityFormat.UNKNOWN, true, Messages.NeverReceived)
                : TileContent.of(title, Quantities.power(power.get().power()), power.get().stale(),
                        age(power.get(), now), cost);
    }

    private String age(LivePower.Value value, Instant now) {
        String age = StateWords.age(value.time(), now);
        return value.stale() ? Messages.bind(Messages.Stale, age, amounts.since(value.time(), now)) : age;
    }

    private static String cost(LiveNow.Cost cost) {
        return Messages.bind(Messages.CostNow, Quantities.format().rate(cost.perHour(), cost.currency(), "/h"),
                price(cost.price().perKilowattHour(), cost.currency()));
    }

    private static QuantityText price(BigDecimal price, Currency currency) {
        return Quantities.format().price(price, currency, "/kWh");
    }

    private TileContent course(TileAnswer.Course course, Optional<LiveNow> power, Instant now) {
        var content = now(title(TileKind.COURSE, course.sensor()), power, now, false);
        var highest = course.buckets().stream().filter(bucket -> bucket.coveredMillis() > 0)
                .mapToLong(Bucket::max).max();
        String peak = highest.isPresent()
                ? Messages.bind(Messages.CoursePeak, AmountWords.power(highest.getAsLong()))
                : Messages.CourseNothing;
        return TileContent.of(content.title(), content.figure(), content.stale(),
                content.lines().isEmpty() ? "" : content.lines().getFirst(), peak)
                .with(new TileContent.Course(course.range(), course.buckets(), course.sensor().color()));
    }

    private TileContent today(TodaySoFar today) {
        var energy = today.energy();
        String title = title(TileKind.TODAY, today.sensor());
        if (!energy.today().energy().known()) {
            return TileContent.of(title, QuantityFormat.UNKNOWN, false, Messages.TodayNothing);
        }
        String money = today.money().filter(one -> one.today().hasAmount())
                .map(one -> amounts.amount(one.today(), AmountUnit.MONEY)).orElse("");
        var sum = energy.today().energy();
        return TileContent.of(title, TodayWords.energy(today), false, money,
                TodayWords.change(today, amounts).orElse(""), sum.allMeasured() ? "" : amounts.coverage(sum));
    }

    private TileContent month(Optional<TargetMonth> asked) {
        if (asked.isEmpty()) {
            return TileContent.offering(title(TileKind.MONTH), Messages.NoTarget, Messages.NoTargetLink,
                    Action.TARGET);
        }
        var month = asked.get();
        if (!month.available()) {
            return noWayToCompute(month.unit());
        }
        String name = month.month().start().atZone(zone).getMonth().getDisplayName(TextStyle.FULL_STANDALONE,
                UserLocale.formats());
        String of = Messages.bind(Messages.MonthOf, amount(month.share(), month.unit()), name);
        var energy = month.soFar().energy();
        if (!month.soFar().hasAmount()) {
            return TileContent.of(title(TileKind.MONTH), QuantityFormat.UNKNOWN, false, of, Messages.MonthNothing);
        }
        String excess = Messages.bind(month.excess().signum() > 0 ? Messages.MonthAbove : Messages.MonthBelow,
                amount(month.excess().abs(), month.unit()));
        return TileContent.of(title(TileKind.MONTH), figure(month), false, of, excess,
                energy.allMeasured() ? "" : amounts.coverage(energy));
    }

    private QuantityText figure(TargetMonth month) {
        double amount = month.soFar().total().doubleValue();
        return switch (month.unit()) {
            case ENERGY -> Quantities.format().energy(amount);
            case CARBON -> Quantities.format().carbon(amount);
            case MONEY -> new QuantityText(amounts.amount(amount, AmountUnit.MONEY), "");
        };
    }

    private String amount(BigDecimal amount, AmountUnit unit) {
        return amounts.amount(amount.doubleValue(), unit);
    }

    private static TileContent noWayToCompute(AmountUnit unit) {
        return unit == AmountUnit.CARBON
                ? TileContent.offering(title(TileKind.MONTH), Messages.NoFactor, Messages.NoFactorLink,
                        Action.TARIFFS)
                : TileContent.offering(title(TileKind.MONTH), Messages.NoTariff, Messages.NoTariffLink,
                        Action.TARIFFS);
    }

    private TileContent coverage(String title, Optional<RecentCoverage> recent) {
        return recent.map(one -> TileContent.of(title,
                new QuantityText(Quantities.format().percent(one.week().measuredShare()), Messages.CoverageUnit), false,
                Messages.bind(Messages.CoverageWeek, amounts.coverage(one.week())),
                Messages.bind(Messages.CoverageToday, amounts.coverage(one.today()))))
                .orElseGet(() -> TileContent.of(title, QuantityFormat.UNKNOWN, false, Messages.NeverReceived));
    }

    private TileContent cheapest(Optional<CheapestPrices> asked, Instant now) {
        String title = title(TileKind.CHEAPEST);
        if (asked.isEmpty()) {
            return TileContent.offering(title, Messages.NoTariff, Messages.NoTariffLink, Action.TARIFFS);
        }
        var currency = asked.get().currency();
        var hours = asked.get().hours();
        var current = hours.now().map(one -> price(one.perKilowattHour(), currency));
        if (hours.same()) {
            return TileContent.of(title, current.orElse(QuantityFormat.UNKNOWN), false, Messages.CheapestSame);
        }
        if (hours.spans().isEmpty()) {
            return TileContent.offering(title, Messages.CheapestUnknown, Messages.CheapestUnknownLink,
                    Action.TARIFFS);
        }
        var first = hours.spans().getFirst();
        boolean begun = !first.range().start().isAfter(now);
        return new TileContent(title, new QuantityText(times(first.range(), now), begun ? "" : day(first, now)), false,
                List.of(price(first, currency),
                        begun
                                ? ""
                                : current.map(one -> Messages.bind(Messages.CheapestNow, one)).orElse(""),
                        hours.spans().size() > 1 ? next(hours.spans().get(1), currency, now) : "", known(hours, now)),
                Optional.empty(), Optional.empty());
    }

    private String price(CheapestHours.Span span, Currency currency) {
        var mean = span.mean().scale() > MEAN_DECIMALS
                ? span.mean().setScale(MEAN_DECIMALS, RoundingMode.HALF_UP)
                : span.mean();
        return price(mean, currency).toString();
    }

    private String next(CheapestHours.Span span, Currency currency, Instant now) {
        return Messages.bind(Messages.CheapestThen, times(span.range(), now), day(span, now), price(span, currency));
    }

    private String times(TimeRange range, Instant now) {
        String start = range.start().isAfter(now) ? amounts.time(range.start().atZone(zone)) : Messages.CheapestBegun;
        return start + "–" + amounts.time(range.end().atZone(zone));
    }

    private String day(CheapestHours.Span span, Instant now) {
        return isToday(span.range().start(), now) ? Messages.DayToday : Messages.DayTomorrow;
    }

    private boolean isToday(Instant moment, Instant now) {
        return LocalDate.ofInstant(moment, zone).equals(LocalDate.ofInstant(now, zone));
    }

    /** Prices by the half-hour end where they are published up to. */
    private String known(CheapestHours hours, Instant now) {
        var until = hours.until().atZone(zone);
        var tomorrow = LocalDate.ofInstant(now, zone).plusDays(1);
        if (until.equals(tomorrow.plusDays(1).atStartOfDay(zone))) {
            return "";
        }
        return until.equals(tomorrow.atStartOfDay(zone))
                ? Messages.CheapestKnownToday
                : Messages.bind(Messages.CheapestKnown, amounts.time(until),
                        isToday(hours.until(), now) ? Messages.DayToday : Messages.DayTomorrow);
    }
}
