package org.currentcost.ui.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountScaleTest {

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void inBritain() {
        Locale.setDefault(Locale.UK);
    }

    @AfterEach
    void back() {
        Locale.setDefault(before);
    }

    private static String plain(String text) {
        return text.replace('\u00A0', ' ').replace('\u202F', ' ');
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.02, 0.08, 20 Wh", "0.5, 0.5, 2, 0.5 kWh", "10, 10, 40, 10 kWh", "500, 500, 2000, 0.5 MWh",
        "0, 0.5, 2, 0.0 kWh", "-1e-12, 1, 5, 0 kWh", "-2, 1, 3, -2 kWh"})
    void energyIsLabelledBySize(double amount, double step, double largest, String label) {
        assertEquals(label, plain(AmountScale.energy().axisLabel(amount, step, largest)));
    }

    @Test
    void carbonIsLabelledBySize() {
        assertEquals("2.5 kg CO₂", plain(AmountScale.carbon().axisLabel(2.5, 0.5, 3)));
        assertEquals("20 g CO₂", plain(AmountScale.carbon().axisLabel(0.02, 0.02, 0.08)));
        assertEquals("1.23 t CO₂", plain(AmountScale.carbon().value(1234)));
    }

    @Test
    void otherUnitsKeepTheirSymbol() {
        assertEquals("2.5 °C", plain(AmountScale.of("°C").axisLabel(2.5, 0.5, 3)));
        assertEquals("12.3 °C", plain(AmountScale.of("°C").value(12.34)));
        assertEquals("£1.50", AmountScale.of("£", amount -> String.format(Locale.UK, "£%.2f", amount))
                .axisLabel(1.5, 0.5, 3));
    }

    @Test
    void numbersAreTheLocales() {
        Locale.setDefault(Locale.GERMANY);
        assertEquals("2,5 kWh", plain(AmountScale.energy().axisLabel(2.5, 0.5, 3)));
        assertEquals("12,4 kWh", plain(AmountScale.energy().value(12.44)));
    }
}
