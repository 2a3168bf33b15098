package org.currentcost.ui.mqtt;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.source.mqtt.Connection;
import org.currentcost.source.mqtt.Mapping;
import org.currentcost.source.mqtt.MqttSourceType;
import org.currentcost.store.StoreException;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;

/** The configured connections: the recorder's sources that are on a broker. */
final class Connections {

    private static final String PREFIX = MqttSourceType.SCHEME + ":";

    private Connections() {
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
            return Optional.empty();
        }
    }

    /**
     * Adds a mapping to the source that is connected to a broker already, or adds such a source.
     *
     * @return the name of the meter; empty if the user gave up
     */
    static Optional<String> add(Shell shell, Recorder recorder, Connection heard, Mapping mapping)
            throws StoreException {
        for (var source : sources(recorder)) {
            var known = of(source);
            if (known.isPresent() && known.get().place().equals(heard.place())
                    && known.get().user().equals(heard.user())) {
                var mappings = new ArrayList<>(known.get().mappings());
                mappings.add(mapping);
                recorder.change(source.row().id(),
                        PREFIX + known.get().reading(known.get().choices(), mappings).address());
                return Optional.of(source.row().meter());
            }
        }
        var dialog = new InputDialog(shell, Messages.UseAsSensor, Messages.MeterFor, heard.host(),
                text -> text.isBlank() ? Messages.MeterFor : null);
        if (dialog.open() != Window.OK) {
            return Optional.empty();
        }
        String meter = dialog.getValue().strip();
        recorder.add(meter, PREFIX + heard.reading(List.of(), List.of(mapping)).address());
        return Optional.of(meter);
    }

    /** Writes the connections, without passwords. @return how many */
    static int write(Recorder recorder, Path file) throws IOException {
        var all = new JsonArray();
        for (var source : sources(recorder)) {
            of(source).ifPresent(connection -> {
                var one = new JsonObject();
                one.addProperty("meter", source.row().meter());
                one.addProperty("address", PREFIX + connection.address());
                all.add(one);
            });
        }
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all));
        return all.size();
    }

    /**
     * Adds the connections that {@link #write} wrote, but for those that are there already.
     *
     * @return how many were added
     * @throws IOException if the file can't be read or holds something else
     */
    static int read(Recorder recorder, Path file) throws IOException, StoreException {
        int added = 0;
        try {
            for (var element : JsonParser.parseString(Files.readString(file)).getAsJsonArray()) {
                var one = element.getAsJsonObject();
                String meter = one.get("meter").getAsString();
                String address = one.get("address").getAsString();
                boolean there = recorder.sources().stream().anyMatch(source -> source.row().meter().equals(meter));
                if (!there && address.startsWith(PREFIX)) {
                    recorder.add(meter, address);
                    added++;
                }
            }
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException
                | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return added;
    }
}
