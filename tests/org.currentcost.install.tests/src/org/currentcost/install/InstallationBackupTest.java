package org.currentcost.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationBackupTest {

    private static final String CONFIGURATION = "configuration/config.ini";
    private static final String BUNDLES = "configuration/org.eclipse.equinox.simpleconfigurator/bundles.info";
    private static final String PLATFORM = "configuration/org.eclipse.update/platform.xml";
    private static final String TRUSTED = "configuration/.settings/org.currentcost.app.prefs";
    private static final String PROFILES = "p2/org.eclipse.equinox.p2.engine/profileRegistry/P.profile/";

    @TempDir
    private Path program;

    private InstallationBackup backup;

    @BeforeEach
    void makeInstallation() throws Exception {
        write(CONFIGURATION, "#written\nosgi.bundles=a\nosgi.framework=b\neclipse.p2.profile=P\n"
                + "eclipse.p2.data.area=@config.dir/../p2\norg.eclipse.equinox.simpleconfigurator.configUrl=c\n");
        write(BUNDLES, "#version=1\norg.currentcost.app,1.0.0,plugins/a.jar,4,false\nz,1.0.0,plugins/z.jar,-1,true\n");
        write(PLATFORM, "<config>\n</config>\n");
        write("artifacts.xml", "<repository>\n</repository>\n");
        write(TRUSTED, "a=b\n");
        Files.write(file(PROFILES + "100.profile.gz"), profile("first"));
        backup = new InstallationBackup(program);
        assertEquals(Set.of(), backup.settle());
    }

    @ParameterizedTest
    @ValueSource(strings = {CONFIGURATION, BUNDLES, PLATFORM, "artifacts.xml", TRUSTED, PROFILES + "100.profile.gz"})
    void whatIsEmptyOrCutIsPutBack(String name) throws Exception {
        var whole = Files.readAllBytes(file(name));
        for (int length = 0; length < whole.length; length += 1 + whole.length / 20) {
            Files.write(file(name), Arrays.copyOf(whole, length));
            assertEquals(Set.of(name), backup.settle(), name + " cut at " + length);
            assertArrayEquals(whole, Files.readAllBytes(file(name)));
        }
    }

    @Test
    void aFileThatIsGoneIsPutBack() throws Exception {
        Files.delete(file(CONFIGURATION));
        assertEquals(Set.of(CONFIGURATION), backup.settle());
        assertTrue(Files.exists(file(CONFIGURATION)));
    }

    @Test
    void whatWasBegunAndNotEndedIsTakenBack() throws Exception {
        String bundles = Files.readString(file(BUNDLES));
        backup.begin();
        write(BUNDLES, "#version=1\norg.currentcost.app,1.0.0,plugins/a.jar,4,false\n");
        write(TRUSTED, "a=b\nc=d\n");
        Files.write(file(PROFILES + "200.profile.gz"), profile("second"));
        assertTrue(backup.isChanging());

        assertEquals(Set.of(BUNDLES, TRUSTED, PROFILES + "200.profile.gz"), new InstallationBackup(program).settle());
        assertEquals(bundles, Files.readString(file(BUNDLES)));
        assertFalse(Files.exists(file(PROFILES + "200.profile.gz")));
        assertFalse(backup.isChanging());
        assertEquals(Set.of(), backup.settle());
    }

    @Test
    void whatWasEndedStays() throws Exception {
        backup.begin();
        write(BUNDLES, "#version=1\norg.currentcost.app,2.0.0,plugins/a.jar,4,false\n");
        Files.write(file(PROFILES + "200.profile.gz"), profile("second"));
        backup.end();
        assertEquals(Set.of(), backup.settle());
        write(BUNDLES, "");
        assertEquals(Set.of(BUNDLES), backup.settle());
        assertTrue(Files.readString(file(BUNDLES)).contains("2.0.0"));
    }

    @Test
    void theLatestProfileThatCanBeReadCounts() throws Exception {
        Files.write(file(PROFILES + "200.profile.gz"), profile("second"));
        Files.write(file(PROFILES + "300.profile.gz"), Arrays.copyOf(profile("third"), 20));
        Files.write(file(PROFILES + "400.profile.gz"), new byte[0]);
        assertEquals(Set.of(PROFILES + "300.profile.gz", PROFILES + "400.profile.gz"), backup.settle());
        assertTrue(Files.exists(file(PROFILES + "200.profile.gz")));
    }

    @Test
    void whatSomebodyHasChangedByHandStays() throws Exception {
        String more = Files.readString(file(CONFIGURATION)) + "osgi.nl=de\n";
        write(CONFIGURATION, more);
        // Preferences that are at their defaults have no file.
        Files.delete(file(TRUSTED));
        assertEquals(Set.of(), backup.settle());
        assertEquals(more, Files.readString(file(CONFIGURATION)));
        assertFalse(Files.exists(file(TRUSTED)));
        write(CONFIGURATION, "");
        backup.settle();
        assertEquals(more, Files.readString(file(CONFIGURATION)));
    }

    @Test
    void copiesThatWereNotCompletedDoNotCount() throws Exception {
        String good = Files.readString(file(CONFIGURATION));
        write("p2/kept/000099/" + CONFIGURATION, "half");
        write(CONFIGURATION, "");
        assertEquals(Set.of(CONFIGURATION), backup.settle());
        assertEquals(good, Files.readString(file(CONFIGURATION)));
    }

    @Test
    void anInstallationWithoutCopiesIsReadAsItIs() throws Exception {
        var other = program.resolve("other");
        Files.createDirectories(other);
        assertEquals(Set.of(), new InstallationBackup(other).settle());
    }

    private Path file(String name) throws IOException {
        var file = program.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }

    private static byte[] profile(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(("<profile id='" + name + "'>\n</profile>\n").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
