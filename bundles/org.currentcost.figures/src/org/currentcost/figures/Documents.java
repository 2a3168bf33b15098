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
import java.util.Optional;
import java.util.function.Function;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/** Values as JSON in the store's documents. */
final class Documents {

    private final ReadingStore store;
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
    <T> Optional<T> read(String name, TypeToken<T> type) throws StoreException {
        Optional<String> text = store.document(name);
        try {
            return text.map(json -> gson.fromJson(json, type));
        } catch (JsonParseException e) {
            // Only another version of the program writes what this one can't read; it will be there for that one.
            return Optional.empty();
        }
    }

    void write(String name, Object value) throws StoreException {
        store.saveDocument(name, gson.toJson(value));
    }

    void remove(String name) throws StoreException {
        store.removeDocument(name);
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
