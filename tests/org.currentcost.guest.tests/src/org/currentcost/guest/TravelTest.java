package org.currentcost.guest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.currentcost.model.Edit;
import org.currentcost.model.EditKind;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value that travels arrives as it was: those of all requests and all that is told, made at random. */
class TravelTest {

    private static final List<String> TEXTS = List.of("", "Home", "Wärmepumpe \"neu\"",
            "\u2028\u0000\ud83d\udd0c", "</script>", "half \"" + (char) 0xd83d + "\\", "" + (char) 0xdd0c);

    private final Gson gson = gson();

    /** As it is made for a connection, with what the library teaches it before. */
    private static Gson gson() {
        GsonBuilder builder = new MessageJsonHandler(Map.of()).getDefaultGsonBuilder();
        Values.register(builder);
        return builder.create();
    }

    /** {@return everything that is asked, answered or told} */
    static Stream<Type> types() {
        var types = new HashSet<Type>();
        for (var protocol : List.of(OwnerProtocol.class, GuestProtocol.class)) {
            for (var method : protocol.getDeclaredMethods()) {
                types.addAll(List.of(method.getGenericParameterTypes()));
                if (method.getGenericReturnType() instanceof ParameterizedType future) {
                    types.add(future.getActualTypeArguments()[0]);
                }
            }
        }
        types.add(OwnerProtocol.Failure.class);
        return types.stream().sorted(Comparator.comparing(Type::getTypeName));
    }

