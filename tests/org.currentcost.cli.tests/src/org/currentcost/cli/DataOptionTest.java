package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.ZoneOffset;
import org.currentcost.store.sqlite.SqliteEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where readings are kept is a folder, or an address of what is installed. */
class DataOptionTest extends CommandRuns {

    @ParameterizedTest
    @ValueSource(strings = {"", "sqlite:", "SQLite:"})
    void aFolderIsTheEmbeddedEnginesWithAndWithoutItsScheme(String scheme) throws Exception {
        new SqliteEngine().in(data).open(ZoneOffset.UTC).close();

        var outcome = run("verify", "--data", scheme + data);

        assertEquals(CommandLineMain.OK, outcome.code(), outcome.err());
        assertEquals("", outcome.err());
    }

    @Test
    void whatIsNotInstalledIsOneSentenceThatNamesWhatIs() {
        var outcome = run("verify", "--data", "postgresql://server/readings");

        assertEquals(CommandLineMain.USAGE, outcome.code());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("postgresql:") && outcome.err().contains("sqlite"), outcome.err());
    }

    @Test
    void anAddressWithoutAFolderIsRefused() {
        var outcome = run("verify", "--data", "sqlite:");

        assertEquals(CommandLineMain.USAGE, outcome.code());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }

    @Test
    void nothingIsMadeWhereNothingIsInstalledFor() {
        run("record", "--source", "obedient:", "--data", "nosuchengine:" + data);

        assertFalse(Files.exists(data));
    }
}
