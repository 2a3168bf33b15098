package org.currentcost.source.mqtt;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.currentcost.model.Energy;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.Publisher;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.UsedEnergy;
import org.currentcost.source.mqtt.payload.HomeAssistantSensors;
import org.currentcost.source.mqtt.payload.HomeAssistantSensors.Kind;
import org.currentcost.source.mqtt.transport.ClientIdWatch;
import org.currentcost.source.mqtt.transport.MqttLink;
import org.currentcost.source.mqtt.transport.Secrets;

/** Publishes readings with QoS 1, each with its own time where the format has a place for it. For one thread. */
final class MqttPublisher implements Publisher {

    private static final int QOS = 1;
    /** After so long even what has not changed is told again: so readers know that we are there. */
    private static final long AGAIN_MILLIS = 600_000;
    private static final long FLAT_MILLIS = 60_000;
    private static final int DAYS_PER_MONTH = 30;
    private static final BigDecimal MILLI_PER_KILO = BigDecimal.valueOf(1_000_000);

    private final Connection connection;
    private final Secrets secrets;
    private final Format format;
    private final String prefix;
    private final ClientIdWatch watch;
    private HomeAssistantSensors home;
    private final Map<String, Long> temperatures = new HashMap<>();
    private final Map<String, Published> reported = new HashMap<>();
    private final Map<String, RetainedList> lists = new ConcurrentHashMap<>();
    private Optional<MqttLink> link = Optional.empty();
    private volatile Optional<SourceProblem> end = Optional.empty();

    /** What is published, and where. */
    enum Format {
        /** A meter's own XML at {@code <prefix>/<meter>/raw}, with the time in a comment before it. */
        XML,
        /**
         * Kilowatts on change at {@code PowerMeter/CC/<meter>}, degrees at {@code PowerMeter/temp/<meter>}, and what
         * was used at {@code PowerMeter/history/<meter>/hours}, {@code …/days} and {@code …/months}.
         */
        RSMB,
        /** JSON at {@code <prefix>/<meter>/<sensor>/…} and what Home Assistant needs to find it by itself. */
        HOMEASSISTANT,
        /** JSON at {@code <prefix>/<meter>/<sensor>/power} or {@code …/temperature}. */
        JSON
    }

    /** What was told at a topic: the text, and the instant up to which it held. */
    private record Published(String text, long millis, long holdsMillis) {
    }

    MqttPublisher(Connection connection, Secrets secrets, Format format, String prefix) {
        this.connection = connection;
        this.secrets = secrets;
        this.format = format;
        this.prefix = prefix;
        watch = new ClientIdWatch(connection.broker(), secrets);
        home = new HomeAssistantSensors(prefix, "");
    }

    @Override
    public void identify(String instance) {
        home = new HomeAssistantSensors(prefix, instance);
    }

    @Override
    public void connect() throws SourceProblem, InterruptedException {
        end = Optional.empty();
        lists.clear();
        reported.clear();
        var will = format == Format.HOMEASSISTANT
                ? new MqttLink.Will(home.statusTopic(), bytes("offline"))
                : MqttLink.Will.NONE;
        var opened = MqttLink.open(connection.broker(), secrets, will, new MqttLink.Listener() {
            @Override
            public void message(String topic, byte[] payload, int qos, boolean retained) {
                retained(topic, new String(payload, StandardCharsets.UTF_8));
            }

            @Override
            public void ended(SourceProblem why) {
                end = Optional.of(why);
            }
        });
        link = Optional.of(opened);
        watch.begun();
        if (format == Format.HOMEASSISTANT) {
            send(home.statusTopic(), bytes("online"), true);
        }
    }

    private void send(String topic, byte[] payload, boolean retained) throws SourceProblem, InterruptedException {
        try {
            link.orElseThrow().publish(topic, payload, QOS, retained);
        } catch (SourceProblem problem) {
            throw problem.permanent() ? problem : watch.ended(problem);
        }
    }

