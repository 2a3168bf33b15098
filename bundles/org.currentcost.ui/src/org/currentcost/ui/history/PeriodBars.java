package org.currentcost.ui.history;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.PeriodAmounts;
import org.currentcost.accounting.PeriodAmounts.Line;
import org.currentcost.analysis.DayFilter;
import org.currentcost.analysis.EarlierPeriod;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.model.TimeRange;
import org.currentcost.ui.charts.Bar;
import org.currentcost.ui.charts.BarSeries;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FigureQuestion;

/** Amounts of periods as bars: each sensor's, those it is compared with, or a stack with what a house has left. */
final class PeriodBars {

    /** The grey of the palette, which stands for what no sensor tells. */
    static final int REST_COLOR = 7;

    private final FigureQuestion question;
    private final PeriodAmounts amounts;
    private final AmountWords words;
    private final ZoneId zone;

    PeriodBars(FigureQuestion question, PeriodAmounts amounts, AmountWords words, ZoneId zone) {
        this.question = question;
        this.amounts = amounts;
        this.words = words;
        this.zone = zone;
    }

    /** {@return the bars; a comparison is never stacked} */
    List<BarSeries> series(boolean stacked) {
        var series = new ArrayList<BarSeries>();
        if (amounts.comparison().isPresent()) {
            addCompared(series, amounts.comparison().get());
        } else if (stacked) {
            amounts.stacked().forEach(layer -> series.add(layer.rest() ? rest(layer) : series(layer.line())));
        } else {
            amounts.lines().forEach(line -> series.add(series(line)));
        }
        return series;
    }

    private void addCompared(List<BarSeries> series, PeriodAmounts.Comparison other) {
        for (int i = 0; i < amounts.lines().size(); i++) {
            var line = amounts.lines().get(i);
            var earlier = other.lines().get(i);
            series.add(series(line));
            series.add(new BarSeries(amounts.lines().size() == 1
                    ? words(other.with())
                    : Messages.bind(Messages.ComparedName, question.name(line.sensor()), words(other.with())),
                    line.sensor().color(), bars(earlier, other.periods(), earlier.amounts(), "")));
        }
    }

    private BarSeries series(Line line) {
        return new BarSeries(question.name(line.sensor()), line.sensor().color(),
                bars(line, amounts.periods(), line.amounts(), ""));
    }

    private BarSeries rest(PeriodAmounts.Layer layer) {
        String name = question.name(layer.line().sensor());
        return new BarSeries(Messages.bind(Messages.RestOf, name), REST_COLOR,
                bars(layer.line(), amounts.periods(), layer.amounts(), name));
    }

    /**
     * @param heights what the bars are as high as
     * @param whole   the name of what the heights are a part of, which the line has; empty if they are all of it
     */
    private List<Optional<Bar>> bars(Line line, List<TimeRange> periods, List<AmountSum> heights, String whole) {
        var bars = new ArrayList<Optional<Bar>>();
        var unit = question.unit();
        int sign = line.sensor().sign(unit);
        for (int i = 0; i < periods.size(); i++) {
            var sum = heights.get(i);
            if (!sum.hasAmount()) {
                bars.add(Optional.empty());
                continue;
            }
            String card = AmountCard.of(words, words.period(periods.get(i), amounts.length()), sum, unit, sign);
            if (!whole.isEmpty()) {
                card += "\n" + Messages.bind(Messages.RestCard, whole, words.amount(line.amounts().get(i), unit));
            }
            bars.add(Optional.of(new Bar(sign * sum.measured().doubleValue(), sign * sum.memory().doubleValue(),
                    sign * sum.estimated().doubleValue(), sign * sum.standingCharge().doubleValue(), card,
                    amounts.length() == PeriodKind.DAY && isWeekend(periods.get(i)))));
        }
        return bars;
    }

    private boolean isWeekend(TimeRange day) {
        return DayFilter.WEEKENDS.test(LocalDate.ofInstant(day.start(), zone));
    }

    /** {@return what the time is called that is compared with} */
    static String words(EarlierPeriod with) {
        return with == EarlierPeriod.BEFORE ? Messages.PeriodBefore : Messages.PeriodYearBefore;
    }
}
