package org.currentcost.ui.mqtt;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Messages as people read them. */
final class Payloads {

    private static final int MOST = 20_000;
    private static final int MOST_BINARY = 512;
    private static final int LINE = 80;

    private Payloads() {
    }

    /** {@return a message in one short line} */
    static String line(byte[] payload) {
        String text = text(payload, LINE * 2).replaceAll("\\s+", " ").strip();
        return text.length() > LINE ? text.substring(0, LINE) + "…" : text;
    }

    /** {@return a message over several lines: JSON and XML indented, bytes that are no text as hexadecimal numbers} */
    static String pretty(byte[] payload) {
        String text = text(payload, MOST);
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            try {
                return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create()
                        .toJson(JsonParser.parseString(text));
            } catch (JsonParseException e) {
                return text;
            }
        }
        if (start.startsWith("<")) {
            return indented(text);
        }
        return text;
    }

    private static String indented(String xml) {
        var result = new StringBuilder();
        int depth = 0;
        for (String part : xml.replaceAll(">\\s*<", ">\n<").split("\n")) {
            boolean closing = part.startsWith("</");
            depth = closing ? Math.max(0, depth - 1) : depth;
            result.append("  ".repeat(depth)).append(part).append('\n');
            if (!closing && part.startsWith("<") && !part.contains("</") && !part.endsWith("/>")) {
                depth++;
            }
        }
        return result.toString();
    }

    private static String text(byte[] payload, int most) {
        int length = Math.min(payload.length, most);
        try {
            String text = StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(length < payload.length ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT)
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
