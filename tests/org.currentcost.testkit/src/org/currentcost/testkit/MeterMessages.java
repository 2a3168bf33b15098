package org.currentcost.testkit;

/** Messages as a meter writes them. */
public final class MeterMessages {

    /** A CC128's memory. */
    public static final String HISTORY = "<msg><src>CC128-v1.29</src><dsb>00402</dsb><time>13:01:50</time><hist><dsw>00403</dsw>"
            + "<type>1</type><units>kwhr</units><data><sensor>0</sensor><h746>2.125</h746><h744>0.480</h744></data></hist>"
            + "</msg>\r\n";

    /** Letters in a number. */
    public static final String DAMAGED = "<msg><src>CC128-v1.29</src><dsb>00402</dsb><time>13:01:50</time><tmpr>21.0</tmpr>"
            + "<sensor>0</sensor><id>02290</id><type>1</type><ch1><watts>00x50</watts></ch1></msg>\r\n";

    private MeterMessages() {
    }

    /** {@return a message of one clamp} @param time the meter's clock, such as {@code 12:00:06} */
    public static String live(String time, int sensor, int watts) {
        return live(time, sensor, watts, "21.0");
    }

    /** {@return a message of one clamp with a temperature} */
    public static String live(String time, int sensor, int watts, String celsius) {
        return "<msg><src>CC128-v1.29</src><dsb>00402</dsb><time>%s</time><tmpr>%s</tmpr><sensor>%d</sensor><id>02290</id><type>1</type><ch1><watts>%05d</watts></ch1></msg>\r\n"
                .formatted(time, celsius, sensor, watts);
    }

    /** {@return a Classic's message of three clamps} */
    public static String classic(String time, int watts1, int watts2, int watts3) {
        var parts = time.split(":");
        return ("<msg><date><dsb>01812</dsb><hr>%s</hr><min>%s</min><sec>%s</sec></date><src><name>CC02</name><id>02017</id>"
                + "<type>1</type><sver>1.06</sver></src><ch1><watts>%05d</watts></ch1><ch2><watts>%05d</watts></ch2>"
                + "<ch3><watts>%05d</watts></ch3><tmpr>16.9</tmpr></msg>\r\n")
                .formatted(parts[0], parts[1], parts[2], watts1, watts2, watts3);
    }
}
