package org.currentcost.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts bring to a machine and what they leave alone, with a package manager that is made up. */
class ScriptsTest {

    private static final Pattern CUTS_A_PIPE = Pattern.compile("\\|\\s*(head\\b|grep\\s+-\\w*q)");

    @TempDir
    private Path folder;
    private Path log;

    /** What a script said, all of it, and how it ended. */
    private record Outcome(int code, String said) {
    }

    @BeforeEach
    void machineWithOnlyGit() throws IOException {
        log = Files.createFile(folder.resolve("log"));
        command("dpkg", "echo amd64");
        installed("git|amd64|installed|");
        command("id", "echo 0");
        // There is nothing to choose from before the lists are fetched, and it is said in the user's language.
        command("apt-cache", """
                test -e lists || exit 0
                test "$LC_ALL" = C && word=Candidate || word=Installationskandidat
                grep -x "$2" offered >/dev/null && version=21.0.1 || version='(none)'
                echo "$2:"; echo "  $word: $version"; seq 100000""");
        command("apt-get", """
                echo "$@" >> log
                case "$*" in
                  *update*) touch lists ;;
                  *install*) for one; do :; done; echo "$one|amd64|installed|" >> packages ;;
                esac""");
        Files.writeString(folder.resolve("offered"), "openjdk-21-jdk-headless\n");
    }