    @Override
    public void check() throws SourceProblem, InterruptedException {
        if (end.isPresent()) {
            throw watch.ended(end.get());
        }
    }

    @Override
    public void publish(SeriesKey series, String name, Reading reading) throws SourceProblem, InterruptedException {
        check();
        switch (format) {
            case XML -> {
                if (series.quantity() == Quantity.TEMPERATURE) {
                    temperatures.put(series.meter(), reading.total());
                } else if (SensorNumber.OWN.has(series.sensor())) {
                    send(prefix + "/" + level(series.meter()) + "/raw", bytes(xml(series, reading)), false);
                }
            }
            case RSMB -> {
                if (series.sensor() == 0) {
                    boolean power = series.quantity() == Quantity.POWER;
                    onChange("PowerMeter/" + (power ? "CC/" : "temp/") + level(series.meter()), power
                            ? BigDecimal.valueOf(reading.total()).divide(MILLI_PER_KILO, 2, RoundingMode.HALF_UP)
                                    .toPlainString()
                            : BigDecimal.valueOf(reading.total(), 3).setScale(0, RoundingMode.HALF_UP)
                                    .toPlainString(),
                            reading.timeMillis(), !power);
                }
            }
            case HOMEASSISTANT -> {
                var kind = Kind.of(series.quantity());
                send(home.topic(series, kind), HomeAssistantSensors.state(kind, reading.time(),
                        new BigDecimal(value(reading.total()))), false);
            }
            case JSON -> send(topic(series), bytes(json(series, name, reading)), false);
        }
    }

    @Override
    public void sensor(SeriesKey series, String name, Duration interval)
            throws SourceProblem, InterruptedException {
        if (format == Format.HOMEASSISTANT) {
            announce(series, Kind.of(series.quantity()), name, interval);
            if (series.quantity() == Quantity.POWER) {
                announce(series, Kind.ENERGY, name, interval);
            }
        }
    }

    private void announce(SeriesKey series, Kind kind, String name, Duration interval)
            throws SourceProblem, InterruptedException {
        send(home.announcementTopic(series, kind), home.announcement(series, kind, name, interval), true);
    }

    @Override
    public boolean carriesEnergy() {
        return format == Format.HOMEASSISTANT;
    }

    @Override
    public void publishEnergy(SeriesKey series, Energy used, Instant at)
            throws SourceProblem, InterruptedException {
        check();
        send(home.topic(series, Kind.ENERGY), HomeAssistantSensors.state(Kind.ENERGY, at,
                BigDecimal.valueOf(used.milliwattHours(), 6).stripTrailingZeros()), true);
    }

    /** As that community has it: only what changes, and before it what was, so that lines stay flat up to the step. */
    private void onChange(String topic, String text, long millis, boolean retained)
            throws SourceProblem, InterruptedException {
        var before = Optional.ofNullable(reported.get(topic));
        if (before.isPresent() && before.get().text.equals(text) && millis - before.get().millis < AGAIN_MILLIS) {
            reported.put(topic, new Published(text, before.get().millis, millis));
            return;
        }
        if (before.isPresent() && !before.get().text.equals(text)
                && before.get().holdsMillis - before.get().millis > FLAT_MILLIS) {
            send(topic, bytes(before.get().text), retained);
        }
        send(topic, bytes(text), retained);
        reported.put(topic, new Published(text, millis, millis));
    }

    @Override
    public boolean carriesHistory() {
        return format == Format.RSMB;
    }

    @Override
    public void publishHistory(String meter, UsedEnergy used) throws SourceProblem, InterruptedException {
        check();
        String topic = "PowerMeter/history/" + level(meter) + "/";
        var topics = List.of(topic + "hours", topic + "days", topic + "months");
        if (!lists.containsKey(topics.getFirst())) {
            topics.forEach(one -> lists.put(one, new RetainedList()));
            link.orElseThrow().subscribe(topics, QOS);
            lists.get(topics.getFirst()).await();
        }
        list(topics.get(0), used.twoHours(), 1, used.block());
        list(topics.get(1), used.days(), 0, used.dayNumber());
        // Months move with each day; by a thirtieth, which nothing that was kept can follow.
        list(topics.get(2), used.months(), 0, Math.floorDiv(used.dayNumber(), DAYS_PER_MONTH));
    }

