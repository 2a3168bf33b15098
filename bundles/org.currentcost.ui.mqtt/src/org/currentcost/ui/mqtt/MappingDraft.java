package org.currentcost.ui.mqtt;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Quantity;
import org.currentcost.model.QuantityFormat.Kind;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;
import org.currentcost.source.ReadingSink;
import org.currentcost.source.SensorLabel;
import org.currentcost.source.mqtt.payload.BuiltInProfiles;
import org.currentcost.source.mqtt.payload.Mapping;
import org.currentcost.source.mqtt.payload.MappingReader;
import org.currentcost.source.mqtt.payload.Measure;
import org.currentcost.source.mqtt.payload.PayloadKind;
import org.currentcost.source.mqtt.payload.TopicFilter;
import org.currentcost.ui.kit.Quantities;

/** What becomes of a message that was seen: a mapping to begin with, and what a mapping makes of it. */
final class MappingDraft {

    private static final int MOST_PLACES = 200;
    private static final int THOUSANDTHS = 3;
    private static final int MILLIONTHS = 6;

    private MappingDraft() {
    }

    /** {@return the mapping that fits best to a message that was seen: of a profile, or by the looks of it} */
    static Mapping of(String topic, byte[] payload) {
        for (var profile : BuiltInProfiles.all()) {
            for (var mapping : profile.mappings()) {
                if (!mapping.topic().startsWith("{") && TopicFilter.parse(mapping.topic()).match(topic).isPresent()
                        && read(mapping, topic, payload, InstantSource.system().millis()).isPresent()) {
                    return mapping;
                }
            }
        }
        String text = new String(payload, StandardCharsets.UTF_8).strip();
        String name = topic.substring(topic.lastIndexOf('/') + 1);
        var draft = Mapping.watts(topic).withSensor("", name, SensorRole.INSIDE_HOUSE);
        if (text.startsWith("<")) {
            return draft.withKind(PayloadKind.XML, "").withSensor("", "", SensorRole.HOUSE);
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            var places = places(payload);
            return places.isEmpty() ? draft : draft.withKind(PayloadKind.JSON, Payloads.likely(places));
        }
        return draft;
    }

    /** {@return the JSON pointers of all numbers in a message, as far as there are not too many} */
    static List<String> places(byte[] payload) {
        var places = new ArrayList<String>();
        try {
            collect(JsonParser.parseString(new String(payload, StandardCharsets.UTF_8)), "", places);
        } catch (JsonParseException e) {
            // no JSON, no places
            return List.of();
        }
        return places;
    }

