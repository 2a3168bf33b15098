package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved layout that is damaged locks nobody out of the window. */
class LayoutTest {

    private static final String TITLE = "CurrentCost Workbench";
    private static final String NEWS = "Layout of the window";

    @TempDir
    private Path folder;
    private Path metadata;
    private Path model;
    private Screen screen;
    private Installation program;

    @BeforeEach
    void saveALayout() throws Exception {
        screen = new Screen();
        program = Installation.copy(folder.resolve("program"));
        metadata = folder.resolve("data/workbench/.metadata");
        model = metadata.resolve(".plugins/org.eclipse.e4.workbench/workbench.xmi");
        // Not the first start, so that no welcome is in the way.
        Product.run("sources", "add", "demo:1", "--meter", "Home", "--data", folder.resolve("data").toString());
        try (var window = open()) {
            end(window);
        }
        assertTrue(Files.size(model) > 0);
    }

    @AfterEach
    void switchOff() throws Exception {
        screen.close();
    }

    private Command open(String... options) throws Exception {
        var builder = program.builder(Stream.concat(Stream.of("--data", folder.resolve("data").toString()),
                Stream.of(options)).toArray(String[]::new));
        builder.environment().putAll(screen.environment());
        var window = new Command(builder);
        screen.awaitWindow(TITLE, window);
        return window;
    }

    /** Ends it as the desktop's session does, by which it saves its layout. */
    private static void end(Command window) throws Exception {
        window.terminate().exitCode();
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> all = Files.list(metadata)) {
            return all.filter(one -> one.getFileName().toString().startsWith("layout-kept")).sorted().toList();
        }
    }

    private void startsAndSaysSoOnce(String why) throws Exception {
        var before = kept();
        try (var window = open()) {
            screen.awaitWindow(NEWS, window);
            screen.press("Return");
            screen.awaitNo(NEWS);
            assertEquals(before.size() + 1, kept().size(), why);
            end(window);
        }
        try (var window = open()) {
            end(window);
        }
        assertEquals(before.size() + 1, kept().size(), "mended by then: " + why);
        assertFalse(Files.exists(metadata.resolve("layout-news.txt")), "said already: " + why);
    }

    @Test
    void startsWithoutALayoutThatIsDamaged() throws Exception {
        String sound = Files.readString(model);
        Files.writeString(model, sound.substring(0, sound.length() / 3));
        startsAndSaysSoOnce("cut");
        for (String damage : List.of("", "garbage", sound.replace("elementId=", "noSuchThing="))) {
            Files.writeString(model, damage);
            Files.deleteIfExists(model.resolveSibling("workbench.xmi.kept"));
            startsAndSaysSoOnce(damage.isEmpty() ? "empty" : damage.substring(0, 7));
        }
    }

    @Test
    void keepsWhatWasArrangedAMinuteBeforeItIsKilled() throws Exception {
        Files.delete(model);
        try (var window = open()) {
            window.await("a layout", () -> Files.exists(model) && Files.readString(model).endsWith("Application>\n"));
            window.kill().exitCode();
        }
        try (var window = open()) {
            end(window);
        }
        assertEquals(List.of(), kept(), "it was sound");
    }

    @Test
    void startsAsShippedWhenAsked() throws Exception {
        String before = Files.readString(model).replace("label=\"Costs\"", "label=\"Mine\"");
        Files.writeString(model, before);
        try (var window = open("--reset-layout")) {
            assertEquals(before, Files.readString(kept().getFirst()));
            end(window);
        }
        assertFalse(Files.readString(model).contains("label=\"Mine\""));
        assertTrue(Files.readString(model).contains("label=\"Costs\""));
    }
}
