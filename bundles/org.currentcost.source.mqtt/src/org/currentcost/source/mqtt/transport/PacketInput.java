package org.currentcost.source.mqtt.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Hands a broker's packets on in a form in which the client library can read them all: topics are
 * {@linkplain LibraryText#spelled spelled} its way, a payload of more than {@link #LONGEST_PAYLOAD} bytes is truncated,
 * and what is no packet ends the stream by a reason. A packet's header comes whole, since the library loses its place
 * where a pause lies within one. For one thread.
 */
final class PacketInput extends InputStream {

    /** Of a payload, so many bytes are handed on; no meter has a hundredth of it to say, and the library keeps all. */
    static final int LONGEST_PAYLOAD = 1 << 20;

    /** With nothing else in its first byte, and the first of all packets: MQTT 3.1.1, 3.2. */
    private static final byte CONNECTED = 0x20;
    private static final int PUBLISH = 3;
    private static final int HIGHEST_TYPE = 14;
    private static final int LONGEST_TEXT = 0xffff;
    private static final int LENGTH_BYTES = 4;
    /** Beside the payload: a topic with its length, and an identifier. */
    private static final int LONGEST_PACKET = LONGEST_PAYLOAD + LONGEST_TEXT + 4;

    private final InputStream in;
    private boolean connected;
    /** The beginning of the packet that is being read, as it came. */
    private byte[] head = new byte[512];
    private int headLength;
    private byte[] ready = new byte[0];
    private int readyFrom;
    private int readyTo;
    private int passing;
    private int skipping;

    PacketInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (readyFrom == readyTo && passing == 0 && !begin()) {
            return -1;
        }
        if (readyFrom < readyTo) {
            int count = Math.min(length, readyTo - readyFrom);
            System.arraycopy(ready, readyFrom, buffer, offset, count);
            readyFrom += count;
            return count;
        }
        int count = in.read(buffer, offset, Math.min(length, passing));
        passing -= Math.max(count, 0);
        return count;
    }

    @Override
    public int available() throws IOException {
        return readyTo - readyFrom + in.available();
    }

    /** Reads the beginning of a packet; may be called anew after a pause. {@return false at the end of all} */
    private boolean begin() throws IOException {
        while (skipping > 0) {
            int count = in.read(head, 0, Math.min(skipping, head.length));
            if (count < 0) {
                return false;
            }
            skipping -= count;
        }
        if (!fill(2)) {
            return false;
        }
        int body = 2;
        while (head[body - 1] < 0) {
            if (body > LENGTH_BYTES) {
                throw new NoPacketException(head, headLength);
            }
            if (!fill(++body)) {
                return false;
            }
        }
        int type = (head[0] & 0xff) >> 4;
        if (type < 2 || type > HIGHEST_TYPE || !connected && head[0] != CONNECTED) {
            throw new NoPacketException(head, headLength);
        }
        connected = true;
        int length = length(body);
        if (type == PUBLISH) {
            return beginPublication(body, length);
        }
        if (length > LONGEST_PACKET) {
            throw new NoPacketException(head, headLength);
        }
        hand(head, body, length);
        return true;
    }

    private boolean beginPublication(int body, int length) throws IOException {
        int quality = (head[0] & 6) >> 1;
        if (length < 2 || quality == 3) {
            throw new NoPacketException(head, headLength);
        }
        if (!fill(body + 2)) {
            return false;
        }
        int topicLength = (head[body] & 0xff) << 8 | head[body + 1] & 0xff;
        int topic = body + 2;
        int rest = length - 2 - topicLength;
        if (rest < (quality > 0 ? 2 : 0)) {
            throw new NoPacketException(head, headLength);
        }
        if (!fill(topic + topicLength)) {
            return false;
        }
        int kept = Math.min(rest, LONGEST_PAYLOAD + (quality > 0 ? 2 : 0));
        if (kept == rest && isPlain(topic, topicLength)) {
            hand(head, headLength, rest);
            return true;
        }
        byte[] spelled = truncated(LibraryText.spelled(new String(head, topic, topicLength, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
        var packet = new byte[1 + LENGTH_BYTES + 2 + spelled.length];
        packet[0] = head[0];
        int at = putLength(packet, 1, 2 + spelled.length + kept);
        packet[at++] = (byte) (spelled.length >> 8);
        packet[at++] = (byte) spelled.length;
        System.arraycopy(spelled, 0, packet, at, spelled.length);
        skipping = rest - kept;
        hand(packet, at + spelled.length, kept);
        return true;
    }

    /** {@return the bytes without those at the end that no packet has room for} */
    private static byte[] truncated(byte[] text) {
        int length = Math.min(text.length, LONGEST_TEXT);
        while (length < text.length && (text[length] & 0xc0) == 0x80) {
            length--;
        }
        return Arrays.copyOf(text, length);
    }

    static int putLength(byte[] packet, int from, int length) {
        int at = from;
        int rest = length;
        do {
            packet[at++] = (byte) (rest & 0x7f | (rest > 0x7f ? 0x80 : 0));
            rest >>= 7;
        } while (rest > 0);
        return at;
    }

    private int length(int body) {
        int length = 0;
        for (int at = body - 1; at > 0; at--) {
            length = length << 7 | head[at] & 0x7f;
        }
        return length;
    }

    private boolean isPlain(int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (head[i] < ' ' || head[i] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private void hand(byte[] beginning, int length, int rest) {
        ready = beginning;
        readyFrom = 0;
        readyTo = length;
        passing = rest;
        headLength = 0;
    }

    private boolean fill(int length) throws IOException {
        if (length > head.length) {
            head = Arrays.copyOf(head, length + 512);
        }
        while (headLength < length) {
            int count = in.read(head, headLength, length - headLength);
            if (count < 0) {
                return false;
            }
            headLength += count;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
