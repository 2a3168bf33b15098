package org.currentcost.settings;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonIOException;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.Strictness;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.currentcost.analysis.RateTable;
import org.currentcost.analysis.TariffVersion;
import org.currentcost.analysis.Tier;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;

/**
 * What was set, as JSON in the store's documents: an object of a version and the content. A document without a version
 * is from before there was one; its content is all of it, or a text of a form of its own. What was read once stays at
 * hand until the document changes, whoever changed it: publishing reads what the window writes.
 */
public final class SettingsDocuments {

    /** 1 was content alone. Any later one than is known is another program's, and is never lost. */
    private static final int VERSION = 2;
    /** Sensors are inside of each other since then: who knows nothing of that would lose it. */
    private static final int SENSORS_VERSION = 3;
    private static final String VERSION_KEY = "version";
    private static final String CONTENT_KEY = "content";
    private static final System.Logger LOG = System.getLogger(SettingsDocuments.class.getName());

    /** What tariffs were before they could be anything else. */
    private static final Map<Class<?>, Map<String, ?>> USUAL = Map.of(TariffVersion.class,
            Map.of("tierPeriod", Tier.Period.MONTH, "vatPercent", BigDecimal.ZERO, "pricesIncludeVat", true));
    /** What is added to the name of a document under which one is kept that can't be read. */
    static final String ASIDE = " aside";

    private final ReadingStore store;
    private final AtomicLong revision = new AtomicLong();
    private final AtomicLong lookedAt = new AtomicLong(-1);
    private final List<Document<?>> documents = new CopyOnWriteArrayList<>();
    /** Made when there is anything to read or write: most commands have nothing, and it takes its time. */
    private static final class Json {
        static final Gson GSON = new GsonBuilder()
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

        private Json() {
        }
    }

    /** @param store where they are kept */
    public SettingsDocuments(ReadingStore store) {
        this.store = store;
    }

    /** {@return the document of a name, which holds a value of a type} */
    public <T> Document<T> of(String name, Class<T> type) {
        return ofType(name, TypeToken.get(type));
    }

    /** {@return the document of what the user settled about sensors, by their series} */
    public Document<Map<String, SensorSettings>> sensors() {
        var type = new TypeToken<Map<String, SensorSettings>>() {
        };
        return add(new Document<>("sensors", type, text -> fromJson(text, type), SENSORS_VERSION,
                all -> all.values().stream().anyMatch(one -> one.parent().isPresent()) ? SENSORS_VERSION : VERSION));
    }

    /** {@return the document of what suppliers have billed} */
    public Document<List<Bill>> bills() {
        return ofType("bills", new TypeToken<>() {
        });
    }

    <T> Document<T> ofType(String name, TypeToken<T> type) {
        return ofType(name, type, text -> fromJson(text, type));
    }

    /**
     * {@return the document of a name, which holds values of one type}
     *
     * @param former understands what was kept before there was a version; may throw {@link RuntimeException}
     */
    <T> Document<T> ofType(String name, TypeToken<T> type, Function<String, T> former) {
        return add(new Document<>(name, type, former, VERSION, value -> VERSION));
    }

    /**
     * {@return the document of a name, whose values are still written as before there was a version} Programs are in
     * use that know nothing else, would take the document for empty, and write theirs in its place. Only what that form
     * can't say is written as the others are.
     *
     * @param former   as above
     * @param asFormer the text that {@code former} understands
     */
    <T> Document<T> inFormerForm(String name, TypeToken<T> type, Function<String, T> former,
            Function<T, String> asFormer) {
        var document = ofType(name, type, former);
        document.asFormer = Optional.of(asFormer);
        return document;
    }

    private <T> Document<T> add(Document<T> document) {
        documents.add(document);
        return document;
    }

    private static <T> T fromJson(String text, TypeToken<T> type) {
        try (var in = reading(text)) {
            T value = Json.GSON.getAdapter(type).read(in);
            requireEnd(in);
            return value;
        } catch (IOException e) {
            throw new JsonParseException(e);
        }
    }

    /** Read as it comes: a table of rates is large, and as a tree of elements several times that. */
    private static <T> T content(String text, TypeToken<T> type) {
        try (var in = reading(text)) {
            Optional<T> value = Optional.empty();
            in.beginObject();
            while (in.hasNext()) {
                if (in.nextName().equals(CONTENT_KEY)) {
                    value = Optional.ofNullable(Json.GSON.getAdapter(type).read(in));
                } else {
                    in.skipValue();
                }
            }
            in.endObject();
            return value.orElseThrow(() -> new JsonParseException("no content"));
        } catch (IOException e) {
            throw new JsonParseException(e);
        }
    }

    private static JsonReader reading(String text) {
        var in = new JsonReader(new StringReader(text));
        in.setStrictness(Strictness.LENIENT);
        return in;
    }

    private static void requireEnd(JsonReader in) throws IOException {
        if (in.peek() != JsonToken.END_DOCUMENT) {
            throw new JsonParseException("more than one value");
        }
    }

    /** Somebody else has written some of them. */
    public void changed() {
        revision.incrementAndGet();
    }

    /** One document, understood once and kept until it changes. Safe for several threads. */
    public final class Document<T> {

        private final String name;
        private final TypeToken<T> type;
        private final Function<String, T> former;
        private final int latestVersion;
        private final ToIntFunction<T> versionOf;
        private Optional<Function<T, String>> asFormer = Optional.empty();
        /** Held by who writes, which may take long: whoever reads does not wait for that. */
        private final Object writing = new Object();
        private Optional<String> known = Optional.empty();
        private Optional<T> kept = Optional.empty();
        private boolean read;

