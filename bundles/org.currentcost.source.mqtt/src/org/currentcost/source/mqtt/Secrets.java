package org.currentcost.source.mqtt;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;

/**
 * The passwords of connections: in the platform's secure storage, and, where that fails, in memory until the program
 * ends. Never in an address. Safe for several threads.
 */
public final class Secrets {

    /** The environment variable that gives a password where nobody can be asked. */
    public static final String VARIABLE = "CURRENTCOST_MQTT_PASSWORD";

    /** The environment variable that gives the password of the file with the client's certificate or key. */
    public static final String CERTIFICATE_VARIABLE = "CURRENTCOST_MQTT_CERT_PASSWORD";

    /** The only one: what was typed is known to all connections of this session. */
    public static final Secrets SHARED = new Secrets();

    private static final String NODE = "org.currentcost.mqtt";

    private final Map<String, String> session = new ConcurrentHashMap<>();

    private Secrets() {
    }

    /** What a secret is for. */
    public enum Kind {
        /** The user's password at the broker. */
        PASSWORD,
        /** The password of the file with the client's certificate. */
        CERTIFICATE
    }

    /** {@return the secret of a connection, if one is known} */
    public Optional<String> find(Connection connection, Kind kind) {
        String key = key(connection, kind);
        var kept = Optional.ofNullable(session.get(key));
        if (kept.isPresent()) {
            return kept;
        }
        try {
            var stored = Optional.ofNullable(node().get(key, null));
            if (stored.isPresent()) {
                return stored;
            }
        } catch (StorageException | IOException | RuntimeException | LinkageError e) {
            // A desktop's keyring may fail in any way. What can't be read is asked for again; the connection says that
            // its password is missing.
            return fromEnvironment(kind);
        }
        return fromEnvironment(kind);
    }

    /** {@return whether a password of a connection is stored that can't be read any more} */
    boolean isLost(Connection connection) {
        String key = key(connection, Kind.PASSWORD);
        try {
            var node = node();
            if (!Arrays.asList(node.keys()).contains(key)) {
                return false;
            }
            node.get(key, null);
            return false;
        } catch (StorageException e) {
            return true;
        } catch (IOException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    private static Optional<String> fromEnvironment(Kind kind) {
        return Optional.ofNullable(System.getenv(kind == Kind.PASSWORD ? VARIABLE : CERTIFICATE_VARIABLE));
    }

    /** Keeps a secret until the program ends, and no longer. */
    public void keepForSession(Connection connection, Kind kind, String secret) {
        session.put(key(connection, kind), secret);
    }

    /**
     * Keeps a secret.
     *
     * @return whether it is kept for good; if not, the secure storage failed, and it is known until the program ends
     */
    public boolean keep(Connection connection, Kind kind, String secret) {
        keepForSession(connection, kind, secret);
        try {
            var node = node();
            try {
                node.put(key(connection, kind), secret, true);
            } catch (StorageException e) {
                // The key of the storage may have been made anew just now
                node.put(key(connection, kind), secret, true);
            }
            node.flush();
            return true;
        } catch (StorageException | IOException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    /** Forgets the secrets of a connection. */
    public void forget(Connection connection) {
        for (var kind : Kind.values()) {
            session.remove(key(connection, kind));
            try {
                var node = node();
                node.remove(key(connection, kind));
                node.flush();
            } catch (IOException | RuntimeException | LinkageError e) {
                // It is encrypted there; without the storage nobody can read it.
                continue;
            }
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

    private static String key(Connection connection, Kind kind) {
        return kind + "|" + connection.host() + "|" + connection.port() + "|" + connection.user();
    }
}
