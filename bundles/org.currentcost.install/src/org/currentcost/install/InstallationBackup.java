package org.currentcost.install;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Copies of the files that say what the program consists of. p2 and Eclipse write these in place, one after the other:
 * a process that is killed meanwhile leaves empty ones, halves, or some of before beside some of after. An installation
 * is bracketed by {@link #begin} and {@link #end}; what was begun and not ended is taken back by {@link #settle}, which
 * also puts back single files that were damaged otherwise, and copies what was changed by other means. With each of
 * them the {@link StartScript} becomes that of what is installed.
 * <p>
 * It needs nothing but Java: the start script calls it where the program itself would not start. To be used only by
 * whoever has the {@link InstallationLock}.
 */
final class InstallationBackup {

    /** Inside the program's folder: one folder for each generation of copies, and the signs below. */
    static final Path KEPT = Path.of("p2", "kept");

    private static final String CHANGING = "changing";
    private static final String COMPLETE = "complete";
    private static final String FRESH = ".fresh";
    private static final String PROFILE = ".profile.gz";
    private static final String CONFIGURATION = "configuration/config.ini";
    /** The list of what the program consists of, inside its folder. */
    static final String BUNDLES = "configuration/org.eclipse.equinox.simpleconfigurator/bundles.info";
    private static final Pattern GENERATION = Pattern.compile("\\d{1,9}");
    private static final Pattern BUNDLE = Pattern.compile("(#.*|[^,]+,[^,]+,[^,]+,-?\\d+,(true|false))");
    private static final List<String> FILES = List.of(CONFIGURATION, BUNDLES,
            "configuration/org.eclipse.update/platform.xml", "configuration/org.eclipse.equinox.source/source.info",
            "artifacts.xml", "p2/org.eclipse.equinox.p2.core/cache/artifacts.xml");
    private static final List<String> FOLDERS = List.of("configuration/.settings",
            "p2/org.eclipse.equinox.p2.engine");
    private static final List<String> SETTINGS = List.of("osgi.bundles=", "osgi.framework=", "eclipse.p2.profile=",
            "eclipse.p2.data.area=", "org.eclipse.equinox.simpleconfigurator.configUrl=");

    private final Path home;
    private final Path kept;

    /** @param home the program's folder */
    InstallationBackup(Path home) {
        this.home = home;
        kept = home.resolve(KEPT);
    }

    /** Copies everything as it is now, and notes that it is about to change. */
    void begin() throws IOException {
        settle();
        write(kept.resolve(CHANGING), new byte[0]);
    }

    /** Copies everything as it is after a change, which is complete with this. */
    void end() throws IOException {
        StartScript.renew(home);
        keep();
        Files.deleteIfExists(kept.resolve(CHANGING));
    }

    /** {@return whether a change was begun and not ended} */
    boolean isChanging() {
        return Files.exists(kept.resolve(CHANGING));
    }

    /**
     * Takes back what was begun and not ended, and puts back what is damaged.
     *
     * @return the files that were put back, or given up where there is no copy of them
     */
    Set<String> settle() throws IOException {
        var mended = new TreeSet<String>();
        var copy = newest();
        var before = copy.isPresent() ? read(copy.get()) : Map.<String, byte[]>of();
        boolean changing = isChanging();
        for (var folder : profiles()) {
            giveUpUnreadable(folder, before, changing, mended);
        }
        for (var one : before.entrySet()) {
            var file = home.resolve(one.getKey());
            boolean there = Files.isRegularFile(file);
            var content = there ? Files.readAllBytes(file) : new byte[0];
            // Preferences that are at their defaults have no file, and become shorter at the user's wish.
            boolean lost = isPreferences(one.getKey())
                    ? there && isDamaged(one.getKey(), content)
                    : isDamaged(one.getKey(), content) || isTruncationOf(content, one.getValue());
            if (!Arrays.equals(content, one.getValue()) && (changing || lost) && !isOutdated(one.getKey())) {
                write(file, one.getValue());
                mended.add(one.getKey());
            }
        }
        StartScript.renew(home);
        Files.deleteIfExists(kept.resolve(CHANGING));
        keep();
        return mended;
    }

    private List<Path> profiles() throws IOException {
        var registry = home.resolve("p2/org.eclipse.equinox.p2.engine/profileRegistry");
        if (!Files.isDirectory(registry)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(registry)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    /** Removes the latest profiles until one is there that counts: of before the change, or one that can be read. */
    private void giveUpUnreadable(Path folder, Map<String, byte[]> before, boolean changing, Set<String> mended)
            throws IOException {
        for (var latest = latestProfile(folder); latest.isPresent(); latest = latestProfile(folder)) {
            String name = name(home, latest.get());
            if (before.containsKey(name)
                    || (!changing || before.isEmpty()) && !isDamaged(name, Files.readAllBytes(latest.get()))) {
                return;
            }
            Files.delete(latest.get());
            mended.add(name);
        }
    }

    private static boolean isPreferences(String name) {
        return name.endsWith(".prefs") || name.endsWith(".properties");
    }

    private static String name(Path top, Path file) {
        return top.relativize(file).toString().replace('\\', '/');
    }

    /** {@return whether a later profile is there than that of a copy, which is good since it was not given up} */
    private boolean isOutdated(String name) throws IOException {
        if (!name.endsWith(PROFILE)) {
            return false;
        }
        var latest = latestProfile(home.resolve(name).getParent());
        return latest.isPresent() && timestamp(latest.get()) > timestamp(Path.of(name));
    }

    private void keep() throws IOException {
        var all = new TreeMap<String, byte[]>();
        for (String name : tracked(home)) {
            var content = Files.readAllBytes(home.resolve(name));
            if (isDamaged(name, content)) {
                // No copy of it is better than this one.
                continue;
            }
            all.put(name, content);
        }
        var generations = generations();
        var newest = newest();
        boolean current = newest.isPresent() && same(read(newest.get()), all);
        if (!current && !(all.containsKey(CONFIGURATION) && all.containsKey(BUNDLES))) {
            return;
        }
        if (!current) {
            write(generations, all);
        }
        for (var old : generations) {
            if (!current || !old.equals(newest.get())) {
                delete(old);
            }
        }
    }

    private void write(List<Path> generations, Map<String, byte[]> all) throws IOException {
        int last = generations.isEmpty() ? 0 : Integer.parseInt(generations.getLast().getFileName().toString());
        var fresh = kept.resolve(String.format("%06d", last + 1));
        for (var one : all.entrySet()) {
            write(fresh.resolve(one.getKey()), one.getValue());
        }
        write(fresh.resolve(COMPLETE), String.join("\n", all.keySet()).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.keySet().stream().allMatch(name -> Arrays.equals(one.get(name), other.get(name)));
    }

    /** {@return the newest complete generation} */
    private Optional<Path> newest() throws IOException {
        return generations().reversed().stream().filter(one -> Files.isRegularFile(one.resolve(COMPLETE))).findFirst();
    }

    private List<Path> generations() throws IOException {
        if (!Files.isDirectory(kept)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(kept)) {
            return all.filter(one -> GENERATION.matcher(one.getFileName().toString()).matches())
                    .sorted(Comparator.comparingInt(one -> Integer.parseInt(one.getFileName().toString()))).toList();
        }
    }

    private static Map<String, byte[]> read(Path top) throws IOException {
        var all = new TreeMap<String, byte[]>();
        for (String name : tracked(top)) {
            all.put(name, Files.readAllBytes(top.resolve(name)));
        }
        return all;
    }

    /** {@return the names of the files below a folder that are of interest, with slashes} */
    private static Set<String> tracked(Path top) throws IOException {
        var names = new TreeSet<String>();
        FILES.stream().filter(name -> Files.isRegularFile(top.resolve(name))).forEach(names::add);
        for (String folder : FOLDERS) {
            if (Files.isDirectory(top.resolve(folder), LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> all = Files.walk(top.resolve(folder))) {
                    for (var file : all.filter(Files::isRegularFile).toList()) {
                        String name = file.getFileName().toString();
                        // Of the history of the profile the present is enough.
                        if (isPreferences(name) || name.endsWith(PROFILE)
                                && latestProfile(file.getParent()).filter(file::equals).isPresent()) {
                            names.add(name(top, file));
                        }
                    }
                }
            }
        }
        return names;
    }

    private static Optional<Path> latestProfile(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(one -> one.getFileName().toString().endsWith(PROFILE)).max(
                    Comparator.comparingLong(InstallationBackup::timestamp));
        }
    }

    private static long timestamp(Path profile) {
        String name = profile.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - PROFILE.length()));
        } catch (NumberFormatException e) {
            // p2 does not look at it either.
            return -1;
        }
    }

    private static boolean isDamaged(String name, byte[] content) {
        if (content.length == 0) {
            return true;
        }
        if (name.endsWith(PROFILE)) {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
                return !endsWith(in.readAllBytes(), "</profile>");
            } catch (IOException e) {
                return true;
            }
        }
        if (name.endsWith("artifacts.xml")) {
            return !endsWith(content, "</repository>");
        }
        if (name.endsWith(".xml")) {
            return !endsWith(content, "</config>");
        }
        var text = new String(content, StandardCharsets.UTF_8);
        if (name.equals(CONFIGURATION)) {
            return !text.endsWith("\n")
                    || !SETTINGS.stream().allMatch(key -> text.lines().anyMatch(line -> line.startsWith(key)));
        }
        if (name.equals(BUNDLES)) {
            return !text.endsWith("\n") || !text.lines().allMatch(line -> BUNDLE.matcher(line).matches())
                    || text.lines().noneMatch(line -> line.startsWith("org.currentcost.app,"));
        }
        return !text.endsWith("\n");
    }

    private static boolean endsWith(byte[] content, String end) {
        return new String(content, StandardCharsets.UTF_8).stripTrailing().endsWith(end);
    }

    /** {@return whether nothing is left of a file but its beginning} */
    private static boolean isTruncationOf(byte[] content, byte[] whole) {
        return content.length < whole.length && Arrays.equals(content, Arrays.copyOf(whole, content.length));
    }

    /** Writes a file so that it is either as it was or complete. */
    private static void write(Path file, byte[] content) throws IOException {
        write(file, content, false);
    }

    /** Writes a file that can be executed, so that it is either as it was or complete. */
    static void writeProgram(Path file, byte[] content) throws IOException {
        write(file, content, true);
    }

    private static void write(Path file, byte[] content, boolean executable) throws IOException {
        Files.createDirectories(file.getParent());
        var fresh = file.resolveSibling(file.getFileName() + FRESH);
        try (var out = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (var buffer = ByteBuffer.wrap(content); buffer.hasRemaining();) {
                out.write(buffer);
            }
            out.force(true);
        }
        if (executable) {
            fresh.toFile().setExecutable(true, false);
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        // First what makes it count.
        Files.deleteIfExists(folder.resolve(COMPLETE));
        var all = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(all::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (var one : all.reversed()) {
            Files.deleteIfExists(one);
        }
    }
}
