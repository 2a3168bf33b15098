package org.currentcost.source.mqtt;

import java.util.ArrayList;
import java.util.Locale;
import org.currentcost.source.Publisher;
import org.currentcost.source.PublisherType;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.source.mqtt.transport.Secrets;

/**
 * Passes readings on to a broker. Addresses are those of {@link Connection}, with {@code format=} (xml, rsmb,
 * homeassistant or json) and {@code prefix=}, under which the topics are.
 */
public final class MqttPublisherType implements PublisherType {

    private static final String FORMAT = "format=";
    private static final String PREFIX = "prefix=";

    private final Secrets secrets;

    /** Makes one of a program without services, where nobody types a password. */
    public MqttPublisherType() {
        this(new Secrets());
    }

    /** @param secrets the passwords of the program */
    public MqttPublisherType(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String scheme() {
        return MqttSourceType.SCHEME;
    }

    /** What an address says. */
    private record Parts(Connection connection, MqttPublisher.Format format, String prefix) {
    }

    private static Parts parts(String address) {
        int query = address.indexOf('?');
        var rest = new ArrayList<String>();
        var format = MqttPublisher.Format.JSON;
        String prefix = "currentcost";
        if (query >= 0) {
            for (String parameter : address.substring(query + 1).split("&")) {
                if (parameter.startsWith(FORMAT)) {
                    format = format(parameter.substring(FORMAT.length()));
                } else if (parameter.startsWith(PREFIX)) {
                    prefix = Broker.decoded(parameter.substring(PREFIX.length()));
                } else {
                    rest.add(parameter);
                }
            }
        }
        String plain = (query < 0 ? address : address.substring(0, query))
                + (rest.isEmpty() ? "" : "?" + String.join("&", rest));
        var connection = Connection.parse(plain);
        if (prefix.isBlank() || prefix.indexOf('+') >= 0 || prefix.indexOf('#') >= 0) {
            throw new IllegalArgumentException(Messages.text("publisher.prefix", prefix));
        }
        return new Parts(connection, format, prefix);
    }

    @Override
    public Publisher create(String address) {
        var parts = parts(address);
        return new MqttPublisher(parts.connection, secrets, parts.format, parts.prefix);
    }

    @Override
    public String normalized(String address) {
        var parts = parts(address);
        return address(parts.connection, parts.format, parts.prefix);
    }

    /** {@return the address, behind its scheme, of a publisher} */
    private static String address(Connection connection, MqttPublisher.Format format, String prefix) {
        String plain = connection.address();
        return plain + (plain.indexOf('?') < 0 ? '?' : '&') + FORMAT + format.name().toLowerCase(Locale.ROOT) + '&'
                + PREFIX + Broker.encoded(prefix);
    }

    private static MqttPublisher.Format format(String name) {
        try {
            return MqttPublisher.Format.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.text("publisher.format", name), e);
        }
    }
}
