package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.Household;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.Test;

/** What the command line writes of readings, sums and amounts. */
class ExportCommandTest extends CommandRuns {

    @Test
    void exportWritesReadingsAndSums() throws Exception {
        importTwoReadings();
        var raw = runOnData("export");
        assertEquals(0, raw.code());
        assertEquals(
                "time_utc,sensor,channel,watts\r\n2026-01-31T12:00:00Z,0,1,100\r\n2026-01-31T12:00:06Z,0,1,250\r\n",
                raw.out());
        // 100 W for 6 s, 250 W for three intervals of 6 s
        var sums = runOnData("export", "--every", "5m");
        assertEquals("start_utc,end_utc,sensor,readings,covered_s,min_w,mean_w,max_w,kwh\r\n"
                + "2026-01-31T12:00:00Z,2026-01-31T12:05:00Z,0,2,24,100,212.5,250,0.001417\r\n", sums.out());
        assertEquals(List.of("time_utc,sensor,channel,watts", "2026-01-31T12:00:06Z,0,1,250"),
                runOnData("export", "--from", "2026-01-31T12:00:01Z").lines());
        assertEquals(List.of("time_utc,sensor,channel,watts", "2026-01-31T12:00:00Z,0,1,100"),
                runOnData("export", "--to", "2026-01-31T12:00:06Z").lines());
        var missing = runOnData("export", "--sensor", "3");
        assertEquals(1, missing.code());
        assertTrue(missing.err().contains("There is no sensor 3. There are: 0"), missing.err());
    }

    @Test
    void exportWritesIntoAFile() throws Exception {
        importTwoReadings();
        var target = folder.resolve("out.csv");
        var outcome = runOnData("export", "--out", target.toString());
        assertEquals(0, outcome.code());
        assertEquals("", outcome.out());
        assertEquals(3, Files.readAllLines(target).size());
        var impossible = runOnData("export", "--out", folder.resolve("missing/out.csv").toString());
        assertEquals(1, impossible.code());
        assertOneSentence("out.csv", impossible.err());
    }

    /** Everything that export writes and import reads comes back as it was. */
    @Test
    void whatIsExportedComesBackByImport() throws Exception {
        importTwoReadings();
        String history = "<msg><src>CC128-v1.29</src><dsb>00065</dsb><time>15:01:10</time><hist><dsw>00066</dsw>"
                + "<type>1</type><units>kwhr</units><data><sensor>0</sensor><h006>0.500</h006><h004>1.250</h004>"
                + "<d001>7.125</d001></data></hist></msg>\n";
        assertEquals(0, runOnData("import", capture("history.log", history), "--start", "2026-01-20T15:01:10Z").code());
        assertEquals(0, runOnData("import", capture("notes.csv",
                "start_utc,end_utc,text\n2026-01-31T12:00:00Z,2026-01-31T12:00:06Z,\"kettle, \"\"on\"\"\"\n")).code());
        var other = folder.resolve("other").toString();
        for (var content : List.of(List.of("export"), List.of("export", "--history"), List.of("export", "--notes"))) {
            var written = runOnData(content.toArray(new String[0]));
            assertTrue(written.lines().size() > 1, written.out());
            var imported = run("import", capture("again.csv", written.out()), "--data", other);
            assertEquals(0, imported.code(), imported.err());
            var arguments = new ArrayList<>(content);
            arguments.addAll(List.of("--data", other));
            assertEquals(written.out(), run(arguments.toArray(new String[0])).out());
        }
    }

    @Test
    void historyIsWrittenExactlyAndAsTheFirstProgramDid() throws Exception {
        String text = "<msg><src>CC128-v1.29</src><dsb>00065</dsb><time>15:01:10</time><hist><dsw>00066</dsw>"
                + "<type>1</type><units>kwhr</units><data><sensor>0</sensor><h006>0.500</h006><h004>1.250</h004>"
                + "<d001>7.125</d001></data><data><sensor>1</sensor><h006>0.001</h006><h004>0.000</h004></data>"
                + "</hist></msg>\n";
        assertEquals(0, runOnData("import", capture("history.log", text), "--start", "2026-01-20T15:01:10Z").code());
        var zone = ZoneId.systemDefault();
        var end = LocalDate.parse("2026-01-20").atTime(15, 0).atZone(zone).toInstant();
        assertEquals(List.of("start_utc,end_utc,sensor,store,kwh",
                end.minusSeconds(14_400) + "," + end.minusSeconds(7200) + ",0,hour,0.5",
                end.minusSeconds(14_400) + "," + end.minusSeconds(7200) + ",1,hour,0.001",
                end.minusSeconds(7200) + "," + end + ",0,hour,1.25",
                end.minusSeconds(7200) + "," + end + ",1,hour,0"),
                runOnData("export", "--history", "--store", "hour").lines());
        assertEquals(List.of("Date,Time,kWH", "2026-01-20,11:00:00,0.5", "2026-01-20,13:00:00,1.25"),
                runOnData("export", "--history", "--store", "hour", "--like-original").lines());
        assertEquals(List.of("Date,kWH", "2026-01-19,7.125"),
                runOnData("export", "--history", "--store", "day", "--like-original").lines());
    }

