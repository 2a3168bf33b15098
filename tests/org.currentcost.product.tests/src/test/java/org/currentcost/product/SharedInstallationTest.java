package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.currentcost.testkit.Mosquitto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program whose folder its users may not write: their commands know what is installed there, and for them. */
class SharedInstallationTest {

    private static final String LIST = "org.eclipse.equinox.simpleconfigurator/bundles.info";

    @TempDir
    private Path folder;
    private Installation program;
    private Path home;

    @BeforeEach
    void oneThatAUserHasStarted() throws Exception {
        program = Installation.copy(folder.resolve("currentcost"));
        home = Files.createDirectory(folder.resolve("of a user"));
    }

    @AfterEach
    void mayBeDeleted() throws IOException {
        permit("rwxr-xr-x");
    }

    private void permit(String permissions) throws IOException {
        try (Stream<Path> all = Files.walk(program.folder())) {
            for (var one : all.filter(file -> !Files.isSymbolicLink(file)).toList()) {
                Files.setPosixFilePermissions(one, PosixFilePermissions.fromString(permissions));
            }
        }
    }

    /** Starts a command of a user, also where root is that. It leaves behind which classes it has loaded. */
    private Command start(Path user, String... arguments) throws IOException {
        var builder = Product.builder(program.folder(), Map.of("HOME", user.toString(), "CURRENTCOST_VMARGS",
                "-XX:TieredStopAtLevel=1 -Xlog:class+load:file=" + folder.resolve("loaded")), arguments);
        if (Files.isWritable(Path.of("/"))) {
            builder.command(Stream.concat(PackageTest.BOUND.stream(), builder.command().stream()).toList());
        }
        return new Command(builder);
    }

    /** What a broker tells is recorded, by a command that has not started the platform. */
    private void assertKnowsMqtt(Path user) throws Exception {
        try (var broker = new Mosquitto(folder.resolve("broker"))) {
            String data = folder.resolve("data of " + broker.port()).toString();
            String source = "mqtt:" + broker.address() + "?topic=a/b&profile=number";
            try (var command = start(user, "sources", "add", source, "--meter", "Home", "--data", data)) {
                assertEquals(0, command.exitCode(), command::toString);
            }
            try (var command = start(user, "sources", "--data", data)) {
                assertEquals(0, command.exitCode(), command::toString);
                assertTrue(command.out().getFirst().contains("MQTT 127.0.0.1:" + broker.port()), command::toString);
                assertTrue(command.out().getLast().contains("mqtt"), command::toString);
                assertEquals(List.of(), command.err(), command::toString);
            }
            try (var command = start(user, "record", "--source", source, "--for", "120s", "--print", "--data",
                    data + " recorded")) {
                command.await("the reading", () -> {
                    new ProcessBuilder("mosquitto_pub", "-p", String.valueOf(broker.port()), "-t", "a/b", "-m", "350")
                            .start().waitFor();
                    return command.out().stream().anyMatch(line -> line.contains("350 W"));
                });
                command.terminate();
                assertEquals(143, command.exitCode(), command::toString);
            }
        }
        assertFalse(Files.readString(folder.resolve("loaded")).contains(" org.eclipse.osgi."), "without the platform");
    }

    private void assertDoesNotKnowMqtt(Path user) throws Exception {
        try (var command = start(user, "record", "--source", "mqtt:tcp://127.0.0.1:1/?topic=a/b", "--for", "1s",
                "--data", folder.resolve("data").toString())) {
            assertEquals(2, command.exitCode(), command::toString);
            assertTrue(command.err().getFirst().contains("feature install"), command::toString);
        }
    }

    /** Installs what a user has for himself beside his configuration. @param place writes where a bundle is */
    private void installFor(Path user, Installation with, UnaryOperator<String> place) throws IOException {
        var plugins = Files.createDirectories(user.resolve(".currentcost/plugins"));
        var lines = new StringBuilder();
        for (String line : with.bundles().lines().toList()) {
            String[] parts = line.split(",");
            if (line.contains("mqtt")) {
                var file = Path.of(parts[2]).getFileName();
                if (Files.notExists(plugins.resolve(file))) {
                    Files.copy(with.file(parts[2]), plugins.resolve(file));
                }
                parts[2] = place.apply(plugins.resolve(file).toString());
            }
            lines.append(String.join(",", parts)).append('\n');
        }
        var list = user.resolve(".currentcost/configuration").resolve(LIST);
        Files.createDirectories(list.getParent());
        Files.writeString(list, lines);
    }

    @Test
    void allUsersHaveWhatItsOwnerHasInstalled() throws Exception {
        permit("r-xr-xr-x");
        assertDoesNotKnowMqtt(home);
        permit("rwxr-xr-x");
        program.run(0, "feature", "install", "mqtt");
        permit("r-xr-xr-x");
        assertKnowsMqtt(home);
    }

    @Test
    void oneUserHasWhatIsInstalledForHimAlone() throws Exception {
        var with = Installation.copy(Files.createDirectory(folder.resolve("with")).resolve("currentcost"));
        with.run(0, "feature", "install", "mqtt");
        var other = Files.createDirectory(folder.resolve("of another user"));
        permit("r-xr-xr-x");
        for (UnaryOperator<String> place : List.<UnaryOperator<String>>of(
                file -> program.folder().relativize(Path.of(file)).toString(), file -> "file:" + file)) {
            installFor(home, with, place);
            assertKnowsMqtt(home);
            assertDoesNotKnowMqtt(other);
        }
        // The program was updated since: what was installed on top of the old one is no part of the new one.
        Files.setLastModifiedTime(program.file("configuration/" + LIST), FileTime.from(Instant.now().plusSeconds(60)));
        assertDoesNotKnowMqtt(home);
        assertTrue(Files.exists(home.resolve(".currentcost/configuration").resolve(LIST), LinkOption.NOFOLLOW_LINKS));
    }
}
