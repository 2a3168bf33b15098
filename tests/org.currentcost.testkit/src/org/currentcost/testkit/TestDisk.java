package org.currentcost.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a test's own, in memory, where the account that runs the tests may mount one. */
public final class TestDisk implements AutoCloseable {

    private static final int PART_BYTES = 1 << 12;

    private final Path path;
    private boolean mounted;

    /** Makes the folder where it is to be. */
    public TestDisk(Path path) throws IOException {
        this.path = Files.createDirectory(path);
    }

    /** Mounts it, empty, or leaves the test out. @param megabytes how large it is */
    public void mount(int megabytes) throws InterruptedException {
        mounted = SystemProgram.succeeds("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs",
                path.toString());
        assumeTrue(mounted, "this account may not mount a disk");
    }

    /** {@return where it is} */
    public Path path() {
        return path;
    }

    /** Leaves no room at all, as whoever fills a disk does. {@return the file that takes it} */
    public Path fill() throws IOException {
        var ballast = path.resolve("ballast");
        try (var out = Files.newOutputStream(ballast)) {
            var part = new byte[PART_BYTES];
            while (true) {
                out.write(part);
            }
        } catch (IOException e) {
            assertEquals(0, path.toFile().getUsableSpace(), e.toString());
        }
        return ballast;
    }

    /** Unmounts it as soon as nobody has a file of it open: one that was killed may be about to let go of it. */
    @Override
    public void close() throws Exception {
        if (mounted) {
            Patience.await("nobody to have a file of the disk open",
                    () -> SystemProgram.succeeds("umount", path.toString()));
            mounted = false;
        }
    }
}
