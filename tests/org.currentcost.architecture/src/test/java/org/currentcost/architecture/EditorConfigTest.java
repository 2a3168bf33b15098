package org.currentcost.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every file is written as {@code .editorconfig} says. */
class EditorConfigTest {

    private static final int LONGEST_LINE = 120;
    private static final Set<String> MADE = Set.of("target", ".git", ".tools", "bin", "golden");
    private static final List<String> BINARY = List.of(".png", ".class", ".jar", ".raw", ".gz");
    private static final String WINDOWS = ".cmd";

    @Test
    void everyFileKeepsToIt() throws IOException {
        var faults = new ArrayList<String>();
        var files = files(Workspace.root());
        for (var file : files) {
            String name = Workspace.root().relativize(file).toString();
            String text;
            try {
                text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
            } catch (CharacterCodingException e) {
                faults.add(name + ": not in UTF-8");
                continue;
            }
            check(name, text, faults);
        }
        assertTrue(files.size() > 100, "too few files were found: " + files.size());
        assertEquals(List.of(), faults);
    }

    private static void check(String name, String text, List<String> faults) {
        boolean windows = name.endsWith(WINDOWS);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            faults.add(name + ": no line end at its end");
        }
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            String content = windows && line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (windows != line.endsWith("\r")) {
                faults.add(name + ":" + number + ": the wrong line end");
            }
            if (!content.equals(content.stripTrailing())) {
                faults.add(name + ":" + number + ": blanks at the end");
            }
            if (content.contains("\t")) {
                faults.add(name + ":" + number + ": a tab");
            }
            // A text in quotes, such as a message of a meter, is not broken for it.
            if (name.endsWith(".java") && content.length() > LONGEST_LINE && !content.contains("\"")) {
                faults.add(name + ":" + number + ": " + content.length() + " columns");
            }
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).filter(file -> written(root.relativize(file))).toList();
        }
    }

    /** {@return whether a person wrote the file} */
    private static boolean written(Path file) {
        for (var part : file) {
            if (MADE.contains(part.toString())) {
                return false;
            }
        }
        String name = file.getFileName().toString();
        return BINARY.stream().noneMatch(name::endsWith) && !name.startsWith(".polyglot.")
                && !name.equals(".tycho-consumer-pom.xml") && !name.equals("pom.tycho")
                && !name.equals("dependency-reduced-pom.xml");
    }
}
