package org.currentcost.source.mqtt.payload;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A message, whose JSON is parsed once at most. */
final class PayloadMessage {

    final byte[] payload;
    final boolean retained;
    final long arrivalMillis;
    private Optional<JsonElement> json = Optional.empty();
    private boolean parsed;
    boolean xml; // the parser of the meter's own language counts what it reads
    boolean memory;

    PayloadMessage(byte[] payload, boolean retained, long arrivalMillis) {
        this.payload = payload;
        this.retained = retained;
        this.arrivalMillis = arrivalMillis;
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
