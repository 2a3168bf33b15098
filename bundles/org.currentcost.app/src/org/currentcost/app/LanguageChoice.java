package org.currentcost.app;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.URIUtil;

/**
 * The language that the user has chosen instead of the computer's: a file beside the configuration, which the start
 * script reads, since a program can't change its language while it runs. Not thread-safe.
 */
final class LanguageChoice {

    /** As the start scripts know it. */
    static final String NAME = "currentcost.language";
    private static final String TEXTS = "messages_";
    /** What the start scripts take; whatever else stands in the file chooses nothing. */
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z][A-Za-z_-]{1,19}");
    private static final int MOST_BYTES = 100;

    private final Path file;

    /** @param configuration the folder of the program's configuration */
    LanguageChoice(Path configuration) {
        file = configuration.resolve(NAME);
    }

    /** {@return that of the program that runs} */
    static LanguageChoice ofThisProgram() {
        try {
            return new LanguageChoice(
                    URIUtil.toFile(URIUtil.toURI(Platform.getConfigurationLocation().getURL())).toPath());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the configuration has no folder", e);
        }
    }

    /** {@return the languages in which there are texts, English first} A language is added by its files alone. */
    static List<Locale> offered() {
        var files = Platform.getBundle("org.currentcost.app").findEntries("/org/currentcost/app", TEXTS + "*", false);
        var others = Stream.<Locale>builder();
        while (files != null && files.hasMoreElements()) {
            String path = files.nextElement().getPath();
            others.add(locale(path.substring(path.lastIndexOf(TEXTS) + TEXTS.length(), path.lastIndexOf('.'))));
        }
        return Stream
                .concat(Stream.of(Locale.ENGLISH), others.build().sorted(Comparator.comparing(LanguageChoice::name)))
                .toList();
    }

    /** {@return what its speakers call a language, with a capital} */
    static String name(Locale language) {
        String name = language.getDisplayLanguage(language);
        return name.substring(0, 1).toUpperCase(language) + name.substring(1);
    }

    private static Locale locale(String name) {
        return Locale.forLanguageTag(name.replace('_', '-'));
    }

    /** {@return the chosen language; empty for the computer's, and where the file says none} */
    Optional<Locale> chosen() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
            return text.lines().findFirst().map(String::strip).filter(name -> LANGUAGE.matcher(name).matches())
                    .map(LanguageChoice::locale);
        }
    }

    /** Takes a language from the next start on; empty for the computer's. */
    void choose(Optional<Locale> language) throws IOException {
        if (language.isPresent()) {
            Files.writeString(file, language.get() + System.lineSeparator());
        } else {
            Files.deleteIfExists(file);
        }
    }
}
