package org.currentcost.source.mqtt.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/**
 * A websocket's two streams of bytes over a connection's, as RFC 6455 has them and as far as MQTT needs them: binary
 * frames of any length and in any pieces, and an answer to pings. One thread reads, another one may write.
 */
final class WebSocket {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LONGEST_ANSWER = 16_384;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int BINARY = 2;
    private static final int CONTROL = 8;
    private static final int LONGEST_CONTROL = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final InputStream in;
    private final OutputStream out;
    private final SecureRandom random = new SecureRandom();

    /** The other side does not take this for a websocket. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        /** Of its answer in HTTP, such as 404; 0 if its answer is none. */
        private final int status;

        RefusedException(int status, String words) {
            super(words);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private WebSocket(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * {@return a websocket, after both sides have agreed on it}
     *
     * @param place host and port
     * @param path  begins with a slash
     * @throws RefusedException if the other side does not agree
     */
    static WebSocket open(InputStream in, OutputStream out, String place, String path) throws IOException {
        var socket = new WebSocket(in, out);
        socket.agree(place, path);
        return socket;
    }

    private void agree(String place, String path) throws IOException {
        var nonce = new byte[16];
        random.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        out.write(("GET " + path + " HTTP/1.1\r\nHost: " + place + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
        String[] lines = answer().split("\r\n");
        if (!lines[0].startsWith("HTTP/1.")) {
            throw new RefusedException(0, lines[0].substring(0, Math.min(lines[0].length(), 80)));
        }
        String[] status = lines[0].split(" ", 3);
        int code = status.length > 1 && status[1].matches("\\d{3}") ? Integer.parseInt(status[1]) : 0;
        if (code != 101) {
            throw new RefusedException(code, lines[0].strip());
        }
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals("sec-websocket-accept")
                    && line.substring(colon + 1).strip().equals(accepted(key))) {
                return;
            }
        }
        throw new RefusedException(code, lines[0].strip());
    }

    /** {@return the head of an answer in HTTP, or whatever else was said up to the end} */
    private String answer() throws IOException {
        var head = new ByteArrayOutputStream();
        int state = 0;
        while (state < 4 && head.size() < LONGEST_ANSWER) {
            int one = in.read();
            if (one < 0) {
                if (head.size() == 0) {
                    throw new RefusedException(0, "");
                }
                break;
            }
            head.write(one);
            state = one == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : one == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String accepted(String key) throws IOException {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1")
                    .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    /** {@return what the other side sends} A time-out may be followed by further reading. */
    InputStream input() {
        return new Input();
    }

    /** {@return where what is written at once goes as one frame} */
    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                send(BINARY, new byte[]{(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                send(BINARY, buffer, offset, length);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }

    private synchronized void send(int kind, byte[] payload, int offset, int length) throws IOException {
        var frame = new ByteArrayOutputStream(length + 14);
        frame.write(0x80 | kind);
        if (length <= LONGEST_CONTROL) {
            frame.write(0x80 | length);
        } else {
            int bytes = length <= 0xffff ? 2 : 8;
            frame.write(0x80 | (bytes == 2 ? TWO_BYTES : EIGHT_BYTES));
            for (int i = bytes - 1; i >= 0; i--) {
                frame.write(i > 3 ? 0 : length >> 8 * i);
            }
        }
        var mask = new byte[4];
        random.nextBytes(mask);
        frame.writeBytes(mask);
        for (int i = 0; i < length; i++) {
            frame.write(payload[offset + i] ^ mask[i % 4]);
        }
        out.write(frame.toByteArray());
        out.flush();
    }

    /** Reads frames. What has been read of a head stays when the time is out. */
    private final class Input extends InputStream {

        /** Of a frame, and of the payload of one that is not for the reader. */
        private final byte[] head = new byte[14 + LONGEST_CONTROL];
        private int headLength;
        private long payload;
        private boolean closed;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            while (payload == 0) {
                if (closed || !beginFrame()) {
                    return -1;
                }
            }
            int count = in.read(buffer, offset, (int) Math.min(length, payload));
            payload -= Math.max(count, 0);
            return count;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(payload, in.available());
        }

        private boolean beginFrame() throws IOException {
            if (!fill(2)) {
                return false;
            }
            int kind = head[0] & 0xf;
            long length = head[1] & 0x7f;
            int body = 2;
            if (length >= TWO_BYTES) {
                int bytes = length == TWO_BYTES ? 2 : 8;
                body += bytes;
                if (!fill(body)) {
                    return false;
                }
                length = 0;
                for (int i = 0; i < bytes; i++) {
                    length = length << 8 | head[2 + i] & 0xff;
                }
            }
            // A server masks nothing, RFC 6455, 5.1.
            boolean control = kind >= CONTROL;
            if (head[1] < 0 || length < 0 || control && length > LONGEST_CONTROL) {
                throw new NoPacketException(head, headLength);
            }
            if (!control) {
                payload = length;
            } else if (!fill(body + (int) length)) {
                return false;
            } else if (kind == PING) {
                send(PING + 1, head, body, (int) length);
            } else if (kind == CLOSE) {
                closed = true;
            }
            headLength = 0;
            return true;
        }

        private boolean fill(int length) throws IOException {
            while (headLength < length) {
                int count = in.read(head, headLength, length - headLength);
                if (count < 0) {
                    return false;
                }
                headLength += count;
            }
            return true;
        }
    }
}
