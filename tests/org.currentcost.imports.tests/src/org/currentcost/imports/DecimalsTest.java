package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {

    @Test
    void everyNumberIsReadExactly() {
        var random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            int length = 1 + random.nextInt(12);
            var text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
            for (int digit = 0; digit < length; digit++) {
                text.append(random.nextInt(10));
            }
            if (random.nextInt(3) == 0) {
                text.insert(text.length() - random.nextInt(length), '.');
            }
            int digits = random.nextInt(7);
            long exact = new BigDecimal(text.toString()).movePointRight(digits).setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            assertEquals(OptionalLong.of(exact), FieldDecimals.scaled(text.toString(), false, digits), text::toString);
        }
    }

    @Test
    void digitsOfOtherScriptsAndNoDigitsAtAllAreNoQuickNumber() {
        assertEquals(OptionalLong.empty(), FieldDecimals.scaled("-", false, 3));
        assertEquals(OptionalLong.empty(), FieldDecimals.scaled("", false, 3));
        assertEquals(OptionalLong.empty(), FieldDecimals.scaled("1x", false, 3));
        assertEquals(OptionalLong.of(-5000), FieldDecimals.scaled("-5", true, 3));
    }
}
