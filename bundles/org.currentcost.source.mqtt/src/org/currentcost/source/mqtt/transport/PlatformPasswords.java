package org.currentcost.source.mqtt.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;

/** The platform's secure storage. A desktop's keyring behind it may fail in any way. */
final class PlatformPasswords implements PasswordStorage {

    /** The node of the storage. */
    static final String NODE = "org.currentcost.mqtt";

    @Override
    public Optional<String> find(String key) throws LostPassword {
        try {
            var node = node();
            if (!Arrays.asList(node.keys()).contains(key)) {
                return Optional.empty();
            }
            return Optional.ofNullable(node.get(key, null));
        } catch (StorageException e) {
            throw new LostPassword(e);
        } catch (IOException | RuntimeException | LinkageError e) {
            // What can't be read is asked for again; the connection says that its password is missing.
            return Optional.empty();
        }
    }

    @Override
    public boolean keep(String key, String password) {
        try {
            var node = node();
            try {
                node.put(key, password, true);
            } catch (StorageException e) {
                // The key of the storage may have been made anew just now
                node.put(key, password, true);
            }
            node.flush();
            return true;
        } catch (StorageException | IOException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    @Override
    public void forget(String key) {
        try {
            var node = node();
            node.remove(key);
            node.flush();
        } catch (IOException | RuntimeException | LinkageError e) {
            // It is encrypted there; without the storage nobody can read it.
            return;
        }
    }

    private static ISecurePreferences node() throws IOException {
        // Whoever keeps the key asks if need be; the platform's own questions about hints would come on top.
        var root = SecurePreferencesFactory.open(null, Map.of(IProviderHints.PROMPT_USER, Boolean.FALSE));
        if (root == null) {
            throw new IllegalStateException("no secure storage");
        }
        return root.node(NODE);
    }
}
