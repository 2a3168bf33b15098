package org.currentcost.source.mqtt.transport;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The file with the key that opens the secure storage: for its user alone, and there whole or not at all. */
final class StorageKeyFile {

    private static final int KEY_BYTES = 32;

    /** The extension by which the platform knows this class, as it writes it. */
    static final String MODULE = "org.currentcost.source.mqtt.storagekey";

    /**
     * What the file has.
     *
     * @param text    the key
     * @param renewed whether another one was there that is of no use
     */
    record Key(String text, boolean renewed) {
    }

    private StorageKeyFile() {
    }

    /** {@return where the key of this user is} */
    static Path standard() {
        return Path.of(System.getProperty("user.home"), ".currentcost", "storage.key");
    }

    /** {@return the key in a file, which is made where there is none that is whole} */
    static synchronized Key key(Path file) throws IOException {
        var key = read(file);
        if (key.isPresent()) {
            return new Key(key.get(), false);
        }
        Files.createDirectories(file.getParent(), ownerOnly(file, "rwx------"));
        // Two that both make a key would each lose what the other one stored
        try (var lock = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                ownerOnly(file, "rw-------")); var held = lock.lock()) {
            key = read(file);
            if (key.isPresent()) {
                return new Key(key.get(), false);
            }
            boolean damaged = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            if (damaged) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return new Key(make(file), damaged);
        }
    }

    /** {@return the key, if it is whole} */
    static Optional<String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            boolean whole = text.length() == 2 * KEY_BYTES && text.chars().allMatch(HexFormat::isHexDigit);
            return whole ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException | AccessDeniedException e) {
            return Optional.empty();
        }
    }

    /** The file is there whole or not at all, whatever happens meanwhile. */
    private static String make(Path file) throws IOException {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        String key = HexFormat.of().formatHex(bytes);
        var part = Files.createTempFile(file.getParent(), "storage", ".part", ownerOnly(file, "rw-------"));
        try {
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.US_ASCII.encode(key));
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return key;
    }

    private static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(
                        permissions))}
                : new FileAttribute<?>[0];
    }
}
