package org.currentcost.source.mqtt.payload;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A message, whose JSON is parsed once at most. */
final class PayloadMessage {

    private final byte[] payload;
    private final boolean retained;
    private final long arrivalMillis;
    private Optional<JsonElement> json = Optional.empty();
    private boolean parsed;
    private boolean readByParser;
    private boolean memory;

    PayloadMessage(byte[] payload, boolean retained, long arrivalMillis) {
        this.payload = payload;
        this.retained = retained;
        this.arrivalMillis = arrivalMillis;
    }

    byte[] payload() {
        return payload;
    }

    boolean isRetained() {
        return retained;
    }

    long arrivalMillis() {
        return arrivalMillis;
    }

    /** {@return whether the parser of the meter's own language has read it, which counts what it reads} */
    boolean isReadByParser() {
        return readByParser;
    }

    void readByParser() {
        readByParser = true;
    }

    /** {@return whether it was a meter's memory} */
    boolean isMemory() {
        return memory;
    }

    void readAsMemory() {
        memory = true;
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    PayloadKind looksLike() {
        for (byte b : payload) {
            if (b == '<') {
                return PayloadKind.XML;
            }
            if (b == '{' || b == '[') {
                return PayloadKind.JSON;
            }
            if (b > ' ') {
                break;
            }
        }
        return PayloadKind.NUMBER;
    }

    /** {@return its JSON, if somebody has read it as that} */
    Optional<JsonElement> readJson() {
        return json;
    }

    /** {@return its JSON; empty if it is none} */
    Optional<JsonElement> json() {
        if (!parsed) {
            parsed = true;
            if (looksLike() == PayloadKind.JSON) {
                try {
                    json = Optional.of(JsonParser.parseString(text()));
                } catch (JsonParseException e) {
                    // told as damage by whoever needs it
                    json = Optional.empty();
                }
            }
        }
        return json;
    }
}
