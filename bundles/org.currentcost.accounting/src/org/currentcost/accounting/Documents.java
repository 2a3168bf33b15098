package org.currentcost.accounting;

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
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.currentcost.analysis.RateTable;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.store.DocumentStore;
import org.currentcost.store.StoreException;

/**
 * Values as JSON in the store's documents. What was read once stays at hand until the document changes, whoever changed
 * it: publishing reads what the window writes.
 */
final class Documents {

    /** What tariffs were before they could be anything else. */
    private static final Map<Class<?>, Map<String, ?>> USUAL = Map.of(TariffVersion.class,
            Map.of("tierPeriod", Tier.Period.MONTH, "vatPercent", BigDecimal.ZERO, "pricesIncludeVat", true));
    /** What is added to the name of a document under which one is kept that can't be read. */
    static final String ASIDE = " aside";

    private final DocumentStore store;
    private final AtomicLong revision = new AtomicLong();
    private final Gson gson = new GsonBuilder()
            .registerTypeAdapter(LocalDate.class, reader(LocalDate::parse))
            .registerTypeAdapter(LocalDate.class, writer())
            .registerTypeAdapter(LocalTime.class, reader(LocalTime::parse))
            .registerTypeAdapter(LocalTime.class, writer())
            .registerTypeAdapter(Instant.class, reader(Instant::parse))
            .registerTypeAdapter(Instant.class, writer())
            .registerTypeAdapter(Optional.class, optionalReader())
            .registerTypeAdapter(Optional.class, optionalWriter())
            .registerTypeAdapter(new TypeToken<Optional<RateTable>>() {
            }.getType(), new RateTableAdapter())
            .registerTypeAdapterFactory(new RecordAdapterFactory(USUAL)).create();

    Documents(DocumentStore store) {
        this.store = store;
    }

    /** {@return the document of a name, which holds values of one type} */
    <T> Document<T> of(String name, TypeToken<T> type) {
        return new Document<>(name, type);
    }

    /** Somebody else has written some of them. */
    void changed() {
        revision.incrementAndGet();
    }

    /** One document, understood once and kept until it changes. */
    final class Document<T> {

        private final String name;
        private final TypeToken<T> type;
        private Optional<String> known = Optional.empty();
        private Optional<T> kept = Optional.empty();

        private Document(String name, TypeToken<T> type) {
            this.name = name;
            this.type = type;
        }

        /**
         * {@return the document, if there is one that can be read}
         *
         * @throws StoreException if the file can't be read
         */
        synchronized Optional<T> read() throws StoreException {
            // The store has it at hand: this is a look into memory.
            var now = store.document(name);
            if (!now.equals(known)) {
                kept = parse(now);
                known = now;
            }
            return kept;
        }

        private Optional<T> parse(Optional<String> text) {
            try {
                return text.map(json -> gson.fromJson(json, type));
            } catch (JsonParseException e) {
                // Only another version of the program writes what this one can't read; it stays for that one.
                return Optional.empty();
            }
        }

        /** Writes it; one that can't be read is not lost by that. */
        synchronized void write(T value) throws StoreException {
            keepAside();
            store.saveDocument(name, text(value));
            changed();
        }

        private void keepAside() throws StoreException {
            var present = store.document(name);
            if (present.isPresent() && parse(present).isEmpty()) {
                store.saveDocument(name + ASIDE, present.get());
            }
        }

        /** {@return what the store calls it} */
        String name() {
            return name;
        }

        /** {@return a value as it is kept} */
        String text(T value) {
            return gson.toJson(value);
        }

        synchronized void remove() throws StoreException {
            keepAside();
            store.removeDocument(name);
            changed();
        }
    }

    /** {@return a number that grows with every change} */
    long revision() {
        return revision.get();
    }

    private static <T> JsonDeserializer<T> reader(Function<String, T> parse) {
        return (json, type, context) -> {
            try {
                return parse.apply(json.getAsString());
            } catch (DateTimeException e) {
                throw new JsonParseException(e);
            }
        };
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
