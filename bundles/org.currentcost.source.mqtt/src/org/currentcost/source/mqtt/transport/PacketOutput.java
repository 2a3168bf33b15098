package org.currentcost.source.mqtt.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Sends the client library's packets with their texts as they were before they were {@linkplain LibraryText#spelled
 * spelled} its way. Each is sent whole, by one write, when it is flushed. For one thread.
 */
final class PacketOutput extends OutputStream {

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int UNSUBSCRIBE = 10;
    private static final int WILL = 0x04;
    private static final int PASSWORD = 0x40;
    private static final int USER = 0x80;
    /** The first byte of all characters with which texts are spelled. */
    private static final byte SPELLING = (byte) 0xee;

    private final OutputStream out;
    private byte[] waiting = new byte[512];
    private int length;

    PacketOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int one) {
        write(new byte[]{(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int count) {
        if (length + count > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(length + count, 2 * waiting.length));
        }
        System.arraycopy(buffer, offset, waiting, length, count);
        length += count;
    }

    @Override
    public void flush() throws IOException {
        int from = 0;
        for (int end = end(from); end > 0; end = end(from)) {
            byte[] packet = Arrays.copyOfRange(waiting, from, end);
            out.write(isSpelled(packet) ? plain(packet) : packet);
            from = end;
        }
        System.arraycopy(waiting, from, waiting, 0, length - from);
        length -= from;
        out.flush();
    }

    /** {@return where the packet that begins at a place ends; 0 if it is not there in full} */
    private int end(int from) {
        int size = 0;
        int shift = 0;
        for (int at = from + 1; at < length; at++) {
            size |= (waiting[at] & 0x7f) << shift;
            shift += 7;
            if (waiting[at] >= 0) {
                return at + 1 + size <= length ? at + 1 + size : 0;
            }
        }
        return 0;
    }

    private static boolean isSpelled(byte[] packet) {
        for (byte one : packet) {
            if (one == SPELLING) {
                return true;
            }
        }
        return false;
    }

    private static byte[] plain(byte[] packet) throws IOException {
        int from = 2;
        while (packet[from - 1] < 0) {
            from++;
        }
        var in = new DataInputStream(new ByteArrayInputStream(packet, from, packet.length - from));
        var bytes = new ByteArrayOutputStream(packet.length);
        var body = new DataOutputStream(bytes);
        switch ((packet[0] & 0xff) >> 4) {
            case CONNECT -> {
                text(in, body);
                body.write(in.readNBytes(1));
                int flags = in.readUnsignedByte();
                body.write(flags);
                body.write(in.readNBytes(2));
                text(in, body);
                if ((flags & WILL) != 0) {
                    text(in, body);
                    int will = in.readUnsignedShort();
                    body.writeShort(will);
                    body.write(in.readNBytes(will));
                }
                if ((flags & USER) != 0) {
                    text(in, body);
                }
                if ((flags & PASSWORD) != 0) {
                    text(in, body);
                }
            }
            case PUBLISH -> text(in, body);
            case SUBSCRIBE -> {
                body.write(in.readNBytes(2));
                while (in.available() > 0) {
                    text(in, body);
                    body.write(in.readNBytes(1));
                }
            }
            case UNSUBSCRIBE -> {
                body.write(in.readNBytes(2));
                while (in.available() > 0) {
                    text(in, body);
                }
            }
            default -> {
                return packet;
            }
        }
        body.write(in.readAllBytes());
        var header = new byte[5];
        header[0] = packet[0];
        int headerLength = PacketInput.putLength(header, 1, bytes.size());
        byte[] plain = Arrays.copyOf(header, headerLength + bytes.size());
        System.arraycopy(bytes.toByteArray(), 0, plain, headerLength, bytes.size());
        return plain;
    }

    private static void text(DataInputStream in, DataOutputStream body) throws IOException {
        byte[] spelled = in.readNBytes(in.readUnsignedShort());
        byte[] plain = LibraryText.plain(new String(spelled, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        body.writeShort(plain.length);
        body.write(plain);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
