package org.currentcost.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of all bundles in all languages, by their files. */
class TextsTest {

    private static final List<String> LANGUAGES = List.of("de", "fr");
    private static final Pattern PLUGIN_KEY = Pattern.compile("[\">]%([^\"<]+)[\"<]");
    private static final Pattern COMMAND = Pattern.compile("<command id=[^>]*>");
    private static final Pattern COMMAND_NAME = Pattern.compile(" name=\"%([^\"]+)\"");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");
    private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");
    private static final Pattern FIELD = Pattern.compile("public static String (\\w+);");
    /** What picocli itself asks for, and what runs before anything else of the program is on the class path. */
    private static final Set<String> READERS_OF_THEIR_OWN = Set.of("CommandLineMain.java", "StartPreparation.java");
    private static final Pattern OTHER_READER = Pattern.compile("\\b(NLS|ResourceBundle)\\b");
    private static final Pattern LITERAL_KEY = Pattern.compile("Messages\\.(?:get|text)\\(\\s*\"([^\"]+)\"[,)]");

    static Stream<Path> messages() {
        return Workspace.bundles().values().stream()
                .flatMap(bundle -> Workspace.files(bundle.resolve("src"), "messages.properties").stream());
    }

    static Stream<Path> all() {
        var folders = new ArrayList<>(Workspace.bundles().values());
        folders.addAll(Workspace.children(Workspace.root().resolve("features")).stream().filter(Files::isDirectory)
                .toList());
        return folders.stream().flatMap(folder -> Workspace.files(folder, ".properties").stream())
                .filter(file -> !file.endsWith("build.properties"))
                .filter(file -> !file.getFileName().toString().matches(".*_[a-z]{2}\\.properties"));
    }

    private static List<Path> translations(Path file) {
        String name = file.getFileName().toString().replace(".properties", "");
        return LANGUAGES.stream().map(language -> file.resolveSibling(name + "_" + language + ".properties")).toList();
    }

    private static Set<String> arguments(String pattern) {
        var arguments = new TreeSet<String>();
        ARGUMENT.matcher(pattern).results().forEach(one -> arguments.add(one.group(1)));
        return arguments;
    }