    @Test
    void exportJoinsSumsAndTellsAmounts() throws Exception {
        assertEquals(0, runOnData("import", capture("half.csv", "time_utc,sensor,channel,watts\n"
                + "2026-01-31T12:29:54Z,0,1,3600\n2026-01-31T12:30:00Z,0,1,1200\n")).code());
        assertEquals(List.of("start_utc,end_utc,sensor,readings,covered_s,min_w,mean_w,max_w,kwh",
                "2026-01-31T12:00:00Z,2026-01-31T12:30:00Z,0,1,6,3600,3600,3600,0.006000",
                "2026-01-31T12:30:00Z,2026-01-31T13:00:00Z,0,1,18,1200,1200,1200,0.006000"),
                runOnData("export", "--every", "30m").lines());
        for (var every : List.of("2h", "1w", "1y")) {
            var lines = runOnData("export", "--every", every).lines();
            assertEquals(2, lines.size());
            assertTrue(lines.getLast().endsWith(",0,2,24,1200,1800,3600,0.012000"), lines.getLast());
        }
        assertEquals(List.of(
                "start_utc,end_utc,sensor,kwh,measured,memory,estimated,measured_share,memory_share,estimated_share,missing_share",
                "2026-01-31T12:00:00Z,2026-01-31T12:30:00Z,0,0.006,0.006,0,0,0.003333,0,0,0.996667",
                "2026-01-31T12:30:00Z,2026-01-31T13:00:00Z,0,0.006,0.006,0,0,0.01,0,0,0.99"),
                runOnData("export", "--every", "30m", "--unit", "kwh").lines());
    }

    @Test
    void moneyAndCarbonWantToBeSetUpFirst() throws Exception {
        importTwoReadings();
        for (var unit : List.of("money", "co2")) {
            var outcome = runOnData("export", "--every", "1h", "--unit", unit);
            assertEquals(1, outcome.code());
            assertEquals("", outcome.out());
            assertOneSentence("is set up", outcome.err().replace(". ", ", "));
        }
    }

    @Test
    void countsOfImpulseSensorsAreExported() throws Exception {
        String message = "2026-01-31T12:00:0%d.000Z <msg><src>CC128-v1.48</src><dsb>00002</dsb><time>14:28:0%d</time>"
                + "<tmpr>25.5</tmpr><sensor>%d</sensor><id>01041</id><type>%d</type><imp>%010d</imp><ipu>0100</ipu></msg>\n";
        assertEquals(0, runOnData("import", capture("gas.xml", message.formatted(0, 0, 3, 3, 500)
                + message.formatted(2, 2, 4, 4, 900))).code());
        assertEquals(0, runOnData("import", capture("more.xml", message.formatted(4, 4, 1, 2, 14_768)
                + message.formatted(6, 6, 3, 3, 503)
                + message.formatted(8, 8, 3, 3, 503).replace("<ipu>0100</ipu>", "<ipu>0000</ipu>"))).code());
        assertEquals(List.of("time_utc,sensor,channel,pulses,counted,pulses_per_unit,amount,unit",
                "2026-01-31T12:00:00Z,3,1,500,gas,100,5,gas meter unit",
                "2026-01-31T12:00:02Z,4,1,900,water,100,9,water meter unit",
                "2026-01-31T12:00:04Z,1,1,14768,electricity,100,147.68,kWh",
                "2026-01-31T12:00:06Z,3,1,503,gas,100,5.03,gas meter unit",
                "2026-01-31T12:00:08Z,3,1,503,gas,100,5.03,gas meter unit"),
                runOnData("export", "--quantity", "pulses").lines());
        assertEquals("2026-01-31T12:00:00Z,0,1,25.5",
                runOnData("export", "--quantity", "temperature").lines().get(1));
        assertEquals(List.of("time_utc,sensor,channel,watts"), runOnData("export").lines());
        assertEquals(2, runOnData("export", "--quantity", "litres").code());
        assertEquals(2, runOnData("export", "--quantity", "pulses", "--every", "1h").code());
        // What a count is worth is not told: it must not come back as watts.
        assertEquals(1, runOnData("import", capture("pulses.csv",
                runOnData("export", "--quantity", "pulses").out())).code());
    }

