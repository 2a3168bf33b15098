package org.currentcost.ui.mqtt;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Messages as people read them: line by line, with the place of the number that stands in a line. */
final class Payloads {

    private static final int MOST_BINARY = 512;
    private static final int LINE = 80;
    private static final int DEEPEST_XML = 100;
    private static final int LONGEST_NUMBER = 40;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final Pattern NUMBER = Pattern
            .compile("\\s*+[-+]?+(?:\\d++\\.?+\\d*+|\\.\\d++\\.?+)(?:[eE][-+]?+\\d{1,4})?+\\s*+");
    /** Bridges put the time of a message before it. */
    private static final Pattern XML = Pattern.compile("\\A([-+0-9.:TZ ]{0,40}\\s)?\\s*(<.*)\\z", Pattern.DOTALL);
    private static final Pattern ELEMENT = Pattern.compile("<([^\\s<>/!?]+)(?:\\s[^<>]*)?>([^<]*)</[^<>]*>");
    private static final Pattern OPENING = Pattern.compile("<([^\\s<>/!?]+)(?:\\s[^<>]*)?>.*");

    private Payloads() {
    }

    /**
     * A line of a message.
     *
     * @param text  what is shown of it
     * @param place where its number stands in the message: a JSON pointer, or the names of XML elements with slashes
     *              before them; empty text for a message that is a number; nothing if there is no number in the line
     * @param value the number's text; empty if there is none
     */
    record Line(String text, Optional<String> place, String value) {

        private static Line of(String text) {
            return new Line(text, Optional.empty(), "");
        }

        /** {@return where the number begins in what is shown; -1 if there is none} */
        int valueAt() {
            if (place.isEmpty()) {
                return -1;
            }
            // An element has its number before its end, which may have a number in its name; all else has it last.
            return text.stripLeading().startsWith("<")
                    ? text.indexOf(value, text.indexOf('>') + 1)
                    : text.lastIndexOf(value);
        }

        private static Line of(String text, String place, String value) {
            return value.length() <= LONGEST_NUMBER && NUMBER.matcher(value).matches()
                    ? new Line(text, Optional.of(place), value.strip())
                    : of(text);
        }
    }

    /** {@return a message in one short line} */
    static String line(byte[] payload) {
        String text = text(payload, LINE * 2).replaceAll("\\s+", " ").strip();
        return text.length() > LINE ? text.substring(0, LINE) + "…" : text;
    }

    /** {@return a message over several lines: JSON and XML indented, bytes that are no text as hexadecimal numbers} */
    static String pretty(byte[] payload) {
        return lines(payload).stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    /** {@return the lines of a message as {@link #pretty} shows them} */
    static List<Line> lines(byte[] payload) {
        String text = text(payload, payload.length);
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            try {
                var lines = new ArrayList<Line>();
                json(JsonParser.parseString(text), "", "", "", "", lines);
                return lines;
            } catch (JsonParseException e) {
                return plain(text);
            }
        }
        var xml = XML.matcher(text);
        return xml.matches() ? xml(xml.group(1), xml.group(2)) : plain(text);
    }

    private static List<Line> plain(String text) {
        var lines = text.split("\n", -1);
        var result = new ArrayList<Line>();
        for (String line : lines) {
            result.add(lines.length == 1 ? Line.of(line, "", line) : Line.of(line));
        }
        return result;
    }

