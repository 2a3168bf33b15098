package org.currentcost.source.mqtt.payload;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.currentcost.model.SensorRole;

/**
 * How the messages of some topics become readings of sensors.
 * <p>
 * Meter and sensor are templates: text in which <code>{name}</code> stands for the named level of the topic and
 * <code>{/pointer}</code> for the value at a JSON pointer. An empty meter is the connection's own. An empty sensor, or
 * {@code 0}, is its main one.
 *
 * @param topic    a {@link TopicFilter}
 * @param kind     what the messages hold
 * @param path     where the number stands in them: JSON pointers (two or three with blanks between them are channels),
 *                 the place in a list from 0 on; empty for the whole message
 * @param measure  what the number measures
 * @param factor   what the number is to be multiplied by to be in the measure's base unit: 1000 for kW and kWh, 1/60
 *                 rounded for watt-minutes
 * @param negated  whether its sign is turned round
 * @param meter    the meter's name, a template
 * @param sensor   the sensor's name, a template; of {@link Measure#AVAILABILITY}, the sender's: its sensors are called
 *                 so, or so and by more behind a blank; {@code #} for all whose topics begin like this one up to its
 *                 last two levels
 * @param role     what the sensor's energy means for the house
 * @param timePath where the time stands in a JSON message, a pointer; empty for the time of arrival
 * @param zone     the zone of times without one; empty for this computer's
 * @param period   the length of the period of {@link Measure#ENERGY_PERIOD}
 * @param hold     how long a value holds for a sender that speaks on change alone; zero for one that repeats itself
 */
public record Mapping(String topic, PayloadKind kind, String path, Measure measure, BigDecimal factor, boolean negated,
        String meter, String sensor, SensorRole role, String timePath, String zone, Duration period, Duration hold) {

    public Mapping {
        TopicFilter.parse(topic);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(measure);
        Objects.requireNonNull(role);
        if (factor.signum() <= 0) {
            throw new IllegalArgumentException(Messages.text("mapping.factor", factor));
        }
        if (kind == PayloadKind.JSON && path.isBlank()) {
            throw new IllegalArgumentException(Messages.text("mapping.path"));
        }
        if ((kind == PayloadKind.LIST || kind == PayloadKind.CSV) && !path.matches("\\d{0,4}")) {
            throw new IllegalArgumentException(Messages.text("mapping.place", path));
        }
        boolean memory = measure == Measure.HISTORY_HOURS || measure == Measure.HISTORY_DAYS
                || measure == Measure.HISTORY_MONTHS;
        if (memory && kind != PayloadKind.LIST) {
            throw new IllegalArgumentException(Messages.text("mapping.memory"));
        }
        if (measure == Measure.ENERGY_PERIOD && !period.isPositive()) {
            throw new IllegalArgumentException(Messages.text("mapping.period"));
        }
        if (!zone.isEmpty()) {
            try {
                ZoneId.of(zone);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(Messages.text("mapping.zone", zone), e);
            }
        }
    }

    /** {@return a mapping of numbers in watts on a topic to a house's main sensor} */
    public static Mapping watts(String topic) {
        return new Mapping(topic, PayloadKind.NUMBER, "", Measure.POWER, BigDecimal.ONE, false, "", "",
                SensorRole.HOUSE,
                "", "", Duration.ZERO, Duration.ZERO);
    }

    /** {@return this mapping at other topics} */
    public Mapping withTopic(String other) {
        return new Mapping(other, kind, path, measure, factor, negated, meter, sensor, role, timePath, zone, period,
                hold);
    }

    /** {@return this mapping of another kind of message} */
    public Mapping withKind(PayloadKind other, String otherPath) {
        return new Mapping(topic, other, otherPath, measure, factor, negated, meter, sensor, role, timePath, zone,
                period, hold);
    }

    /** {@return this mapping of another measure} @param unit what to multiply by */
    public Mapping withMeasure(Measure other, BigDecimal unit) {
        return new Mapping(topic, kind, path, other, unit, negated, meter, sensor, role, timePath, zone, period, hold);
    }

    /** {@return this mapping to another sensor} */
    public Mapping withSensor(String otherMeter, String otherSensor, SensorRole otherRole) {
        return new Mapping(topic, kind, path, measure, factor, negated, otherMeter, otherSensor, otherRole, timePath,
                zone, period, hold);
    }

    /** {@return this mapping with times from the messages} */
    public Mapping withTime(String otherPath, String otherZone) {
        return new Mapping(topic, kind, path, measure, factor, negated, meter, sensor, role, otherPath, otherZone,
                period, hold);
    }

    /** {@return this mapping for a sender that speaks on change alone, or with a period of its energies} */
    public Mapping withDurations(Duration otherPeriod, Duration otherHold) {
        return new Mapping(topic, kind, path, measure, factor, negated, meter, sensor, role, timePath, zone,
                otherPeriod, otherHold);
    }

    /** {@return the place of the number in a list, from 0 on} */
    int place() {
        return path.isEmpty() ? 0 : Integer.parseInt(path);
    }

    /** {@return the filter to subscribe to} */
    public String filter() {
        return TopicFilter.parse(topic).filter();
    }

    /** {@return this mapping as a JSON object, without what is as usual} */
    public String toJson() {
        var json = new JsonObject();
        json.addProperty("topic", topic);
        json.addProperty("kind", kind.name());
        add(json, "path", path);
        json.addProperty("measure", measure.name());
        if (factor.compareTo(BigDecimal.ONE) != 0) {
            json.addProperty("factor", factor.toPlainString());
        }
        if (negated) {
            json.addProperty("negated", true);
        }
        add(json, "meter", meter);
        add(json, "sensor", sensor);
        json.addProperty("role", role.name());
        add(json, "time", timePath);
        add(json, "zone", zone);
        add(json, "period", period.isZero() ? "" : period.toString());
        add(json, "hold", hold.isZero() ? "" : hold.toString());
        return json.toString();
    }

    private static void add(JsonObject json, String name, String value) {
        if (!value.isEmpty()) {
            json.addProperty(name, value);
        }
    }

    /**
     * {@return the mapping that {@link #toJson} wrote}
     *
     * @throws IllegalArgumentException if it is none; the message is a sentence for the user
     */
    public static Mapping fromJson(String text) {
        try {
            var json = JsonParser.parseString(text).getAsJsonObject();
            return new Mapping(text(json, "topic", ""), PayloadKind.valueOf(text(json, "kind", "NUMBER")),
                    text(json, "path", ""), Measure.valueOf(text(json, "measure", "POWER")),
                    new BigDecimal(text(json, "factor", "1")), json.has("negated")
                            && json.get("negated").getAsBoolean(),
                    text(json, "meter", ""), text(json, "sensor", ""),
                    SensorRole.valueOf(text(json, "role", "HOUSE")), text(json, "time", ""), text(json, "zone", ""),
                    Duration.parse(text(json, "period", "PT0S")), Duration.parse(text(json, "hold", "PT0S")));
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | DateTimeParseException
                | NumberFormatException e) {
            throw new IllegalArgumentException(Messages.text("mapping.json", text), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.text("mapping.wrong", text, e.getMessage()), e);
        }
    }

    private static String text(JsonObject json, String name, String usual) {
        JsonElement value = json.get(name);
        return value == null ? usual : value.getAsString();
    }
}
