package org.currentcost.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class StartScriptTest {

    private static final byte[] OLD = "#!/bin/sh\n# old\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "#!/bin/sh\n# new\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path program;

    private Path script;

    @BeforeEach
    void makeInstallation() throws Exception {
        script = program.resolve("currentcost");
        Files.createDirectories(program.resolve("plugins"));
        jar("plugins/old.jar", OLD);
        jar("plugins/new.jar", NEW);
        Files.createDirectories(program.resolve(InstallationBackup.BUNDLES).getParent());
        use("plugins/old.jar");
    }

    @Test
    void isThatOfWhatIsInstalled() throws Exception {
        StartScript.renew(program);
        assertArrayEquals(OLD, Files.readAllBytes(script));
        assertTrue(Files.isExecutable(script));
        assertFalse(Files.exists(program.resolve("currentcost.cmd")));
        use("plugins/new.jar");
        StartScript.renew(program);
        assertArrayEquals(NEW, Files.readAllBytes(script));
        assertTrue(Files.isExecutable(script));
    }

    @Test
    void staysTheSameFileWhileNothingChanges() throws Exception {
        StartScript.renew(program);
        var key = Files.readAttributes(script, BasicFileAttributes.class).fileKey();
        StartScript.renew(program);
        assertEquals(key, Files.readAttributes(script, BasicFileAttributes.class).fileKey());
    }

    @Test
    void isPutBackWhereItIsGoneOrCutOrMayNotRun() throws Exception {
        StartScript.renew(program);
        Files.delete(script);
        StartScript.renew(program);
        assertArrayEquals(OLD, Files.readAllBytes(script));
        Files.write(script, new byte[0]);
        StartScript.renew(program);
        assertArrayEquals(OLD, Files.readAllBytes(script));
        assertTrue(script.toFile().setExecutable(false));
        StartScript.renew(program);
        assertTrue(Files.isExecutable(script));
    }

    @Test
    void nothingIsDoneWhereTheListIsNoneOfOurs() throws Exception {
        use("plugins/gone.jar");
        StartScript.renew(program);
        Files.writeString(program.resolve(InstallationBackup.BUNDLES), "org.currentcost.install,1\n");
        StartScript.renew(program);
        Files.delete(program.resolve(InstallationBackup.BUNDLES));
        StartScript.renew(program);
        assertFalse(Files.exists(script));
    }

    private void use(String jar) throws Exception {
        Files.writeString(program.resolve(InstallationBackup.BUNDLES),
                "#version=1\norg.currentcost.install,1.0.0," + jar + ",4,false\n");
    }

    private void jar(String name, byte[] content) throws Exception {
        try (var out = new ZipOutputStream(Files.newOutputStream(program.resolve(name)))) {
            for (String entry : new String[]{"start/currentcost", "start/currentcost.cmd"}) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(content);
            }
        }
    }
}
