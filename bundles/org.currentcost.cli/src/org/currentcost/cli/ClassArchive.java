package org.currentcost.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The archive of loaded classes that this process was to start with, a file of the user's own. Java makes one at its
 * end where there is none. Where there is one that it does not take, for its head is damaged or the program was updated
 * since, it goes on without for ever: so beside each archive stands of which files it was made, and one of others is
 * deleted.
 * <p>
 * Each installation has one for each kind of command, and beside them a file that says where the installation is. A
 * process that makes one anew looks that there are not too many: archives of installations that are gone are deleted,
 * and of the others those that were used longest ago. Another process that is using one of them goes on with it.
 */
final class ClassArchive {

    private static final String PROPERTY = "currentcost.archive";
    private static final String LAUNCHER = "currentcost.launcher";
    private static final Path MAPPED_FILES = Path.of("/proc/self/maps");
    /** A kind of command and the number of an installation, as the start script names it. */
    private static final Pattern ARCHIVE = Pattern.compile("[a-z]+-(\\d+-\\d+)\\.jsa");
    private static final String INSTALLATION = ".installation";
    private static final String ENDING = ".jsa";
    private static final String MADE_OF = ".classpath";
    /** As many as an installation has kinds of commands, and some of another one; they are 5 to 15 MB each. */
    static final int KEPT = 16;
    /** To say more often that one was used would be a write for each command. */
    private static final Duration SAID_AGAIN = Duration.ofDays(1);

    private ClassArchive() {
    }

    /**
     * Looks after the archives once the command is done: deletes one that Java did not take, so that the next command
     * makes a sound one, and those that are of no use any more.
     */
    static void lookAfter() {
        String name = System.getProperty(PROPERTY);
        if (name == null) {
            return;
        }
        var archive = Path.of(name);
        try {
            boolean there = Files.isRegularFile(archive, LinkOption.NOFOLLOW_LINKS);
            boolean outdated = isOutdated(archive, System.getProperty("java.class.path"));
            // Also one that does not fit is among the mapped files.
            if (there && !outdated && isUsed(archive)) {
                sayUsed(archive, Instant.now());
            } else {
                if (there && (outdated || Files.isReadable(MAPPED_FILES))) {
                    Files.deleteIfExists(archive);
                }
                keepFew(archive, Path.of(System.getProperty(LAUNCHER)).getParent().getParent(),
                        Path.of(System.getProperty("java.home")));
            }
        } catch (IOException | RuntimeException e) {
            // The command is done; it has only taken longer than it might.
            return;
        }
    }

    /**
     * Says of which files an archive is that is made from now on.
     *
     * @return whether one that is there was made of others than those of this class path, as they are now
     */
    static boolean isOutdated(Path archive, String classPath) throws IOException {
        var files = new ArrayList<String>();
        for (String name : classPath.split(File.pathSeparator)) {
            var attributes = Files.readAttributes(Path.of(name), BasicFileAttributes.class);
            files.add(attributes.size() + " " + attributes.lastModifiedTime().toMillis() + " " + name);
        }
        var madeOf = madeOf(archive);
        byte[] now = String.join("\n", files).getBytes(StandardCharsets.UTF_8);
        if (Files.isRegularFile(madeOf, LinkOption.NOFOLLOW_LINKS) && Arrays.equals(now, Files.readAllBytes(madeOf))) {
            return false;
        }
        write(madeOf, now);
        return true;
    }

    private static Path madeOf(Path archive) {
        String name = archive.getFileName().toString();
        return archive.resolveSibling(name.substring(0, name.length() - ENDING.length()) + MADE_OF);
    }

    private static boolean isUsed(Path archive) throws IOException {
        return Files.isReadable(MAPPED_FILES) && isUsed(archive, Files.readAllBytes(MAPPED_FILES));
    }

    /** {@return whether the file is among those that a process has mapped, as Linux lists them} */
    static boolean isUsed(Path archive, byte[] mapped) {
        // The folder may be named by way of a link.
        return new String(mapped, StandardCharsets.ISO_8859_1).contains("/" + archive.getFileName() + "\n");
    }

    private static void sayUsed(Path archive, Instant now) throws IOException {
        if (Files.getLastModifiedTime(archive).toInstant().isBefore(now.minus(SAID_AGAIN))) {
            Files.setLastModifiedTime(archive, FileTime.from(now));
        }
    }

    /**
     * Deletes what is too much beside an archive that is to be made.
     *
     * @param program the folder of the installation whose archive it is
     * @param java    the folder of what runs it
     */
    static void keepFew(Path archive, Path program, Path java) throws IOException {
        var own = ARCHIVE.matcher(archive.getFileName().toString());
        if (!own.matches()) {
            return;
        }
        var folder = archive.toAbsolutePath().getParent();
        say(folder.resolve(own.group(1) + INSTALLATION), List.of(program.toString(), java.toString()));
        var archives = new TreeMap<FileTime, List<Path>>(Comparator.reverseOrder());
        var installations = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                String name = file.getFileName().toString();
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || file.equals(archive)) {
                    continue;
                }
                if (name.endsWith(INSTALLATION)) {
                    installations.add(file);
                } else if (ARCHIVE.matcher(name).matches()) {
                    archives.computeIfAbsent(Files.getLastModifiedTime(file), time -> new ArrayList<>()).add(file);
                }
            }
        }
        for (var installation : installations) {
            if (isGone(installation)) {
                String name = installation.getFileName().toString();
                String number = name.substring(0, name.length() - INSTALLATION.length());
                for (var some : archives.values()) {
                    some.removeIf(file -> isOf(number, file) && deleteArchive(file));
                }
                delete(installation);
            }
        }
        archives.values().stream().flatMap(List::stream).skip(KEPT - 1).forEach(ClassArchive::deleteArchive);
    }

    private static boolean isOf(String installation, Path file) {
        return file.getFileName().toString().endsWith("-" + installation + ENDING);
    }

    /** {@return whether the program's folder or its Java is not there any more} */
    private static boolean isGone(Path installation) throws IOException {
        try {
            return Files.readAllLines(installation).stream().map(Path::of).anyMatch(Files::notExists);
        } catch (CharacterCodingException | InvalidPathException e) {
            // Whatever it said, the next process of that installation says it anew.
            return true;
        }
    }

    /** Says where an installation is; two processes that do so at once say the same. */
    private static void say(Path file, List<String> lines) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(aside, content);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean deleteArchive(Path archive) {
        delete(madeOf(archive));
        return delete(archive);
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is as well deleted the next time.
            return false;
        }
    }
}
