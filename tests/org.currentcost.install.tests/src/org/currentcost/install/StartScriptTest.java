package org.currentcost.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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

    @Test
    void bothScriptsLeaveTheSameOutOfTheClassPathOfCommands() throws Exception {
        var left = new TreeSet<String>();
        var taken = new TreeSet<String>();
        for (var line : shipped("currentcost").split("\n")) {
            var names = Pattern.compile(" {6}([a-z'#].*)\\) (continue )?;;").matcher(line);
            if (names.matches()) {
                for (String name : names.group(1).split("\\|")) {
                    (names.group(2) == null ? taken : left).add(name.replace(".*", "") + ".");
                }
            }
        }
        assertTrue(left.remove("'#'*."));
        // The recorder alone takes one of those.
        left.add("com.sun.jna.");
        assertTrue(taken.remove("org.currentcost."));
        var leftByOther = new TreeSet<String>();
        var takenByOther = new TreeSet<String>();
        var rule = Pattern.compile("if \"%id:~0,(\\d+)%\"==\"(.+)\" set \"use=(1?)\"")
                .matcher(shipped("currentcost.cmd"));
        while (rule.find()) {
            assertEquals(rule.group(2).length(), Integer.parseInt(rule.group(1)), rule.group());
            (rule.group(3).isEmpty() ? leftByOther : takenByOther).add(rule.group(2));
        }
        assertFalse(left.isEmpty());
        assertEquals(left, leftByOther);
        assertEquals(taken, takenByOther);
    }

    @Test
    void bothScriptsTakeTheSameCommandsForLongOnes() throws Exception {
        var shell = Pattern.compile("\n {8}(record[a-z|:*]+)\\) ;;\n {8}([a-z|:*]+)\\) class_archive")
                .matcher(shipped("currentcost"));
        assertTrue(shell.find());
        var other = Pattern.compile("for %%C in \\(([a-z ]+)\\) do if \"%first%\"==\"%%C\" set \"short=\"")
                .matcher(shipped("currentcost.cmd"));
        assertTrue(other.find());
        var inShell = new TreeSet<>(Set.of((shell.group(1) + "|" + shell.group(2)).replace(":*", "").split("\\|")));
        assertTrue(inShell.add("recorder"), "it has settings of its own");
        assertEquals(inShell, Set.of(other.group(1).split(" ")));
    }

    @Test
    void bothScriptsTellCommandsWhereTheyAre() throws Exception {
        for (String name : Set.of("currentcost", "currentcost.cmd")) {
            String script = shipped(name);
            int end = script.lastIndexOf(name.endsWith(".cmd") ? "org.currentcost.cli.Program" : "\"$@\"\n    fi");
            int begin = script.lastIndexOf(name.endsWith(".cmd") ? "\"%java%\"" : "exec \"$java\"", end);
            var properties = new TreeSet<String>();
            var property = Pattern.compile("-D(currentcost\\.[a-z]+)=").matcher(script.substring(begin, end));
            while (property.find()) {
                properties.add(property.group(1));
            }
            assertEquals(Set.of("currentcost.bundles", "currentcost.configuration", "currentcost.launcher",
                    "currentcost.script"), properties, name);
        }
    }

    private static String shipped(String name) throws Exception {
        try (var in = StartScript.class.getResourceAsStream("/start/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
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
