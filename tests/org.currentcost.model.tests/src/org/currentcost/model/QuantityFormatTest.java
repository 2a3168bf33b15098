package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import org.currentcost.model.QuantityFormat.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quantities as people read them, everywhere alike. */
class QuantityFormatTest {

    private static final QuantityFormat ENGLISH = new QuantityFormat(Locale.UK);
    private static final QuantityFormat GERMAN = new QuantityFormat(Locale.GERMANY);
    private static final Currency POUND = Currency.getInstance("GBP");
    private static final Currency EURO = Currency.getInstance("EUR");
    private static final Currency YEN = Currency.getInstance("JPY");

    private static String plain(Object text) {
        return text.toString().replace('\u202F', ' ').replace('\u00A0', ' ');
    }

    @ParameterizedTest
    @CsvSource({"POWER, 0, 0 W", "POWER, -1, 0 W", "POWER, 550, 0.55 W", "POWER, 55000, 55 W", "POWER, 65500, 65.5 W",
        "POWER, 655000, 655 W", "POWER, 999499, 999 W", "POWER, 999500, 1.00 kW", "POWER, 1395000, 1.40 kW",
        "POWER, -1395000, -1.40 kW", "POWER, 1842000, 1.84 kW",
        "POWER, -1842000, -1.84 kW", "POWER, 12345000, 12.3 kW", "POWER, 123456000, 123 kW",
        "POWER, 999500000, 1.00 MW", "ENERGY, 0, 0 kWh", "ENERGY, 0.0009, 0.90 Wh", "ENERGY, 0.00095, 0.95 Wh",
        "ENERGY, 0.0055, 5.50 Wh", "ENERGY, 0.055, 55.0 Wh",
        "ENERGY, 0.0552, 55.2 Wh", "ENERGY, -0.055, -55.0 Wh", "ENERGY, 0.0999, 99.9 Wh", "ENERGY, 0.09996, 0.100 kWh",
        "ENERGY, 0.42, 0.420 kWh", "ENERGY, 3.5, 3.50 kWh", "ENERGY, 9.995, 10.0 kWh", "ENERGY, 12.44, 12.4 kWh",
        "ENERGY, 999.4, 999 kWh", "ENERGY, 999.5, 1.00 MWh", "ENERGY, 1234, 1.23 MWh",
        "ENERGY, 12345678, '12,300 MWh'", "CARBON, 0, 0 kg CO₂", "CARBON, 0.012, 12.0 g CO₂",
        "CARBON, 2.345, 2.35 kg CO₂", "CARBON, 1234, 1.23 t CO₂", "TEMPERATURE, 19300, 19.3 °C",
        "TEMPERATURE, -500, -0.5 °C", "TEMPERATURE, 20000, 20.0 °C", "TEMPERATURE, -20, 0.0 °C"})
    void aQuantityIsToldInTheUnitOfItsSize(Kind kind, double amount, String expected) {
        assertEquals(expected, plain(ENGLISH.text(kind, amount)));
    }

    @Test
    void numberAndUnitStayOnOneLine() {
        assertEquals("1.84\u202FkW", ENGLISH.power(1_842_000).toString());
        assertEquals(new QuantityText("55.0", "Wh"), ENGLISH.energy(0.055));
        assertEquals("1,23 t CO₂", plain(GERMAN.carbon(1234)));
        assertEquals("19,3 °C", plain(GERMAN.temperature(19_300)));
    }

    @Test
    void whatIsComparedHasOneUnit() {
        assertEquals("2,840 W", plain(ENGLISH.text(Kind.POWER, 2_840_400, 655_000)));
        assertEquals("0.055 kW", plain(ENGLISH.text(Kind.POWER, 55_000, 1_842_000)));
        assertEquals("–", ENGLISH.text(Kind.POWER, Double.NaN, 655_000).toString());
        assertEquals("0 kW", plain(ENGLISH.text(Kind.POWER, 0, 1_842_000)));
    }

