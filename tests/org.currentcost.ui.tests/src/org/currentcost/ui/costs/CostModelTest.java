package org.currentcost.ui.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import org.currentcost.model.Energy;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.currentcost.analysis.BillCheck;
import org.currentcost.analysis.CostSum;
import org.currentcost.analysis.EnergySum;
import org.currentcost.analysis.Target;
import org.currentcost.analysis.TargetProgress;
import org.currentcost.ui.kit.AmountWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the views of costs say, without their widgets. */
class CostModelTest {

    private static final Currency EURO = Currency.getInstance("EUR");
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long MICROJOULES = 3_600_000_000_000L;

    private final CostWords words = new CostWords(Locale.US, ZoneOffset.UTC);

    @Test
    void tellsDaysAndMonthsInRuns() {
        assertEquals("Mon–Fri", words.weekdays(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
        assertEquals("Sat, Sun", words.weekdays(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)));
        assertEquals("Mon, Wed", words.weekdays(EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY)));
        assertEquals("every day", words.weekdays(Set.of()));
        assertEquals("Jan–Mar, Oct–Dec", words.months(EnumSet.of(Month.JANUARY, Month.FEBRUARY, Month.MARCH,
                Month.OCTOBER, Month.NOVEMBER, Month.DECEMBER)));
    }

    @Test
    void writesPricesWithAllTheirDecimalsAndSumsRoundedOnce() {
        assertEquals("€0.28634", words.price(new BigDecimal("0.28634"), EURO));
        assertEquals("€0.30", words.price(new BigDecimal("0.3"), EURO));
        assertEquals("€1.01", words.money(new BigDecimal("1.005"), EURO));
        assertEquals("+€0.20", words.difference(new BigDecimal("0.2"), EURO));
        assertEquals("-€0.20", words.difference(new BigDecimal("-0.2"), EURO));
    }

    @Test
    void holdsWhatIsKnownAgainstTheTargetsShareOfTheKnownDays() {
        var days = new HashMap<LocalDate, TargetProgress.Day>();
        // 5 of the first 10 days are known, at 12 kWh each; the target is 10 kWh a day.
        for (int day = 6; day <= 10; day++) {
            days.put(LocalDate.of(2026, 1, day), new TargetProgress.Day(BigDecimal.valueOf(12), 1));
        }
        var progress = TargetProgress.of(new Target(BigDecimal.valueOf(3650), Target.Unit.ENERGY),
                LocalDate.of(2026, 1, 10), days);
        var sentences = new TargetWords(new AmountWords(Optional.of(EURO), ZoneOffset.UTC)).sentences(progress);
        assertEquals(List.of(
                "60.0\u202fkWh so far; the target's share of the known days is 50.0\u202fkWh: 10.0\u202fkWh (20%) above.",
                "The year's end brings 4.38\u202fMWh going by the mean of the known days: 730\u202fkWh (20%) above the target.",
                "50% of the days so far are known, 5.0 days are missing."), sentences);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1|All days so far are known.",
        "0.9999|over 99% of the days so far are known, 0.1 days are missing.",
        "0.97|over 99% of the days so far are known, 0.1 days are missing.",
        "0.5|95% of the days so far are known, 0.5 days are missing."})
    void doesNotCallAllDaysKnownWhileAnHourIsMissing(double knownOfOneDay, String expected) {
        var days = new HashMap<LocalDate, TargetProgress.Day>();
        for (int day = 1; day <= 10; day++) {
            days.put(LocalDate.of(2026, 1, day), new TargetProgress.Day(BigDecimal.TEN, day == 4 ? knownOfOneDay : 1));
        }
        var progress = TargetProgress.of(new Target(BigDecimal.valueOf(3650), Target.Unit.ENERGY),
                LocalDate.of(2026, 1, 10), days);
        assertEquals(expected, new TargetWords(new AmountWords(Optional.of(EURO), ZoneOffset.UTC)).sentences(progress)
                .getLast());
    }

    @Test
    void countsDaysAsTheLocaleWritesNumbers() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            var progress = TargetProgress.of(new Target(BigDecimal.valueOf(3650), Target.Unit.ENERGY),
                    LocalDate.of(2026, 1, 10), Map.of(LocalDate.of(2026, 1, 9),
                            new TargetProgress.Day(BigDecimal.TEN, 1), LocalDate.of(2026, 1, 10),
                            new TargetProgress.Day(BigDecimal.TEN, 0.5)));
            String known = new TargetWords(new AmountWords(Optional.of(EURO), ZoneOffset.UTC)).sentences(progress)
                    .getLast();
            assertTrue(known.contains("8,0"), known);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static CostSum cost(long knownHours, long hours, String cost) {
        var energy = new EnergySum(0, hours * HOUR_MILLIS, knownHours * MICROJOULES, knownHours * HOUR_MILLIS, 0, 0, 0,
                0, 1_000_000);
        return new CostSum(energy, new BigDecimal(cost), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
                BigDecimal.ZERO, BigDecimal.ZERO, Energy.ZERO, 0);
    }

    private BillWords billWords() {
        return new BillWords(new AmountWords(Optional.of(EURO), ZoneOffset.UTC), words, EURO);
    }

    @Test
    void saysThatABillFits() {
        var check = new BillCheck(cost(100, 100, "30"), new BigDecimal("100.4"), new BigDecimal("30.10"));
        assertTrue(billWords().sentences(check).getLast().startsWith("The bill fits"));
        assertEquals("+0.4\u202fkWh (0.4\u00A0%)", billWords().energyDifference(check));
        assertEquals("+€0.10 (0.3\u00A0%)", billWords().moneyDifference(check));
    }

    @Test
    void explainsADifferenceByTheTimeWithoutReadings() {
        // 80 of 100 hours at 1 kW: the other 20 would hold 20 kWh.
        var check = new BillCheck(cost(80, 100, "24"), new BigDecimal("103"), new BigDecimal("31"));
        assertEquals("The time without readings would hold 20\u202fkWh at the mean of the rest;"
                + " 3\u202fkWh of the difference in energy stay unexplained.", billWords().sentences(check).get(1));
        assertEquals("€1.00 of the difference in money stay unexplained.", billWords().sentences(check).get(2));
    }

    @Test
    void checksABillWhileItIsTyped() {
        var first = LocalDate.of(2026, 10, 1);
        var last = LocalDate.of(2026, 10, 31);
        assertTrue(new BillForm(Optional.of(first), Optional.of(last), "", "").isEmpty());
        assertEquals(Optional.of("The last day is before the first."),
                new BillForm(Optional.of(last), Optional.of(first), "1", "1").problem(Locale.US));
        assertTrue(new BillForm(Optional.of(first), Optional.of(last), "-1", "1").problem(Locale.US).isPresent());
        assertTrue(new BillForm(Optional.empty(), Optional.of(last), "1", "1").bill(Locale.US).isEmpty());
        assertTrue(new BillForm(Optional.of(first), Optional.of(last), "1", "").problem(Locale.US).isPresent());
        assertEquals(new BigDecimal("1240.5"),
                new BillForm(Optional.of(first), Optional.of(first), "1,240.5", "300").bill(Locale.US).orElseThrow()
                        .kilowattHours());
    }
}
