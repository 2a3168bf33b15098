package org.currentcost.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.model.TimeRange;

/**
 * When electricity is cheapest from now to the end of tomorrow.
 * <p>
 * Hours of a band are told whole, also where the band ends after tomorrow's midnight. Of prices by the half-hour, which
 * are hardly ever alike, those count as cheapest that lie in the lowest tenth between the cheapest and the dearest one;
 * times that such a table does not tell yet, such as tomorrow before its prices are published, are not known.
 *
 * @param now   the price of now, if there is one
 * @param same  whether all that is known costs the same, so that no hour is cheaper than another one
 * @param spans the cheapest ones, in the order of time; the first one begins now where it has begun already. None if
 *              no price is known, or all are the same
 * @param until up to when prices are known, the end of tomorrow at the latest; now if none is
 */
public record CheapestHours(Optional<PriceInForce> now, boolean same, List<Span> spans, Instant until) {

    private static final BigDecimal NEARLY = new BigDecimal("0.1");

    public CheapestHours {
        spans = List.copyOf(spans);
    }

    /**
     * A time of low prices.
     *
     * @param range when
     * @param mean  the mean price of a kilowatt-hour over that time, with VAT
     */
    public record Span(TimeRange range, BigDecimal mean) {
    }

    /**
     * {@return the cheapest hours}
     *
     * @param house   the house's energy, for tiers: what is to come costs what the use so far has led to
     * @param present to the millisecond
     * @param zone    by which days are cut
     */
    public static CheapestHours of(Pricing pricing, QuarterHours house, Instant present, ZoneId zone) {
        var now = present.truncatedTo(ChronoUnit.MILLIS);
        var today = LocalDate.ofInstant(now, zone);
        var end = today.plusDays(2).atStartOfDay(zone).toInstant();
        var all = pricing.prices(new TimeRange(now, today.plusDays(3).atStartOfDay(zone).toInstant()), house);
        boolean table = all.stream().anyMatch(one -> isHalfHourly(one) && one.range().start().isBefore(end));
        var known = table ? all.stream().filter(CheapestHours::isHalfHourly).toList() : all;
        var coming = known.stream().filter(one -> one.range().start().isBefore(end)).toList();
        var current = all.stream().filter(one -> one.range().start().equals(now)).map(PriceSpan::price).findFirst();
        if (coming.isEmpty()) {
            return new CheapestHours(current, false, List.of(), now);
        }
        var last = coming.getLast().range().end();
        var until = last.isAfter(end) ? end : last;
        var lowest = coming.stream().map(CheapestHours::price).min(BigDecimal::compareTo).orElseThrow();
        var highest = coming.stream().map(CheapestHours::price).max(BigDecimal::compareTo).orElseThrow();
        if (lowest.compareTo(highest) == 0) {
            return new CheapestHours(current, true, List.of(), until);
        }
        var limit = table ? lowest.add(highest.subtract(lowest).multiply(NEARLY)) : lowest;
        return new CheapestHours(current, false, spans(known, limit, end), until);
    }

    private static List<Span> spans(List<PriceSpan> known, BigDecimal limit, Instant end) {
        var spans = new ArrayList<Span>();
        for (var one : known) {
            if (price(one).compareTo(limit) > 0) {
                continue;
            }
            boolean goesOn = !spans.isEmpty() && spans.getLast().range().end().equals(one.range().start());
            if (goesOn) {
                spans.set(spans.size() - 1, together(spans.getLast(), one));
            } else if (one.range().start().isBefore(end)) {
                spans.add(new Span(one.range(), price(one)));
            }
        }
        return spans;
    }

    private static Span together(Span before, PriceSpan next) {
        var length = BigDecimal.valueOf(before.range().length().toMillis());
        var added = BigDecimal.valueOf(next.range().length().toMillis());
        var mean = before.mean().compareTo(price(next)) == 0
                ? before.mean()
                : before.mean().multiply(length).add(price(next).multiply(added)).divide(length.add(added),
                        MathContext.DECIMAL64).stripTrailingZeros();
        return new Span(new TimeRange(before.range().start(), next.range().end()), mean);
    }

    private static BigDecimal price(PriceSpan span) {
        return span.price().perKilowattHour();
    }

    private static boolean isHalfHourly(PriceSpan span) {
        return span.price().source().kind() == PriceSource.Kind.HALF_HOURLY;
    }
}
