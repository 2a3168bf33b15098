package org.currentcost.ui.mqtt;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.MqttSourceType;
import org.currentcost.source.mqtt.transport.Broker;
import org.currentcost.store.OutputFile;
import org.currentcost.store.StoreException;

/** The configured connections: the recorder's sources that are on a broker. */
final class Connections {

    /** What the addresses of connections begin with. */
    static final String PREFIX = MqttSourceType.SCHEME + ":";

    private Connections() {
    }

    /**
     * A configured connection.
     *
     * @param id         of its source
     * @param meter      whose name no other source has
     * @param connection what it is
     */
    record Named(String id, String meter, Connection connection) {

        /** {@return what people know it by: no two have the same} */
        String label() {
            String name = connection.name().isEmpty() || connection.name().equals(meter)
                    ? ""
                    : ", " + connection.name();
            String user = connection.user().isEmpty() ? "" : connection.user() + "@";
            return meter + " (" + user + connection.place() + name + ")";
        }

        /** {@return whether it is to the same broker, by the same way and user} */
        boolean isLike(Connection other) {
            return connection.transport() == other.transport() && connection.host().equalsIgnoreCase(other.host())
                    && connection.port() == other.port() && connection.user().equals(other.user());
        }
    }

    /** {@return the sources that are on a broker} */
    static List<SourceStatus> sources(Recorder recorder) {
        return recorder.sources().stream().filter(source -> source.row().address().startsWith(PREFIX)).toList();
    }

    /** {@return the connection of a source, if its address means one} */
    static Optional<Connection> of(SourceStatus source) {
        try {
            return Optional.of(Connection.parse(source.row().address().substring(PREFIX.length())));
        } catch (IllegalArgumentException e) {
            // Sources shows what is wrong with it.
            return Optional.empty();
        }
    }

    /** {@return the connections whose addresses mean something} */
    static List<Named> all(Recorder recorder) {
        return sources(recorder).stream().flatMap(source -> of(source)
                .map(connection -> new Named(source.row().id(), source.row().meter(), connection)).stream()).toList();
    }

    /**
     * {@return the connection that a text means: by its label, or by its broker if no other has the same}
     */
    static Optional<Named> find(List<Named> all, String text) {
        var labelled = all.stream().filter(one -> one.label().equals(text)).findFirst();
        var placed = all.stream().filter(one -> one.connection().place().equals(text)).toList();
        return labelled.isPresent() || placed.size() != 1 ? labelled : Optional.of(placed.getFirst());
    }

    /** {@return the address of a copy of a connection, with an id of its own: a broker ends whoever has the same} */
    static String copy(Connection connection, String suffix) {
        var session = connection.session();
        var own = session.clientId().isEmpty()
                ? session
                : new Broker.Session(session.clientId() + suffix, session.clean(), session.keepAliveSeconds(),
                        session.version());
        return PREFIX + connection.by(connection.broker().by(own)).address();
    }

    /**
     * A connection in a file.
     *
     * @param meter   whose it is
     * @param address with the scheme
     */
    record Filed(String meter, String address) {
    }

    /** {@return connections as a file has them: no password is among them} */
    static String toJson(List<Named> all) {
        var array = new JsonArray();
        for (var named : all) {
            var one = new JsonObject();
            one.addProperty("meter", named.meter());
            one.addProperty("address", PREFIX + named.connection().address());
            array.add(one);
        }
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(array);
    }

    /**
     * {@return the connections that a file has, those of other kinds left out}
     *
     * @throws IllegalArgumentException if it has something else, or an address that means nothing
     */
    static List<Filed> fromJson(String text) {
        var all = new ArrayList<Filed>();
        try {
            for (var element : JsonParser.parseString(text).getAsJsonArray()) {
                var one = element.getAsJsonObject();
                String address = text(one, "address");
                if (address.startsWith(PREFIX)) {
                    var connection = Connection.parse(address.substring(PREFIX.length()));
                    all.add(new Filed(text(one, "meter"), PREFIX + connection.address()));
                }
            }
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return all;
    }

    private static String text(JsonObject object, String name) {
        if (!object.has(name)) {
            throw new JsonParseException(Messages.bind(Messages.FileLacks, name));
        }
        return object.get(name).getAsString();
    }

    /** Writes the connections, without passwords. @return how many */
    static int write(Recorder recorder, Path file) throws IOException {
        var all = all(recorder);
        OutputFile.at(file).<IOException>write(out -> out.write(toJson(all).getBytes(StandardCharsets.UTF_8)));
        return all.size();
    }

    /**
     * Adds the connections that {@link #write} wrote, but for those that are there already.
     *
     * @return how many
     * @throws IOException if the file can't be read or holds something else
     */
    static int read(Recorder recorder, Path file) throws IOException, StoreException {
        int added = 0;
        try {
            for (var filed : fromJson(Files.readString(file))) {
                boolean there = recorder.sources().stream()
                        .anyMatch(source -> source.row().meter().equals(filed.meter()));
                if (!there) {
                    recorder.add(filed.meter(), filed.address());
                    added++;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return added;
    }
}
