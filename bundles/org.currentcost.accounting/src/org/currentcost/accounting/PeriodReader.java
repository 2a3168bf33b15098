package org.currentcost.accounting;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.PeriodAmounts.Comparison;
import org.currentcost.accounting.PeriodAmounts.Line;
import org.currentcost.accounting.PeriodAmounts.Question;
import org.currentcost.accounting.PeriodAmounts.SensorGap;
import org.currentcost.accounting.PeriodAmounts.TargetShare;
import org.currentcost.analysis.EarlierPeriod;
import org.currentcost.analysis.Gaps;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.SensorRole;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/** Answers what sensors used in each hour, day, month or other period. Reads the store; safe for several threads. */
public final class PeriodReader {

    private static final long SHORTEST_GAP_MILLIS = 60_000;

    private final Accounting accounting;

    /** @param accounting what it answers from */
    public PeriodReader(Accounting accounting) {
        this.accounting = accounting;
    }

    /**
     * {@return the amounts of all periods that have begun}
     *
     * @param check is called now and then; what it throws ends the work
     * @throws StoreException if the file can't be read
     */
    public PeriodAmounts read(Question question, Runnable check) throws StoreException {
        var zone = accounting.zone();
        var length = PeriodRule.fitting(question.length(), question.range(), question.mostPeriods());
        Instant now = accounting.clock().instant();
        var known = accounting.known();
        long first = known.first(question.sensors());
        var range = first > question.range().startMillis() && first < question.range().endMillis()
                ? TimeRange.ofMillis(first, question.range().endMillis())
                : question.range();
        var periods = length.periods(range, zone, question.firstOfWeek()).stream()
                .filter(one -> one.start().isBefore(now)).toList();
        Optional<TimeRange> knowable = periods.isEmpty()
                ? Optional.empty()
                : Optional.of(known.within(question.sensors(),
                        new TimeRange(periods.getFirst().start(), periods.getLast().end())));
        var parts = periods.stream().map(one -> within(one, knowable.orElseThrow())).toList();
        var lines = new ArrayList<Line>();
        var gaps = new ArrayList<SensorGap>();
        for (var sensor : question.sensors()) {
            check.run();
            lines.add(new Line(sensor, accounting.amounts().amounts(sensor.key(), parts, question.unit())));
            gaps.addAll(gaps(sensor, parts));
        }
        Optional<Comparison> comparison = Optional.empty();
        if (question.comparedWith().isPresent()) {
            check.run();
            comparison = Optional.of(compared(question, question.comparedWith().get(), range, length, parts));
        }
        return new PeriodAmounts(length, periods, knowable, lines, comparison,
                target(question.unit(), periods, parts, lines), gaps, accounting.store().notes(question.range()));
    }

    /** {@return the part of a period that lies in what can be known} */
    static TimeRange within(TimeRange period, TimeRange known) {
        long start = Math.max(period.startMillis(), known.startMillis());
        if (start == period.startMillis() && period.endMillis() <= known.endMillis()) {
            // Ten years have 88 000 hours.
            return period;
        }
        return TimeRange.ofMillis(start, Math.clamp(known.endMillis(), start, period.endMillis()));
    }

    private List<SensorGap> gaps(Sensor sensor, List<TimeRange> parts) throws StoreException {
        var quarters = accounting.energy().energy(sensor.key());
        if (parts.isEmpty() || quarters.size() == 0) {
            return List.of();
        }
        long start = Math.max(parts.getFirst().startMillis(), quarters.range().startMillis());
        long end = parts.getLast().endMillis();
        return start >= end
                ? List.of()
                : Gaps.of(quarters, TimeRange.ofMillis(start, end)).stream()
                        .filter(gap -> gap.missingMillis() >= SHORTEST_GAP_MILLIS)
                        .map(gap -> new SensorGap(sensor, gap)).toList();
    }

    private Comparison compared(Question question, EarlierPeriod with, TimeRange range, PeriodKind length,
            List<TimeRange> parts) throws StoreException {
        var all = with.periods(range, length, accounting.zone(), question.firstOfWeek());
        var others = new ArrayList<TimeRange>();
        for (int i = 0; i < parts.size(); i++) {
            // Up to the same time as the present period, so that like is compared with like.
            long end = Math.min(all.get(i).endMillis(), all.get(i).startMillis()
                    + (i + 1 < parts.size() ? Long.MAX_VALUE / 2 : parts.get(i).length().toMillis()));
            others.add(TimeRange.ofMillis(all.get(i).startMillis(), end));
        }
        var earlier = new ArrayList<Line>();
        for (var sensor : question.sensors()) {
            earlier.add(new Line(sensor, accounting.amounts().amounts(sensor.key(), others, question.unit())));
        }
        return new Comparison(with, others, earlier);
    }

    private Optional<TargetShare> target(AmountUnit unit, List<TimeRange> periods, List<TimeRange> parts,
            List<Line> lines) throws StoreException {
        var target = accounting.household().target();
        var house = lines.stream().filter(line -> line.sensor().settings().role() == SensorRole.HOUSE).findFirst();
        if (target.isEmpty() || house.isEmpty() || periods.isEmpty()) {
            return Optional.empty();
        }
        var whole = TimeRange.ofMillis(periods.getFirst().startMillis(), periods.getLast().endMillis());
        double share = target.get().share(whole, accounting.zone()).doubleValue() / periods.size();
        var targetUnit = AmountUnit.of(target.get().unit());
        if (targetUnit == unit) {
            return Optional.of(new TargetShare(share, false));
        }
        double shown = amount(house.get());
        double targeted = amount(new Line(house.get().sensor(),
                accounting.amounts().amounts(house.get().sensor().key(), parts, targetUnit)));
        return shown > 0 && targeted > 0
                ? Optional.of(new TargetShare(share * shown / targeted, true))
                : Optional.empty();
    }

    private static double amount(Line line) {
        return line.total().map(AmountSum::total).orElse(BigDecimal.ZERO).doubleValue();
    }
}
