package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged program answers on the command line. */
class CommandLineTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"record", "download", "import", "imports", "export", "verify", "rebuild", "backup",
        "restore", "move", "sources", "simulate"})
    void helps(String command) throws Exception {
        var help = Product.run(command, "--help");
        assertTrue(help.stream().anyMatch(line -> line.startsWith("Usage: currentcost " + command + " ")),
                help::toString);
        // Its texts are there, not their keys.
        assertTrue(String.join(" ", help).matches("[A-Z].*?[.] Usage: .*"), help::toString);
    }

    @Test
    void listsItsCommands() throws Exception {
        var help = Product.run("--help");
        for (var command : List.of("record", "download", "import", "imports", "export", "verify", "rebuild", "backup",
                "restore", "move", "sources", "simulate")) {
            assertTrue(help.stream().anyMatch(line -> line.matches("  " + command + " +[A-Z].*")), help::toString);
        }
    }

    @Test
    void tellsItsVersion() throws Exception {
        var version = Product.run("--version");
        assertEquals(1, version.size());
        assertTrue(version.getFirst().matches("CurrentCost Workbench 1[.]0[.]0[.][0-9]+, Java [0-9].*, Linux .*"),
                version::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "record --source nonsense:1", "record --source demo --for long", "import",
        "import x --start yesterday", "export --every 3h", "simulate --model cc999"})
    void refusesWrongArguments(String arguments) throws Exception {
        try (var command = Product.start(arguments.split(" "))) {
            assertEquals(2, command.exitCode(), command::toString);
            assertEquals(List.of(), command.out(), command::toString);
            assertTrue(command.err().getFirst().length() > 10, command::toString);
        }
    }

    @Test
    void oneProcessAtATimeHasAFolderAndOthersLookOn() throws Exception {
        var data = folder.resolve("data").toString();
        try (var first = Product.start("record", "--source", "demo", "--data", data)) {
            first.awaitErr(line -> line.startsWith("demo: live"));
            Product.run("sources", "--data", data);
            Product.run("verify", "--data", data);
            Product.run("export", "--data", data);
            first.terminate().exitCode();
        }
        Product.run("sources", "--data", data);
    }

    @Test
    void needsAWindowSystemForTheWindowAlone() throws Exception {
        try (var window = Product.start()) {
            assertEquals(1, window.exitCode());
            assertEquals(List.of(), window.out());
            assertEquals(List.of("There is no display to open a window on. Without one, use the command line: "
                    + "currentcost --help"), window.err());
        }
    }

    @Test
    void speaksGerman() throws Exception {
        var german = Map.of("CURRENTCOST_LANGUAGE", "de");
        try (var window = Product.start(german)) {
            assertEquals(1, window.exitCode());
            assertEquals(List.of("Es gibt keine Anzeige für ein Fenster. Ohne sie hilft die Befehlszeile: "
                    + "currentcost --help"), window.err());
        }
        try (var help = Product.start(german, "export", "--help")) {
            assertEquals(0, help.exitCode());
            assertTrue(help.out().getFirst().startsWith("Schreibt Messwerte, Summen, Beträge"), help::toString);
        }
        var missing = folder.resolve("fehlt");
        try (var failed = Product.start(german, "import", missing.toString(), "--data",
                folder.resolve("data").toString())) {
            Sentence.assertFailure(failed, "Es gibt keine Datei " + missing + ".");
        }
    }

    /** A file that the window writes, beside the configuration. What the environment says goes before it. */
    @Test
    void speaksTheLanguageThatWasChosenInTheWindow() throws Exception {
        // a program of its own: others start the built one meanwhile
        var program = Installation.copy(folder.resolve("program"));
        var chosen = program.file("configuration/currentcost.language");
        Files.writeString(chosen, "fr\n");
        assertHelpBegins(program, Map.of(), "Écrit mesures, sommes");
        assertHelpBegins(program, Map.of("CURRENTCOST_LANGUAGE", "de"), "Schreibt Messwerte");
        Files.writeString(chosen, "de_AT\n");
        assertHelpBegins(program, Map.of(), "Schreibt Messwerte");
        for (String nothing : List.of("-Dsomething=else", "-version", "d", "de;touch x", "de fr", "$(touch x)",
                "d".repeat(21))) {
            Files.writeString(chosen, nothing + "\n");
            assertHelpBegins(program, Map.of(), "Writes readings");
        }
    }

    private static void assertHelpBegins(Installation program, Map<String, String> environment, String begin)
            throws Exception {
        var builder = program.builder("export", "--help");
        builder.environment().putAll(environment);
        try (var help = new Command(builder)) {
            assertEquals(0, help.exitCode(), help::toString);
            assertTrue(help.out().getFirst().startsWith(begin), help::toString);
        }
    }

    @Test
    void knowsFilesOfAnyNameWithoutALocale() throws Exception {
        var data = folder.resolve("Zähler");
        // As cron starts it, and as on a minimal system that lacks the user's language.
        for (var one : Map.of("", "There is no file ", "de_DE.UTF-8", "Es gibt keine Datei ").entrySet()) {
            var locale = Map.of("LC_ALL", "", "LC_CTYPE", "", "LC_MESSAGES", "", "LANG", one.getKey());
            var missing = folder.resolve("Küche.xml").toString();
            try (var failed = Product.start(locale, "import", missing, "--data", data.toString())) {
                Sentence.assertFailure(failed, one.getValue() + missing + ".");
            }
            try (var verified = Product.start(locale, "verify", "--data", data.toString())) {
                assertEquals(0, verified.exitCode(), verified::toString);
            }
        }
        assertTrue(Files.isDirectory(data));
    }
}