    @ParameterizedTest
    @MethodSource("types")
    void arrivesAsItWas(Type type) throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            Object value = random(type, new Random(seed));
            Object arrived = gson.fromJson(new String(gson.toJson(value, type).getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8), type);
            if (value instanceof byte[] bytes) {
                assertArrayEquals(bytes, (byte[]) arrived);
            } else {
                assertEquals(value, arrived, type + ", seed " + seed);
                // an answer is written without its declared type
                assertEquals(value, gson.fromJson(gson.toJson(value), type), type + ", seed " + seed);
            }
        }
    }

    @Test
    void allThatTravelsIsFound() {
        assertTrue(types().count() > 25);
    }

    @Test
    void readingsArriveAsTheyWereHoweverTheyAreOrdered() {
        var random = new Random(5);
        for (int count = 0; count < 300; count++) {
            var readings = new ArrayList<Reading>();
            for (int index = 0; index < count; index++) {
                readings.add(reading(random));
            }
            assertEquals(readings, PackedReadings.unpack(PackedReadings.pack(readings)));
        }
    }

    @Test
    void readingsTakeFewBytes() {
        var readings = new ArrayList<Reading>();
        var random = new Random(1);
        for (int index = 0; index < 10_000; index++) {
            readings.add(new Reading(1_767_225_600_000L + index * 6_000L, 300_000 + random.nextInt(200_000),
                    Reading.ABSENT, Reading.ABSENT));
        }
        assertTrue(PackedReadings.pack(readings).length() < 12 * readings.size());
    }

    @Test
    void whatIsNoReadingsIsRefused() {
        for (String text : List.of("AAAA", "////////////////////////////", "not base64 at all", "AA")) {
            assertThrows(IllegalArgumentException.class, () -> PackedReadings.unpack(text));
        }
    }

    @Test
    void theLargestBatchIsBelowTheBoundOfAMessage() {
        var random = new Random(2);
        var batch = new LinkedHashMap<SeriesKey, List<Reading>>();
        for (int series = 0; series < 600; series++) {
            var readings = new ArrayList<Reading>();
            for (int index = random.nextInt(60); index >= 0; index--) {
                // each number as far from the one before as it gets
                long far = index % 2 == 0 ? Long.MAX_VALUE : Long.MIN_VALUE + 1;
                readings.add(new Reading(far, far, far, far, index % 2 == 0 ? 0 : Long.MAX_VALUE));
            }
            batch.put(SeriesKey.power("\u2028".repeat(250) + series, series), readings);
        }
        var batches = PackedBatches.of(batch);
        assertTrue(batches.size() > 1);
        var together = new LinkedHashMap<SeriesKey, List<Reading>>();
        for (var part : batches) {
            assertTrue(gson.toJson(part).getBytes(StandardCharsets.UTF_8).length < FrameInput.LONGEST_MESSAGE - 1000);
            part.map().forEach((series, readings) -> together.computeIfAbsent(series, key -> new ArrayList<>())
                    .addAll(readings));
        }
        assertEquals(batch, together);
    }

    private static Reading reading(Random random) {
        long interval = random.nextBoolean() ? 0 : random.nextLong(1, 1_000_000);
        long far = random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(3000) * 1000L;
        return new Reading(random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(), far,
                random.nextBoolean() ? Reading.ABSENT : random.nextInt(), Reading.ABSENT, interval);
    }

    private static Object random(Type type, Random random) throws Exception {
        if (type instanceof ParameterizedType generic) {
            return randomGeneric(generic, random);
        }
        var raw = (Class<?>) type;
        var known = randomKnown(raw, random);
        if (known.isPresent()) {
            return known.get();
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
        }
        if (raw.isSealed()) {
            return random(raw.getPermittedSubclasses()[random.nextInt(raw.getPermittedSubclasses().length)], random);
        }
        assertTrue(raw.isRecord(), type + " travels, and nobody knows how");
        return randomRecord(raw, random);
    }

    private static Object randomRecord(Class<?> raw, Random random) throws Exception {
        var components = raw.getRecordComponents();
        Constructor<?> constructor = raw.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
        constructor.setAccessible(true);
        while (true) {
            var arguments = new Object[components.length];
            for (int index = 0; index < arguments.length; index++) {
                arguments[index] = random(components[index].getGenericType(), random);
            }
            try {
                return constructor.newInstance(arguments);
            } catch (InvocationTargetException e) {
                // its rules do not let every value in: another one
                assertEquals(IllegalArgumentException.class, e.getCause().getClass());
            }
        }
    }

    private static Object randomGeneric(ParameterizedType type, Random random) throws Exception {
        var of = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(random(of[0], random));
        }
        if (type.getRawType() == List.class) {
            var list = new ArrayList<Object>();
            for (int index = random.nextInt(4); index > 0; index--) {
                list.add(random(of[0], random));
            }
            return list;
        }
        assertEquals(Map.class, type.getRawType());
        var map = new LinkedHashMap<Object, Object>();
        for (int index = random.nextInt(4); index > 0; index--) {
            map.put(random(of[0], random), random(of[1], random));
        }
        return map;
    }

    private static Optional<Object> randomKnown(Class<?> type, Random random) {
        return Optional.ofNullable(switch (type.getSimpleName()) {
            case "String" -> TEXTS.get(random.nextInt(TEXTS.size()));
            case "boolean", "Boolean" -> random.nextBoolean();
            case "int", "Integer" -> random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(100);
            case "long", "Long" -> random.nextInt(10) == 0 ? random.nextLong() : random.nextLong(1_000_000);
            case "double", "Double" -> random.nextDouble();
            case "Instant" -> Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
            case "Duration" -> Duration.ofNanos(random.nextLong());
            case "LocalTime" -> LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
            case "byte[]" -> bytes(random);
            case "Reading" -> reading(random);
            case "Edit" -> edit(random);
            default -> null;
        });
    }

    private static byte[] bytes(Random random) {
        var bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Edit edit(Random random) {
        var series = SeriesKey.power(TEXTS.get(1 + random.nextInt(TEXTS.size() - 1)), random.nextInt(10));
        var range = TimeRange.ofMillis(random.nextLong(1_000_000), 1_000_000 + random.nextLong(1_000_000_000));
        var made = Instant.ofEpochMilli(random.nextLong(1_000_000_000_000L));
        return switch (EditKind.values()[random.nextInt(3)]) {
            case EXCLUDE -> Edit.exclude(series, range, made, "why");
            case SCALE -> Edit.scale(series, range, BigDecimal.valueOf(random.nextInt(1_000_000_000),
                    3 + random.nextInt(6)), made, "");
            case SHIFT -> Edit.shift(series, range, Duration.ofMillis(1 + random.nextLong(100_000)), made, "");
        };
    }
}
