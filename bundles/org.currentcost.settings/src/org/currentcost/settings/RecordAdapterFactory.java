package org.currentcost.settings;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records as JSON objects. A component that is not there, as before a later version of the program added it, is none of
 * what it holds, or what is said to be usual for it; where neither is known the record can't be read.
 */
final class RecordAdapterFactory implements TypeAdapterFactory {

    private final Map<Class<?>, Map<String, ?>> usual;

    /** @param usual what components of records are that were added later, by their names */
    RecordAdapterFactory(Map<Class<?>, Map<String, ?>> usual) {
        this.usual = usual;
    }

    @Override
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        var raw = type.getRawType();
        return raw.isRecord()
                ? new RecordAdapter<>(gson, raw.getRecordComponents(), usual.getOrDefault(raw, Map.of()),
                        gson.getDelegateAdapter(this, type))
                : null;
    }

    private static Optional<JsonElement> none(Class<?> type) {
        if (type == Optional.class || type == List.class || type == Set.class) {
            return Optional.of(new JsonArray());
        }
        if (type == Map.class) {
            return Optional.of(new JsonObject());
        }
        return type == String.class ? Optional.of(new JsonPrimitive("")) : Optional.empty();
    }

    private static final class RecordAdapter<T> extends TypeAdapter<T> {

        private final Gson gson;
        private final RecordComponent[] components;
        private final Map<String, ?> usual;
        private final TypeAdapter<T> complete;

        /** @param complete reads records that lack nothing */
        RecordAdapter(Gson gson, RecordComponent[] components, Map<String, ?> usual, TypeAdapter<T> complete) {
            this.gson = gson;
            this.components = components;
            this.usual = usual;
            this.complete = complete;
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            complete.write(out, value);
        }

        @Override
        public T read(JsonReader in) throws IOException {
            var tree = gson.getAdapter(JsonElement.class).read(in);
            if (!tree.isJsonObject()) {
                throw new JsonParseException("no object: " + tree);
            }
            fill(tree.getAsJsonObject());
            T value;
            try {
                value = complete.fromJsonTree(tree);
            } catch (JsonParseException e) {
                throw e;
            } catch (RuntimeException e) {
                // what a constructor refuses comes as nothing better
                throw new JsonParseException(e);
            }
            for (var component : components) {
                requireKnown(component, value);
            }
            return value;
        }

        private void fill(JsonObject object) {
            for (var component : components) {
                var present = object.get(component.getName());
                if (present == null || present.isJsonNull()) {
                    Object known = usual.get(component.getName());
                    (known == null ? none(component.getType()) : Optional.of(gson.toJsonTree(known)))
                            .ifPresent(missing -> object.add(component.getName(), missing));
                }
            }
        }

        /** What is not there, or a constant that its enumeration does not know, is read as null. */
        private static void requireKnown(RecordComponent component, Object value) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                if (accessor.invoke(value) == null) {
                    throw new JsonParseException("no " + component.getName());
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
