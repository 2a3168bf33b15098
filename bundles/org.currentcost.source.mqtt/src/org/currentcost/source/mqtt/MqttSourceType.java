package org.currentcost.source.mqtt;

import java.time.InstantSource;
import java.time.ZoneId;
import org.currentcost.source.MeterSourceType;
import org.currentcost.source.ReadingSource;
import org.currentcost.source.mqtt.payload.BuiltInProfiles;
import org.currentcost.source.mqtt.payload.Profile;
import org.currentcost.source.mqtt.transport.Secrets;

/** Meters on a broker. Addresses are those of {@link Connection}. */
public final class MqttSourceType implements MeterSourceType {

    /** The scheme of its addresses. */
    public static final String SCHEME = "mqtt";

    private final Secrets secrets;

    /** Makes one of a program without services, where nobody types a password. */
    public MqttSourceType() {
        this(new Secrets());
    }

    /** @param secrets the passwords of the program */
    public MqttSourceType(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public ReadingSource create(String address) {
        var connection = Connection.parse(address);
        if (connection.allMappings().isEmpty() && !connection.discovers()) {
            throw new IllegalArgumentException(Messages.text("address.nothing", connection.place(),
                    String.join(", ", BuiltInProfiles.all().stream().map(Profile::id).toList())));
        }
        return new MqttSource(connection, secrets, ZoneId.systemDefault(), InstantSource.system());
    }

    @Override
    public String normalized(String address) {
        return Connection.parse(address).address();
    }

    @Override
    public String describe(String address) {
        try {
            var connection = Connection.parse(address);
            return connection.name().isEmpty()
                    ? Messages.text("describe", connection.place())
                    : Messages.text("describe.named", connection.name(), connection.place());
        } catch (IllegalArgumentException e) {
            return SCHEME + ":" + Connection.withoutPassword(address);
        }
    }
}