        /** @param versionOf tells the earliest version that understands all of a value, up to the latest one */
        private Document(String name, TypeToken<T> type, Function<String, T> former, int latestVersion,
                ToIntFunction<T> versionOf) {
            this.name = name;
            this.type = type;
            this.former = former;
            this.latestVersion = latestVersion;
            this.versionOf = versionOf;
        }

        /**
         * {@return the document, if there is one that can be read}
         *
         * @throws StoreException if the file can't be read
         */
        public synchronized Optional<T> read() throws StoreException {
            // The store has it at hand: this is a look into memory.
            var now = store.document(name);
            if (!now.equals(known)) {
                keep(now);
                if (read) {
                    changed();
                }
            }
            read = true;
            return kept;
        }

        private synchronized void keep(Optional<String> text) {
            kept = parse(text);
            known = text;
        }

        /** Looks whether somebody has written it since it was read, if it was. */
        private synchronized void look() {
            try {
                if (read) {
                    read();
                }
            } catch (StoreException e) {
                // Whoever wants to have it is told.
                return;
            }
        }

        private Optional<T> parse(Optional<String> text) {
            try {
                return text.map(this::parse);
            } catch (RuntimeException e) {
                // Only another version of the program writes what this one can't read; it stays for that one. What
                // such a text makes a reader throw is nothing that could be listed.
                return Optional.empty();
            }
        }

        private T parse(String text) {
            var version = version(text);
            if (version.isEmpty()) {
                return former.apply(text);
            }
            if (version.getAsDouble() != VERSION && version.getAsDouble() != latestVersion) {
                throw new JsonParseException("of version " + version.getAsDouble());
            }
            return content(text, type);
        }

        /** Writes it; one that can't be read is not lost by that. */
        public void write(T value) throws StoreException {
            synchronized (writing) {
                keepAside();
                String text = text(value);
                store.saveDocument(name, text);
                keep(Optional.of(text));
            }
            changed();
        }

        /**
         * Puts what the store is to keep for it into {@code texts}, by name, to be written with other things at once;
         * one that can't be read is not lost by that. {@link SettingsDocuments#changed()} is to be called afterwards.
         *
         * @throws StoreException if the file can't be read
         */
        public void put(T value, Map<String, String> texts) throws StoreException {
            synchronized (writing) {
                putAside(texts);
                texts.put(name, text(value));
            }
        }

        private void keepAside() throws StoreException {
            var texts = new HashMap<String, String>();
            putAside(texts);
            for (var aside : texts.entrySet()) {
                store.saveDocument(aside.getKey(), aside.getValue());
            }
        }

        /** What was put aside before stays. */
        private void putAside(Map<String, String> texts) throws StoreException {
            var unreadable = unreadable();
            if (unreadable.isPresent()) {
                String aside = name + ASIDE;
                int number = 1;
                while (store.document(aside).filter(text -> !text.equals(unreadable.get())).isPresent()) {
                    aside = name + ASIDE + ' ' + ++number;
                }
                LOG.log(Level.WARNING, "The settings \"{0}\" can''t be read; they are kept as \"{1}\".", name, aside);
                texts.put(aside, unreadable.get());
            }
        }

        /**
         * {@return whether there is one that can't be read}: another version's, or damaged
         *
         * @throws StoreException if the file can't be read
         */
        public boolean isUnreadable() throws StoreException {
            return unreadable().isPresent();
        }

        private synchronized Optional<String> unreadable() throws StoreException {
            return read().isPresent() ? Optional.empty() : known;
        }

        private String text(T value) {
            return asFormer.map(form -> form.apply(value))
                    .filter(text -> parse(Optional.of(text)).equals(Optional.of(value)))
                    .orElseGet(() -> versionedText(value));
        }

        private String versionedText(T value) {
            var text = new StringWriter();
            try (var out = Json.GSON.newJsonWriter(text)) {
                out.beginObject().name(VERSION_KEY).value(versionOf.applyAsInt(value)).name(CONTENT_KEY);
                Json.GSON.toJson(value, type.getType(), out);
                out.endObject();
            } catch (IOException e) {
                throw new JsonIOException(e);
            }
            return text.toString();
        }

        /** Takes it away; one that can't be read is not lost by that. */
        public void remove() throws StoreException {
            synchronized (writing) {
                keepAside();
                store.removeDocument(name);
                keep(Optional.empty());
            }
            changed();
        }
    }

    /** {@return the version of a text, if it is an object that says one, whatever else it says} */
    private static OptionalDouble version(String text) {
        var version = OptionalDouble.empty();
        if (text.startsWith("{")) {
            try (var in = reading(text)) {
                in.beginObject();
                while (in.hasNext()) {
                    if (in.nextName().equals(VERSION_KEY) && in.peek() == JsonToken.NUMBER) {
                        version = OptionalDouble.of(in.nextDouble());
                    } else {
                        in.skipValue();
                    }
                }
                in.endObject();
                requireEnd(in);
            } catch (IOException | IllegalStateException | JsonParseException e) {
                // A text of a former form may begin like an object
                return OptionalDouble.empty();
            }
        }
        return version;
    }

    /** {@return a number that grows with every change, also where another window or a command has made it} */
    public long revision() {
        long version = store.version();
        if (lookedAt.getAndSet(version) != version) {
            documents.forEach(Document::look);
        }
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
