package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as others write them, in their forms: what the file says counts, and what it does not say is a doubt. */
class OthersFilesTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final String ROWS = "2024-07-01 10:00:00,412\n2024-07-01 10:00:06,415\n2024-07-01 10:00:12,1830\n";

    @TempDir
    private Path folder;

    /** What came in, in words; expected distances are left out. */
    private static final class Found implements ImportTarget {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void reading(SeriesKey series, Reading reading) {
            var text = new StringBuilder(reading.time() + " " + series.sensor());
            for (int channel = 1; channel <= Reading.CHANNELS; channel++) {
                if (reading.channel(channel) != Reading.ABSENT) {
                    text.append(' ').append(reading.channel(channel) / 1000.0);
                }
            }
            lines.add(text + (series.quantity() == Quantity.TEMPERATURE ? " C" : " W")
                    + (reading.isCounted() ? " of " + reading.intervalMillis() / 1000 + " s" : ""));
        }

        @Override
        public OptionalInt sensor(String meter, String name) {
            return OptionalInt.empty();
        }

        @Override
        public void block(SeriesKey series, HistoryBlock block) {
            lines.add(Instant.ofEpochMilli(block.startMillis()) + "+" + block.lengthMillis() / 60_000 + " "
                    + series.sensor() + " " + block.wattHours() + " Wh");
        }

        @Override
        public void note(Note note) {
            lines.add(note.text());
        }

        @Override
        public void damage(ImportDamage damage) {
            lines.add("line " + damage.line());
        }

        @Override
        public void expect(SeriesKey series, long nominalMillis) {
            // another test's matter
        }
    }

    private static ImportInput input(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ImportInput("test.csv", bytes.length, () -> new java.io.ByteArrayInputStream(bytes));
    }

    private static String file(String name) throws Exception {
        try (var stream = OthersFilesTest.class.getResourceAsStream("files/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static CsvProposal propose(String text) throws Exception {
        return org.currentcost.imports.CsvSource.propose(input(text), LONDON).orElseThrow();
    }

    /** {@return what comes in of a text that leaves no doubt} */
    private static List<String> read(String text) throws Exception {
        var proposal = propose(text);
        assertEquals(List.of(), proposal.doubts());
        return read(text, proposal.mapping());
    }

    private static List<String> read(String text, CsvMapping mapping) throws Exception {
        // What is told to the user does the same when it is given back.
        assertEquals(mapping, CsvMapping.parse(mapping.toString(), CsvMapping.standard(ZoneId.of("Asia/Tokyo"))));
        var found = new Found();
        new org.currentcost.imports.CsvSource(input(text), mapping, "Home").read(found, part -> {
        });
        return found.lines;
    }

    private static String columns(CsvProposal proposal) {
        return proposal.mapping().toString().split(";")[0];
    }

    @Test
    void theZoneInAHeadingCounts() throws Exception {
        assertEquals(List.of("2024-03-31T00:30:00Z+30 0 145 Wh", "2024-03-31T01:00:00Z+30 0 151 Wh",
                "2024-03-31T01:30:00Z+30 0 162 Wh", "2024-03-31T02:00:00Z+30 0 173 Wh",
                "2024-03-31T02:30:00Z+30 0 181 Wh"), read(file("n3rgy.csv")));
        assertEquals(List.of("2024-07-01T00:30:00Z+30 0 145 Wh", "2024-07-01T01:00:00Z+30 0 151 Wh",
                "2024-07-01T01:30:00Z+30 0 162 Wh"), read(file("n3rgy-summer.csv")));
        assertEquals(List.of("2024-07-01T10:00:00Z 0 412.0 W", "2024-07-01T10:00:06Z 0 415.0 W"),
                read(file("utc-with-mark.csv")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"time_utc | Z", "Time (GMT) | Z", "Date/time UTC | Z",
        "Time (UTC+2) | +02:00", "Time [GMT+01:00] | +01:00", "Timestamp (BST) | +01:00", "Zeit (MESZ) | +02:00",
        "Time Bucket (America/New_York) | America/New_York", "time (CET/CEST) | Europe/Paris",
        "local time | Europe/London", "date_time | Europe/London"})
    void aZoneIsNamedInManyWays(String heading, String zone) throws Exception {
        assertEquals(ZoneId.of(zone), propose(heading + ",W\n" + ROWS).mapping().time().zone());
    }

    @Test
    void aZoneInAColumnCountsRowByRow() throws Exception {
        assertEquals(List.of("2024-07-01T10:00:00Z 0 1.0 W", "2024-07-01T08:00:10Z 0 2.0 W",
                "2024-07-01T09:00:20Z 0 3.0 W"),
                read("time,zone,W\n2024-07-01 10:00:00,UTC,1\n2024-07-01 10:00:10,+02:00,2\n"
                        + "2024-07-01 10:00:20,Europe/London,3\n"));
    }

    @Test
    void blankSeparatedSecondsAndWattsAreKnownByTheirShape() throws Exception {
        assertEquals("2013-04-22T03:10:06Z 0 412.0 W", read(file("ukdale-channel.dat")).getFirst());
        assertEquals(List.of("2013-04-22T03:10:06.100Z 0 412.2 W", "2013-04-22T03:10:07.100Z 0 413.0 W",
                "2013-04-22T03:10:08.100Z 0 414.5 W"), read(file("ukdale-mains.dat")));
        for (String name : List.of("ukdale-channel.dat", "ukdale-mains.dat")) {
            assertEquals(ImportKind.CSV, ImportKind.of(Files.writeString(folder.resolve(name), file(name))));
        }
        assertTrue(org.currentcost.imports.CsvSource.propose(input(file("notes.txt")), LONDON).isEmpty());
    }

    @Test
    void homeAssistantsHistoryIsKnownByItsShape() throws Exception {
        assertEquals(List.of("2025-08-31T22:00:00Z+60 0 203 Wh", "line 4", "2025-08-31T23:00:00Z+60 0 400 Wh"),
                read(file("history-energy.csv")));
        assertEquals(List.of("2025-01-05T10:00:00Z 0 412.0 W", "2025-01-05T10:00:06.123Z 0 415.0 W", "line 4",
                "line 5", "2025-01-05T10:00:18.250Z 0 1830.0 W"), read(file("history-power.csv")));
        assertEquals(1, propose(file("history-power.csv").replace("currentcost_power", "thing")).doubts().size());
    }

    @Test
    void loadCurvesOfEnedisAreKnownByTheirShape() throws Exception {
        // of steps of half an hour and of an hour, each mean over its own
        assertEquals(List.of("2021-09-22T22:00:00Z 0 320.0 W of 1800 s", "2021-09-22T22:30:00Z 0 560.0 W of 1800 s",
                "2021-09-22T23:00:00Z 0 1540.0 W of 3600 s", "2021-09-23T00:00:00Z 0 1380.0 W of 1800 s",
                "2021-09-23T00:30:00Z 0 280.0 W of 1800 s"), read(file("enedis.csv")));
        assertEquals(read(file("enedis.csv")), read(file("enedis-bare.csv")));
        assertEquals("columns=time,Wh", columns(propose(file("enedis.csv").replace(";W;", ";Wh;"))));
    }

    @Test
    void theMeanOfARowIsThatOfItsOwnTime() throws Exception {
        assertEquals(List.of("2024-01-01T00:00:00Z 0 100.0 W of 3600 s", "2024-01-01T01:00:00Z 0 200.0 W of 3600 s",
                "2024-01-01T05:00:00Z 0 300.0 W of 3600 s", "2024-01-01T06:00:00Z 0 400.0 W of 3600 s"), read("""
                        time,avg W
                        2024-01-01 00:00,100
                        2024-01-01 01:00,200
                        2024-01-01 05:00,300
                        2024-01-01 06:00,400
                        """));
        assertEquals(List.of("2024-01-01T06:00:00Z 0 400.0 W of 3600 s", "2024-01-01T05:00:00Z 0 300.0 W of 3600 s",
                "2024-01-01T01:00:00Z 0 200.0 W of 3600 s", "2024-01-01T00:00:00Z 0 100.0 W of 3600 s"), read("""
                        time,avg W
                        2024-01-01 06:00,400
                        2024-01-01 05:00,300
                        2024-01-01 01:00,200
                        2024-01-01 00:00,100
                        """));
        assertEquals(List.of("2024-01-01T00:00:00Z 0 100.0 W of 900 s", "2024-01-01T00:30:00Z 0 200.0 W of 600 s"),
                read("""
                        start,end,power W
                        2024-01-01 00:00,2024-01-01 00:15,100
                        2024-01-01 00:30,2024-01-01 00:40,200
                        """));
        // two sensors in rows of their own, two clamps in columns
        assertEquals(List.of("2024-01-01T00:00:00Z 1 100.0 W of 60 s", "2024-01-01T00:00:00Z 2 200.0 W of 60 s",
                "2024-01-01T00:01:00Z 1 110.0 W of 60 s", "2024-01-01T00:01:00Z 2 210.0 W of 60 s"), read("""
                        time,sensor,mean W
                        2024-01-01 00:00,1,100
                        2024-01-01 00:00,2,200
                        2024-01-01 00:01,1,110
                        2024-01-01 00:01,2,210
                        """));
        assertEquals(List.of("2024-01-01T00:00:00Z 0 100.0 200.0 W of 60 s",
                "2024-01-01T00:01:00Z 0 110.0 210.0 W of 60 s"), read("""
                        time,mean ch1 W,mean ch2 W
                        2024-01-01 00:00,100,200
                        2024-01-01 00:01,110,210
                        """));
        // so close that a meter's own hold covers them
        assertEquals(List.of("2024-01-01T00:00:00Z 0 100.0 W", "2024-01-01T00:00:06Z 0 200.0 W"),
                read("time,mean W\n2024-01-01 00:00:00,100\n2024-01-01 00:00:06,200\n"));
        var mapping = CsvMapping.parse("power=mean", propose("time,W\n2024-01-01 00:00,100\n2024-01-01 00:30,200\n")
                .mapping());
        assertEquals(List.of("2024-01-01T00:00:00Z 0 100.0 W of 1800 s", "2024-01-01T00:30:00Z 0 200.0 W of 1800 s"),
                read("time,W\n2024-01-01 00:00,100\n2024-01-01 00:30,200\n", mapping));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pge", "pge-nopreamble"})
    void greenButtonWithAColumnOfUnits(String name) throws Exception {
        assertEquals(List.of("2022-12-01T00:00:00Z+15 0 160 Wh", "2022-12-01T00:15:00Z+15 0 170 Wh",
                "2022-12-01T00:30:00Z+15 0 180 Wh", "2022-12-01T00:45:00Z+15 0 190 Wh"),
                read(file("greenbutton-" + name + ".csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"peco", "peco-nopreamble"})
    void greenButtonOfWholeHours(String name) throws Exception {
        assertEquals(List.of("2023-07-03T23:00:00Z+60 0 290 Wh", "2023-07-04T00:00:00Z+60 0 340 Wh",
                "2023-07-04T01:00:00Z+60 0 340 Wh", "2023-07-04T02:00:00Z+60 0 320 Wh"),
                read(file("greenbutton-" + name + ".csv")));
    }

    @Test
    void theUnitOfEachRowCounts() throws Exception {
        assertEquals(List.of("2024-01-01T00:00:00Z+60 0 500 Wh", "2024-01-01T01:00:00Z+60 0 600 Wh", "line 4",
                "2024-01-01T03:00:00Z+60 0 7000 Wh"), read("""
                        time,value,unit
                        2024-01-01 00:00,0.5,kWh
                        2024-01-01 01:00,600,Wh
                        2024-01-01 02:00,2,therms
                        2024-01-01 03:00,0.007,MWh
                        """));
    }

    @Test
    void octopusTellsStartAndEnd() throws Exception {
        assertEquals(List.of("2024-06-30T23:00:00Z+30 0 145 Wh", "2024-06-30T23:30:00Z+30 0 151 Wh"), read("""
                Consumption (kwh), Estimated Cost Inc. Tax (p), Standing Charge Inc. Tax (p), Start, End
                0.145, 3.1, 47.0, 2024-07-01T00:00:00+01:00, 2024-07-01T00:30:00+01:00
                0.151, 3.2, 47.0, 2024-07-01T00:30:00+01:00, 2024-07-01T01:00:00+01:00
                """));
        assertTrue(propose("""
                Consumption (m\u00b3), Start, End
                0.145, 2024-07-01T00:00:00+01:00, 2024-07-01T00:30:00+01:00
                0.151, 2024-07-01T00:30:00+01:00, 2024-07-01T01:00:00+01:00
                """).mapping().problem().isPresent());
    }

    @Test
    void bothWaysToSetThousandsApartAreRead() throws Exception {
        assertEquals(List.of("2014-04-29T23:00:00Z+43200 0 1485000 Wh", "2014-05-30T23:00:00Z+43200 0 1458000 Wh",
                "2014-06-29T23:00:00Z+43200 0 1351000 Wh"), read(file("apostrophes.csv")));
        assertEquals(List.of("2021-01-01T00:00:00Z 0 1345.0 W", "2021-01-01T00:05:00Z 0 351.0 W",
                "2021-01-01T00:10:00Z 0 1340.5 W"), read(file("thousands.csv")));
        String german = "Zeit;Leistung W\n01.01.2021 00:00:00;1.345,5\n01.01.2021 00:00:06;351,0\n";
        assertEquals("2021-01-01T00:00:00Z 0 1345.5 W", read(german).getFirst());
        assertEquals("2021-01-01T00:00:00Z 0 1345.5 W", read(german.replace("1.345,5", "1'345,5")).getFirst());
        assertEquals("2021-01-01T00:00:00Z 0 1345.5 W", read(german.replace("1.345,5", "1\u00a0345,5")).getFirst());
    }

    @Test
    void aCommaThatCouldBeEitherIsADoubt() throws Exception {
        String text = "time,W\n2021-01-01 00:00:00,\"1,345\"\n2021-01-01 00:00:06,\"2,351\"\n";
        assertEquals(1, propose(text).doubts().size());
        assertEquals("2021-01-01T00:00:00Z 0 1345.0 W", read(text, propose(text).mapping()).getFirst());
        assertEquals("2021-01-01T00:00:00Z 0 0.412 W",
                read(text.replace("1,345", "0,412").replace("2,351", "0,9")).getFirst());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"value | W", "what | W", "consumption | kWh", "P | W", "'' | W"})
    void withoutAUnitTheGuessIsADoubt(String heading, String word) throws Exception {
        var proposal = propose((heading.isEmpty() ? "" : "time," + heading + "\n") + ROWS);
        assertEquals(1, proposal.doubts().size());
        assertTrue(columns(proposal).startsWith("columns=time," + word), columns(proposal));
        assertEquals(java.util.Optional.empty(), proposal.mapping().problem());
    }

    @Test
    void oneOfManyColumnsWithoutAUnitIsADoubt() throws Exception {
        var proposal = propose(file("meterman.csv"));
        assertEquals(1, proposal.doubts().size());
        var mapping = CsvMapping.parse("columns=time,clock,-,-,C,kW", proposal.mapping());
        assertEquals(List.of("2024-05-13T23:00:00Z 0 13.52 C", "2024-05-13T23:00:00Z 0 700.0 W"),
                read(file("meterman.csv"), mapping).subList(0, 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"time,P [W] | time,W", "time,power_w | time,W", "time,power | time,W",
        "time,Leistung in kW | time,kW", "time,Wattage | time,W", "time,Mains (kWatts) | time,kW",
        "time,sensor 3 watts | time,W:3", "time,Appliance 7 (W) | time,W:7", "time,Max W | time,W"})
    void headingsSayUnitAndSensor(String heading, String mapping) throws Exception {
        var proposal = propose(heading + "\n" + ROWS);
        assertEquals("columns=" + mapping, columns(proposal));
        assertEquals(heading.contains("Max") ? 1 : 0, proposal.doubts().size());
    }

    @Test
    void ofStatisticsTheMeanIsTaken() throws Exception {
        assertEquals("columns=time,-,W,-", columns(propose(
                "time,min W,mean W,max W\n2024-01-01 00:00,1,2,3\n2024-01-01 00:01,2,3,4\n")));
        assertEquals("columns=time,-,-,W", columns(propose(
                "time,V,A,avg watts\n2024-01-01 00:00,240,2,3\n2024-01-01 00:01,241,3,4\n")));
    }

    @Test
    void clampsOfASensorStandInColumns() throws Exception {
        assertEquals(List.of("2024-01-01T00:00:00Z 2 1.0 20.0 W", "2024-01-01T00:01:00Z 2 2.0 30.0 W"), read(
                "time,sensor 2 ch1 W,sensor 2 ch2 W\n2024-01-01 00:00,1,20\n2024-01-01 00:01,2,30\n"));
    }

    /** The hour of 01:00 comes twice on 2024-10-27 in London. */
    @Test
    void theRepeatedHourIsToldWhereTheNewestStandFirst() throws Exception {
        assertEquals(List.of("2024-10-27T02:00:00Z+30 0 105 Wh", "2024-10-27T01:30:00Z+30 0 104 Wh",
                "2024-10-27T01:00:00Z+30 0 103 Wh", "2024-10-27T00:30:00Z+30 0 102 Wh",
                "2024-10-27T00:00:00Z+30 0 101 Wh", "2024-10-26T23:30:00Z+30 0 100 Wh"), read("""
                        start,kWh
                        27/10/2024 02:00,0.105
                        27/10/2024 01:30,0.104
                        27/10/2024 01:00,0.103
                        27/10/2024 01:30,0.102
                        27/10/2024 01:00,0.101
                        27/10/2024 00:30,0.100
                        """));
    }

    @Test
    void aCounterMayStandNewestFirst() throws Exception {
        assertEquals(List.of("2024-01-01T01:00:00Z+60 0 500 Wh", "2024-01-01T00:00:00Z+60 0 400 Wh"), read("""
                time,meter reading kWh
                2024-01-01 02:00,100.9
                2024-01-01 01:00,100.4
                2024-01-01 00:00,100.0
                """));
    }

    @Test
    void dayAndMonthAreToldWhereTheyCouldBeExchanged() throws Exception {
        String days = "time,kWh\n01/02/2024,1.5\n01/03/2024,1.25\n01/04/2024,2.5\n";
        // By month and day the rows follow each other day by day.
        assertEquals("2024-01-02T00:00:00Z+1440 0 1500 Wh", read(days).getFirst());
        assertTrue(propose(days).hints().getFirst().startsWith("01/02/2024 is read as 2024-01-02."));
        assertEquals("2024-02-01T00:00:00Z+1440 0 1500 Wh",
                read("time,kWh\n01/02/2024,1.5\n02/02/2024,1.25\n03/02/2024,2.5\n").getFirst());
        assertEquals(List.of(), propose("time,kWh\n13/02/2024,1.5\n14/02/2024,1.25\n").hints());
    }

    @Test
    void aNumberOfAnAccountIsNoTime() throws Exception {
        assertEquals("columns=-,time,kWh", columns(propose("""
                mpan,date,kWh
                1200012345678,2024-01-01,8.5
                1200012345678,2024-01-02,7.5
                """)));
    }

    @Test
    void aClockMayHaveHalvesOfADay() throws Exception {
        assertEquals(List.of("2024-07-13T00:00:00Z+60 0 500 Wh", "2024-07-13T01:00:00Z+60 0 600 Wh",
                "2024-07-13T02:00:00Z+60 0 650 Wh", "2024-07-13T12:00:00Z+60 0 700 Wh"), read("""
                        Date,Time (UTC),Usage (kWh)
                        7/13/2024,12:00 AM,0.5
                        7/13/2024,1:00 AM,0.6
                        7/13/2024,2:00 AM,0.65
                        7/13/2024,12:00 PM,0.7
                        """));
    }

    @Test
    void homeAssistantsStatisticsHaveMeansOrSums() throws Exception {
        assertEquals("columns=-,unit,time,-,-,W", columns(propose("""
                statistic_id;unit;start;min;max;mean
                sensor.power;W;01.05.2024 00:00;100;300;210,5
                sensor.power;W;01.05.2024 01:00;110;320;220,5
                """)));
        assertEquals(List.of("2024-04-30T23:00:00Z+60 0 1000 Wh", "2024-05-01T00:00:00Z+60 0 500 Wh"), read("""
                statistic_id;unit;start;state;sum
                sensor.energy;kWh;01.05.2024 00:00;1000,5;10,5
                sensor.energy;kWh;01.05.2024 01:00;1001,5;11,5
                sensor.energy;kWh;01.05.2024 02:00;0,5;12
                """));
    }

    @Test
    void aColumnOfSensorsCountsByItsNumbersOrItsNames() throws Exception {
        assertEquals(List.of("2024-07-01T09:00:00Z 3 1.0 W", "2024-07-01T09:00:06Z 0 2.0 W"),
                read("time,sensor_id,W\n2024-07-01 10:00:00,3,1\n2024-07-01 10:00:06,0,2\n"));
        String named = "time,Sensor,W\n2024-07-01 10:00:00,Kitchen,1\n2024-07-01 10:00:06,Kitchen,2\n";
        assertEquals(List.of(), propose(named).doubts());
        assertEquals("columns=time,name,W", columns(propose(named + "2024-07-01 10:00:12,House,2\n")));
    }

    @Test
    void aCounterBesideEnergyDoesNotCountTwice() throws Exception {
        assertEquals("columns=time,Wh,-", columns(propose("""
                Zeit;Verbrauch [Wh];Z\u00e4hlerstand [kWh]
                2024-05-01 00:00;100;1000,1
                2024-05-01 00:15;120;1000,2
                """)));
    }

    @Test
    void refitIsKnownByItsShape() throws Exception {
        assertEquals(List.of("2013-10-09T13:06:17Z 0 523.0 W", "2013-10-09T13:06:17Z 1 74.0 W",
                "2013-10-09T13:06:31Z 0 526.0 W", "2013-10-09T13:06:31Z 1 75.0 W"), read("""
                        Time,Unix,Aggregate,Appliance1,Issues
                        2013-10-09 13:06:17,1381323977,523,74,0
                        2013-10-09 13:06:31,1381323991,526,75,0
                        """));
    }

    @Test
    void hundredsBesideThousandsShowWhatTheCommaIs() throws Exception {
        assertEquals(List.of("2021-01-01T00:00:00Z 0 1345.0 W", "2021-01-01T00:00:06Z 0 351.0 W"),
                read("time,W\n2021-01-01 00:00:00,\"1,345\"\n2021-01-01 00:00:06,351\n"));
        assertEquals(1, propose("time;W\n2021-01-01 00:00:00;1,345\n2021-01-01 00:00:06;351\n").doubts().size());
        assertEquals("2021-01-01T00:00:00Z 0 1.345 W",
                read("time;W\n2021-01-01 00:00:00;1,345\n2021-01-01 00:00:06;2,351\n").getFirst());
    }

    @Test
    void fahrenheitIsNoCelsiusAndARisingEnergyNoPower() throws Exception {
        assertEquals("columns=time,W,-", columns(propose("time,W,Temp (F)\n2021-01-01 00:00:00,1,40\n"
                + "2021-01-01 00:00:06,2,41\n")));
        var energy = propose("time,energy\n2021-01-01 00:00:00,1000.1\n2021-01-01 01:00:00,1000.4\n");
        assertEquals("columns=time,kWh-count", columns(energy));
        assertEquals(1, energy.doubts().size());
    }
}
