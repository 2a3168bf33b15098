package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the packages, and where they can be unpacked. */
class PackageTest {

    private static final Path ARCHIVES = Path.of(System.getProperty("currentcost.archives"));
    private static final Pattern OPTIONAL = Pattern.compile("mqtt|paho");

    /**
     * Runs a program as root, but bound to what the permissions of files say. Somebody else might not even reach the
     * program, where root alone may see the folder that it is built in.
     */
    static final List<String> BOUND = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-all");

    @TempDir
    private Path folder;

    @Test
    void forLinux() throws Exception {
        var listing = listing("currentcost-workbench-linux.gtk.x86_64.tar.gz");
        assertTrue(listing.contains("-rwxr-xr-x currentcost/currentcost"), listing::toString);
        assertTrue(listing.stream().anyMatch(line -> line.matches(
                "-rw.* currentcost/plugins/org[.]eclipse[.]equinox[.]launcher_.*[.]jar")), listing::toString);
        assertTrue(listing.stream().anyMatch(line -> line.contains("org.eclipse.swt.gtk.linux.x86_64_")),
                listing::toString);
        assertNothingOptional(listing);
    }

    @Test
    void forMacOs() throws Exception {
        var listing = listing("currentcost-workbench-macosx.cocoa.aarch64.tar.gz");
        assertEquals(1, listing.stream().filter(line -> line.matches("-rwxr-xr-x .*/currentcost")).count(),
                listing::toString);
        assertTrue(listing.stream().anyMatch(line -> line.contains("org.eclipse.swt.cocoa.macosx.aarch64_")),
                listing::toString);
        assertNothingOptional(listing);
    }

    @Test
    void forWindows() throws Exception {
        var names = entries(ARCHIVES.resolve("currentcost-workbench-win32.win32.x86_64.zip"));
        assertTrue(names.contains("currentcost/currentcost.cmd"), names::toString);
        assertFalse(names.contains("currentcost/currentcost"), names::toString);
        assertTrue(names.stream().anyMatch(name -> name.contains("org.eclipse.swt.win32.win32.x86_64_")),
                names::toString);
        assertNothingOptional(names);
    }

    @Test
    void nothingOfMqttIsInTheProgram() throws Exception {
        int jars = 0;
        try (Stream<Path> files = Files.walk(Product.FOLDER)) {
            var own = files.filter(file -> !file.startsWith(Product.FOLDER.resolve("site"))).toList();
            for (var jar : own.stream().filter(file -> file.toString().endsWith(".jar")).toList()) {
                assertNothingOptional(entries(jar));
                jars++;
            }
        }
        assertTrue(jars > 50, "only " + jars + " jar files");
    }

    @Test
    void runsFromAFolderThatItMayNotWrite() throws Exception {
        var home = Files.createDirectory(folder.resolve("home"));
        runProtected(Map.of("HOME", home.toString()), home, command -> {
            assertEquals(0, command.exitCode(), command::toString);
            assertTrue(command.closingLine().startsWith("messages="), command::toString);
        });
        assertTrue(Files.isDirectory(home.resolve(".currentcost/configuration")));
    }

    @Test
    void saysThatItHasNowhereToKeepItsSettings() throws Exception {
        var data = Files.createDirectory(folder.resolve("elsewhere"));
        // A file can't be a folder, whoever asks for it.
        var home = Files.createFile(folder.resolve("home"));
        runProtected(Map.of("HOME", home.toString()), data,
                command -> Sentence.assertFailure(command,
                        "nor " + home + "/.currentcost/configuration can be written"));
    }

    /** What is done with a command that was started. */
    private interface Look {
        void at(Command command) throws Exception;
    }

    /** Records from a folder as an administrator installs it, as somebody who may write in {@code own} alone. */
    private void runProtected(Map<String, String> environment, Path own, Look look) throws Exception {
        // What is large stays where it is.
        var installed = Files.createDirectories(folder.resolve("installed"));
        var links = new ArrayList<Path>();
        try (Stream<Path> all = Files.list(Product.FOLDER)) {
            for (var one : all.filter(one -> !List.of("currentcost", "configuration")
                    .contains(one.getFileName().toString())).toList()) {
                links.add(Files.createSymbolicLink(installed.resolve(one.getFileName()), one));
            }
        }
        Files.copy(Product.FOLDER.resolve("currentcost"), installed.resolve("currentcost"));
        Files.createDirectory(installed.resolve("configuration"));
        for (var part : List.of("config.ini", "org.eclipse.equinox.simpleconfigurator/bundles.info")) {
            var copy = installed.resolve("configuration").resolve(part);
            Files.createDirectories(copy.getParent());
            Files.copy(Product.FOLDER.resolve("configuration").resolve(part), copy);
        }
        var builder = Product.builder(installed, environment, "record", "--source", "demo:60", "--for", "2s", "--data",
                own.resolve("data").toString());
        var writable = permissions(installed);
        try {
            setPermissions(installed, "r-xr-xr-x");
            setPermissions(installed.resolve("configuration"), "r-xr-xr-x");
            if (Files.isWritable(installed)) {
                builder.command(Stream.concat(BOUND.stream(), builder.command().stream()).toList());
            }
            try (var command = new Command(builder)) {
                look.at(command);
            }
            assertEquals(List.of("config.ini", "org.eclipse.equinox.simpleconfigurator"),
                    names(installed.resolve("configuration")));
        } finally {
            setPermissions(installed, writable);
            setPermissions(installed.resolve("configuration"), writable);
            for (var link : links) {
                Files.delete(link);
            }
        }
    }

    private static void assertNothingOptional(List<String> names) {
        // What ships in the site beside the program is there to be installed.
        assertEquals(List.of(), names.stream().filter(name -> !name.contains("/site/"))
                .filter(name -> OPTIONAL.matcher(name.toLowerCase(Locale.ROOT)).find()).toList());
    }

    /** {@return for each file its permissions, a blank, and its name} */
    private static List<String> listing(String archive) throws Exception {
        var tar = new ProcessBuilder("tar", "-tvzf", ARCHIVES.resolve(archive).toString())
                .redirectErrorStream(true);
        try (var command = new Command(tar)) {
            assertEquals(0, command.exitCode(), command::toString);
            return command.out().stream().map(line -> line.split(" +", 6)).map(part -> part[0] + " " + part[5])
                    .toList();
        }
    }

    private static List<String> entries(Path zip) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            var names = new ArrayList<String>();
            file.stream().forEach(entry -> names.add(entry.getName()));
            return names;
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    private static void setPermissions(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
