package org.currentcost.ui.mqtt;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.MqttSourceType;

/**
 * Where readings are passed on to, and how: the same as the address that the recorder keeps.
 *
 * @param connection to the broker, all but secrets
 * @param format     one of {@link #FORMATS}
 * @param prefix     what topics begin with
 */
record PublishAddress(Connection connection, String format, String prefix) {

    /** The formats, in the order in which they are offered. */
    static final List<String> FORMATS = List.of("json", "xml", "rsmb", "homeassistant");
    /** What topics begin with unless the user says otherwise. */
    static final String USUAL_PREFIX = "currentcost";

    private static final String SCHEME = MqttSourceType.SCHEME + ":";
    private static final String FORMAT = "format=";
    private static final String PREFIX = "prefix=";

    PublishAddress {
        if (prefix.isBlank() || prefix.indexOf('+') >= 0 || prefix.indexOf('#') >= 0) {
            throw new IllegalArgumentException(Messages.bind(Messages.PublishPrefixWrong, prefix));
        }
    }

    /** {@return whether an address is one of this kind} */
    static boolean isOne(String address) {
        return address.startsWith(SCHEME);
    }

    /**
     * {@return what an address means; a password in it is left out}
     *
     * @throws IllegalArgumentException if it means nothing; the message is a sentence for the user
     */
    static PublishAddress parse(String address) {
        String text = isOne(address) ? address.substring(SCHEME.length()) : address;
        int query = text.indexOf('?');
        var rest = new ArrayList<String>();
        String format = FORMATS.getFirst();
        String prefix = USUAL_PREFIX;
        for (String parameter : query < 0 ? new String[0] : text.substring(query + 1).split("&")) {
            if (parameter.startsWith(FORMAT)) {
                format = parameter.substring(FORMAT.length());
            } else if (parameter.startsWith(PREFIX)) {
                prefix = decoded(parameter.substring(PREFIX.length()));
            } else {
                rest.add(parameter);
            }
        }
        return new PublishAddress(Connection.parse((query < 0 ? text : text.substring(0, query))
                + (rest.isEmpty() ? "" : "?" + String.join("&", rest))), format, prefix);
    }

    /** {@return the address, with no password in it} */
    String address() {
        String place = connection.address();
        return SCHEME + place + (place.indexOf('?') < 0 ? "?" : "&") + FORMAT + format + "&" + PREFIX
                + encoded(prefix);
    }

    /** {@return it for people, so that two of them differ} */
    String label() {
        return connection.place() + " " + prefix + " (" + format + ")";
    }

    /** As connections have it, so that the address is the same wherever it was made. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/")
                .replace("%7B", "{").replace("%7D", "}").replace("%3A", ":");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A percent sign that is meant as one.
            return text;
        }
    }

    /**
     * {@return addresses with one of them put into the place of another}
     *
     * @param all  of any kind; all but the one that goes stay as and where they are
     * @param old  the one that goes; empty for none
     * @param next the one that comes; empty for none
     */
    static List<String> replaced(List<String> all, String old, String next) {
        var result = new ArrayList<>(all);
        int place = old.isEmpty() ? -1 : result.indexOf(old);
        if (place >= 0) {
            result.remove(place);
        }
        if (!next.isEmpty() && !result.contains(next)) {
            result.add(place < 0 ? result.size() : place, next);
        }
        return result;
    }
}
