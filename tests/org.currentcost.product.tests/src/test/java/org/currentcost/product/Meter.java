package org.currentcost.product;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Messages of a CC128 whose figures a test chooses. */
final class Meter {

    private static final int SECONDS_BETWEEN = 6;

    private Meter() {
    }

    /** {@return a message of a sensor; {@code number} sets the meter's clock, {@code watts} has at most five digits} */
    static byte[] message(int number, int sensor, int watts) {
        int second = number * SECONDS_BETWEEN;
        return String.format(Locale.ROOT,
                "<msg><src>CC128-v1.29</src><dsb>%05d</dsb><time>%02d:%02d:%02d</time><tmpr>18.7</tmpr>"
                        + "<sensor>%d</sensor><id>00077</id><type>1</type><ch1><watts>%05d</watts></ch1></msg>\r\n",
                89 + second / 86_400, second / 3600 % 24, second / 60 % 60, second % 60, sensor, watts)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
