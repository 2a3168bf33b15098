package org.currentcost.guest;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.currentcost.guest.OwnerProtocol.Failure;
import org.currentcost.guest.OwnerProtocol.Steering;
import org.currentcost.guest.OwnerProtocol.Way;
import org.currentcost.model.EditKind;
import org.currentcost.model.HistorySpan;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.recorder.HistoryProgress.Delivery;
import org.currentcost.source.SourceState;
import org.currentcost.store.StoreException;

/** How values travel as JSON, beside what Gson knows: moments, optional ones, states, bytes, and names of constants. */
final class Values {

    private Values() {
    }

    /** Readings of one series, in any order. */
    record Readings(List<Reading> list) {
    }

    /** Teaches it. */
    static void register(GsonBuilder builder) {
        builder.registerTypeAdapter(String.class, new AnyText());
        builder.registerTypeAdapter(Instant.class, text(Instant::toString, Instant::parse));
        builder.registerTypeAdapter(Duration.class, text(Duration::toString, Duration::parse));
        builder.registerTypeAdapter(LocalTime.class, text(LocalTime::toString, LocalTime::parse));
        builder.registerTypeAdapter(byte[].class,
                text(Base64.getEncoder()::encodeToString, Base64.getDecoder()::decode));
        builder.registerTypeAdapter(Readings.class,
                text(readings -> PackedReadings.pack(readings.list()),
                        packed -> new Readings(PackedReadings.unpack(packed))));
        builder.registerTypeHierarchyAdapter(Optional.class, new Optionals());
        builder.registerTypeAdapter(SourceState.class, new States());
        named(builder, Quantity.class);
        named(builder, EditKind.class);
        named(builder, HistorySpan.class);
        named(builder, Delivery.class);
        named(builder, StoreException.Kind.class);
        named(builder, ProcessKind.class);
        named(builder, Way.class);
        named(builder, Steering.class);
        named(builder, Failure.Of.class);
    }

    /** By name: numbers would mean something else when a constant is added. */
    private static <E extends Enum<E>> void named(GsonBuilder builder, Class<E> type) {
        builder.registerTypeAdapter(type, text(Enum<E>::name, name -> Enum.valueOf(type, name)));
    }

    private static <T> TypeAdapter<T> text(Function<T, String> write, Function<String, T> read) {
        return new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                out.value(write.apply(value));
            }

            @Override
            public T read(JsonReader in) throws IOException {
                try {
                    return read.apply(in.nextString());
                } catch (RuntimeException e) {
                    throw new JsonParseException(e);
                }
            }
        };
    }

    /**
     * Half a character, as a name may have, is none that bytes can say: such texts are written by numbers, behind a
     * mark that others begin with as seldom.
     */
    private static final class AnyText extends TypeAdapter<String> {

        private static final String MARK = "\u0000";
        private static final int HEX = 16;
        private static final int DIGITS = 4;

        @Override
        public void write(JsonWriter out, String text) throws IOException {
            if (text == null) {
                out.nullValue();
            } else if (text.startsWith(MARK) || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                out.value(MARK + text.chars().mapToObj(one -> String.format(Locale.ROOT, "%04x", one))
                        .collect(Collectors.joining()));
            } else {
                out.value(text);
            }
        }

        @Override
        public String read(JsonReader in) throws IOException {
            String text = in.nextString();
            if (!text.startsWith(MARK)) {
                return text;
            }
            var result = new StringBuilder();
            try {
                for (int at = 1; at < text.length(); at += DIGITS) {
                    result.append((char) Integer.parseInt(text, at, at + DIGITS, HEX));
                }
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new JsonParseException(e);
            }
            return result.toString();
        }
    }

    /** As a list of none or one: a component that is left out would come as null. */
    private static final class Optionals implements JsonSerializer<Optional<?>>, JsonDeserializer<Optional<?>> {

        private static Type content(ParameterizedType type) {
            return type.getActualTypeArguments()[0];
        }

        @Override
        public JsonElement serialize(Optional<?> value, Type type, JsonSerializationContext context) {
            var list = new JsonArray();
            // an answer says no more of its type than what it is
            value.ifPresent(one -> list.add(context.serialize(one,
                    type instanceof ParameterizedType known ? content(known) : one.getClass())));
            return list;
        }

        @Override
        public Optional<?> deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            var list = json.getAsJsonArray();
            return list.isEmpty()
                    ? Optional.empty()
                    : Optional.of(context.<Object>deserialize(list.get(0), content((ParameterizedType) type)));
        }
    }

    /** With the name of the kind before the value. */
    private static final class States implements JsonSerializer<SourceState>, JsonDeserializer<SourceState> {

        private static final List<Class<?>> KINDS = List.of(SourceState.class.getPermittedSubclasses());

        @Override
        public JsonElement serialize(SourceState state, Type type, JsonSerializationContext context) {
            var pair = new JsonArray();
            pair.add(state.getClass().getSimpleName());
            pair.add(context.serialize(state, state.getClass()));
            return pair;
        }

        @Override
        public SourceState deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            var pair = json.getAsJsonArray();
            String name = pair.get(0).getAsString();
            var found = KINDS.stream().filter(kind -> kind.getSimpleName().equals(name)).findFirst()
                    .orElseThrow(() -> new JsonParseException(name));
            return context.deserialize(pair.get(1), found);
        }
    }
}
