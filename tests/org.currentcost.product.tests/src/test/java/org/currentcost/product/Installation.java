package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of the packaged program that a test may change. */
final class Installation {

    private final Path folder;
    private final Path home;

    private Installation(Path folder, Path home) {
        this.folder = folder;
        this.home = home;
    }

    /** Copies the program. @param folder where to, with a folder for the user's own files beside it */
    static Installation copy(Path folder) throws IOException {
        return copy(Product.FOLDER, folder);
    }

    /** Copies another one. */
    static Installation copy(Path from, Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (var one : all.toList()) {
                Files.copy(one, folder.resolve(from.relativize(one).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new Installation(folder, Files.createDirectories(folder.resolveSibling("home")));
    }

    /** {@return the program's folder} */
    Path folder() {
        return folder;
    }

    /** {@return a file of it} */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Starts a command. The caller closes it. */
    Command start(String... arguments) throws IOException {
        return new Command(builder(arguments));
    }

    /** Prepares a command. */
    ProcessBuilder builder(String... arguments) {
        return Product.builder(folder, Map.of("HOME", home.toString()), arguments);
    }

    /** Runs a command to its end. @return what it said, a line each */
    List<String> run(int code, String... arguments) throws Exception {
        try (var command = start(arguments)) {
            assertEquals(code, command.exitCode(), command::toString);
            return Stream.concat(command.out().stream(), command.err().stream()).toList();
        }
    }

    /** {@return the names of the files in a folder of it that contain a word} */
    List<String> files(String name, String word) throws IOException {
        try (Stream<Path> all = Files.list(file(name))) {
            return all.map(one -> one.getFileName().toString()).filter(one -> one.contains(word)).sorted().toList();
        }
    }

    /** {@return the list of the bundles that run} */
    String bundles() throws IOException {
        return Files.readString(file("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info"));
    }
}
