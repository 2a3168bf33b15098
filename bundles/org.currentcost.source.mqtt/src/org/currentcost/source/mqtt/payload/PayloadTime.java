package org.currentcost.source.mqtt.payload;

import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Reads the times that messages tell of themselves. */
final class PayloadTime {

    /** No clock shows more, and all below are milliseconds without an overflow. */
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final DateTimeFormatter WITH_BLANK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    /** Where Tasmota, rtl_433, Zigbee2MQTT and others have it. */
    private static final List<String> USUAL = List.of("/Time", "/time", "/timestamp", "/last_seen", "/ts", "/tstamp");

    private PayloadTime() {
    }

    /** {@return the time at a JSON pointer, whatever the clock said} @param zone of times without one */
    static Optional<Instant> at(JsonElement root, String pointer, ZoneId zone) {
        return JsonValues.at(root, pointer).flatMap(element -> read(element, zone))
                .filter(instant -> !instant.isBefore(Instant.EPOCH) && instant.isBefore(END));
    }

    /** {@return the time that a message has under a name that is usual for it} */
    static Optional<Instant> usual(JsonElement root, ZoneId zone) {
        return USUAL.stream().flatMap(pointer -> at(root, pointer, zone).stream()).findFirst();
    }

    private static Optional<Instant> read(JsonElement element, ZoneId zone) {
        if (!element.isJsonPrimitive()) {
            return Optional.empty();
        }
        String text = element.getAsString().strip();
        try {
            if (text.matches("\\d{9,11}(\\.\\d{1,9})?")) {
                return Optional.of(Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue()));
            }
            if (text.matches("\\d{12,14}")) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
            }
            if (text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            var local = text.indexOf('T') > 0
                    ? LocalDateTime.parse(text)
                    : LocalDateTime.parse(text, WITH_BLANK);
            return Optional.of(local.atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
