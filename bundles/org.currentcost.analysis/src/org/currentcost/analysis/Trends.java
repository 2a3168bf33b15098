package org.currentcost.analysis;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.currentcost.analysis.Trend.Direction;
import org.currentcost.analysis.Trend.Valued;
import org.currentcost.model.CompleteRule;
import org.currentcost.model.Power;
import org.currentcost.model.TimeRange;

/** Finds what stands out in the use of electricity. */
public final class Trends {

    /** The fewest days that make something typical of an hour. */
    public static final int DAYS_OF_AN_HOUR = 7;

    /** The fewest days that make something typical of a day of the week. */
    public static final int DAYS_OF_A_WEEKDAY = 2;

    /** The part of the quarters of an hour that lie below the base load. */
    public static final double BASE_LOAD_PART = 0.05;

    /** The fewest quarters of an hour that a base load is told from: a day's. */
    public static final int BASE_LOAD_QUARTERS = 96;

    private static final long TWO_HOURS_MILLIS = 7_200_000L;
    private static final int PAIRS = 12;

    private Trends() {
    }

    /**
     * {@return the facts that there is enough data for}
     * <p>
     * In this order: extremes of two hours and of days, yesterday, the run of months, the busiest hours and day of the
     * week, base load and peak. Only periods that are over count, and {@link EnergySum#complete() complete} ones;
     * extremes of two hours leave out the periods that a change of the clock makes shorter or longer. Yesterday and
     * months are told from {@code now} back, the others of {@code range}.
     * <p>
     * The base load is a low percentile of the means of quarters of an hour, not the minimum, which one power cut would
     * set to zero; and not of momentary values, which the pauses of a fridge would set. Base load as the part of the
     * use that is told from the readings of the whole house is in Birt et al., Disaggregating categories of electrical
     * energy end-use from whole-house hourly data, Energy and Buildings 50 (2012). It and the peak stand on live
     * readings alone: the meter's memory is spread evenly and knows neither.
     *
     * @param quarters live readings with their gaps filled
     * @param now      what ends later isn't over
     * @param amount   the unit, such as {@link EnergySum#kilowattHours()}; not a number for unknown
     */
    public static List<Trend> of(QuarterHours quarters, TimeRange range, ZoneId zone, Instant now,
            ToDoubleFunction<EnergySum> amount) {
        return of(quarters, range, zone, now, amount, amount);
    }

    /**
     * {@return the same facts in a unit in which a period comes to more than its energy: a share of a standing charge}
     *
     * @param quarters as for {@link #of(QuarterHours, TimeRange, ZoneId, Instant, ToDoubleFunction)}
     * @param now      as there
     * @param mean     the unit of means, without what does not grow with the energy, as there
     * @param total    the unit of single periods
     */
    public static List<Trend> of(QuarterHours quarters, TimeRange range, ZoneId zone, Instant now,
            ToDoubleFunction<EnergySum> mean, ToDoubleFunction<EnergySum> total) {
        var known = quarters.clip(range);
        var all = quarters.sum(known.startMillis(), known.endMillis());
        var pairs = quarters.sums(PeriodKind.TWO_HOURS.periods(known, zone));
        var days = quarters.sums(PeriodKind.DAY.periods(known, zone));
        return Stream.of(extremes(PeriodKind.TWO_HOURS, pairs.stream()
                .filter(pair -> pair.endMillis() - pair.startMillis() == TWO_HOURS_MILLIS).toList(), all, now, total),
                extremes(PeriodKind.DAY, days, all, now, total), yesterday(quarters, zone, now, total),
                months(quarters, zone, now, total), busiestHours(pairs, zone, mean),
                busiestWeekday(quarters, known, zone, mean), baseLoad(quarters, known, all),
                peak(quarters, known, all))
                .<Trend>flatMap(Optional::stream).toList();
    }

    private static Optional<Valued> complete(EnergySum sum, Instant now, ToDoubleFunction<EnergySum> amount) {
        if (!sum.complete() || sum.endMillis() > now.toEpochMilli()) {
            return Optional.empty();
        }
        double value = amount.applyAsDouble(sum);
        return Double.isNaN(value) ? Optional.empty() : Optional.of(new Valued(sum, value));
    }

    private static Optional<Trend> extremes(PeriodKind period, List<EnergySum> sums, EnergySum all, Instant now,
            ToDoubleFunction<EnergySum> amount) {
        var periods = sums.stream().flatMap(sum -> complete(sum, now, amount).stream()).toList();
        if (periods.size() < 2) {
            return Optional.empty();
        }
        var lowest = periods.getFirst();
        var highest = periods.getFirst();
        for (var each : periods) {
            lowest = each.amount() < lowest.amount() ? each : lowest;
            highest = each.amount() > highest.amount() ? each : highest;
        }
        return Optional.of(new Trend.Extremes(period, lowest, highest, periods.size(), all.knownShare()));
    }

    private static Optional<Trend> yesterday(QuarterHours quarters, ZoneId zone, Instant now,
            ToDoubleFunction<EnergySum> amount) {
        var yesterday = LocalDate.ofInstant(now, zone).minusDays(1);
        var newer = complete(dates(quarters, yesterday, yesterday.plusDays(1), zone), now, amount);
        var older = complete(dates(quarters, yesterday.minusWeeks(1), yesterday.minusDays(6), zone), now, amount);
        return newer.isPresent() && older.isPresent()
                ? Optional.of(new Trend.Yesterday(newer.get(), older.get()))
                : Optional.empty();
    }

