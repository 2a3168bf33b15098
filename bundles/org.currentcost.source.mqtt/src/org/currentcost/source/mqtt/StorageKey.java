package org.currentcost.source.mqtt;

import java.io.IOException;
import java.lang.System.Logger.Level;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.PBEKeySpec;
import org.eclipse.equinox.security.storage.provider.IPreferencesContainer;
import org.eclipse.equinox.security.storage.provider.PasswordProvider;

/**
 * Opens the secure storage where the desktop has no keyring for it: with a key of its own in a file that only the user
 * can read. So neither the window nor the command line asks for a master password, and what is stored is as safe as the
 * user's files are.
 * <p>
 * A key that is empty, cut or not to be read is made anew, for without one nothing could ever be stored again. What it
 * opened stays closed then: those passwords have to be typed again.
 */
public final class StorageKey extends PasswordProvider {

    private static final System.Logger LOG = System.getLogger(StorageKey.class.getName());
    private static final int KEY_BYTES = 32;
    /** Where the platform keeps what tells whether a key is the one that the storage was made with. */
    private static final String VERIFICATION = "/org.eclipse.equinox.secure.storage/verification";

    /** The extension by which the platform knows this class, as it writes it. */
    private static final String MODULE = "org.currentcost.source.mqtt.storagekey";

    /**
     * What the file has.
     *
     * @param text    the key
     * @param renewed whether another one was there that is of no use
     */
    record Key(String text, boolean renewed) {
    }

    @Override
    public PBEKeySpec getPassword(IPreferencesContainer container, int type) {
        try {
            var file = file();
            var key = key(file);
            if (key.renewed) {
                LOG.log(Level.WARNING, Messages.text("storage.renewed", file));
                if (forgetOldKey(container)) {
                    // The platform has already settled to compare with what is gone now; it asks again
                    return null;
                }
            }
            return new PBEKeySpec(key.text.toCharArray());
        } catch (IOException e) {
            // null is how a provider says that it has none
            return null;
        }
    }

    /** Called where the storage was made with another key. The next attempt begins with this one. */
    @Override
    public boolean retryOnError(Exception problem, IPreferencesContainer container) {
        try {
            forgetOldKey(container);
        } catch (IOException e) {
            LOG.log(Level.WARNING, e.toString());
        }
        return false;
    }

    /** {@return whether the storage was made with another key} */
    private static boolean forgetOldKey(IPreferencesContainer container) throws IOException {
        var verification = container.getPreferences().node(VERIFICATION);
        boolean there = Arrays.asList(verification.keys()).contains(MODULE);
        verification.remove(MODULE);
        container.getPreferences().flush();
        return there;
    }

    private static Path file() {
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
    private static Optional<String> read(Path file) throws IOException {
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
