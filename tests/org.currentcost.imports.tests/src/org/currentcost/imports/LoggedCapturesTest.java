package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures that a logger wrote, each with its own spelling of the time. */
class LoggedCapturesTest {

    private static final String MESSAGE = "<msg><src>CC128-v1.29</src><dsb>02297</dsb><time>09:53:02</time>"
            + "<tmpr>21.7</tmpr><sensor>0</sensor><id>03053</id><type>1</type><ch1><watts>01852</watts></ch1></msg>";

    private static List<String> read(String text) throws Exception {
        var found = new ArrayList<String>();
        new CaptureSource(List.of(ImportInput.of("test.log", text)), Optional.empty(), "Home",
                ZoneId.of("Europe/London")).read(new ImportTarget() {
                    @Override
                    public void reading(SeriesKey series, Reading reading) {
                        if (series.quantity() == Quantity.POWER) {
                            found.add(reading.time() + " " + series.sensor() + " " + reading.channel(1) / 1000
                                    + (reading.channel(2) == Reading.ABSENT ? "" : "+" + reading.channel(2) / 1000));
                        }
                    }

                    @Override
                    public OptionalInt sensor(String meter, String name) {
                        return OptionalInt.empty();
                    }

                    @Override
                    public void block(SeriesKey series, HistoryBlock block) {
                        found.add("block");
                    }

                    @Override
                    public void note(Note note) {
                        found.add("note");
                    }

                    @Override
                    public void damage(ImportDamage damage) {
                        found.add(damage.reason());
                    }

                    @Override
                    public void expect(SeriesKey series, long nominalMillis) {
                        // another test's matter
                    }
                }, part -> {
                });
        return found;
    }

    private static String file(String name) throws Exception {
        try (var stream = LoggedCapturesTest.class.getResourceAsStream("files/" + name)) {
            return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1-offset", "v2-local", "v3-pylog", "v4-epoch", "v5-epochfrac", "v6-isolocal",
        "v7-bracket", "v8-twisted"})
    void theTimeOfTheLineCounts(String name) throws Exception {
        var lines = read(file("log-" + name + ".log"));
        assertEquals(List.of("2021-07-28T08:54:39 0 1852", "2021-07-28T08:54:46 0 1869"),
                lines.stream().map(line -> line.replaceAll("([.][0-9]+)?Z", "")).toList());
    }

    @Test
    void aDebugLogOfHomeAssistant() throws Exception {
        assertEquals("2021-07-28T08:54:39Z 0 1852+1010", read(file("log-home-assistant.log")).getFirst());
    }

    @Test
    void theTimeMayStandInTheMessage() throws Exception {
        assertEquals(List.of("2015-03-02T12:00:00Z 0 405", "2015-03-02T12:00:06Z 0 512", "2015-03-02T12:00:12Z 3 12"),
                read(file("host-tstamp.xml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-07-28 09:54:39;", "2021/07/28 09:54:39 ", "28/07/2021 09:54:39,",
        "28.07.2021 09:54:39 ", "28-07-2021 09:54 ", "07/28/2021 09:54:39 AM ", "[28/Jul/2021:09:54:39 +0100] ",
        "28 Jul 2021 09:54:39 ", "Wed, 28 Jul 2021 08:54:39 GMT ", "Wed Jul 28 09:54:39 2021 ",
        "Wed Jul 28 09:54:39 BST 2021: ", "\"2021-07-28 09:54:39\",\"", "20210728T095439 ", "20210728 09:54:39 ",
        "1627462479000 ", "1627462479000000,", "(1627462479.5) ", "2021-07-28 08:54:39 UTC ",
        "2021-07-28T08:54:39.123456789Z stdout ", "2021-07-28 10:54:39 +02:00 ", "  2021-07-28 09:54:39\t",
        "2021-07-28_09:54:39 ", "2021-07-28 09:54:39.120 [INFO] cc: ", "<!-- 2021-07-28 09:54:39 -->"})
    void anyUsualSpellingIsRead(String before) throws Exception {
        String expected = before.contains("09:54 ") ? "2021-07-28T08:54:00" : "2021-07-28T08:54:39";
        assertEquals(expected, read(before + MESSAGE + "\n").getFirst().substring(0, expected.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kitchen ", "12345 ", "2021-13-28 09:54:39 ", "2021-07-28 25:54:39 ",
        "2021-02-30 09:54:39 ", "Jul 28 09:54:39 host cc: ", "09:54:39 ", "192.168.1.20 "})
    void whatIsNoDateNeedsAStart(String before) {
        assertThrows(ImportException.class, () -> read(before + MESSAGE + "\n"));
    }

    /** The hour of 01:00 comes twice on 2024-10-27 in London. */
    @Test
    void theRepeatedHourGoesOn() throws Exception {
        var lines = read("2024-10-27 01:59:54 " + MESSAGE + "\n2024-10-27 01:00:00 " + MESSAGE
                + "\n2024-10-27 01:00:06 " + MESSAGE + "\n2024-10-27 02:00:00 " + MESSAGE + "\n");
        assertEquals(List.of(Instant.parse("2024-10-27T00:59:54Z"), Instant.parse("2024-10-27T01:00:00Z"),
                Instant.parse("2024-10-27T01:00:06Z"), Instant.parse("2024-10-27T02:00:00Z")),
                lines.stream().map(line -> Instant.parse(line.substring(0, line.indexOf(' ')))).toList());
    }
}
