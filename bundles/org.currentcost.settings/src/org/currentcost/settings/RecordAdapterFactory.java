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
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
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
                ? new RecordAdapter<>(gson, raw.getRecordComponents(), constructor(raw),
                        usual.getOrDefault(raw, Map.of()), gson.getDelegateAdapter(this, type))
                : null;
    }

    /** {@return what makes an object of an array of objects} */
    private static MethodHandle constructor(Class<?> record) {
        try {
            var types = Arrays.stream(record.getRecordComponents()).map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            var constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return MethodHandles.lookup().unreflectConstructor(constructor)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
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
        private final MethodHandle constructor;
        private final Map<String, ?> usual;
        private final TypeAdapter<T> complete;

        /** @param complete writes records */
        RecordAdapter(Gson gson, RecordComponent[] components, MethodHandle constructor, Map<String, ?> usual,
                TypeAdapter<T> complete) {
            this.gson = gson;
            this.components = components;
            this.constructor = constructor;
            this.usual = usual;
            this.complete = complete;
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            complete.write(out, value);
        }

        @Override
        public T read(JsonReader in) throws IOException {
            if (in.peek() != JsonToken.BEGIN_OBJECT) {
                throw new JsonParseException("no object: " + in.peek());
            }
            var values = new Object[components.length];
            in.beginObject();
            while (in.hasNext()) {
                int place = place(in.nextName());
                if (place < 0 || in.peek() == JsonToken.NULL) {
                    in.skipValue();
                } else {
                    values[place] = adapter(components[place]).read(in);
                    requireKnown(components[place], values[place]);
                }
            }
            in.endObject();
            for (int place = 0; place < values.length; place++) {
                if (values[place] == null) {
                    values[place] = missing(components[place]);
                    requireKnown(components[place], values[place]);
                }
            }
            return made(values);
        }

        private int place(String name) {
            int place = components.length - 1;
            while (place >= 0 && !components[place].getName().equals(name)) {
                place--;
            }
            return place;
        }

        private TypeAdapter<?> adapter(RecordComponent component) {
            return gson.getAdapter(TypeToken.get(component.getGenericType()));
        }

        private Object missing(RecordComponent component) {
            Object known = usual.get(component.getName());
            if (known == null && component.getType().isPrimitive()) {
                return Array.get(Array.newInstance(component.getType(), 1), 0);
            }
            return known != null
                    ? known
                    : none(component.getType()).map(adapter(component)::fromJsonTree).orElse(null);
        }

        private T made(Object[] values) {
            try {
                return (T) constructor.invokeExact(values);
            } catch (Error e) {
                throw e;
            } catch (Throwable e) {
                // what a constructor refuses
                throw new JsonParseException(e);
            }
        }

        /** A constant that its enumeration does not know is read as null. */
        private static void requireKnown(RecordComponent component, Object value) {
            if (value == null) {
                throw new JsonParseException("no " + component.getName());
            }
        }
    }
}
