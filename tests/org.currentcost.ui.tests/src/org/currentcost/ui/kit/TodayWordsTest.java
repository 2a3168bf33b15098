package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import org.currentcost.accounting.AmountSum;
import org.currentcost.accounting.Sensor;
import org.currentcost.accounting.TodaySoFar;
import org.currentcost.analysis.EnergySum;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.currentcost.settings.SensorSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What today comes to so far, in words. */
class TodayWordsTest {

    private static final int HOUR = 3_600_000;

    /** @param known how much of an hour is measured */
    private static AmountSum sum(String amount, double known) {
        return new AmountSum(new EnergySum(0, HOUR, 1, (long) (known * HOUR), 0, 0, 0, 0, 1), new BigDecimal(amount),
                BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, true);
    }

    private static TodaySoFar answer(SensorRole role, AmountSum today, Optional<TodaySoFar.Amounts> money) {
        var settings = new SensorSettings("", role, false, Optional.empty(), Optional.empty());
        return new TodaySoFar(new Sensor(SeriesKey.power("Home", 0), settings), TimeRange.ofMillis(0, HOUR),
                TimeRange.ofMillis(0, HOUR), new TodaySoFar.Amounts(today, sum("1", 1)), money, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"HOUSE, 1.08 kWh", "GENERATION, -1.08 kWh", "EXPORT, -1.08 kWh"})
    void whatIsMadeOrFedIntoTheGridStandsBelowZero(SensorRole role, String expected) {
        var figure = TodayWords.energy(answer(role, sum("1.08", 1), Optional.empty()));
        assertEquals(expected, figure.number() + " " + figure.unit());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1.08 | 1    | 2.49 | £2.49 / 8% more than yesterday by now",
        "0.5  | 1    |      | 50% less than yesterday by now", "1.001 | 1  | | as much as yesterday by now",
        "1.08 | 0.97 | 2.49 | £2.49 · 3% not measured / 8% more than yesterday by now",
        "1.08 | 0.5  | 2.49 | £2.49 · 50% not measured", "1.08 | 0.5 | | 50% not measured"})
    void moneyCoverageAndYesterday(String today, double known, String money, String expected) {
        var answer = answer(SensorRole.HOUSE, sum(today, known),
                Optional.ofNullable(money).map(amount -> new TodaySoFar.Amounts(sum(amount, known), sum("1", 1))));
        assertEquals(expected, TodayWords
                .of(answer, new AmountWords(Optional.of(Currency.getInstance("GBP")), ZoneOffset.UTC))
                .replace("\n", " / "));
    }
}