    @ParameterizedTest
    @CsvSource({"POWER, 500000, 500000, 2000000, 0.5 kW", "POWER, 2000000, 1000000, 2000000, 2 kW",
        "POWER, -1e-9, 100000, 300000, 0 W", "POWER, 100000, 100000, 500000, 100 W",
        "ENERGY, 2.5, 0.5, 3, 2.5 kWh", "ENERGY, 0.02, 0.02, 0.08, 20 Wh", "ENERGY, 500, 500, 2000, 0.5 MWh",
        "CARBON, 0.02, 0.02, 0.08, 20 g CO₂", "TEMPERATURE, 19000, 500, 21000, 19.0 °C"})
    void linesOfAnAxisHaveOneUnitAndTheDigitsOfTheirStep(Kind kind, double amount, double step, double largest,
            String expected) {
        assertEquals(expected, plain(ENGLISH.axisLabel(kind, amount, step, largest)));
    }

    @ParameterizedTest
    @CsvSource({"1234.5, '£1,234.50'", "0.345, £0.35", "-0.2, -£0.20", "-0.001, £0.00", "1.005, £1.01"})
    void moneyHasTheDecimalsOfItsCurrency(BigDecimal amount, String expected) {
        assertEquals(expected, ENGLISH.money(amount, POUND));
    }

    @Test
    void moneyStandsAsTheLocaleWritesIt() {
        assertEquals("1.234,50 €", plain(GERMAN.money(new BigDecimal("1234.5"), EURO)));
        assertEquals("JP¥1,235", ENGLISH.money(new BigDecimal("1234.5"), YEN));
        assertEquals("+£0.20", ENGLISH.moneyDifference(new BigDecimal("0.2"), POUND));
        assertEquals("-£0.20", ENGLISH.moneyDifference(new BigDecimal("-0.2"), POUND));
        assertEquals("£0.00", ENGLISH.moneyDifference(BigDecimal.ZERO, POUND));
    }

    @Test
    void ratesTellMoreOfLittle() {
        assertEquals(new QuantityText("£0.35", "/h"), ENGLISH.rate(new BigDecimal("0.3478"), POUND, "/h"));
        assertEquals("£0.035/h", ENGLISH.rate(new BigDecimal("0.0348"), POUND, "/h").toString());
        assertEquals("JP¥0/h", ENGLISH.rate(new BigDecimal("0.03"), YEN, "/h").toString());
        assertEquals(new QuantityText("0,52", "€/h"), GERMAN.rate(new BigDecimal("0.52"), EURO, "/h"));
        assertEquals("0,52 €/h", plain(GERMAN.rate(new BigDecimal("0.52"), EURO, "/h")));
    }

    @Test
    void pricesHaveAllTheirDecimals() {
        assertEquals("£0.28634/kWh", ENGLISH.price(new BigDecimal("0.28634"), POUND, "/kWh").toString());
        assertEquals("£0.30", ENGLISH.price(new BigDecimal("0.3"), POUND, "").toString());
        assertEquals("0,2817 €/kWh", plain(GERMAN.price(new BigDecimal("0.2817"), EURO, "/kWh")));
        assertEquals("0,2817 €", plain(GERMAN.price(new BigDecimal("0.2817"), EURO, "")));
    }

    @ParameterizedTest
    @CsvSource({"1234.500000001, '1,234.500'", "1234.50, '1,234.50'", "12, 12", "0.0005, 0.001", "1E+3, '1,000'"})
    void columnsGoDownToTheThousandth(BigDecimal number, String expected) {
        assertEquals(expected, ENGLISH.cell(number));
    }

