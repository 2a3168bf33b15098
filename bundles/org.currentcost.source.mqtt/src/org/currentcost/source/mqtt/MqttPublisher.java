package org.currentcost.source.mqtt;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.source.Publisher;
import org.currentcost.source.SourceProblem;
import org.currentcost.source.UsedEnergy;

/** Publishes readings with QoS 1, each with its own time where the format has a place for it. For one thread. */
final class MqttPublisher implements Publisher {

    private static final int QOS = 1;
    /** A CurrentCost meter has no more sensors; readers refuse others. */
    private static final int HIGHEST_METER_SENSOR = 9;
    /** After so long even what has not changed is told again: so readers know that we are there. */
    private static final long AGAIN_MILLIS = 600_000;
    private static final long FLAT_MILLIS = 60_000;
    private static final BigDecimal MILLI_PER_KILO = BigDecimal.valueOf(1_000_000);

    private final Connection connection;
    private final Secrets secrets;
    private final Format format;
    private final String prefix;
    private final Set<SeriesKey> announced = new HashSet<>();
    private final Map<String, Long> temperatures = new HashMap<>();
    private final Map<String, Told> told = new HashMap<>();
    private final Map<String, String> lists = new HashMap<>();
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
    private record Told(String text, long millis, long holdsMillis) {
    }

    MqttPublisher(Connection connection, Secrets secrets, Format format, String prefix) {
        this.connection = connection;
        this.secrets = secrets;
        this.format = format;
        this.prefix = prefix;
    }

    @Override
    public void connect() throws SourceProblem, InterruptedException {
        end = Optional.empty();
        announced.clear();
        var will = format == Format.HOMEASSISTANT
                ? new MqttLink.Will(status(), bytes("offline"))
                : MqttLink.Will.NONE;
        var opened = MqttLink.open(connection, secrets, will, new MqttLink.Listener() {
            @Override
            public void message(String topic, byte[] payload, int qos, boolean retained) {
                // nothing is subscribed to
            }

            @Override
            public void ended(SourceProblem why) {
                end = Optional.of(why);
            }
        });
        link = Optional.of(opened);
        if (format == Format.HOMEASSISTANT) {
            opened.publish(status(), bytes("online"), QOS, true);
        }
    }

    private String status() {
        return prefix + "/status";
    }

    @Override
    public void publish(SeriesKey series, String name, Reading reading) throws SourceProblem, InterruptedException {
        if (end.isPresent()) {
            throw end.get();
        }
        var open = link.orElseThrow();
        switch (format) {
            case XML -> {
                if (series.quantity() == Quantity.TEMPERATURE) {
                    temperatures.put(series.meter(), reading.total());
                } else if (series.sensor() <= HIGHEST_METER_SENSOR) {
                    open.publish(prefix + "/" + level(series.meter()) + "/raw", bytes(xml(series, reading)), QOS,
                            false);
                }
            }
            case RSMB -> {
                if (series.sensor() == 0) {
                    boolean power = series.quantity() == Quantity.POWER;
                    onChange(open, "PowerMeter/" + (power ? "CC/" : "temp/") + level(series.meter()), power
                            ? BigDecimal.valueOf(reading.total()).divide(MILLI_PER_KILO, 2, RoundingMode.HALF_UP)
                                    .toPlainString()
                            : BigDecimal.valueOf(reading.total(), 3).setScale(0, RoundingMode.HALF_UP)
                                    .toPlainString(),
                            reading.timeMillis(), !power);
                }
            }
            case HOMEASSISTANT -> {
                if (announced.add(series)) {
                    announce(open, series, name);
                }
                open.publish(topic(series), bytes(json(series, name, reading)), QOS, false);
            }
            case JSON -> open.publish(topic(series), bytes(json(series, name, reading)), QOS, false);
        }
    }

    /** As that community has it: only what changes, and before it what was, so that lines stay flat up to the step. */
    private void onChange(MqttLink open, String topic, String text, long millis, boolean retained)
            throws SourceProblem, InterruptedException {
        var before = Optional.ofNullable(told.get(topic));
        if (before.isPresent() && before.get().text.equals(text) && millis - before.get().millis < AGAIN_MILLIS) {
            told.put(topic, new Told(text, before.get().millis, millis));
            return;
        }
        if (before.isPresent() && !before.get().text.equals(text)
                && before.get().holdsMillis - before.get().millis > FLAT_MILLIS) {
            open.publish(topic, bytes(before.get().text), QOS, retained);
        }
        open.publish(topic, bytes(text), QOS, retained);
        told.put(topic, new Told(text, millis, millis));
    }

    @Override
    public boolean carriesHistory() {
        return format == Format.RSMB;
    }

    @Override
    public void publishHistory(String meter, UsedEnergy used) throws SourceProblem, InterruptedException {
        String topic = "PowerMeter/history/" + level(meter) + "/";
        list(topic + "hours", used.twoHours(), 1);
        list(topic + "days", used.days(), 0);
        list(topic + "months", used.months(), 0);
    }

    /** Kilowatt-hours with a blank behind each, told when they have changed. */
    private void list(String topic, List<Long> wattHours, int digits) throws SourceProblem, InterruptedException {
        String text = wattHours.stream().map(one -> BigDecimal.valueOf(one, 3).setScale(digits, RoundingMode.HALF_UP)
                .toPlainString() + " ").collect(Collectors.joining());
        if (!text.equals(lists.put(topic, text))) {
            link.orElseThrow().publish(topic, bytes(text), QOS, true);
        }
    }

    private String topic(SeriesKey series) {
        return prefix + "/" + level(series.meter()) + "/" + series.sensor() + "/"
                + series.quantity().name().toLowerCase(Locale.ROOT);
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
        json.addProperty("sensor", series.sensor());
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

    private void announce(MqttLink open, SeriesKey series, String name) throws SourceProblem, InterruptedException {
        boolean power = series.quantity() == Quantity.POWER;
        String id = "currentcost_" + level(series.meter()).replaceAll("(?U)\\W", "_") + "_" + series.sensor() + "_"
                + series.quantity().name().toLowerCase(Locale.ROOT);
        var json = new JsonObject();
        String plain = name.isEmpty() ? series.sensor() == 0 ? "" : "Sensor " + series.sensor() : name;
        json.addProperty("name", (plain + (power ? " power" : " temperature")).strip());
        json.addProperty("unique_id", id);
        json.addProperty("state_topic", topic(series));
        json.addProperty("value_template", power ? "{{ value_json.watts }}" : "{{ value_json.celsius }}");
        json.addProperty("unit_of_measurement", power ? "W" : "°C");
        json.addProperty("device_class", power ? "power" : "temperature");
        json.addProperty("state_class", "measurement");
        json.addProperty("availability_topic", status());
        var device = new JsonObject();
        var identifiers = new JsonArray();
        identifiers.add("currentcost_" + level(series.meter()));
        device.add("identifiers", identifiers);
        device.addProperty("name", series.meter());
        device.addProperty("manufacturer", "CurrentCost Workbench");
        json.add("device", device);
        open.publish("homeassistant/sensor/" + id + "/config", bytes(json.toString()), QOS, true);
    }

    @Override
    public boolean carriesTime() {
        return format != Format.RSMB;
    }

    @Override
    public void close() {
        // The broker says it in our name only where we do not take leave.
        link.filter(open -> format == Format.HOMEASSISTANT && end.isEmpty())
                .ifPresent(open -> open.publishLast(status(), bytes("offline")));
        link.ifPresent(MqttLink::close);
        link = Optional.empty();
    }
}
