package org.currentcost.benchmarks;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.currentcost.analysis.Appliances;
import org.currentcost.analysis.DayFilter;
import org.currentcost.analysis.EarlierPeriod;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.Formula;
import org.currentcost.analysis.GapFiller;
import org.currentcost.analysis.Gaps;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.Profiles;
import org.currentcost.analysis.QuarterHours;
import org.currentcost.analysis.Reconciliation;
import org.currentcost.analysis.Trends;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long the figures of a view take over ten years of a series, 350 000 quarters of an hour, a tenth of which only
 * the meter's memory tells, in a zone whose clock changes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AccountingBenchmark {

    private static final TimeRange DECADE = new TimeRange(Instant.parse("2016-01-01T00:00:00Z"),
            Instant.parse("2026-01-01T00:00:00Z"));
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final long TWO_HOURS = 8 * QuarterHours.QUARTER_MILLIS;
    private static final int APPLIANCES = 9;

    private final List<HistoryBlock> blocks = new ArrayList<>();
    private final Map<SeriesKey, QuarterHours> inside = new HashMap<>();
    private QuarterHours live;
    private QuarterHours filled;
    private Formula formula;

    /** Makes the quarters and the blocks. */
    @Setup
    public void generate() {
        var random = new Random(7);
        var builder = new QuarterHours.Builder(DECADE.startMillis(), DECADE.endMillis());
        for (long at = DECADE.startMillis(); at < DECADE.endMillis(); at += QuarterHours.QUARTER_MILLIS) {
            if (random.nextInt(10) > 0) {
                long milliwatts = random.nextInt(3_000_000);
                builder.add(at, QuarterHours.QUARTER_MILLIS, 2 * milliwatts, milliwatts * QuarterHours.QUARTER_MILLIS);
            }
        }
        live = builder.build();
        for (long at = DECADE.startMillis(); at < DECADE.endMillis(); at += TWO_HOURS) {
            blocks.add(new HistoryBlock(HistorySpan.TWO_HOURS, at, at + TWO_HOURS, random.nextInt(6000)));
        }
        filled = GapFiller.fill(live, blocks);
        for (int sensor = 1; sensor <= APPLIANCES; sensor++) {
            inside.put(SeriesKey.power("house", sensor), live);
        }
        if (!(Formula.parse("0 - 1 + 2") instanceof Formula.Right right)) {
            throw new IllegalStateException("no formula");
        }
        formula = right.formula();
    }

    @Benchmark
    public Object fill() {
        return GapFiller.fill(live, blocks);
    }

    @Benchmark
    public Object hours() {
        return filled.sums(PeriodKind.HOUR.periods(DECADE, ZONE));
    }

    @Benchmark
    public Object hoursOfTheYearBefore() {
        return filled.sums(EarlierPeriod.YEAR_BEFORE.periods(DECADE, PeriodKind.HOUR, ZONE));
    }

    @Benchmark
    public Object days() {
        return filled.sums(PeriodKind.DAY.periods(DECADE, ZONE));
    }

    @Benchmark
    public Object gaps() {
        return Gaps.of(live, DECADE);
    }

    @Benchmark
    public Object reconciliation() {
        return Reconciliation.drifts(Reconciliation.of(live, blocks));
    }

    @Benchmark
    public Object formula() {
        return formula.evaluate(Map.of(0, filled, 1, live, 2, live));
    }

    @Benchmark
    public Object averageDay() {
        return Profiles.averageDay(filled, DECADE, ZONE, DayFilter.WEEKDAYS, EnergySum::kilowattHours);
    }

    @Benchmark
    public Object averageWeek() {
        return Profiles.averageWeek(filled, DECADE, ZONE, DayFilter.ALL, EnergySum::kilowattHours);
    }

    @Benchmark
    public Object nineAppliances() {
        return Appliances.shares(filled, inside, DECADE);
    }

    @Benchmark
    public Object trends() {
        return Trends.of(filled, DECADE, ZONE, DECADE.end(), EnergySum::kilowattHours);
    }

    /** Runs them all. */
    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder().include(AccountingBenchmark.class.getSimpleName()).build()).run();
    }
}
