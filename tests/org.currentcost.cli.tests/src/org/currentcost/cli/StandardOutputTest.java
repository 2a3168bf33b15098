package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.currentcost.recorder.SourceTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** The standard output carries what was asked for, and nothing else: other programs read it. */
class StandardOutputTest {

    @TempDir
    private Path folder;
    private final Locale before = Locale.getDefault();
    private List<String> out;
    private List<String> err;

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    private void run(String... arguments) {
        var said = new StringWriter();
        var reported = new StringWriter();
        var words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--data", folder.resolve("data").toString()));
        int code = CommandLineMain.run(Installations.of(new SourceTypes()), new PrintWriter(said),
                new PrintWriter(reported),
                words.toArray(String[]::new));
        assertEquals(0, code, reported.toString());
        out = said.toString().lines().toList();
        err = reported.toString().lines().toList();
    }

    private void assertReported(String words) {
        assertTrue(err.stream().anyMatch(line -> line.startsWith(words)), err::toString);
    }

    private String csv() throws Exception {
        return Files.writeString(folder.resolve("home.csv"), """
                time,W
                2026-01-31T12:00:00Z,100
                2026-01-31T12:00:06Z,much
                2026-01-31T12:00:12Z,120
                2026-01-31T13:00:00Z,130
                """).toString();
    }

    @Test
    void anImportEndsWithItsCountsHoweverMuchThereIsToTell() throws Exception {
        run("import", csv(), "--to", "2026-01-31T12:30:00Z");
        assertEquals(List.of("Stored 2 readings, 0 periods of energy and 0 notes; 0 were stored already."), out);
        assertReported("This is import 1. ");
        assertReported("1 lie outside of the time to import");
    }

    @Test
    void whatAnOldFileHadSettledIsToldApart() throws Exception {
        var file = folder.resolve("home.ccd");
        try (var connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : """
                    CREATE TABLE settings(settingkey TEXT unique, settingvalue TEXT);
                    CREATE TABLE hourdata(ts timestamp unique, ccvalue REAL, hourofday INT, uploaded INT);
                    CREATE TABLE daydata(d date unique, ccvalue REAL, dayofweek INT, uploaded INT);
                    CREATE TABLE monthdata(d date unique, ccvalue REAL, uploaded INT);
                    CREATE TABLE annotation(key INTEGER PRIMARY KEY AUTOINCREMENT, ts timestamp, timeoffset REAL,
                        graphid INT, annotation TEXT, ccvalue REAL);
                    INSERT INTO settings VALUES ('kwhcost', '0.1253'), ('annualtarget', '400');
                    INSERT INTO hourdata VALUES ('2010-01-15 13:00:00', 0.75, 13, 0)""".split(";")) {
                statement.execute(sql);
            }
        }
        run("import", file.toString(), "--dry-run");
        assertTrue(out.stream().anyMatch(line -> line.startsWith("The price of 0.1253 GBP")), out::toString);
        run("import", file.toString());
        assertEquals(List.of("Stored 0 readings, 1 periods of energy and 0 notes; 0 were stored already."), out);
        assertReported("The price of 0.1253 GBP per kWh in the file becomes the tariff");
        assertReported("The target of 400 GBP a year in the file becomes the target.");
    }

    @Test
    void whereTheDataOfBeforeARestoreIsIsToldApart() throws Exception {
        run("import", csv());
        var backup = folder.resolve("backup.sqlite").toString();
        run("backup", backup);
        run("restore", backup);
        assertEquals(List.of("The backup " + backup + " is in place."), out);
        assertReported("What was stored before is in ");
    }
}
