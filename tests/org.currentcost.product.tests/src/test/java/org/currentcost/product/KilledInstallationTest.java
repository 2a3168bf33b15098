package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed while it changes what it consists of, or its files are damaged otherwise. */
class KilledInstallationTest {

    private static final String PROFILES = "p2/org.eclipse.equinox.p2.engine/profileRegistry/DefaultProfile.profile";
    private static final String BUNDLES = "configuration/org.eclipse.equinox.simpleconfigurator/bundles.info";
    private static final String TRUSTED = "configuration/.settings/org.currentcost.app.prefs";
    private static final int KILLS_OF_EACH = 6;

    @TempDir
    private Path folder;

    private Installation program;

    @Test
    void aSecondTryWorksAfterAKillAtAnyMoment() throws Exception {
        program = Installation.copy(folder.resolve("currentcost"));
        int install = events(Integer.MAX_VALUE, "install");
        int uninstall = events(Integer.MAX_VALUE, "uninstall");
        assertTrue(install > KILLS_OF_EACH && uninstall > KILLS_OF_EACH, install + " and " + uninstall);
        for (int kill = 1; kill <= KILLS_OF_EACH; kill++) {
            events(kill * install / (KILLS_OF_EACH + 1), "install");
            assertTellsTheTruth();
            program.run(0, "feature", "install", "mqtt");
            assertTrue(assertTellsTheTruth());
            events(kill * uninstall / (KILLS_OF_EACH + 1), "uninstall");
            if (assertTellsTheTruth()) {
                program.run(0, "feature", "uninstall", "mqtt", "--force");
            }
            assertFalse(assertTellsTheTruth());
            assertEquals(List.of(), program.files("plugins", "mqtt"));
        }
    }

    @Test
    void aProgramThatWasKilledWhileItUpdatedItselfStarts() throws Exception {
        String site = NextBuild.site().toString();
        var update = List.of("org.currentcost.feature", "--site", site);
        program = Installation.copy(folder.resolve("whole"));
        program.run(0, "--version");
        int all = events(Integer.MAX_VALUE, "install", update);
        assertTrue(all > KILLS_OF_EACH, String.valueOf(all));
        for (int kill = 1; kill <= KILLS_OF_EACH; kill++) {
            program = Installation.copy(folder.resolve("killed" + kill));
            program.run(0, "--version");
            events(kill * all / (KILLS_OF_EACH + 1), "install", update);
            program.run(0, "--version");
            program.run(0, "feature", "list");
            program.run(0, "feature", "install", "org.currentcost.feature", "--site", site);
            String version = program.run(0, "--version").toString();
            assertTrue(version.contains(NextBuild.QUALIFIER), version);
            var script = program.file("currentcost");
            assertTrue(Files.isExecutable(script));
            assertEquals(NextBuild.LAST_LINE, Files.readAllLines(script).getLast());
        }
    }

    /** Runs a command until some files were changed. @return how many were before it ended */
    private int events(int most, String action) throws Exception {
        // By force: what the user's own folder has configured is not asked.
        return events(most, action, action.equals("install") ? List.of("mqtt") : List.of("mqtt", "--force"));
    }

    private int events(int most, String action, List<String> arguments) throws Exception {
        try (var watch = FileSystems.getDefault().newWatchService()) {
            watch(watch);
            var words = Stream.concat(Stream.of("feature", action), arguments.stream()).toArray(String[]::new);
            try (var command = program.start(words)) {
                int count = 0;
                while (count < most && ProcessHandle.of(command.pid()).filter(ProcessHandle::isAlive).isPresent()) {
                    var key = watch.poll(20, TimeUnit.MILLISECONDS);
                    if (key != null) {
                        count += key.pollEvents().size();
                        key.reset();
                    }
                }
                if (most < Integer.MAX_VALUE) {
                    command.kill();
                } else {
                    assertEquals(0, command.exitCode(), command::toString);
                }
                return count;
            }
        }
    }

