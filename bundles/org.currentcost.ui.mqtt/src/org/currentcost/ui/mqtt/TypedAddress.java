package org.currentcost.ui.mqtt;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.currentcost.source.mqtt.Connection;

/**
 * What somebody typed or pasted as the address of a broker, taken apart: the password in it goes to the secrets, and
 * the rest is what may be stored and shown.
 *
 * @param connection without the password
 * @param password   that was typed with it
 */
record TypedAddress(Connection connection, Optional<String> password) {

    /**
     * {@return what a text means}
     *
     * @param text such as {@code broker:1883} or {@code ssl://me:secret@broker}
     * @throws IllegalArgumentException if it means nothing; the message is a sentence for the user
     */
    static TypedAddress parse(String text) {
        return new TypedAddress(Connection.parse(text), passwordIn(text));
    }

    /** {@return whether a text says more than the name of a host} */
    static boolean isMoreThanAHost(String text) {
        return text.contains("://") || text.contains("@");
    }

    /** {@return a text as it may be remembered: without a password that was typed into it} */
    static String withoutPassword(String text) {
        if (passwordIn(text).isEmpty()) {
            return text;
        }
        try {
            return Connection.parse(text).address();
        } catch (IllegalArgumentException e) {
            // Better to type it again than to find a password in a file.
            return "";
        }
    }

    private static Optional<String> passwordIn(String text) {
        int scheme = text.indexOf("://");
        String rest = scheme < 0 ? text : text.substring(scheme + 3);
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
            end++;
        }
        int at = rest.lastIndexOf('@', end);
        int colon = rest.indexOf(':');
        return at < 0 || colon < 0 || colon > at ? Optional.empty() : Optional.of(decoded(rest, colon + 1, at));
    }

    private static String decoded(String text, int from, int to) {
        String part = text.substring(from, to);
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A percent sign that is meant as one.
            return part;
        }
    }
}
