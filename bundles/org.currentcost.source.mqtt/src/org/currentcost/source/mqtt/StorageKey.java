package org.currentcost.source.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.spec.PBEKeySpec;
import org.eclipse.equinox.security.storage.provider.IPreferencesContainer;
import org.eclipse.equinox.security.storage.provider.PasswordProvider;

/**
 * Opens the secure storage where the desktop has no keyring for it: with a key of its own in a file that only the user
 * can read. So neither the window nor the command line asks for a master password, and what is stored is as safe as the
 * user's files are.
 */
public final class StorageKey extends PasswordProvider {

    private static final int KEY_BYTES = 32;

    @Override
    public PBEKeySpec getPassword(IPreferencesContainer container, int type) {
        try {
            return new PBEKeySpec(key(file()).toCharArray());
        } catch (IOException e) {
            // null is how a provider says that it has none
            return null;
        }
    }

    private static Path file() {
        return Path.of(System.getProperty("user.home"), ".currentcost", "storage.key");
    }

    static String key(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            var bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] attributes = posix
                    ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                    : new FileAttribute<?>[0];
            try {
                Files.createFile(file, attributes);
                Files.writeString(file, HexFormat.of().formatHex(bytes), StandardCharsets.US_ASCII);
            } catch (FileAlreadyExistsException e) {
                // Another copy of the program was faster; its key is as good.
                return Files.readString(file, StandardCharsets.US_ASCII).strip();
            }
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }
}
