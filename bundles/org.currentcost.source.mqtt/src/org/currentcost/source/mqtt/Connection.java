package org.currentcost.source.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.currentcost.source.mqtt.payload.BuiltInProfiles;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.payload.MappingReader;
import org.currentcost.source.mqtt.payload.Profile;
import org.currentcost.source.mqtt.payload.TopicFilter;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.Broker.Session;
import org.currentcost.source.mqtt.transport.Broker.Transport;
import org.currentcost.source.mqtt.transport.Broker.Trust;
import org.currentcost.source.mqtt.transport.Broker.Version;

/**
 * A connection to a broker and what is read from it. All but secrets; the same as its address.
 * <p>
 * An address is {@code tcp://user@host:1883/?name=…&profile=tasmota&topic=tele/+/SENSOR&map={…}}. Topics may be written
 * as they are: {@code +} is no blank in it and {@code #} begins no fragment.
 *
 * @param broker   where it leads, and how
 * @param name     what the user calls the connection; may be empty
 * @param qos      the quality of service that is asked for, 0 to 2
 * @param choices  profiles, each with the topics that are read by it
 * @param mappings further mappings, of the user's own
 */
public record Connection(Broker broker, String name, int qos, List<Choice> choices, List<Mapping> mappings) {

    /** More than once encoded is rare; an endless number of times is nobody's. */
    private static final int DEEPEST_ENCODING = 3;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9+.-]*");
    /** Of a websocket, whose path may hold any character. */
    private static final Pattern HOST_PORT_AND_PATH = Pattern.compile("(\\[[^\\]@]*\\]|[^:@/]*)(:\\d{1,5})?/.*");
    /** A parameter that is named so, or the rest of a password with a question mark in it. */
    private static final Pattern PASSWORD_PARAMETER = Pattern.compile(
            "(?i)(^|&)((pass|password|passwd|pwd|secret)=|[^=&]*@)");

    public Connection {
        choices = List.copyOf(choices);
        mappings = List.copyOf(mappings);
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException(Messages.text("address.qos", qos));
        }
    }

    /**
     * A profile and its topics.
     *
     * @param profile the profile's {@linkplain Profile#id() id}; empty to guess what the messages hold
     * @param topics  filters; empty for the profile's own
     */
    public record Choice(String profile, List<String> topics) {
        public Choice {
            topics = List.copyOf(topics);
        }
    }

    /** {@return a connection by nothing but plain TCP, that reads nothing} */
    public static Connection to(String host, int port) {
        return new Connection(Broker.to(host, port), "", 0, List.of(), List.of());
    }

    /**
     * {@return the connection that an address means}
     *
     * @throws IllegalArgumentException if it means nothing, or holds a password; the message is a sentence for the user
     */
    public static Connection parse(String address) {
        if (holdsPassword(address)) {
            throw new IllegalArgumentException(Messages.text("address.password"));
        }
        int schemeEnd = address.indexOf("://");
        String scheme = schemeEnd < 0 ? "" : address.substring(0, schemeEnd);
        String rest = schemeEnd < 0 ? address.replaceFirst("^//", "") : address.substring(schemeEnd + 3);
        var transport = Transport.of(scheme)
                .orElseThrow(() -> new IllegalArgumentException(Messages.text("address.scheme",
                        NAME.matcher(scheme).matches() ? scheme : "?")));
        int query = rest.indexOf('?');
        String place = query < 0 ? rest : rest.substring(0, query);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        String path = slash < 0 ? "" : place.substring(slash + 1);
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? "" : authority.substring(0, at);
        String host = authority.substring(at + 1);
        int port = transport.usualPort();
        int colon = host.lastIndexOf(':');
        if (colon > host.lastIndexOf(']')) {
            port = port(host.substring(colon + 1));
            host = host.substring(0, colon);
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        var base = new Connection(
                new Broker(transport, host, port, path, Broker.decoded(user), Session.USUAL, Trust.USUAL)
                        .by(transport),
                "", 0, List.of(), List.of());
        return query < 0 ? base : withParameters(base, rest.substring(query + 1));
    }

    /**
     * {@return whether somebody typed a password into an address, perhaps with its characters written as percent signs
     * and numbers} Such an address means nothing, and no message repeats it.
     *
     * @param address as for {@link #parse}, or any other text
     */
    public static boolean holdsPassword(String address) {
        int schemeEnd = address.indexOf("://");
        String scheme = schemeEnd < 0 ? "" : address.substring(0, schemeEnd);
        String rest = schemeEnd < 0 ? address.replaceFirst("^//", "") : address.substring(schemeEnd + 3);
        int query = rest.indexOf('?');
        if (query >= 0 && PASSWORD_PARAMETER.matcher(rest.substring(query + 1)).find()) {
            return true;
        }
        String place = query < 0 ? rest : rest.substring(0, query);
        place = plain(place);
        int colon = place.indexOf(':');
        if (colon < 0 || colon > place.lastIndexOf('@')) {
            return false;
        }
        boolean websocket = Transport.of(scheme).filter(Transport::websocket).isPresent();
        return !websocket || !HOST_PORT_AND_PATH.matcher(place).matches();
    }

    /** {@return an address for people to read; of one with a password, that and all around it is left out} */
    static String withoutPassword(String address) {
        if (!holdsPassword(address)) {
            return address;
        }
        String text = plain(address);
        text = text.substring(text.lastIndexOf('@') + 1);
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static String plain(String text) {
        String plain = text;
        for (int i = 0; i < DEEPEST_ENCODING; i++) {
            plain = Broker.decoded(plain);
        }
        return plain;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            // What is no number may be anything, so it is not repeated
            throw new IllegalArgumentException(Messages.text("address.port.number"), e);
        }
    }

    private static Connection withParameters(Connection base, String query) {
        var choices = new ArrayList<Choice>();
        var mappings = new ArrayList<Mapping>();
        var topics = new ArrayList<String>();
        var profile = Optional.<String>empty();
        var name = base.name;
        var session = base.session();
        var trust = base.trust();
        int qos = base.qos;
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            String key = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : Broker.decoded(parameter.substring(equals + 1));
            switch (key) {
                case "profile" -> {
                    if (profile.isPresent()) {
                        choices.add(new Choice(profile.get(), topics));
                        topics.clear();
                    }
                    profile = Optional.of(known(value));
                }
                case "topic" -> topics.add(TopicFilter.parse(value).toString());
                case "map" -> mappings.add(Mapping.fromJson(value));
                case "name" -> name = value;
                case "clientId" -> session = new Session(value, session.clean(), session.keepAliveSeconds(),
                        session.version());
                case "clean" -> session = new Session(session.clientId().isEmpty() && !yes(key, value)
                        ? clientIdIn(query)
                        : session.clientId(), yes(key, value), session.keepAliveSeconds(), session.version());
                case "keepAlive" -> session = new Session(session.clientId(), session.clean(), number(key, value),
                        session.version());
                case "version" -> session = new Session(session.clientId(), session.clean(), session.keepAliveSeconds(),
                        version(value));
                case "ca" -> trust = new Trust(value, trust.certificateFile(), trust.keyFile(), trust.verifyHost());
                case "cert" -> trust = new Trust(trust.authorityFile(), value, trust.keyFile(), trust.verifyHost());
                case "key" ->
                    trust = new Trust(trust.authorityFile(), trust.certificateFile(), value, trust.verifyHost());
                case "verifyHost" -> trust = new Trust(trust.authorityFile(), trust.certificateFile(), trust.keyFile(),
                        yes(key, value));
                case "qos" -> qos = number(key, value);
                case "" -> {
                }
                default -> throw new IllegalArgumentException(Messages.text("address.parameter", key));
            }
        }
        if (profile.isPresent() || !topics.isEmpty()) {
            choices.add(new Choice(profile.orElse(""), topics));
        }
        var place = base.broker;
        return new Connection(new Broker(place.transport(), place.host(), place.port(), place.path(), place.user(),
                session, trust), name, qos, choices, mappings);
    }

    private static String clientIdIn(String query) {
        for (String parameter : query.split("&")) {
            if (parameter.startsWith("clientId=")) {
                return Broker.decoded(parameter.substring("clientId=".length()));
            }
        }
        return "";
    }

    private static String known(String profile) {
        if (BuiltInProfiles.find(profile).isEmpty()) {
            throw new IllegalArgumentException(Messages.text("address.profile", profile,
                    String.join(", ", BuiltInProfiles.all().stream().map(Profile::id).toList())));
        }
        return profile;
    }

    private static boolean yes(String key, String value) {
        return switch (value) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw new IllegalArgumentException(Messages.text("address.yes", key, value));
        };
    }

    private static int number(String key, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.text("address.number", key, value), e);
        }
    }

    private static Version version(String value) {
        for (var version : Version.values()) {
            if (version.text().equals(value)) {
                return version;
            }
        }
        throw new IllegalArgumentException(Messages.text("address.version", value));
    }

    /** {@return the address of this connection, without a scheme of its own before it and without a password} */
    public String address() {
        var text = new StringBuilder(transport().scheme()).append("://");
        if (!user().isEmpty()) {
            text.append(Broker.encoded(user())).append('@');
        }
        text.append(broker.hostInAddress()).append(':').append(port()).append('/');
        text.append(broker.path());
        var session = session();
        var trust = trust();
        char separator = '?';
        var parameters = new ArrayList<String>();
        add(parameters, "name", name);
        add(parameters, "clientId", session.clientId());
        add(parameters, "clean", session.clean() ? "" : "false");
        add(parameters, "keepAlive", session.keepAliveSeconds() == Session.USUAL.keepAliveSeconds()
                ? ""
                : String.valueOf(session.keepAliveSeconds()));
        add(parameters, "version", session.version() == Version.AUTO ? "" : session.version().text());
        add(parameters, "ca", trust.authorityFile());
        add(parameters, "cert", trust.certificateFile());
        add(parameters, "key", trust.keyFile());
        add(parameters, "verifyHost", trust.verifyHost() ? "" : "false");
        add(parameters, "qos", qos == 0 ? "" : String.valueOf(qos));
        // Topics without a profile stand first: behind a profile they would be its own.
        choices.stream().filter(choice -> choice.profile.isEmpty()).flatMap(choice -> choice.topics.stream())
                .forEach(topic -> add(parameters, "map", MappingReader.guess(topic).toJson()));
        for (var choice : choices) {
            if (!choice.profile.isEmpty()) {
                add(parameters, "profile", choice.profile);
                choice.topics.forEach(topic -> add(parameters, "topic", topic));
            }
        }
        mappings.forEach(mapping -> add(parameters, "map", mapping.toJson()));
        for (String parameter : parameters) {
            text.append(separator).append(parameter);
            separator = '&';
        }
        return text.toString();
    }

    private static void add(List<String> parameters, String key, String value) {
        if (!value.isEmpty()) {
            parameters.add(key + "=" + Broker.encoded(value));
        }
    }

    /** {@return how bytes get to the broker} */
    public Transport transport() {
        return broker.transport();
    }

    /** {@return the broker} */
    public String host() {
        return broker.host();
    }

    /** {@return its port, 1 to 65 535} */
    public int port() {
        return broker.port();
    }

    /** {@return who connects; empty for nobody} */
    public String user() {
        return broker.user();
    }

    /** {@return what identifies the connection to the broker} */
    public Session session() {
        return broker.session();
    }

    /** {@return whom it trusts, for TLS} */
    public Trust trust() {
        return broker.trust();
    }

    /** {@return where it leads, for people: {@code broker:1883}} */
    public String place() {
        return broker.place();
    }

    /** {@return all that is read: the profiles' mappings at their topics, and the user's own} */
    public List<Mapping> allMappings() {
        var all = new ArrayList<Mapping>();
        for (var choice : choices) {
            if (choice.profile.isEmpty()) {
                choice.topics.forEach(topic -> all.add(MappingReader.guess(topic)));
            } else {
                var profile = BuiltInProfiles.find(choice.profile).orElseThrow();
                if (choice.topics.isEmpty()) {
                    all.addAll(profile.mappings());
                }
                choice.topics.forEach(topic -> all.addAll(profile.at(topic)));
            }
        }
        all.addAll(mappings);
        return all;
    }

    /** {@return whether sensors that announce themselves are read} */
    public boolean discovers() {
        return choices.stream().anyMatch(choice -> choice.profile.equals(Profile.DISCOVERY));
    }

    /** {@return this connection to a broker, or by another session} */
    public Connection by(Broker other) {
        return new Connection(other, name, qos, choices, mappings);
    }

    /** {@return this connection reading something else} */
    public Connection reading(List<Choice> otherChoices, List<Mapping> otherMappings) {
        return new Connection(broker, name, qos, otherChoices, otherMappings);
    }
}
