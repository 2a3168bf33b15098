package org.currentcost.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * The script that starts the program: the one that this bundle brings, in the program's folder. p2 would remove the old
 * one first and write the new one into its place much later, so that whoever is killed meanwhile leaves a program that
 * nobody can start; here it is replaced in one step. It needs nothing but Java.
 */
final class StartScript {

    private static final String BUNDLE = "org.currentcost.install,";
    private static final int LOCATION = 2;
    private static final String NAME = System.getProperty("os.name").startsWith("Windows")
            ? "currentcost.cmd"
            : "currentcost";

    private StartScript() {
    }

    /**
     * Puts the script of what is installed into the program's folder, if another one or none is there. To be called by
     * whoever has the {@link InstallationLock}.
     *
     * @param home the program's folder
     */
    static void renew(Path home) throws IOException {
        var bundle = bundle(home);
        if (bundle.isEmpty()) {
            return;
        }
        try (var jar = new ZipFile(bundle.get().toFile())) {
            var entry = jar.getEntry("start/" + NAME);
            if (entry == null) {
                return;
            }
            byte[] content;
            try (var in = jar.getInputStream(entry)) {
                content = in.readAllBytes();
            }
            var script = home.resolve(NAME);
            if (!Files.isExecutable(script) || !Arrays.equals(content, Files.readAllBytes(script))) {
                InstallationBackup.writeProgram(script, content);
            }
        }
    }

    /** {@return the file of this bundle that the program consists of, by the list of what it consists of} */
    private static Optional<Path> bundle(Path home) throws IOException {
        var list = home.resolve(InstallationBackup.BUNDLES);
        if (!Files.isRegularFile(list)) {
            return Optional.empty();
        }
        // A line says id, version, location, start level, whether it is started; a location of ours is relative.
        return Files.readAllLines(list).stream().filter(line -> line.startsWith(BUNDLE))
                .map(line -> line.split(",")).filter(parts -> parts.length > LOCATION)
                .map(parts -> home.resolve(parts[LOCATION])).filter(Files::isRegularFile).findFirst();
    }
}