    private static void collect(JsonElement element, String at, List<String> places) {
        if (places.size() >= MOST_PLACES) {
            return;
        }
        if (element instanceof JsonObject object) {
            object.asMap().forEach((name, value) -> collect(value,
                    at + "/" + name.replace("~", "~0").replace("/", "~1"), places));
        } else if (element instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                collect(array.get(i), at + "/" + i, places);
            }
        } else if (element.isJsonPrimitive() && element.getAsString().matches("\\s*-?[0-9.]+([eE][-+]?\\d+)?\\s*")) {
            places.add(at);
        }
    }

    /**
     * {@return the mapping that fits best to a number that was chosen in a message}
     *
     * @param place where it {@linkplain Payloads.Line#place() stands}; empty for none
     */
    static Mapping of(String topic, byte[] payload, String place) {
        var draft = of(topic, payload);
        boolean pointer = places(payload).contains(place);
        if (!pointer || draft.kind() == PayloadKind.JSON && draft.path().equals(place)) {
            return draft;
        }
        // A profile knows what it measures; what is at another place may be something else.
        for (var profile : BuiltInProfiles.all()) {
            for (var mapping : profile.mappings()) {
                if (!mapping.topic().startsWith("{") && mapping.kind() == PayloadKind.JSON
                        && mapping.path().equals(place)
                        && TopicFilter.parse(mapping.topic()).match(topic).isPresent()) {
                    return mapping;
                }
            }
        }
        String name = topic.substring(topic.lastIndexOf('/') + 1);
        return Mapping.watts(topic).withSensor("", name, SensorRole.INSIDE_HOUSE).withKind(PayloadKind.JSON, place);
    }

    /** {@return what a mapping reads from the messages of a topic, the first that it can read, in words} */
    static Optional<String> read(Mapping mapping, String topic, List<byte[]> payloads, long nowMillis) {
        return payloads.stream().map(payload -> read(mapping, topic, payload, nowMillis)).flatMap(Optional::stream)
                .findFirst();
    }

    /** {@return the name of the sensor that a mapping makes of a topic's messages; empty for the meter's main one} */
    static String sensor(Mapping mapping, String topic) {
        String name = filled(mapping.sensor(), mapping, topic);
        return name.equals("0") ? "" : name;
    }

    /** {@return the name of the meter that a mapping makes of a topic's messages; empty for the connection's own} */
    static String meter(Mapping mapping, String topic) {
        return filled(mapping.meter(), mapping, topic);
    }

    private static String filled(String template, Mapping mapping, String topic) {
        String text = template;
        for (var level : TopicFilter.parse(mapping.topic()).match(topic).orElse(Map.of()).entrySet()) {
            text = text.replace("{" + level.getKey() + "}", level.getValue());
        }
        return text;
    }

    /** {@return whether two mappings would take turns in telling one value of one sensor from the same topic} */
    static boolean areRivals(Mapping one, Mapping other, String topic) {
        boolean both = TopicFilter.parse(one.topic()).match(topic).isPresent()
                && TopicFilter.parse(other.topic()).match(topic).isPresent();
        return both && tellsPower(one) == tellsPower(other) && (tellsPower(one) || one.measure() == other.measure())
                && sensor(one, topic).equals(sensor(other, topic)) && meter(one, topic).equals(meter(other, topic));
    }

    /** Counters and energies of periods become power as well. */
    private static boolean tellsPower(Mapping mapping) {
        return mapping.measure() == Measure.POWER || mapping.measure() == Measure.ENERGY_COUNTER
                || mapping.measure() == Measure.ENERGY_PERIOD;
    }

    /** {@return what a mapping reads from a message, in words; empty if nothing} */
    static Optional<String> read(Mapping mapping, String topic, byte[] payload, long nowMillis) {
        boolean counter = mapping.measure() == Measure.ENERGY_COUNTER;
        var seen = seen(mapping, topic, payload, false, nowMillis);
        return counter
                ? seen.total.map(total -> Messages.bind(Messages.PreviewCounter,
                        Quantities.format().plain(Kind.ENERGY, BigDecimal.valueOf(total, MILLIONTHS), MILLIONTHS)))
                : seen.words;
    }

    /** {@return whether what a mapping {@linkplain #read reads} from the messages of a topic is a power} */
    static boolean readsPower(Mapping mapping, String topic, List<byte[]> payloads, long nowMillis) {
        return mapping.measure() != Measure.ENERGY_COUNTER
                && payloads.stream().map(payload -> seen(mapping, topic, payload, false, nowMillis).kind)
                        .flatMap(Optional::stream).findFirst().equals(Optional.of(Kind.POWER));
    }

    /**
     * {@return when a message says that it is of, the youngest of several; empty if a mapping that can read one of them
     * finds no time in it}
     */
    static Optional<Instant> time(Mapping mapping, String topic, List<byte[]> payloads, long nowMillis) {
        // What a broker has kept is read by its own time, or not at all.
        return payloads.stream().map(payload -> seen(mapping, topic, payload, true, nowMillis).time)
                .flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    private static Seen seen(Mapping mapping, String topic, byte[] payload, boolean retained, long nowMillis) {
        // A first count tells no power yet: what it counts is shown as if it were one.
        var read = mapping.measure() == Measure.ENERGY_COUNTER
                ? mapping.withMeasure(Measure.POWER, mapping.factor())
                : mapping;
        var seen = new Seen();
        try {
            new MappingReader(List.of(read), false, ZoneId.systemDefault()).take(topic, payload, retained, nowMillis,
                    seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | StackOverflowError e) {
            // It is a message of anybody's, and a mapping that is being written: together they read nothing.
            return new Seen();
        }
        return seen;
    }

    /** Takes what a mapping reads. */
    private static final class Seen implements ReadingSink {

        private Optional<String> words = Optional.empty();
        private Optional<Kind> kind = Optional.empty();
        private Optional<Long> total = Optional.empty();
        private Optional<Instant> time = Optional.empty();

        @Override
        public void connected(String detail) {
            // nothing is connected
        }

        @Override
        public void received(boolean live) {
            // what it says is told by itself
        }

        @Override
        public long readingsApart(SensorLabel label, Quantity quantity, long wishedMillis) {
            return wishedMillis;
        }

        @Override
        public Optional<Count> lastCount(SensorLabel label, String counter) {
            return Optional.empty();
        }

        @Override
        public void counted(SensorLabel label, String counter, Count count) {
            // nothing is kept
        }

        @Override
        public void unread(String where, String reason) {
            // it is told what is read
        }

        @Override
        public void lost(long messages) {
            // a single message is read
        }

        @Override
        public void payload(String meter, byte[] payload) {
            var parser = new MeterParser();
            parser.feed(payload, 0, payload.length);
            parser.endOfInput();
            for (var event = parser.next(); event != null; event = parser.next()) {
                if (event instanceof MeterEvent.Live live) {
                    tell(live);
                } else if (event instanceof MeterEvent.History memory) {
                    tell(Kind.ENERGY, thousandths(
                            memory.blocks().stream().mapToLong(MeterEvent.Block::wattHours).sum()));
                }
            }
        }

        private void tell(MeterEvent.Live live) {
            var watts = IntStream.of(live.watts1(), live.watts2(), live.watts3())
                    .filter(one -> one != MeterEvent.ABSENT).toArray();
            if (watts.length > 0) {
                tell(Kind.POWER, BigDecimal.valueOf(IntStream.of(watts).asLongStream().sum()));
            } else if (live.milliCelsius() != MeterEvent.ABSENT) {
                tell(Kind.TEMPERATURE, thousandths(live.milliCelsius()));
            }
        }

        private static BigDecimal thousandths(long value) {
            return BigDecimal.valueOf(value, THOUSANDTHS);
        }

        /** As the message has it: what a mapping reads is held against that. */
        private void tell(Kind reported, BigDecimal amount) {
            kind = Optional.of(reported);
            words = Optional.of(Quantities.format().plain(reported, amount, THOUSANDTHS).toString());
        }

        @Override
        public void reading(SensorLabel label, Quantity quantity, Reading reading) {
            total = Optional.of(reading.total());
            time = Optional.of(reading.time());
            tell(quantity == Quantity.TEMPERATURE ? Kind.TEMPERATURE : Kind.POWER, thousandths(reading.total()));
        }

        @Override
        public void history(SensorLabel label, List<HistoryBlock> blocks) {
            tell(Kind.ENERGY, thousandths(blocks.stream().mapToLong(HistoryBlock::wattHours).sum()));
        }

        @Override
        public void damage(String where, String reason, byte[] payload) {
            // nothing is read from it
        }
    }
}
