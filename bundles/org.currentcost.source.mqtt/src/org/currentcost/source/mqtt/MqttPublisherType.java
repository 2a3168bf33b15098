package org.currentcost.source.mqtt;

import java.util.ArrayList;
import java.util.Locale;
import org.currentcost.source.Publisher;
import org.currentcost.source.PublisherType;

/**
 * Passes readings on to a broker. Addresses are those of {@link Connection}, with {@code format=} (xml, rsmb,
 * homeassistant or json) and {@code prefix=}, under which the topics are.
 */
public final class MqttPublisherType implements PublisherType {

    @Override
    public String scheme() {
        return MqttSourceType.SCHEME;
    }

    @Override
    public Publisher create(String address) {
        int query = address.indexOf('?');
        var rest = new ArrayList<String>();
        var format = MqttPublisher.Format.JSON;
        String prefix = "currentcost";
        if (query >= 0) {
            for (String parameter : address.substring(query + 1).split("&")) {
                if (parameter.startsWith("format=")) {
                    format = format(parameter.substring("format=".length()));
                } else if (parameter.startsWith("prefix=")) {
                    prefix = parameter.substring("prefix=".length());
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
        Connection.passwordIn(address).ifPresent(
                password -> Secrets.SHARED.keepForSession(connection, Secrets.Kind.PASSWORD, password));
        return new MqttPublisher(connection, Secrets.SHARED, format, prefix);
    }

    private static MqttPublisher.Format format(String name) {
        try {
            return MqttPublisher.Format.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.text("publisher.format", name), e);
        }
    }
}