    private void watch(WatchService watch) throws IOException {
        try (Stream<Path> all = Files.walk(program.folder())) {
            var folders = all.filter(Files::isDirectory)
                    .filter(one -> !one.startsWith(program.file("site")) && !one.startsWith(
                            program.file("configuration/org.eclipse.osgi")))
                    .toList();
            for (var one : folders) {
                one.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
        }
    }

    /** {@return whether the feature is installed: the list says so, and it is what runs} */
    private boolean assertTellsTheTruth() throws Exception {
        var list = program.run(0, "feature", "list");
        boolean installed = list.stream().anyMatch(
                line -> line.startsWith("org.currentcost.mqtt.feature") && !line.contains("not installed"));
        assertEquals(installed, program.bundles().contains("org.currentcost.source.mqtt,"), list::toString);
        return installed;
    }

    @Test
    void whatIsEmptyOrCutIsPutBack() throws Exception {
        program = Installation.copy(folder.resolve("currentcost"));
        program.run(0, "feature", "install", "mqtt");
        Files.createDirectories(program.file(TRUSTED).getParent());
        Files.writeString(program.file(TRUSTED), "eclipse.preferences.version=1\n");
        assertTrue(assertTellsTheTruth());
        int parts = 0;
        for (var file : List.of(program.file("configuration/config.ini"), program.file(BUNDLES), latestProfile(),
                program.file("artifacts.xml"), program.file(TRUSTED),
                program.file("configuration/org.eclipse.update/platform.xml"))) {
            var whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length * (parts++ % 2) / 2));
            assertTrue(assertTellsTheTruth(), file::toString);
            assertTrue(Arrays.equals(whole, Files.readAllBytes(file)), file::toString);
        }
        program.run(0, "feature", "uninstall", "mqtt", "--force");
        assertFalse(assertTellsTheTruth());
    }

    @Test
    void whereNothingIsKnownForCertainTheListSaysSo() throws Exception {
        program = Installation.copy(folder.resolve("currentcost"));
        program.run(0, "feature", "install", "mqtt");
        Files.delete(latestProfile());
        for (String copies : program.files("p2/kept", "0")) {
            Files.delete(program.file("p2/kept/" + copies + "/complete"));
        }
        try (var command = program.start("feature", "list")) {
            Sentence.assertFailure(command, "Unpack the program again");
        }
    }

    private Path latestProfile() throws IOException {
        var all = new ArrayList<>(program.files(PROFILES, ".profile.gz"));
        return program.file(PROFILES).resolve(all.getLast());
    }

    @Test
    void twoThatInstallAtOnceTakeTurns() throws Exception {
        program = Installation.copy(folder.resolve("currentcost"));
        try (var one = program.start("feature", "install", "mqtt");
                var other = program.start("feature", "install", "mqtt")) {
            assertEquals(0, one.exitCode(), one::toString);
            assertEquals(0, other.exitCode(), other::toString);
            var said = Stream.concat(one.out().stream(), other.out().stream()).toList();
            assertEquals(1, said.stream().filter(line -> line.contains("already")).count(), said::toString);
        }
        try (var one = program.start("feature", "uninstall", "mqtt", "--force");
                var other = program.start("feature", "uninstall", "mqtt", "--force")) {
            assertEquals(1, one.exitCode() + other.exitCode(), () -> one + "\n" + other);
        }
        assertFalse(assertTellsTheTruth());
        assertEquals(List.of(), program.files("plugins", "mqtt"));
    }

    @Test
    void severalThatStartForTheFirstTimeAllDo() throws Exception {
        program = Installation.copy(folder.resolve("currentcost"));
        try (Stream<Path> all = Files.walk(program.file("configuration/org.eclipse.osgi"))) {
            for (var one : all.toList().reversed()) {
                Files.delete(one);
            }
        }
        var commands = new ArrayList<Command>();
        try {
            for (int i = 0; i < 4; i++) {
                commands.add(program.start("--version"));
            }
            for (var command : commands) {
                assertEquals(0, command.exitCode(), command::toString);
                assertEquals(1, command.out().size(), command::toString);
            }
        } finally {
            for (var command : commands) {
                command.close();
            }
        }
    }

    @Test
    void aCopyIsAsGoodAsTheFirst() throws Exception {
        var first = Installation.copy(folder.resolve("first"));
        first.run(0, "feature", "install", "mqtt");
        first.run(0, "feature", "uninstall", "mqtt", "--force");
        program = Installation.copy(first.folder(), folder.resolve("second"));
        program.run(0, "feature", "install", "mqtt");
        assertTrue(assertTellsTheTruth());
        assertFalse(first.bundles().contains("mqtt"));
        assertEquals(List.of(), first.files("plugins", "mqtt"));
        Files.move(program.folder(), folder.resolve("third"));
        program = Installation.copy(folder.resolve("third"), folder.resolve("fourth"));
        program.run(0, "feature", "uninstall", "mqtt", "--force");
        assertFalse(assertTellsTheTruth());
        assertEquals(List.of(), program.files("plugins", "mqtt"));
    }
}