    /** Kilowatt-hours with a blank behind each, told when they have changed. */
    private void list(String topic, List<OptionalLong> wattHours, int digits, long number)
            throws SourceProblem, InterruptedException {
        var text = lists.get(topic).filled(wattHours.stream().map(one -> one.isEmpty()
                ? ""
                : BigDecimal.valueOf(one.getAsLong(), 3).setScale(digits, RoundingMode.HALF_UP).toPlainString())
                .toList(), number);
        if (text.isPresent()) {
            send(topic, bytes(text.get()), true);
        }
    }

    /** On a thread of the link. */
    private void retained(String topic, String text) {
        Optional.ofNullable(lists.get(topic)).ifPresent(list -> list.retained(text));
    }

    private String topic(SeriesKey series) {
        return prefix + "/" + level(series.meter()) + "/"
                + SensorNumber.published(series.sensor()) + "/" + series.quantity().name().toLowerCase(Locale.ROOT);
    }

    /** {@return a name as one level of a topic} */
    private static String level(String name) {
        return name.replaceAll("[/+#\\x00]", "_");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String value(long milli) {
        return BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
    }

    private static String json(SeriesKey series, String name, Reading reading) {
        var json = new JsonObject();
        json.addProperty("time", reading.time().toString());
        json.addProperty("meter", series.meter());
        String sensor = SensorNumber.published(series.sensor());
        json.add("sensor", SensorNumber.OWN.has(series.sensor()) && !sensor.equals(Integer.toString(series.sensor()))
                ? new JsonPrimitive(sensor)
                : new JsonPrimitive(Integer.valueOf(sensor)));
        if (!name.isEmpty()) {
            json.addProperty("name", name);
        }
        json.addProperty(series.quantity() == Quantity.POWER ? "watts" : "celsius",
                new BigDecimal(value(reading.total())));
        return json.toString();
    }

    private String xml(SeriesKey series, Reading reading) {
        var local = reading.time().atZone(ZoneId.systemDefault());
        var text = new StringBuilder("<!-- ").append(reading.time()).append(" --><msg><src>CC128-v0.00</src>")
                .append(String.format(Locale.ROOT, "<dsb>%05d</dsb><time>%tT</time>", local.getDayOfYear(), local));
        if (temperatures.containsKey(series.meter())) {
            text.append("<tmpr>").append(BigDecimal.valueOf(temperatures.get(series.meter()), 3)
                    .setScale(1, RoundingMode.HALF_UP).toPlainString()).append("</tmpr>");
        }
        text.append("<sensor>").append(series.sensor()).append("</sensor><id>00000</id><type>1</type>");
        for (int channel = 1; channel <= Reading.CHANNELS; channel++) {
            long milliwatts = reading.channel(channel);
            if (milliwatts != Reading.ABSENT) {
                text.append(String.format(Locale.ROOT, "<ch%d><watts>%05d</watts></ch%d>", channel,
                        Math.floorDiv(milliwatts + 500, 1000), channel));
            }
        }
        return text.append("</msg>").toString();
    }

    @Override
    public boolean carriesTime() {
        return format != Format.RSMB && format != Format.HOMEASSISTANT;
    }

    @Override
    public void close() {
        // The broker says it in our name only where we do not take leave.
        link.filter(open -> format == Format.HOMEASSISTANT && end.isEmpty())
                .ifPresent(open -> open.publishLast(home.statusTopic(), bytes("offline")));
        link.ifPresent(MqttLink::close);
        link = Optional.empty();
        watch.close();
    }
}