    /** No deeper than the library reads: 255 levels. @param before the name, if it has one @param after a comma */
    private static void json(JsonElement element, String place, String indent, String before, String after,
            List<Line> lines) {
        String begin = indent + before;
        if (element instanceof JsonObject object && !object.isEmpty()) {
            lines.add(Line.of(begin + "{"));
            int left = object.size();
            for (var entry : object.entrySet()) {
                left--;
                json(entry.getValue(), place + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"),
                        indent + "  ", GSON.toJson(entry.getKey()) + ": ", left > 0 ? "," : "", lines);
            }
            lines.add(Line.of(indent + "}" + after));
        } else if (element instanceof JsonArray array && !array.isEmpty()) {
            lines.add(Line.of(begin + "["));
            for (int i = 0; i < array.size(); i++) {
                json(array.get(i), place + "/" + i, indent + "  ", "", i < array.size() - 1 ? "," : "", lines);
            }
            lines.add(Line.of(indent + "]" + after));
        } else if (element.isJsonPrimitive()) {
            boolean quoted = element.getAsJsonPrimitive().isString();
            String value = element.getAsString();
            lines.add(Line.of(begin + (quoted ? GSON.toJson(value) : value) + after, place, value));
        } else {
            lines.add(Line.of(begin + element + after));
        }
    }

    private static List<Line> xml(String before, String xml) {
        var lines = new ArrayList<Line>();
        if (before != null && !before.isBlank()) {
            lines.add(Line.of(before.strip()));
        }
        var open = new ArrayDeque<String>();
        Map<String, Integer> seen = new HashMap<>();
        for (String part : xml.strip().replaceAll(">\\s*<", ">\n<").split("\n")) {
            boolean closing = part.startsWith("</");
            if (closing && !open.isEmpty()) {
                open.pop();
            }
            String text = "  ".repeat(open.size()) + part;
            var element = ELEMENT.matcher(part);
            var opening = OPENING.matcher(part);
            if (element.matches()) {
                lines.add(Line.of(text, place(open, element.group(1), seen), element.group(2)));
            } else {
                lines.add(Line.of(text));
                if (opening.matches() && !part.contains("</") && !part.endsWith("/>") && open.size() < DEEPEST_XML) {
                    open.push(place(open, opening.group(1), seen));
                }
            }
        }
        return lines;
    }

    /** The second element of a name at a place is {@code name[2]}. */
    private static String place(ArrayDeque<String> open, String name, Map<String, Integer> seen) {
        String place = (open.isEmpty() ? "" : open.peek()) + "/" + name;
        int number = seen.merge(place, 1, Integer::sum);
        return number == 1 ? place : place + "[" + number + "]";
    }

    /**
     * {@return where the number {@linkplain Line#place() stands} that people look for in a message: power, if it has
     * it}
     */
    static Optional<String> mainPlace(byte[] payload) {
        var places = lines(payload).stream().map(Line::place).flatMap(Optional::stream).toList();
        return places.isEmpty() ? Optional.empty() : Optional.of(likely(places));
    }

    /** {@return of the places of numbers the one that is most likely power} @param places not empty */
    static String likely(List<String> places) {
        return places.stream().filter(one -> one.toLowerCase(Locale.ROOT).contains("power")).findFirst()
                .or(() -> places.stream().filter(one -> one.toLowerCase(Locale.ROOT).contains("watt")).findFirst())
                .orElse(places.getFirst());
    }

    /** {@return the number that stands at a {@linkplain Line#place() place} of a message, if there is one} */
    static OptionalDouble number(byte[] payload, String place) {
        for (var line : lines(payload)) {
            if (line.place().filter(place::equals).isPresent()) {
                double value = Double.parseDouble(line.value());
                return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }

    private static String text(byte[] payload, int most) {
        int length = Math.min(payload.length, most);
        // What was truncated may end within a character.
        boolean truncated = length < payload.length || payload.length == TopicTree.LONGEST_PAYLOAD;
        try {
            String text = StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(truncated ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(payload, 0, length)).toString();
            if (text.chars().noneMatch(one -> one < ' ' && one != '\n' && one != '\r' && one != '\t')) {
                return text;
            }
        } catch (CharacterCodingException e) {
            return binary(payload);
        }
        return binary(payload);
    }

    private static String binary(byte[] payload) {
        return Messages.bind(Messages.Binary, payload.length) + ": "
                + HexFormat.ofDelimiter(" ").formatHex(payload, 0, Math.min(payload.length, MOST_BINARY));
    }
}