    private void command(String name, String script) throws IOException {
        var bin = Files.createDirectories(folder.resolve("bin"));
        var file = Files.writeString(bin.resolve(name), "#!/bin/sh\ncd '" + folder + "'\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** @param packages a line each: name, architecture, status, and what it provides */
    private void installed(String... packages) throws IOException {
        Files.write(folder.resolve("packages"), List.of(packages));
        command("dpkg-query", "awk -F '|' '{ print $3 \"|\" $2 \"|\" $1 \", \" $4 }' packages");
    }

    /** Runs lines of a script after {@code prepare.sh}, under the same rules as the scripts that use it. */
    private Outcome run(Map<String, String> environment, String lines) throws Exception {
        var builder = new ProcessBuilder("bash", "-c", "set -euo pipefail; . '"
                + Workspace.root().resolve("releng/prepare.sh") + "'; cd '" + folder + "'\n" + lines)
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
        var variables = builder.environment();
        List.of("JAVA_HOME", "LC_ALL").forEach(variables::remove);
        variables.put("LANG", "de_DE.UTF-8");
        variables.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        variables.putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the script does not end");
        return new Outcome(process.exitValue(), Files.readString(folder.resolve("said")));
    }

    private Outcome run(String lines) throws Exception {
        return run(Map.of(), lines);
    }

    private List<String> installations() throws IOException {
        return Files.readAllLines(log).stream().filter(line -> line.contains("install")).toList();
    }

    @Test
    void listsAreFetchedBeforeTheyAreAskedForAJdk() throws Exception {
        var outcome = run("find_jdk() { grep openjdk packages >/dev/null; }; need_jdk; echo done");
        assertEquals(0, outcome.code, outcome.said);
        assertTrue(outcome.said.endsWith("done\n"), outcome.said);
        var done = Files.readAllLines(log);
        assertTrue(done.getFirst().endsWith(" update"), done::toString);
        assertTrue(done.getLast().endsWith(" openjdk-21-jdk-headless"), done::toString);
        assertEquals(2, done.size(), done::toString);
    }

    @Test
    void oneSentenceSaysWhatIsMissingWhereNoJdkIsPackaged() throws Exception {
        Files.writeString(folder.resolve("offered"), "openjdk-17-jdk-headless\n");
        var outcome = run("find_jdk() { false; }; need_jdk; echo done");
        assertEquals(1, outcome.code, outcome.said);
        assertTrue(outcome.said.matches("A JDK of version 21 or later [^\\n]*[.]\\n"), outcome.said);
        assertTrue(outcome.said.contains("this system's packages have none: bring one"), outcome.said);
        assertEquals(List.of(), installations());
    }

    @Test
    void noJdkIsSaidToBeMissingFromListsThatNobodyHasSeen() throws Exception {
        command("apt-get", "echo 'W: Failed to fetch http://packages.invalid/dists'");
        var offline = run("find_jdk() { false; }; need_jdk");
        assertEquals(1, offline.code, offline.said);
        assertTrue(offline.said.contains("some lists of packages could not be fetched: bring one"), offline.said);
        command("id", "echo 1000");
        command("sudo", "exit 1");
        var account = run("find_jdk() { false; }; need_jdk");
        assertEquals(1, account.code, account.said);
        assertTrue(account.said.contains("this account may not install openjdk-25-jdk-headless"), account.said);
    }

    @Test
    void aJdkThatIsInstalledAndDoesNotWorkIsNotInstalledForEver() throws Exception {
        var outcome = run("find_jdk() { false; }; need_jdk");
        assertEquals(1, outcome.code, outcome.said);
        assertEquals(1, installations().size());
    }

    @Test
    void whatIsProvidedOrThereIsLeftAlone() throws Exception {
        installed("libgtk-3-0t64|amd64|installed|libgtk-3-0 (= 3.24.49-3), libgtk-3-common-abi",
                "xvfb|amd64|installed|",
                "fonts-dejavu-core|all|installed|", "socat|amd64|config-files|", "openbox|i386|installed|");
        // As an ordinary user without a network: nobody is asked for anything.
        command("id", "echo 1000");
        command("apt-get", "echo called >> log; exit 100");
        var outcome = run("need_packages libgtk-3-0 xvfb fonts-dejavu-core; echo done");
        assertEquals(new Outcome(0, "done\n"), outcome);
        assertEquals(List.of(), Files.readAllLines(log));

        command("sudo", "exit 1");
        var removed = run("need_packages libgtk-3-0 socat openbox; echo done");
        assertEquals(1, removed.code, removed.said);
        assertTrue(removed.said.endsWith("apt-get install socat openbox\n"), removed.said);
    }

    @Test
    void aListThatSomebodyElseHoldsIsWaitedFor() throws Exception {
        command("apt-get",
                """
                        echo "$@" >> log
                        case "$*" in *update*) if [ ! -e tried ]; then touch tried; echo 'E: Could not get lock'; exit 100; fi ;; esac""");
        var outcome = run("need_packages socat; echo done");
        assertEquals(0, outcome.code, outcome.said);
        assertEquals(3, Files.readAllLines(log).size());
        assertTrue(installations().getFirst().contains("DPkg::Lock::Timeout="), installations()::toString);
    }

    @Test
    void whyPackagesCouldNotBeInstalledIsSaid() throws Exception {
        command("apt-get", "echo 'E: no space left'; exit 100");
        var outcome = run("need_packages socat; echo done");
        assertEquals(1, outcome.code, outcome.said);
        assertTrue(outcome.said.contains("E: no space left\nThe packages could not be installed"), outcome.said);
    }

    @Test
    void aJavaHomeThatIsNoJdkIsNotTaken() throws Exception {
        var broken = Files.createDirectories(folder.resolve("broken/bin"));
        for (String name : List.of("javac", "java")) {
            var file = Files.writeString(broken.resolve(name), "#!/bin/sh\nexit 127\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        var here = Path.of(System.getProperty("java.home"));
        Files.createSymbolicLink(folder.resolve("bin/javac"), here.resolve("bin/javac"));
        for (String home : List.of(broken.getParent().toString(), "/nowhere", "nonsense")) {
            var outcome = run(Map.of("JAVA_HOME", home), "find_jdk; echo \"$JAVA_HOME\"");
            assertEquals(0, outcome.code, outcome.said);
            assertTrue(outcome.said.startsWith("JAVA_HOME is " + home + ", which is no JDK"), outcome.said);
            assertTrue(outcome.said.endsWith(here.toRealPath() + "\n"), outcome.said);
        }
    }

    @Test
    void withoutAHomeOrALocaleItWorksTheSame() throws Exception {
        var outcome = run("unset HOME LANG; . '" + Workspace.root().resolve("releng/prepare.sh")
                + "'; find_jdk; echo \"$LC_ALL\"");
        assertEquals(0, outcome.code, outcome.said);
        assertEquals("C.UTF-8\n", outcome.said);
    }

    /** A reader that ends before its writer ends the writer too: under pipefail what was found counts as not found. */
    @Test
    void noScriptCutsAPipe() throws IOException {
        var faults = new ArrayList<String>();
        var scripts = scripts(Workspace.root());
        for (var script : scripts) {
            int number = 0;
            for (String line : Workspace.text(script).split("\n")) {
                number++;
                if (CUTS_A_PIPE.matcher(line).find()) {
                    faults.add(Workspace.root().relativize(script) + ":" + number + ": " + line.strip());
                }
            }
        }
        assertEquals(List.of(), faults);
        assertTrue(scripts.size() >= 5, scripts::toString);
        assertFalse(CUTS_A_PIPE.matcher("a | tail -n 1").find());
    }

    private static List<Path> scripts(Path root) throws IOException {
        var found = new ArrayList<Path>();
        for (String part : List.of(".ci", "releng", "features", "bundles", "tests")) {
            try (Stream<Path> walk = Files.walk(root.resolve(part))) {
                found.addAll(walk.filter(Files::isRegularFile)
                        .filter(file -> !root.relativize(file).toString().contains("target/"))
                        .filter(ScriptsTest::isScript).toList());
            }
        }
        return found;
    }

    private static boolean isScript(Path file) {
        try (var in = Files.newInputStream(file)) {
            return file.toString().endsWith(".sh")
                    || new String(in.readNBytes(40), StandardCharsets.ISO_8859_1).matches(
                            "(?s)#![^\\n]*\\b(ba)?sh\\b.*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