    @Test
    void whatIsHeldAgainstOthersWordsIsNotScaled() {
        assertEquals("1,240.5 kWh", plain(ENGLISH.plain(Kind.ENERGY, new BigDecimal("1240.45"), 1)));
        assertEquals("514.153 kWh", plain(ENGLISH.plain(Kind.ENERGY, new BigDecimal("514.153"), 3)));
        assertEquals("2.496 W", plain(GERMAN.plain(Kind.POWER, new BigDecimal("2496.000"), 3)));
        assertEquals("18,7 °C", plain(GERMAN.plain(Kind.TEMPERATURE, new BigDecimal("18.700"), 3)));
    }

    @ParameterizedTest
    @CsvSource({"-0.0004, 3, 0, 0.000", "-0.0005, 3, -0.001, -0.001", "-0.04, 1, 0, -0.04", "-0.05, 1, -0.1, -0.05",
        "0.05, 1, 0.1, 0.05", "-2.5, 0, -3, -2.5", "2.5, 0, 3, 2.5", "-0.0, 0, 0, 0.0", "1E-9, 3, 0, 0.000",
        "-1E-9, 6, 0, 0.000"})
    void numbersAreRoundedHalfUpAndNothingHasNoSign(BigDecimal number, int decimals, String text, String cell) {
        assertEquals(text, ENGLISH.number(number, decimals));
        assertEquals(cell, ENGLISH.cell(number));
        assertEquals(text + " kWh", plain(ENGLISH.plain(Kind.ENERGY, number, decimals)));
        assertEquals((text.matches("-.*|0") ? "" : "+") + text + " kWh",
                plain(ENGLISH.plainDifference(Kind.ENERGY, number, decimals)));
    }

    @ParameterizedTest
    @CsvSource({"1234, '1,230'", "1235, '1,240'", "-1235, '-1,240'", "-1234.9, '-1,230'", "999.5, '1,000'",
        "-999.5, '-1,000'", "-12.35, -12.4", "12.35, 12.4", "-0.001, 0", "0.00049, 0"})
    void threeDigitsAreRoundedByTheSizeOfANumber(double number, String expected) {
        assertEquals(expected, ENGLISH.significant(number));
    }

    @ParameterizedTest
    @CsvSource({"0.004, £0.00", "0.005, +£0.01", "-0.004, £0.00", "-0.005, -£0.01", "1.005, +£1.01"})
    void differencesOfMoneyHaveTheSignOfWhatIsRead(BigDecimal amount, String expected) {
        assertEquals(expected, ENGLISH.moneyDifference(amount, POUND));
    }

    @ParameterizedTest
    @CsvSource({"0.004, 0%", "-0.004, 0%", "-0.005, -1%", "0.005, +1%", "0.125, +13%", "-0.125, -13%", "12, '+1,200%'"})
    void changesInPercentHaveTheSignOfWhatIsRead(double share, String expected) {
        assertEquals(expected, ENGLISH.percentDifference(share));
    }

    @Test
    void countsAndSizesOfFiles() {
        assertEquals("7,019", ENGLISH.count(7019));
        assertEquals("12 kB", plain(ENGLISH.bytes(12_345)));
        assertEquals("12.3 MB", plain(ENGLISH.bytes(12_345_678)));
        assertEquals("680.5", ENGLISH.number(new BigDecimal("680.45"), 1));
        assertEquals("680", ENGLISH.number(new BigDecimal("680.0"), 1));
    }

    @Test
    void whatIsNotWholeIsNotHundredPercent() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.UK);
            var format = new QuantityFormat(Locale.UK);
            assertEquals("over 99%", format.percent(0.99999));
            assertEquals("under 1%", format.percent(0.003));
            assertEquals("0%", format.percent(0));
            assertEquals("100%", format.percent(1));
            assertEquals("98\u00A0%", new QuantityFormat(Locale.GERMANY).percent(0.985));
            Locale.setDefault(Locale.GERMANY);
            assertEquals("über 99\u00A0%", new QuantityFormat(Locale.GERMANY).percent(0.99999));
        } finally {
            Locale.setDefault(before);
        }
    }
}
