package org.currentcost.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether something else is installed than what was started. */
@DisabledOnOs(OS.WINDOWS)
class InstalledProgramTest {

    @TempDir
    private Path folder;

    private Path script;
    private Path bundles;
    private InstalledProgram program;
    private long nanos;

    @BeforeEach
    void install() throws Exception {
        script = script("exit 0");
        bundles = Files.writeString(folder.resolve("bundles.info"), "one,1.0\n");
        program = InstalledProgram.of(script, bundles, () -> nanos);
    }

    private Path script(String content) throws Exception {
        Path file = folder.resolve("currentcost");
        Files.writeString(file, "#!/bin/sh\n" + content + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private boolean hasChangedAfterAWhile() {
        nanos += 10_000_000_000L;
        return program.hasChanged();
    }

    @Test
    void whatIsTheSameHasNotChanged() throws Exception {
        assertFalse(hasChangedAfterAWhile());
        Files.writeString(bundles, "one,1.0\n");
        assertFalse(hasChangedAfterAWhile());
        assertFalse(hasChangedAfterAWhile());
    }

    @Test
    void anotherListCountsOnceItStays() throws Exception {
        Files.writeString(bundles, "one,2");
        assertFalse(hasChangedAfterAWhile());
        Files.writeString(bundles, "one,2.0\n");
        assertFalse(hasChangedAfterAWhile());
        assertFalse(program.hasChanged(), "at once");
        assertTrue(hasChangedAfterAWhile());
        Files.writeString(bundles, "one,1.0\n");
        assertFalse(hasChangedAfterAWhile());
        assertFalse(hasChangedAfterAWhile());
    }

    @Test
    void anInstallationThatGoesOnIsWaitedFor() throws Exception {
        Files.createDirectories(folder.resolve("p2/kept"));
        Path changing = Files.createFile(folder.resolve("p2/kept/changing"));
        Files.writeString(bundles, "one,2.0\n");
        assertFalse(hasChangedAfterAWhile());
        assertFalse(hasChangedAfterAWhile());
        Files.delete(changing);
        assertTrue(hasChangedAfterAWhile());
    }

    @Test
    void aProgramThatIsGoneOrHalfWrittenHasNotChanged() throws Exception {
        Files.writeString(bundles, "");
        assertFalse(hasChangedAfterAWhile());
        assertFalse(hasChangedAfterAWhile());
        Files.delete(bundles);
        assertFalse(hasChangedAfterAWhile());
        assertFalse(hasChangedAfterAWhile());
        Files.writeString(bundles, "one,2.0\n");
        Files.delete(script);
        assertFalse(hasChangedAfterAWhile());
        assertFalse(hasChangedAfterAWhile());
    }

    @Test
    void whatCantBeStartedIsNotTriedTwice() throws Exception {
        script("exit 1");
        Files.writeString(bundles, "one,2.0\n");
        assertFalse(hasChangedAfterAWhile());
        assertTrue(hasChangedAfterAWhile());
        assertFalse(program.canStart());
        program.goOn();
        assertFalse(hasChangedAfterAWhile());
        script("test \"$1\" = --version");
        assertTrue(program.canStart());
        Files.writeString(bundles, "one,3.0\n");
        assertFalse(hasChangedAfterAWhile());
        assertTrue(hasChangedAfterAWhile());
    }

    @Test
    void whatCantBeStartedIsTriedAgainAWhileLater() throws Exception {
        script("exit 1");
        Files.writeString(bundles, "one,2.0\n");
        assertFalse(hasChangedAfterAWhile());
        assertTrue(hasChangedAfterAWhile());
        assertFalse(program.canStart());
        for (int look = 0; look < 59; look++) {
            assertFalse(hasChangedAfterAWhile(), "each try starts a Java");
        }
        script("test \"$1\" = --version");
        nanos += 10_000_000_000L;
        assertTrue(hasChangedAfterAWhile());
        assertTrue(program.canStart());
    }

    @Test
    void withoutAStartScriptThereIsNoneOfThis() {
        assertEquals(System.getProperty("currentcost.script") == null, InstalledProgram.script().isEmpty());
    }
}
