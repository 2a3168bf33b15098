package org.currentcost.figures;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** Values as JSON in the store's documents; the only one to write them, so that what was read once stays at hand. */
final class Documents {

    private final ReadingStore store;
    private final Map<String, Optional<?>> kept = new ConcurrentHashMap<>();
    private final AtomicLong revision = new AtomicLong();
    private final Gson gson = new GsonBuilder()
            .registerTypeAdapter(LocalDate.class, reader(LocalDate::parse))
            .registerTypeAdapter(LocalDate.class, writer())
            .registerTypeAdapter(LocalTime.class, reader(LocalTime::parse))
            .registerTypeAdapter(LocalTime.class, writer())
            .registerTypeAdapter(Instant.class, reader(Instant::parse))
            .registerTypeAdapter(Instant.class, writer())
            .registerTypeAdapter(Optional.class, optionalReader())
            .registerTypeAdapter(Optional.class, optionalWriter()).create();

    Documents(ReadingStore store) {
        this.store = store;
    }

    /**
     * {@return the document, if there is one that can be read}
     *
     * @throws StoreException if the file can't be read
     */
    @SuppressWarnings("unchecked")
    <T> Optional<T> read(String name, TypeToken<T> type) throws StoreException {
        Optional<?> present = kept.get(name);
        if (present == null) {
            synchronized (this) {
                present = parse(store.document(name), type);
                kept.put(name, present);
            }
        }
        return (Optional<T>) present;
    }

    private <T> Optional<T> parse(Optional<String> text, TypeToken<T> type) {
        try {
            return text.map(json -> gson.fromJson(json, type));
        } catch (JsonParseException e) {
            // Only another version of the program writes what this one can't read; it will be there for that one.
            return Optional.empty();
        }
    }

    synchronized void write(String name, Object value) throws StoreException {
        store.saveDocument(name, gson.toJson(value));
        changed(name);
    }

    synchronized void remove(String name) throws StoreException {
        store.removeDocument(name);
        changed(name);
    }

    private void changed(String name) {
        kept.remove(name);
        revision.incrementAndGet();
    }

    /** {@return a number that grows with every change} */
    long revision() {
        return revision.get();
    }

    private static <T> JsonDeserializer<T> reader(Function<String, T> parse) {
        return (json, type, context) -> parse.apply(json.getAsString());
    }

    /** An array of one or none: a lone null would never come to a reader. */
    private static JsonDeserializer<Optional<?>> optionalReader() {
        return (json, type, context) -> {
            Type held = ((ParameterizedType) type).getActualTypeArguments()[0];
            return json.getAsJsonArray().asList().stream().findFirst().map(one -> context.deserialize(one, held));
        };
    }

    private static JsonSerializer<Optional<?>> optionalWriter() {
        return (value, type, context) -> {
            var array = new JsonArray();
            value.ifPresent(held -> array.add(context.serialize(held)));
            return array;
        };
    }

    private static JsonSerializer<Object> writer() {
        return (value, type, context) -> new JsonPrimitive(value.toString());
    }
}
