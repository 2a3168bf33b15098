package org.currentcost.parser;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Messages as the meters write them, made up for the tests, and short ways to read them. */
final class SampleMessages {

    static final String CC128 = live("09:41:07", 0, 417);

    static final String CC128_THREE_CLAMPS = "<msg><src>CC128-v1.31</src><dsb>00310</dsb><time>17:20:58</time>"
            + "<tmpr>21.4</tmpr><sensor>0</sensor><id>02290</id><type>1</type><ch1><watts>00250</watts></ch1>"
            + "<ch2><watts>00000</watts></ch2><ch3><watts>03100</watts></ch3></msg>";

    static final String PULSES = "<msg><src>CC128-v1.48.03</src><dsb>00004</dsb><time>06:00:30</time>"
            + "<tmpr>19.5</tmpr><sensor>0</sensor><id>01500</id><type>2</type>"
            + "<imp>0000028110</imp><ipu>1000</ipu></msg>";

    static final String CLASSIC_GENERATION_1 = "<msg><date><dsb>01812</dsb><hr>04</hr><min>09</min><sec>31</sec></date>"
            + "<src><name>CC02</name><id>02017</id><type>1</type></src><ch1><watts>00612</watts></ch1>"
            + "<ch2><watts>00000</watts></ch2><ch3><watts>00000</watts></ch3><tmpr>16.9</tmpr></msg>";

    static final String CLASSIC = classic("");

    static final String CLASSIC_WITH_HISTORY = classic("<hist>"
            + "<hrs><h02>000.3</h02><h04>001.7</h04><h06>010.2</h06></hrs>"
            + "<days><d01>0012</d01><d31>0000</d31></days>"
            + "<mths><m01>0371</m01><m12>00052</m12></mths>"
            + "<yrs><y1>0000000</y1><y4>0000850</y4></yrs></hist>");

    static final String HISTORY = "<msg><src>CC128-v1.29</src><dsb>00402</dsb><time>13:01:50</time><hist>"
            + "<dsw>00403</dsw><type>1</type><units>kwhr</units>"
            + "<data><sensor>0</sensor><h746>2.125</h746><h744>0.480</h744></data>"
            + "<data><sensor>9</sensor><h746>0.000</h746><h744>0.031</h744></data></hist></msg>";

    static final String HISTORY_V009 = "<msg><src>CC128-v0.09</src><dsb>00002</dsb><time>21:40:00</time><hist>"
            + "<data><sensor>0</sensor><type>1</type><units>kwhr</units><h006>1.501</h006><h004>0.733</h004></data>"
            + "<data><sensor>1</sensor><type>1</type><units>kwhr</units><h006>0.000</h006><h004>0.000</h004></data>"
            + "</hist></msg>";

    static final String PRETTY = """
            <msg>
              <!-- the <kitchen> & its plug -->
              <src>CC128-v1.29</src>
              <dsb>
                00019
              </dsb>
              <time>09:41:07</time>
              <tmpr>18.2</tmpr> <sensor>4</sensor>
              <id>00
            77</id>
              <type>1</type>
              <ch1>
                <watts>00<!-- cut here -->318</watts>
              </ch1>
            </msg>
            """;

    /** One of each kind. */
    static final List<String> ALL = List.of(CC128, CC128_THREE_CLAMPS, PULSES, CLASSIC_GENERATION_1, CLASSIC,
            CLASSIC_WITH_HISTORY, HISTORY, HISTORY_V009, PRETTY);

    private SampleMessages() {
    }

    static String live(String time, int sensor, int watts) {
        return String.format(Locale.ROOT, "<msg><src>CC128-v1.29</src><dsb>00019</dsb><time>%s</time><tmpr>18.2</tmpr>"
                + "<sensor>%d</sensor><id>00077</id><type>1</type><ch1><watts>%05d</watts></ch1></msg>", time, sensor,
                watts);
    }

    private static String classic(String history) {
        return "<msg><date><dsb>00064</dsb><hr>22</hr><min>05</min><sec>17</sec></date>"
                + "<src><name>CC02</name><id>00077</id><type>1</type><sver>1.06</sver></src>"
                + "<ch1><watts>01984</watts></ch1><ch2><watts>00144</watts></ch2><ch3><watts>00144</watts></ch3>"
                + "<tmpr>24.0</tmpr>" + history + "</msg>";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** {@return every event that is ready} */
    static List<MeterEvent> drain(MeterParser parser) {
        List<MeterEvent> events = new ArrayList<>();
        for (MeterEvent event; (event = parser.next()) != null;) {
            events.add(event);
        }
        return events;
    }

    /** {@return every event of the text, fed at once} */
    static List<MeterEvent> parse(String text) {
        MeterParser parser = new MeterParser();
        feed(parser, bytes(text));
        parser.endOfInput();
        return drain(parser);
    }

    static void feed(MeterParser parser, byte[] bytes) {
        parser.feed(bytes, 0, bytes.length);
    }
}
