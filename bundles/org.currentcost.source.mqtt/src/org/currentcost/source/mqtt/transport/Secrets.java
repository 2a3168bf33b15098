package org.currentcost.source.mqtt.transport;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The passwords of connections: in the platform's secure storage, and, where that fails, in memory until the program
 * ends. Never in an address. Safe for several threads.
 */
public final class Secrets {

    /** The environment variable that gives a password where nobody can be asked. */
    public static final String VARIABLE = "CURRENTCOST_MQTT_PASSWORD";

    /** The environment variable that gives the password of the file with the client's certificate or key. */
    public static final String CERTIFICATE_VARIABLE = "CURRENTCOST_MQTT_CERT_PASSWORD";

    private final PasswordStorage storage = storage();
    private final Map<String, String> session = new ConcurrentHashMap<>();

    /** Makes the secrets of a program, which has one: what was typed is known to all connections of this session. */
    public Secrets() {
        // nothing is read yet
    }

    /** What a secret is for. */
    public enum Kind {
        /** The user's password at the broker. */
        PASSWORD,
        /** The password of the file with the client's certificate. */
        CERTIFICATE
    }

    /** {@return the secret of a connection, if one is known} */
    public Optional<String> find(Broker broker, Kind kind) {
        String key = key(broker, kind);
        var kept = Optional.ofNullable(session.get(key));
        if (kept.isPresent()) {
            return kept;
        }
        try {
            return storage.find(key).or(() -> fromEnvironment(kind));
        } catch (PasswordStorage.LostPassword e) {
            return fromEnvironment(kind);
        }
    }

    /** {@return whether a password of a connection is stored that can't be read any more} */
    boolean isLost(Broker broker) {
        try {
            storage.find(key(broker, Kind.PASSWORD));
            return false;
        } catch (PasswordStorage.LostPassword e) {
            return true;
        }
    }

    private static Optional<String> fromEnvironment(Kind kind) {
        return Optional.ofNullable(System.getenv(kind == Kind.PASSWORD ? VARIABLE : CERTIFICATE_VARIABLE));
    }

    /** Keeps a secret until the program ends, and no longer. */
    public void keepForSession(Broker broker, Kind kind, String secret) {
        session.put(key(broker, kind), secret);
    }

    /**
     * Keeps a secret.
     *
     * @return whether it is kept for good; if not, the secure storage failed, and it is known until the program ends
     */
    public boolean keep(Broker broker, Kind kind, String secret) {
        keepForSession(broker, kind, secret);
        return storage.keep(key(broker, kind), secret);
    }

    /** Forgets the secrets of a connection. */
    public void forget(Broker broker) {
        for (var kind : Kind.values()) {
            session.remove(key(broker, kind));
            storage.forget(key(broker, kind));
        }
    }

    /** {@return the platform's storage, and its file where the platform does not run} */
    private static PasswordStorage storage() {
        try {
            Class.forName("org.eclipse.equinox.security.storage.SecurePreferencesFactory");
            return new PlatformPasswords();
        } catch (ClassNotFoundException e) {
            return new PasswordFile();
        }
    }

    private static String key(Broker broker, Kind kind) {
        return kind + "|" + broker.host() + "|" + broker.port() + "|" + broker.user();
    }
}
