package org.currentcost.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents say is so. */
class DocumentsTest {

    private static final Path DOCUMENTS = Workspace.root().resolve("releng/docs");
    private static final List<String> FOLDERS = List.of("", "bundles", "features", "releng", "releng/docs", "tests");
    private static final Pattern DECISION = Pattern.compile("adr-(\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern CODE = Pattern.compile("<!-- (\\S+): ([^\\n]+) -->\\n```java\\n([^`]*)```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private static List<Path> documents(Path folder) {
        return Workspace.children(folder).stream().filter(file -> file.toString().endsWith(".md")).toList();
    }

    /** Code in a document is compiled: it stands in a source too, where somebody would notice that it is old. */
    @Test
    void codeIsThatOfASource() {
        int found = 0;
        for (var document : documents(DOCUMENTS)) {
            String text = Workspace.text(document);
            var code = CODE.matcher(text);
            int here = 0;
            while (code.find()) {
                here++;
                assertEquals(part(Workspace.root().resolve(code.group(1)), code.group(2)), code.group(3),
                        document + ", " + code.group(2));
            }
            assertEquals(text.split("```java", -1).length - 1, here, document + " has code that nobody compiles");
            found += here;
        }
        assertTrue(found >= 5, "only " + found + " pieces of code were found");
    }

    /** {@return what stands in a source between two comments, as far to the left as they} */
    private static String part(Path source, String name) {
        String text = Workspace.text(source);
        String begin = "// begin: " + name + "\n";
        int start = text.indexOf(begin);
        assertTrue(start >= 0, source + " has no part " + name);
        int indent = start - text.lastIndexOf('\n', start) - 1;
        int end = text.indexOf("// end\n", start);
        return text.substring(start + begin.length(), end).stripTrailing().lines()
                .map(line -> line.isEmpty() ? line : line.substring(indent))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void everyDecisionHasOneForm() {
        String readme = Workspace.text(Workspace.root().resolve("README.md"));
        int number = 0;
        for (var document : documents(DOCUMENTS)) {
            var name = DECISION.matcher(document.getFileName().toString());
            if (name.matches()) {
                number++;
                assertEquals(number, Integer.parseInt(name.group(1)), document.toString());
                var lines = Workspace.text(document).lines().toList();
                assertTrue(lines.getFirst().startsWith("# " + number + ". "), lines.getFirst());
                assertEquals(List.of("## Decision", "## Considered options", "## Consequences"),
                        lines.stream().filter(line -> line.startsWith("## ")).toList(), document.toString());
                assertTrue(readme.contains("(releng/docs/" + document.getFileName() + ")"), "the README leaves out "
                        + document.getFileName());
            }
        }
        assertTrue(number >= 13, "only " + number + " decisions were found");
    }

    @Test
    void everyFolderSaysWhatItIsIn5Lines() {
        for (String folder : List.of("bundles", "features", "releng", "tests")) {
            var lines = Workspace.text(Workspace.root().resolve(folder).resolve("README.md")).lines().toList();
            assertEquals(6, lines.size(), folder);
            assertEquals("# " + folder, lines.getFirst());
        }
    }

    /** A test can't list what is in its own jar, so that a list says which folders of messages there are. */
    @Test
    void everyFolderOfMessagesIsRead() {
        var messages = Workspace.root()
                .resolve("tests/org.currentcost.parser.tests/src/org/currentcost/parser/messages");
        assertEquals(Workspace.children(messages).stream().filter(Files::isDirectory)
                .map(folder -> folder.getFileName().toString()).toList(),
                Workspace.text(messages.resolve("index.txt")).lines().toList());
    }

    @Test
    void everyClassThatADocumentNamesExists() {
        var missing = new TreeSet<String>();
        int found = 0;
        for (String folder : FOLDERS) {
            for (var document : documents(Workspace.root().resolve(folder))) {
                var named = Workspace.classesIn(Workspace.text(document));
                named.stream().filter(name -> !exists(name))
                        .forEach(name -> missing.add(document.getFileName() + ": " + name));
                found += named.size();
            }
        }
        assertEquals(new TreeSet<>(), missing);
        assertTrue(found >= 8, "only " + found + " names were found");
    }

    /** What the reader is to write has its code among the examples. */
    private static boolean exists(String name) {
        return Workspace.isClass(name, "bundles") || Workspace.isClass(name, "tests")
                || Workspace.isClass("org.currentcost.examples" + name.substring(name.lastIndexOf('.')), "tests");
    }

    @Test
    void everyLinkLeadsSomewhere() {
        var broken = new TreeSet<String>();
        for (String folder : FOLDERS) {
            for (var document : documents(Workspace.root().resolve(folder))) {
                LINK.matcher(Workspace.text(document)).results().map(link -> link.group(1))
                        .filter(target -> !Files.exists(document.resolveSibling(target)))
                        .forEach(target -> broken.add(document.getFileName() + " -> " + target));
            }
        }
        assertEquals(new TreeSet<>(), broken);
    }
}
