package org.currentcost.ui.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0.31|0.31", "0,31|0.31", "0,310|0.310", "1,234|1234", "1,234.5|1234.5",
        "1 234.5|1234.5",
        "12|12", "-0.05|-0.05", ".5|.5"})
    void readsNumbersWhereThePointIsUsual(String typed, BigDecimal number) {
        assertEquals(Optional.of(number), Decimals.parse(typed, Locale.US));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0,31|0.31", "0.31|0.31", "1.234|1234", "1.234,5|1234.5", "12,|12"})
    void readsNumbersWhereTheCommaIsUsual(String typed, BigDecimal number) {
        assertEquals(Optional.of(0), Decimals.parse(typed, Locale.GERMANY).map(number::compareTo));
    }

    @ParameterizedTest
    @CsvSource({"x", "1.2.3", "0.1x", "''", "-", "1e5"})
    void refusesWhatIsNoNumber(String typed) {
        assertEquals(Optional.empty(), Decimals.parse(typed, Locale.US));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0.310|0,31", "200|200", "0|0", "-1.5|-1,5"})
    void writesWhatItReads(BigDecimal number, String text) {
        assertEquals(text, Decimals.text(number, Locale.GERMANY));
        assertEquals(Optional.of(0), Decimals.parse(text, Locale.GERMANY).map(number::compareTo));
    }
}
