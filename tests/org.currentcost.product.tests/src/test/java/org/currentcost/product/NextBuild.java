package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A later build of the same sources: what an update brings. */
final class NextBuild {

    /** The end of its version, later than that of any other build; no time, before which it could not be now. */
    static final String QUALIFIER = "9999-next";
    /** The last line of its start script. */
    static final String LAST_LINE = "# of a later build";

    private static final Path SOURCES = Path.of(System.getProperty("currentcost.sources"));
    private static final Set<String> LEFT_OUT = Set.of("target", ".tools");
    private static final long LIMIT_MINUTES = 30;

    private static Path site;

    private NextBuild() {
    }

    /** Builds the update site in a copy of the sources, once for all tests. @return the site's folder */
    static synchronized Path site() throws Exception {
        if (site == null) {
            site = build(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "next-build"));
        }
        return site;
    }

    private static Path build(Path folder) throws Exception {
        for (String part : List.of("bundles", "features", "releng", ".mvn")) {
            copy(SOURCES.resolve(part), folder.resolve(part));
        }
        Files.writeString(folder.resolve("pom.xml"),
                Files.readString(SOURCES.resolve("pom.xml")).replace("<module>tests</module>", ""));
        Files.writeString(folder.resolve("bundles/org.currentcost.install/start/currentcost"), LAST_LINE + "\n",
                StandardOpenOption.APPEND);
        var log = folder.resolve("build.log");
        var builder = new ProcessBuilder(Path.of(System.getProperty("currentcost.maven"), "bin", "mvn").toString(),
                "-o", "-B", "-ntp", "-Dmaven.repo.local=" + System.getProperty("currentcost.repository"),
                "-DforceContextQualifier=" + QUALIFIER, "-Dformatter.skip=true", "package",
                "-pl", "releng/org.currentcost.updatesite", "-am").directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var build = builder.start();
        try {
            if (!build.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("the build does not end: " + Files.readString(log));
            }
        } finally {
            build.destroyForcibly();
        }
        assertEquals(0, build.exitValue(), () -> text(log));
        return folder.resolve("releng/org.currentcost.updatesite/target/repository");
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> all = Files.list(from)) {
            for (var one : all.filter(one -> !LEFT_OUT.contains(one.getFileName().toString())).toList()) {
                var target = to.resolve(one.getFileName());
                if (Files.isDirectory(one)) {
                    copy(one, target);
                } else if (!one.getFileName().toString().startsWith(".polyglot")) {
                    Files.copy(one, target);
                }
            }
        }
    }
}
