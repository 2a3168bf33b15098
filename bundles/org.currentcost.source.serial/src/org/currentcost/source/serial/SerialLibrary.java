package org.currentcost.source.serial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

import org.currentcost.model.NativeLibraryFolder;

import com.fazecast.jSerialComm.SerialPort;

/**
 * Loads the native library of serial ports from a folder that only this user can enter.
 * <p>
 * The library's Java part does so when it is first used: it looks into {@code jSerialComm.library.path}, and if nothing
 * there will do, it unpacks itself below the temporary folder, then below the user's home, each time into a folder that
 * it opens to everybody. In any case it empties these two folders before, through whatever links are in them. No
 * property names the two but those of the temporary folder and of the home themselves, which it reads this once.
 */
final class SerialLibrary {

    private static final String LIBRARY_PATH = "jSerialComm.library.path";
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String HOME = "user.home";

    private static boolean loaded;

    private SerialLibrary() {
    }

    /**
     * To be called before each use of the library; does nothing after it was loaded.
     *
     * @throws IOException  if there is no folder for it, or it can't be written there
     * @throws LinkageError if this computer can't use serial ports
     */
    static synchronized void load() throws IOException {
        if (loaded) {
            return;
        }
        Path folder = NativeLibraryFolder.get();
        put(folder);
        String temporary = System.getProperty(TEMPORARY);
        String home = System.getProperty(HOME);
        System.setProperty(TEMPORARY, folder.toString());
        System.setProperty(HOME, folder.toString());
        try {
            // Its static initializer does it all
            SerialPort.getVersion();
            loaded = true;
        } finally {
            restore(TEMPORARY, temporary);
            restore(HOME, home);
        }
    }

    private static void restore(String property, String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    /** Where the library has nothing for this computer by the usual name, it is left to find out by itself. */
    private static void put(Path folder) throws IOException {
        Optional<String> name = name(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        if (name.isEmpty()) {
            return;
        }
        // A class that is only named is not initialized
        try (InputStream content = SerialPort.class.getResourceAsStream("/" + name.get())) {
            if (content != null) {
                NativeLibraryFolder.put(folder, name.get(), content.readAllBytes());
                if (System.getProperty(LIBRARY_PATH) == null) {
                    System.setProperty(LIBRARY_PATH, folder.toString());
                }
            }
        }
    }

    /** {@return where the library's Java part looks for a computer's native part, if it is one of the usual} */
    static Optional<String> name(String system, String architecture) {
        String folder;
        String file;
        if (system.startsWith("Windows")) {
            folder = "Windows";
            file = "jSerialComm.dll";
        } else if (system.startsWith("Mac")) {
            folder = "OSX";
            file = "libjSerialComm.jnilib";
        } else if (system.equals("Linux")) {
            folder = "Linux";
            file = "libjSerialComm.so";
        } else {
            return Optional.empty();
        }
        return switch (architecture) {
            case "amd64", "x86_64" -> Optional.of(folder + "/x86_64/" + file);
            case "aarch64" -> Optional.of(folder + (folder.equals("Linux") ? "/armv8_64/" : "/aarch64/") + file);
            case "i386", "i686", "x86" -> Optional.of(folder + "/x86/" + file);
            default -> Optional.empty();
        };
    }
}
