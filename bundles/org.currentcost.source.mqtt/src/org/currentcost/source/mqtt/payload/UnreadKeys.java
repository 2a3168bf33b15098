package org.currentcost.source.mqtt.payload;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the numbers of a message that no mapping reads, so that whoever misses one is told where it is. */
final class UnreadKeys {

    private static final Pattern POINTER = Pattern.compile("\\{(/[^{}]*+)}");
    private static final int DEEPEST = 4;
    private static final int MOST = 12;

    private UnreadKeys() {
    }

    /**
     * {@return a sentence that names the numbers; empty if there are none, or if the reader looks for them by itself}
     *
     * @param mappings all that read messages of this topic
     */
    static Optional<String> words(JsonElement root, List<Mapping> mappings) {
        if (mappings.stream().anyMatch(mapping -> mapping.kind() == PayloadKind.ANY)) {
            return Optional.empty();
        }
        var found = new ArrayList<String>();
        find(root, "", 0, pointers(mappings), found);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(Messages.text("reader.unreadKeys", String.join(", ", found)));
    }

    private static Set<String> pointers(List<Mapping> mappings) {
        var pointers = new HashSet<String>();
        for (var mapping : mappings) {
            pointers.addAll(Arrays.asList((mapping.path().strip() + " " + mapping.timePath()).split("(?<! ) ++(?=/)")));
            // A name may be made of what stands in the message.
            for (var template : List.of(mapping.meter(), mapping.sensor())) {
                POINTER.matcher(template).results().forEach(one -> pointers.add(one.group(1)));
            }
        }
        pointers.remove("");
        return pointers;
    }

    private static void find(JsonElement element, String at, int depth, Set<String> read, List<String> found) {
        if (found.size() >= MOST || read.contains(at)) {
            return;
        }
        if (element instanceof JsonObject object && depth < DEEPEST) {
            for (var entry : object.entrySet()) {
                find(entry.getValue(), at + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"), depth + 1,
                        read, found);
            }
        } else if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
            found.add(at);
        }
    }
}
