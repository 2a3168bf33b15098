package org.currentcost.architecture;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the project. */
final class Workspace {

    /** Commas that part the clauses of a manifest header, not those inside quotes. */
    private static final Pattern CLAUSES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    /** Capitals alone stand for a name that the reader puts there. */
    private static final Pattern CLASS = Pattern
            .compile("\\borg\\.currentcost(\\.[a-z]\\w*)*\\.[A-Z]\\w*[a-z]\\w*\\b");

    private Workspace() {
    }

    /** {@return the top folder} */
    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("bundles"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not inside the project");
            }
        }
        return folder;
    }

    /** {@return the folders of all bundles, by name} */
    static TreeMap<String, Path> bundles() {
        return children(root().resolve("bundles")).stream().filter(one -> Files.exists(manifestOf(one)))
                .collect(Collectors.toMap(one -> one.getFileName().toString(), one -> one, (a, b) -> a, TreeMap::new));
    }

    static List<Path> children(Path folder) {
        try (var list = Files.list(folder)) {
            return list.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the files of a bundle with this ending, without what the build has made} */
    static List<Path> files(Path bundle, String ending) {
        try (Stream<Path> walk = Files.walk(bundle)) {
            return walk.filter(file -> !bundle.relativize(file).startsWith("target"))
                    .filter(file -> file.toString().endsWith(ending)).filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the qualified names of classes of ours in a text, not those of packages, views and commands} */
    static Set<String> classesIn(String text) {
        return CLASS.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * {@return whether there is the source of a class}
     *
     * @param name   qualified
     * @param folder {@code bundles} or {@code tests}
     */
    static boolean isClass(String name, String folder) {
        String source = name.replace('.', '/') + ".java";
        return children(root().resolve(folder)).stream().anyMatch(one -> Stream.of("src", "src/main/java")
                .anyMatch(sources -> Files.exists(one.resolve(sources).resolve(source))));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Properties properties(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static Path manifestOf(Path bundle) {
        return bundle.resolve("META-INF/MANIFEST.MF");
    }

    static Attributes manifest(Path bundle) {
        try (var in = Files.newInputStream(manifestOf(bundle))) {
            return new Manifest(in).getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the names in a header such as Import-Package, without their attributes} */
    static Set<String> names(Attributes manifest, String header) {
        var names = new TreeSet<String>();
        String value = manifest.getValue(header);
        if (value != null) {
            for (String clause : CLAUSES.split(value)) {
                names.add(clause.split(";", 2)[0].strip());
            }
        }
        return names;
    }
}