    /** {@return what is known from one date to another, exclusive; of no length where a zone leaves the date out} */
    private static EnergySum dates(QuarterHours quarters, LocalDate start, LocalDate end, ZoneId zone) {
        return quarters.sum(start.atStartOfDay(zone).toInstant().toEpochMilli(),
                end.atStartOfDay(zone).toInstant().toEpochMilli());
    }

    private static Optional<Trend> months(QuarterHours quarters, ZoneId zone, Instant now,
            ToDoubleFunction<EnergySum> amount) {
        var run = new ArrayList<Valued>();
        var direction = Optional.<Direction>empty();
        var end = LocalDate.ofInstant(now, zone).withDayOfMonth(1);
        while (true) {
            var month = complete(dates(quarters, end.minusMonths(1), end, zone), now, amount);
            if (month.isEmpty()) {
                break;
            }
            if (!run.isEmpty()) {
                var step = Direction.of(run.getLast().amount(), month.get().amount());
                if (direction.isPresent() && direction.get() != step) {
                    break;
                }
                direction = Optional.of(step);
            }
            run.add(month.get());
            end = end.minusMonths(1);
        }
        return direction.map(way -> new Trend.MonthRun(way, run));
    }

    private static Optional<Trend> busiestHours(List<EnergySum> pairs, ZoneId zone,
            ToDoubleFunction<EnergySum> amount) {
        var builders = Stream.generate(Mean.Builder::new).limit(PAIRS).toList();
        for (var pair : pairs) {
            if (pair.knownShare() >= Profiles.ENOUGH_OF_AN_HOUR) {
                int hour = Instant.ofEpochMilli(pair.startMillis()).atZone(zone).getHour();
                builders.get(hour / 2).add(amount.applyAsDouble(pair) * TWO_HOURS_MILLIS / pair.knownMillis(),
                        pair.knownShare());
            }
        }
        var means = builders.stream().map(Mean.Builder::build).toList();
        int busiest = 0;
        for (int i = 0; i < PAIRS; i++) {
            if (means.get(i).count() < DAYS_OF_AN_HOUR) {
                return Optional.empty();
            }
            busiest = means.get(i).amount() > means.get(busiest).amount() ? i : busiest;
        }
        return Optional.of(new Trend.BusiestHours(2 * busiest, means.get(busiest)));
    }

    private static Optional<Trend> busiestWeekday(QuarterHours quarters, TimeRange range, ZoneId zone,
            ToDoubleFunction<EnergySum> amount) {
        var week = Profiles.averageWeek(quarters, range, zone, DayFilter.ALL, amount);
        if (week.values().stream().anyMatch(mean -> mean.count() < DAYS_OF_A_WEEKDAY)) {
            return Optional.empty();
        }
        var busiest = Map.entry(DayOfWeek.MONDAY, week.get(DayOfWeek.MONDAY));
        for (var each : week.entrySet()) {
            if (each.getValue().amount() > busiest.getValue().amount()) {
                busiest = Map.entry(each.getKey(), each.getValue());
            }
        }
        return Optional.of(new Trend.BusiestWeekday(busiest.getKey(), busiest.getValue()));
    }

    private static Optional<Trend> baseLoad(QuarterHours quarters, TimeRange known, EnergySum all) {
        int from = quarters.indexOf(known.startMillis());
        int to = quarters.indexOf(known.endMillis());
        var means = new long[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (CompleteRule.holds(quarters.measuredMillis(i), QuarterHours.QUARTER_MILLIS)) {
                means[count++] = quarters.measuredMicrojoules(i) / quarters.measuredMillis(i);
            }
        }
        if (count < BASE_LOAD_QUARTERS) {
            return Optional.empty();
        }
        int rank = (int) Math.ceil(BASE_LOAD_PART * count);
        return Optional.of(new Trend.BaseLoad(new Power(select(means, count, rank - 1)), count, all.measuredShare()));
    }

    /**
     * {@return the value that would stand at {@code rank} if the first {@code count} were sorted}
     * <p>
     * Hoare's selection (Algorithm 65, Communications of the ACM 4, 1961), since sorting ten years takes as long as all
     * else here. Leaves the values in another order.
     */
    static long select(long[] values, int count, int rank) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            long pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    long swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (rank <= j) {
                high = j;
            } else if (rank >= i) {
                low = i;
            } else {
                break;
            }
        }
        return values[rank];
    }

    private static Optional<Trend> peak(QuarterHours quarters, TimeRange known, EnergySum all) {
        if (all.measuredMillis() == 0) {
            return Optional.empty();
        }
        int at = quarters.indexOf(known.startMillis());
        while (quarters.measuredMillis(at) == 0 || quarters.peakMilliwatts(at) < all.peakMilliwatts()) {
            at++;
        }
        return Optional
                .of(new Trend.Peak(new Power(all.peakMilliwatts()), Instant.ofEpochMilli(quarters.startMillis(at)),
                        all.measuredShare()));
    }
}
