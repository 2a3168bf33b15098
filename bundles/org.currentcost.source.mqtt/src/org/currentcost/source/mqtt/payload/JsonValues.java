package org.currentcost.source.mqtt.payload;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds what a message in JSON says. */
final class JsonValues {

    /** A sum of numbers beyond this is none of a household, and soon none of 64 bits. */
    private static final long HIGHEST_SUM = 1_000_000_000_000_000L;

    private JsonValues() {
    }

    /** {@return a number, or the sum of an array of numbers, in thousandths} */
    static OptionalLong number(JsonElement element, BigDecimal factor) {
        if (element instanceof JsonArray array) {
            long sum = 0;
            for (var one : array) {
                var value = one.isJsonPrimitive()
                        ? PayloadDecimals.milli(one.getAsString(), factor)
                        : OptionalLong.empty();
                if (value.isEmpty() || Math.abs(sum) > HIGHEST_SUM) {
                    return OptionalLong.empty();
                }
                sum += value.getAsLong();
            }
            return array.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
        }
        return element.isJsonPrimitive() ? PayloadDecimals.milli(element.getAsString(), factor) : OptionalLong.empty();
    }

    /** {@return what an array of one holds, as XML becomes in some JSON; anything else as it is} */
    static JsonElement only(JsonElement element) {
        return element instanceof JsonArray array && array.size() == 1 ? array.get(0) : element;
    }

    /** {@return what stands at a JSON pointer, RFC 6901; a star in it is the first name by which there is something} */
    static Optional<JsonElement> at(JsonElement root, String pointer) {
        var element = root;
        int from = pointer.startsWith("/") ? 1 : 0;
        while (from <= pointer.length() && !pointer.isEmpty()) {
            int to = pointer.indexOf('/', from);
            to = to < 0 ? pointer.length() : to;
            String name = pointer.substring(from, to).replace("~1", "/").replace("~0", "~");
            element = name.matches("\\d{1,6}") ? element : only(element);
            if (element instanceof JsonObject object && object.has(name)) {
                element = object.get(name);
            } else if (name.equals("*") && element instanceof JsonObject object) {
                String rest = pointer.substring(to);
                return object.entrySet().stream().map(one -> at(one.getValue(), rest)).flatMap(Optional::stream)
                        .findFirst();
            } else if (element instanceof JsonArray array && name.matches("\\d{1,6}")
                    && Integer.parseInt(name) < array.size()) {
                element = array.get(Integer.parseInt(name));
            } else {
                return Optional.empty();
            }
            from = to + 1;
        }
        return Optional.of(element);
    }
}
