package org.currentcost.source.mqtt.transport;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A broker, and how one connects to it. All but secrets.
 *
 * @param transport how bytes get there
 * @param host      the broker
 * @param port      its port, 1 to 65 535
 * @param path      of a websocket; empty for others
 * @param user      who connects; empty for nobody
 * @param session   what identifies the connection to the broker
 * @param trust     whom it trusts, for TLS
 */
public record Broker(Transport transport, String host, int port, String path, String user, Session session,
        Trust trust) {

    /** Where brokers have their websocket as a rule. */
    private static final String USUAL_PATH = "mqtt";

    public Broker {
        if (host.isBlank() || host.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(Messages.text("address.host", host));
        }
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(Messages.text("address.password"));
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(Messages.text("address.port", port));
        }
    }

    /** How bytes get to a broker. */
    public enum Transport {
        /** Plain. */
        TCP("tcp", 1883, false),
        /** By TLS. */
        TLS("ssl", 8883, true),
        /** By a websocket. */
        WEBSOCKET("ws", 80, false),
        /** By a websocket and TLS. */
        SECURE_WEBSOCKET("wss", 443, true);

        private final String scheme;
        private final int port;
        private final boolean secure;

        Transport(String scheme, int port, boolean secure) {
            this.scheme = scheme;
            this.port = port;
            this.secure = secure;
        }

        /** {@return the port that brokers have as a rule} */
        public int usualPort() {
            return port;
        }

        /** {@return what an address by it begins with} */
        public String scheme() {
            return scheme;
        }

        /** {@return what is spoken, for the user} */
        public String words() {
            return Messages.text("transport." + scheme);
        }

        /** {@return whether it is by TLS} */
        public boolean secure() {
            return secure;
        }

        /** {@return whether it is by a websocket} */
        public boolean websocket() {
            return this == WEBSOCKET || this == SECURE_WEBSOCKET;
        }

        /** {@return what an address that begins so is by} */
        public static Optional<Transport> of(String scheme) {
            return switch (scheme.toLowerCase(Locale.ROOT)) {
                case "", "tcp", "mqtt" -> Optional.of(TCP);
                case "ssl", "tls", "mqtts" -> Optional.of(TLS);
                case "ws" -> Optional.of(WEBSOCKET);
                case "wss" -> Optional.of(SECURE_WEBSOCKET);
                default -> Optional.empty();
            };
        }
    }

    /** The versions of the protocol. */
    public enum Version {
        /** 3.1.1, and 3.1 if the broker refuses that. */
        AUTO("auto"),
        /** 3.1, as RSMB and other old brokers speak it. */
        V3_1("3.1"),
        /** 3.1.1. */
        V3_1_1("3.1.1");

        private final String text;

        Version(String text) {
            this.text = text;
        }

        /** {@return its number, or auto} */
        public String text() {
            return text;
        }
    }

    /**
     * What identifies a connection to the broker.
     *
     * @param clientId         unique on the broker; empty for one that is made up at each start
     * @param clean            whether the broker forgets what it knows of it when the connection ends
     * @param keepAliveSeconds how long both may be silent, 1 to 65 535
     * @param version          of the protocol
     */
    public record Session(String clientId, boolean clean, int keepAliveSeconds, Version version) {

        /** What most need: nobody's client id, nothing left behind, and a dead line noticed within half a minute. */
        public static final Session USUAL = new Session("", true, 15, Version.AUTO);

        public Session {
            if (keepAliveSeconds < 1 || keepAliveSeconds > 65_535) {
                throw new IllegalArgumentException(Messages.text("address.keepAlive", keepAliveSeconds));
            }
            if (!clean && clientId.isEmpty()) {
                throw new IllegalArgumentException(Messages.text("address.clean"));
            }
        }
    }

    /**
     * Whom a connection by TLS trusts.
     *
     * @param authorityFile   a PEM file with the certificates of authorities; empty for the system's
     * @param certificateFile a file with the certificate of this client, PKCS 12 or PEM; empty for none
     * @param keyFile         a PEM file with its key; empty if that is in the same file
     * @param verifyHost      whether the broker's certificate must name the host
     */
    public record Trust(String authorityFile, String certificateFile, String keyFile, boolean verifyHost) {

        /** The system's authorities, and the host's name checked. */
        public static final Trust USUAL = new Trust("", "", "", true);
    }

    /** {@return a broker by nothing but plain TCP} */
    public static Broker to(String host, int port) {
        return new Broker(Transport.TCP, host, port, "", "", Session.USUAL, Trust.USUAL);
    }

    /** {@return a text without percent signs that stand for bytes} A plus is a plus. */
    public static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var result = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) {
                result.write(high * 16 + low);
                i += 2;
            } else {
                result.write(bytes[i]);
            }
        }
        return result.toString(StandardCharsets.UTF_8);
    }

    /** {@return a text with percent signs for what has a meaning in an address} */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/")
                .replace("%7B", "{").replace("%7D", "}").replace("%3A", ":");
    }

    /** {@return the place of the broker as the client library wants it; it knows nothing of what is below MQTT} */
    String serverUri() {
        return "tcp://" + hostInAddress() + ":" + port;
    }

    /** {@return the host as it stands before a port} */
    public String hostInAddress() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** {@return this broker by another transport} */
    public Broker by(Transport other) {
        return new Broker(other, host, port, other.websocket() && path.isEmpty() ? USUAL_PATH : path, user, session,
                trust);
    }

    /** {@return where it leads, for people: {@code broker:1883}} */
    public String place() {
        return host + ":" + port;
    }

    /**
     * {@return this broker for somebody who only looks} Under an id of its own and with nothing left behind: so the
     * broker neither ends the one that records, nor keeps messages for it that it never wanted.
     */
    public Broker asGuest() {
        return by(new Session("", true, session.keepAliveSeconds, session.version));
    }

    /** {@return this broker with what identifies another connection to it} */
    public Broker by(Session other) {
        return new Broker(transport, host, port, path, user, other, trust);
    }
}
