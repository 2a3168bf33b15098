package org.currentcost.accounting;

import java.util.ArrayList;
import java.util.List;
import org.currentcost.accounting.AverageAmounts.Line;
import org.currentcost.accounting.AverageAmounts.Of;
import org.currentcost.accounting.AverageAmounts.Question;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.Mean;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.Profiles;
import org.currentcost.model.TimeRange;
import org.currentcost.store.StoreException;

/** Answers what sensors use on the average day and in the average week. Safe for several threads. */
public final class AverageReader {

    private final Accounting accounting;

    /** @param accounting what it answers from */
    public AverageReader(Accounting accounting) {
        this.accounting = accounting;
    }

    /**
     * {@return the means}
     *
     * @param check is called now and then; what it throws ends the work
     * @throws StoreException if the file can't be read
     */
    public AverageAmounts read(Question question, Runnable check) throws StoreException {
        var zone = accounting.zone();
        var known = accounting.known().within(question.sensors(), PeriodRule.whole(question.range(), zone));
        var lines = new ArrayList<Line>();
        for (var sensor : question.sensors()) {
            check.run();
            var days = energies(sensor, known, PeriodKind.DAY);
            lines.add(new Line(sensor, means(question, sensor, known), switch (question.of()) {
                case HOURS_OF_THE_DAY -> Profiles.knownByHour(energies(sensor, known, PeriodKind.HOUR), zone,
                        question.days());
                case DAYS_OF_THE_WEEK -> Profiles.knownByWeekday(days, zone, question.days());
            }, days.stream().filter(day -> question.days().test(day.day(zone)))
                    .reduce(EnergySum.nothing(0, 0), EnergySum::and)));
        }
        return new AverageAmounts(PeriodRule.wholeDays(known, zone), lines);
    }

    /** What can't be known of a period is not missing from it: the same rule as where each period is told. */
    private List<EnergySum> energies(Sensor sensor, TimeRange known, PeriodKind length) throws StoreException {
        return accounting.amounts().energies(sensor.key(), length.periods(known, accounting.zone()).stream()
                .map(one -> PeriodReader.within(one, known)).toList());
    }

    private List<Mean> means(Question question, Sensor sensor, TimeRange known) throws StoreException {
        var zone = accounting.zone();
        var quarters = accounting.energy().energy(sensor.key());
        var amount = accounting.amounts().function(sensor.key(), known, question.unit());
        return question.of() == Of.HOURS_OF_THE_DAY
                ? Profiles.averageDay(quarters, known, zone, question.days(), amount)
                : List.copyOf(Profiles.averageWeek(quarters, known, zone, question.days(), amount).values());
    }
}
