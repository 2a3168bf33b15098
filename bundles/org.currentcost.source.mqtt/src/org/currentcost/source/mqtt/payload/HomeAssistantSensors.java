package org.currentcost.source.mqtt.payload;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.CRC32;
import org.currentcost.model.Quantity;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SeriesKey;

/**
 * How our sensors are announced to Home Assistant, as its <i>MQTT discovery</i> and <i>MQTT sensor</i> have it, and at
 * which topics they are. Names of meters may be alike but for a character that no identifier may have: each identifier
 * carries a sum of the whole name.
 *
 * @param prefix   under which the topics of states are
 * @param instance of the data folder that is published; letters and digits
 */
public record HomeAssistantSensors(String prefix, String instance) {

    /** What all our announcements name as their origin. */
    public static final String ORIGIN = "CurrentCost Workbench";

    private static final int LONGEST_NAME = 20;
    private static final int INTERVALS = 3;
    private static final Duration MARGIN = Duration.ofSeconds(60);

    /** What is announced of a sensor. */
    public enum Kind {
        /** Of power. */
        POWER("power", "W", "measurement", "watts", 0),
        /** A counter of energy that never falls. */
        ENERGY("energy", "kWh", "total_increasing", "kwh", 3),
        /** Of temperature. */
        TEMPERATURE("temperature", "°C", "measurement", "celsius", 1);

        private final String word;
        private final String unit;
        private final String state;
        private final String field;
        private final int digits;

        Kind(String word, String unit, String state, String field, int digits) {
            this.word = word;
            this.unit = unit;
            this.state = state;
            this.field = field;
            this.digits = digits;
        }

        /** {@return what is announced of a sensor that measures this} */
        public static Kind of(Quantity quantity) {
            return quantity == Quantity.TEMPERATURE ? TEMPERATURE : POWER;
        }
    }

    /** {@return where this data folder says whether it is there, retained} */
    public String statusTopic() {
        return prefix + "/" + instance + "/status";
    }

    /** {@return where the values of a sensor are} */
    public String topic(SeriesKey series, Kind kind) {
        return prefix + "/" + instance + "/" + meter(series.meter()) + "/"
                + SensorNumber.published(series.sensor()) + "/" + kind.word;
    }

    /** {@return where a sensor is announced} */
    public String announcementTopic(SeriesKey series, Kind kind) {
        return "homeassistant/sensor/" + id(series, kind) + "/config";
    }

    private String id(SeriesKey series, Kind kind) {
        return "currentcost_" + instance + "_" + meter(series.meter()) + "_"
                + SensorNumber.published(series.sensor()) + "_" + kind.word;
    }

    private static String meter(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        var sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return (plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain)
                + String.format(Locale.ROOT, "_%08x", sum.getValue());
    }

    /**
     * {@return the announcement of a sensor}
     *
     * @param name     what it is called; empty for its usual name
     * @param interval how far apart its values come
     */
    public byte[] announcement(SeriesKey series, Kind kind, String name, Duration interval) {
        var json = new JsonObject();
        String plain = name.isEmpty() ? series.sensor() == 0 ? "" : "Sensor " + series.sensor() : name;
        String title = (plain + " " + kind.word).strip();
        json.addProperty("name", title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1));
        json.addProperty("unique_id", id(series, kind));
        json.addProperty("state_topic", topic(series, kind));
        json.addProperty("value_template", "{{ value_json." + kind.field + " }}");
        json.addProperty("unit_of_measurement", kind.unit);
        json.addProperty("device_class", kind.word);
        json.addProperty("state_class", kind.state);
        json.addProperty("suggested_display_precision", kind.digits);
        if (kind != Kind.ENERGY) {
            // A count stays right when nothing comes any more; what flows does not.
            json.addProperty("expire_after", interval.multipliedBy(INTERVALS).plus(MARGIN).toSeconds());
        }
        json.addProperty("availability_topic", statusTopic());
        var device = new JsonObject();
        var identifiers = new JsonArray();
        identifiers.add("currentcost_" + instance + "_" + meter(series.meter()));
        device.add("identifiers", identifiers);
        device.addProperty("name", series.meter().isBlank() ? "CurrentCost" : series.meter());
        device.addProperty("manufacturer", ORIGIN);
        json.add("device", device);
        var origin = new JsonObject();
        origin.addProperty("name", ORIGIN);
        json.add("origin", origin);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * {@return a value as it is published}
     *
     * @param value in the unit that is announced
     */
    public static byte[] state(Kind kind, Instant at, BigDecimal value) {
        var json = new JsonObject();
        json.addProperty("time", at.toString());
        json.addProperty(kind.field, value);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