    @Test
    void exportWantsToKnowWhichMeter() throws Exception {
        importTwoReadings();
        var unknown = runOnData("export", "--meter", "Shed");
        assertEquals(1, unknown.code());
        assertOneSentence("Home", unknown.err());
        assertEquals(0, runOnData("import", folder.resolve("two.log").toString(), "--meter", "Shed", "--start",
                "2026-01-31T12:00:00Z").code());
        var unclear = runOnData("export");
        assertEquals(1, unclear.code());
        assertOneSentence("Home, Shed", unclear.err());
        assertEquals(3, runOnData("export", "--meter", "Shed").lines().size());
    }

    @Test
    void sensorsAreToldByTheirNames() throws Exception {
        importTwoReadings();
        String plain = runOnData("export").out();
        try (var store = new SqliteEngine().in(data).open(ZoneOffset.UTC)) {
            var settings = new SensorSettings("The \"big\" one", SensorRole.HOUSE, false, Optional.empty(),
                    Optional.empty());
            new Household(store).save(new Sensor(SeriesKey.power("Home", 0), settings));
        }
        assertTrue(runOnData("sources").out().contains("Home, sensor 0 (The \"big\" one), power: 2 readings"));
        assertEquals(plain, runOnData("export").out());
        for (String[] what : new String[][]{{}, {"--every", "5m"}, {"--every", "1h"},
            {"--every", "1h", "--unit", "kwh"}}) {
            var arguments = new ArrayList<>(List.of("export", "--names"));
            arguments.addAll(List.of(what));
            var lines = runOnData(arguments.toArray(String[]::new)).lines();
            assertTrue(lines.getFirst().endsWith(",name"), lines::toString);
            assertTrue(lines.size() > 1, lines::toString);
            lines.stream().skip(1).forEach(line -> assertTrue(line.endsWith(",\"The \"\"big\"\" one\""), line));
        }
    }

    @Test
    void aPriceIsEnteredAndExportsTellMoney() throws Exception {
        String energy = capture("energy.csv", "start,end,kWh\n2024-01-31T10:00:00Z,2024-01-31T12:00:00Z,2\n"
                + "2024-02-01T10:00:00Z,2024-02-01T12:00:00Z,4\n");
        assertEquals(0, runOnData("import", energy).code());
        // the standing charge is due from the first reading on
        assertEquals(0, runOnData("import", capture("first.csv", "time,W\n2024-01-01T00:00:00Z,0\n")).code());
        assertEquals(1, runOnData("export", "--every", "2h", "--unit", "money").code());
        assertEquals("No tariff is set up.\n", runOnData("tariff").out());
        assertEquals(2, runOnData("tariff", "--price", "1000000").code());
        assertEquals("Tariff from 2000-01-01: 0.25 GBP/kWh, 0 GBP a day\n",
                runOnData("tariff", "--price", "0.25", "--currency", "GBP").out());
        assertEquals("Tariff from 2000-01-01: 0.25 GBP/kWh, 0 GBP a day\n"
                + "Tariff from 2024-02-01: 0.30 GBP/kWh, 0.5 GBP a day\n",
                runOnData("tariff", "--price", "0.30", "--standing-charge", "0.5", "--from", "2024-02-01").out());
        var rows = runOnData("export", "--every", "1mo", "--unit", "money").out().lines().toList();
        assertEquals("0.5", rows.get(1).split(",")[3]);
        assertEquals(0, new BigDecimal("15.7").compareTo(new BigDecimal(rows.get(2).split(",")[3])), rows.get(2));
    }

    @Test
    void amountsTellTheEndOfTheLastReadingToo() throws Exception {
        String log = capture("late.csv", "time,W\n2026-01-31T09:59:50Z,1000\n2026-01-31T09:59:56Z,1000\n");
        assertEquals(0, runOnData("import", log).code());
        var rows = runOnData("export", "--every", "1h", "--unit", "kwh").out().lines().toList();
        assertEquals(3, rows.size(), rows::toString);
    }
}
