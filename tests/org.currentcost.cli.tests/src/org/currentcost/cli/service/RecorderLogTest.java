package org.currentcost.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.currentcost.cli.service.RecorderLog.Grade;
import org.currentcost.cli.service.RecorderLog.Output;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the recorder writes of what happens to it. */
class RecorderLogTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2026-01-31T12:00:00.5Z");
    private final Locale before = Locale.getDefault();

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    private RecorderLog log(Output output) {
        var log = new RecorderLog(new PrintWriter(err), output, () -> now);
        log.writeIn(folder);
        return log;
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(folder.resolve("recorder.log"));
    }

    @Test
    void aLineSaysWhenHowGraveAndWhat() throws Exception {
        log(Output.TERMINAL).write(Grade.WARNING, "source", "The cable is gone.");
        assertEquals(List.of("2026-01-31T12:00:00Z WARNING The cable is gone."), lines());
        assertEquals(List.of("The cable is gone."), err.toString().lines().toList());
        assertEquals("rw-------", PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("recorder.log"))));
    }

    @Test
    void theJournalIsToldThePriorityAndNobodyAnythingOnceDetached() throws Exception {
        var log = log(Output.JOURNAL);
        log.write(Grade.ERROR, "one", "It is\nbad.");
        log.detach();
        log.write(Grade.INFO, "one", "It is well.");
        assertEquals(List.of("<3>It is\u240abad."), err.toString().lines().toList());
        assertEquals(2, lines().size());
    }

    @Test
    void theJournalIsKnownByItsStream() throws Exception {
        var stream = Files.createFile(folder.resolve("stream"));
        String known = Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino");
        assertEquals(Output.JOURNAL, RecorderLog.outputOf(known, stream));
        for (var other : List.of("", "8:1", known + "0", "nonsense")) {
            assertEquals(Output.TERMINAL, RecorderLog.outputOf(other, stream), other);
        }
        assertEquals(Output.TERMINAL, RecorderLog.outputOf(null, stream));
        assertEquals(Output.TERMINAL, RecorderLog.outputOf(known, folder.resolve("missing")));
    }

    @Test
    void whatHappensAgainAndAgainIsWrittenForAWhileThenCounted() throws Exception {
        var log = log(Output.NONE);
        for (int i = 0; i < 1000; i++) {
            log.write(Grade.WARNING, "flapping", "It comes and goes " + i);
            now = now.plusMillis(100);
        }
        log.write(Grade.INFO, "other", "Another one is heard all the same.");
        assertEquals(RecorderLog.MOST_LINES_AN_HOUR + 2, lines().size());
        now = now.plusSeconds(3600);
        log.write(Grade.INFO, "flapping", "It is well.");
        var all = lines();
        assertTrue(all.get(all.size() - 2).contains("980 lines"), all::toString);
        assertTrue(all.getLast().endsWith("It is well."), all::toString);
    }

    @Test
    void aClockThatIsPutBackSilencesNothing() throws Exception {
        var log = log(Output.NONE);
        for (int i = 0; i < 100; i++) {
            log.write(Grade.INFO, "one", "before");
        }
        now = now.minusSeconds(86_400 * 365);
        log.write(Grade.INFO, "one", "after");
        assertTrue(lines().getLast().endsWith("after"));
    }

    @Test
    void filesAreBoundedInSizeAndNumber() throws Exception {
        var log = log(Output.NONE);
        var text = "x".repeat(10_000_000);
        for (int i = 0; i < 3 * (RecorderLog.KEPT + 2) * RecorderLog.MOST_BYTES / 2_000; i++) {
            log.write(Grade.INFO, "subject " + i, text);
        }
        try (var files = Files.list(folder)) {
            var all = files.sorted().toList();
            assertEquals(List.of("recorder.log", "recorder.log.1", "recorder.log.2", "recorder.log.3"),
                    all.stream().map(one -> one.getFileName().toString()).toList());
            for (var one : all) {
                assertTrue(Files.size(one) < RecorderLog.MOST_BYTES + 5_000, one + " " + Files.size(one));
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
            }
        }
    }

    @Test
    void whatIsNoFileOfItsOwnIsNotWrittenTo() throws Exception {
        var other = Files.writeString(folder.resolve("mine.txt"), "mine");
        Files.createSymbolicLink(folder.resolve("recorder.log"), other);
        log(Output.NONE).write(Grade.INFO, "one", "text");
        assertEquals("mine", Files.readString(other));
        var log = new RecorderLog(new PrintWriter(err), Output.TERMINAL, () -> now);
        log.writeIn(folder.resolve("gone"));
        log.write(Grade.INFO, "one", "The folder is gone.");
        assertTrue(err.toString().contains("The folder is gone."));
    }
}
