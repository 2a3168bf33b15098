package org.currentcost.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Copies the files of a folder, compares, and takes the old ones away. */
final class FolderMove {

    private static final int BUFFER_BYTES = 1 << 20;

    private final Path from;
    private final Path to;
    private final List<Path> files = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private long bytes = 1;

    /** @param without names directly below {@code from} that stay out of it */
    FolderMove(Path from, Path to, List<String> without) throws IOException {
        this.from = from;
        this.to = to;
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (isLeftOut(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                folders.add(from.relativize(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!isLeftOut(file)) {
                    files.add(from.relativize(file));
                    bytes += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }

            private boolean isLeftOut(Path path) {
                return from.equals(path.getParent()) && without.contains(path.getFileName().toString());
            }
        });
    }

    void copy(Consumer<Double> progress) throws IOException {
        for (var folder : folders) {
            Files.createDirectories(to.resolve(folder));
        }
        long done = 0;
        for (var file : files) {
            done = copy(file, done, progress);
            Files.setLastModifiedTime(to.resolve(file), Files.getLastModifiedTime(from.resolve(file)));
        }
    }

    private long copy(Path file, long before, Consumer<Double> progress) throws IOException {
        long done = before;
        var buffer = new byte[BUFFER_BYTES];
        try (var in = Files.newInputStream(from.resolve(file)); var out = Files.newOutputStream(to.resolve(file))) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
                done += length;
                progress.accept((double) done / bytes);
            }
        }
        return done;
    }

    /** {@return whether every file is the same in both places} */
    boolean isSame() throws IOException {
        for (var file : files) {
            if (Files.mismatch(from.resolve(file), to.resolve(file)) >= 0) {
                return false;
            }
        }
        return true;
    }

    void removeOld() throws IOException {
        remove(from);
    }

    void removeCopy() throws IOException {
        remove(to);
    }

    /** The top folder stays. */
    private void remove(Path root) throws IOException {
        for (var file : files) {
            Files.deleteIfExists(root.resolve(file));
        }
        for (var folder : folders.stream().sorted(Comparator.comparing(Path::getNameCount).reversed()).toList()) {
            if (!folder.toString().isEmpty()) {
                Files.deleteIfExists(root.resolve(folder));
            }
        }
    }

    /** Puts a file in a place where there is none. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
