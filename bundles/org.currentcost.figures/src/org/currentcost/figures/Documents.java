package org.currentcost.figures;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonSerializer;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
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
            .registerTypeAdapterFactory(new Optionals()).create();

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

    private static JsonSerializer<Object> writer() {
        return (value, type, context) -> new JsonPrimitive(value.toString());
    }

    /** An absent value is {@code null} in JSON. */
    private static final class Optionals implements TypeAdapterFactory {
        @Override
        @SuppressWarnings("unchecked")
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> token) {
            if (token.getRawType() != Optional.class) {
                return null;
            }
            Type held = ((ParameterizedType) token.getType()).getActualTypeArguments()[0];
            var adapter = (TypeAdapter<Object>) gson.getAdapter(TypeToken.get(held));
            return (TypeAdapter<T>) new TypeAdapter<Optional<Object>>() {
                @Override
                public void write(JsonWriter out, Optional<Object> value) throws IOException {
                    adapter.write(out, value == null ? null : value.orElse(null));
                }

                @Override
                public Optional<Object> read(JsonReader in) throws IOException {
                    if (in.peek() == JsonToken.NULL) {
                        in.nextNull();
                        return Optional.empty();
                    }
                    return Optional.of(adapter.read(in));
                }
            };
        }
    }
}