    /** {@return the nearest folder around a class that has texts} */
    private static Path folderOfTexts(Path source) {
        var folder = source.getParent();
        while (!Files.exists(folder.resolve("messages.properties"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static boolean areInFields(Path messages) {
        var type = messages.resolveSibling("Messages.java");
        return Files.exists(type) && Workspace.text(type).contains("fill(Messages.class)");
    }

    @Test
    void allTextsAreReadByTheSameClass() {
        var others = new TreeSet<String>();
        int readers = 0;
        for (var bundle : Workspace.bundles().entrySet()) {
            for (var source : Workspace.files(bundle.getValue(), ".java")) {
                String text = Workspace.text(source);
                readers += text.contains("Texts.beside(") ? 1 : 0;
                if (OTHER_READER.matcher(text).find() && !source.endsWith("model/Texts.java")) {
                    others.add(source.getFileName().toString());
                }
            }
        }
        assertTrue(readers > 15, "too few were found: " + readers);
        assertEquals(READERS_OF_THEIR_OWN, others);
    }

    @Test
    void theUsersLocaleIsAskedForInOnePlace() {
        var asking = new TreeSet<String>();
        for (var bundle : Workspace.bundles().entrySet()) {
            for (var source : Workspace.files(bundle.getValue(), ".java")) {
                if (Workspace.text(source).contains("Locale.getDefault(")) {
                    asking.add(source.getFileName().toString());
                }
            }
        }
        assertEquals(Set.of("UserLocale.java"), asking);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyTextExistsInEveryLanguageWithTheSameArguments(Path file) {
        var texts = Workspace.properties(file);
        assertFalse(texts.isEmpty());
        for (var translation : translations(file)) {
            assertTrue(Files.exists(translation), translation + " is missing");
            var translated = Workspace.properties(translation);
            assertEquals(new TreeSet<>(texts.stringPropertyNames()), new TreeSet<>(translated.stringPropertyNames()),
                    translation.toString());
            for (String key : texts.stringPropertyNames()) {
                assertFalse(texts.getProperty(key).isBlank(), key);
                assertFalse(translated.getProperty(key).isBlank(), key);
                assertEquals(arguments(texts.getProperty(key)), arguments(translated.getProperty(key)), key);
            }
        }
    }

    /** Eclipse's own words stand in fragments of its bundles; a test of the window asks Eclipse for them. */
    @Test
    void theWordsOfThePlatformAreTranslatedIntoEveryLanguage() {
        var fragments = Workspace.children(Workspace.root().resolve("bundles/translations")).stream()
                .filter(Files::isDirectory).filter(one -> !one.endsWith("target")).toList();
        assertFalse(fragments.isEmpty());
        String feature = Workspace.text(Workspace.root().resolve("features/org.currentcost.rcp.feature/feature.xml"));
        for (var fragment : fragments) {
            String name = fragment.getFileName().toString();
            var manifest = Workspace.manifest(fragment);
            assertEquals(name, manifest.getValue("Bundle-SymbolicName"));
            assertEquals(name.replace("org.currentcost.translations.", "org.eclipse."),
                    manifest.getValue("Fragment-Host"));
            assertTrue(feature.contains("id=\"" + name + "\""), name + " is not shipped");
            var included = Set.of(Workspace.properties(fragment.resolve("build.properties"))
                    .getProperty("bin.includes").split("\\s*,\\s*"));
            for (var file : Workspace.files(fragment, "_" + LANGUAGES.getFirst() + ".properties")) {
                String base = file.getFileName().toString().replace("_" + LANGUAGES.getFirst() + ".", ".");
                for (var translation : translations(file.resolveSibling(base))) {
                    assertTrue(Files.exists(translation), translation + " is missing");
                    assertEquals(new TreeSet<>(Workspace.properties(file).stringPropertyNames()),
                            new TreeSet<>(Workspace.properties(translation).stringPropertyNames()),
                            translation.toString());
                    assertTrue(included.contains(fragment.relativize(translation).getName(0).toString())
                            || included.contains(fragment.relativize(translation).getName(0) + "/"),
                            translation + " is not in the jar");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyPatternParsesAndLosesNoApostrophe(Path file) {
        boolean onlyThoseWithArguments = areInFields(file);
        var languages = new ArrayList<>(translations(file));
        languages.add(file);
        for (var language : languages) {
            var texts = Workspace.properties(language);
            for (String key : texts.stringPropertyNames()) {
                String text = texts.getProperty(key);
                if (onlyThoseWithArguments && arguments(text).isEmpty()) {
                    assertFalse(text.contains("''"), key + " is shown as it is");
                } else {
                    assertEquals(arguments(text).size(), new MessageFormat(text).getFormatsByArgumentIndex().length,
                            key + " leaves an argument out");
                    assertFalse(LONE_APOSTROPHE.matcher(text).find(), key + " loses an apostrophe");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyTextIsAskedForAndEveryOneAskedForIsThere(Path file) {
        var keys = Workspace.properties(file).stringPropertyNames();
        if (areInFields(file)) {
            var fields = new TreeSet<String>();
            FIELD.matcher(Workspace.text(file.resolveSibling("Messages.java"))).results()
                    .forEach(one -> fields.add(one.group(1)));
            assertEquals(new TreeSet<>(keys), fields);
            return;
        }
        var asked = new TreeSet<String>();
        var literals = new StringBuilder();
        for (var source : Workspace.files(file.getParent(), ".java")) {
            if (!file.getParent().equals(folderOfTexts(source))) {
                continue;
            }
            String text = Workspace.text(source);
            LITERAL_KEY.matcher(text).results().forEach(one -> asked.add(one.group(1)));
            literals.append(text);
        }
        asked.removeAll(keys);
        assertEquals(Set.of(), asked, "are not in " + file);
        for (String key : keys) {
            boolean whole = literals.indexOf("\"" + key + "\"") >= 0;
            // "quantity." + name, or name + ".remedy"
            boolean inParts = key.contains(".")
                    && (literals.indexOf("\"" + key.substring(0, key.lastIndexOf('.') + 1) + "\"") >= 0
                            || literals.indexOf("\"" + key.substring(key.lastIndexOf('.')) + "\"") >= 0);
            assertTrue(whole || inParts, key + " in " + file + " is not used");
        }
    }

    @Test
    void everyKeyOfAPluginXmlHasAText() {
        int found = 0;
        for (var bundle : Workspace.bundles().entrySet()) {
            var plugin = bundle.getValue().resolve("plugin.xml");
            if (!Files.exists(plugin)) {
                continue;
            }
            var keys = new TreeSet<String>();
            PLUGIN_KEY.matcher(Workspace.text(plugin)).results().forEach(one -> keys.add(one.group(1)));
            found += keys.size();
            if (keys.isEmpty()) {
                continue;
            }
            assertEquals("plugin", Workspace.manifest(bundle.getValue()).getValue("Bundle-Localization"),
                    bundle.getKey());
            var texts = bundle.getValue().resolve("plugin.properties");
            var languages = new ArrayList<>(translations(texts));
            languages.add(texts);
            for (var language : languages) {
                var missing = new TreeSet<>(keys);
                missing.removeAll(Workspace.properties(language).stringPropertyNames());
                assertEquals(Set.of(), missing, "are not in " + language);
            }
            var unused = new TreeSet<>(Workspace.properties(texts).stringPropertyNames());
            unused.removeAll(keys);
            assertEquals(Set.of(), unused, "are not used in " + plugin);
        }
        assertTrue(found > 0);
    }

    /** Quick access and the list of keys show each command by its name and category alone. */
    @Test
    void everyCommandHasANameOfItsOwnAndACategory() {
        var names = new ArrayList<String>();
        for (var bundle : Workspace.bundles().values()) {
            var plugin = bundle.resolve("plugin.xml");
            if (!Files.exists(plugin)) {
                continue;
            }
            for (var command : COMMAND.matcher(Workspace.text(plugin)).results().toList()) {
                var name = COMMAND_NAME.matcher(command.group());
                assertTrue(name.find(), command.group() + " has no name in the user's language");
                assertTrue(command.group().contains("categoryId=\""), command.group());
                names.add(Workspace.properties(bundle.resolve("plugin.properties")).getProperty(name.group(1)));
            }
        }
        assertTrue(names.size() > 10);
        assertEquals(names.stream().distinct().sorted().toList(), names.stream().sorted().toList());
    }
}
