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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the packages, and where they can be unpacked. */
class PackageTest {

    private static final Path ARCHIVES = Path.of(System.getProperty("currentcost.archives"));
    private static final Pattern OPTIONAL = Pattern.compile("mqtt|paho");

    /** Runs a program as somebody who owns nothing. */
    static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

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
        // A folder as an administrator installs it; what is large stays where it is.
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
        var home = Files.createDirectory(folder.resolve("home"));
        var builder = Product.builder(installed, Map.of("HOME", home.toString()), "record", "--source", "demo:60",
                "--for", "2s", "--data", home.resolve("data").toString());
        var writable = permissions(installed);
        try {
            setPermissions(installed, "r-xr-xr-x");
            setPermissions(installed.resolve("configuration"), "r-xr-xr-x");
            if (Files.isWritable(installed)) {
                // root may write everywhere, so somebody else has to start it.
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
                builder.command(Stream.concat(NOBODY.stream(), builder.command().stream()).toList());
                Assumptions.assumeTrue(mayReachPackage(), "nobody else may see the build's folder");
            }
            try (var command = new Command(builder)) {
                assertEquals(0, command.exitCode(), command::toString);
                assertTrue(command.closingLine().startsWith("messages="), command::toString);
            }
            assertTrue(Files.isDirectory(home.resolve(".currentcost/configuration")));
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

    private static boolean mayReachPackage() throws Exception {
        var look = List.of("test", "-r", Product.FOLDER.resolve("plugins").toString());
        return new ProcessBuilder(Stream.concat(NOBODY.stream(), look.stream()).toList()).start().waitFor() == 0;
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
