package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    private static final Figures ENGLISH = new Figures(ValueUnit.POWER, Locale.UK);
    private static final Figures GERMAN = new Figures(ValueUnit.POWER, Locale.GERMANY);

    private static String plain(String text) {
        return text.replace('\u00A0', ' ');
    }

    @ParameterizedTest
    @CsvSource({"0, 0 W", "-1, 0 W", "655000, 655 W", "65500, 65.5 W", "999499, 999 W", "999500, 1.00 kW",
        "1842000, 1.84 kW", "12345000, 12.3 kW", "123456000, 123 kW", "-1842000, -1.84 kW"})
    void powerIsScaledBySizeToThreeDigits(double milliwatts, String text) {
        assertEquals(text, plain(ENGLISH.value(milliwatts)));
    }

    @Test
    void separatorsAreTheLocales() {
        assertEquals("1,84 kW", plain(GERMAN.value(1_842_000)));
        assertEquals("2,840", ENGLISH.number(2_840_400, Figures.Scale.WATT));
        assertEquals("2.840", GERMAN.number(2_840_400, Figures.Scale.WATT));
        assertEquals("98\u00A0%", GERMAN.percent(0.985));
        assertEquals("98%", ENGLISH.percent(0.985));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 kWh", "0.0552, 0.055 kWh", "0.42, 0.42 kWh", "12.44, 12.4 kWh", "0.0055, 5.50 Wh",
        "1234, 1.23 MWh"})
    void energyIsScaledBySize(double kilowattHours, String text) {
        assertEquals(text, plain(ENGLISH.energy(kilowattHours)));
    }

    @Test
    void whatIsNotWholeIsNotHundredPercent() {
        assertEquals("over 99%", ENGLISH.percent(0.99999));
        assertEquals("under 1%", ENGLISH.percent(0.003));
        assertEquals("0%", ENGLISH.percent(0));
        assertEquals("100%", ENGLISH.percent(1));
    }

    @Test
    void temperatureHasOneDecimal() {
        assertEquals("19.3 °C", plain(new Figures(ValueUnit.TEMPERATURE, Locale.UK).value(19_300)));
        assertEquals("-0.5 °C", plain(new Figures(ValueUnit.TEMPERATURE, Locale.UK).value(-500)));
    }

    @Test
    void axisLabelsHaveTheDigitsOfTheirStep() {
        assertEquals("0.5 kW", plain(ENGLISH.axisLabel(500_000, 500_000, Figures.Scale.KILOWATT)));
        assertEquals("2.0 kW", plain(ENGLISH.axisLabel(2_000_000, 500_000, Figures.Scale.KILOWATT)));
        assertEquals("2 kW", plain(ENGLISH.axisLabel(2_000_000, 1_000_000, Figures.Scale.KILOWATT)));
        assertEquals("0 W", plain(ENGLISH.axisLabel(-1e-9, 100_000, Figures.Scale.WATT)));
    }
}
