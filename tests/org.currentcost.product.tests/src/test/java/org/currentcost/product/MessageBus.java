package org.currentcost.product;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A connection to a D-Bus message bus, as far as asking for what is accessible needs it: calls with numbers, texts,
 * variants and empty lists of texts, answers and signals of any form.
 */
final class MessageBus implements AutoCloseable {

    private static final int CALL = 1;
    private static final int RETURN = 2;
    private static final int ERROR = 3;
    private static final int PATH = 1;
    private static final int INTERFACE = 2;
    private static final int MEMBER = 3;
    private static final int REPLY_SERIAL = 5;
    private static final int DESTINATION = 6;
    private static final int SENDER = 7;
    private static final int SIGNATURE = 8;
    private static final int PATIENCE_SECONDS = 60;

    private final SocketChannel socket;
    private final OutputStream out;
    private final Consumer<Message> signals;
    private final Map<Integer, CompletableFuture<Message>> waiting = new ConcurrentHashMap<>();
    private final Thread reader;
    private int serial;

    /** What somebody has sent. */
    record Message(int type, Map<Integer, Object> fields, List<Object> body) {

        String sender() {
            return (String) fields.get(SENDER);
        }

        String path() {
            return (String) fields.get(PATH);
        }

        String member() {
            return (String) fields.get(MEMBER);
        }
    }

    /** A value whose type is sent along with it. */
    record Variant(String signature, Object value) {
    }

    /** Connects. @param address a socket in the file system @param signals takes them, on a thread of the bus */
    MessageBus(String address, Consumer<Message> signals) throws Exception {
        this.signals = signals;
        String path = address.replaceFirst("^unix:path=([^,;]*).*$", "$1");
        socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of(Path.of(path)));
        out = Channels.newOutputStream(socket);
        var in = new DataInputStream(Channels.newInputStream(socket));
        String user = Long.toString(((Number) java.nio.file.Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .longValue());
        out.write(("\0AUTH EXTERNAL " + HexFormat.of().formatHex(user.getBytes(StandardCharsets.US_ASCII)) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        var line = new StringBuilder();
        while (line.isEmpty() || line.charAt(line.length() - 1) != '\n') {
            line.append((char) in.readUnsignedByte());
        }
        if (!line.toString().startsWith("OK ")) {
            throw new AssertionError("the bus says " + line);
        }
        out.write("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
        reader = new Thread(() -> read(in), "message-bus");
        reader.setDaemon(true);
        reader.start();
        call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello", "");
    }

    private void read(DataInputStream in) {
        try {
            while (true) {
                var start = in.readNBytes(16);
                if (start.length < 16) {
                    break;
                }
                var order = start[0] == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
                var head = ByteBuffer.wrap(start).order(order);
                int body = head.getInt(4);
                int fields = head.getInt(12);
                int padded = (fields + 7) / 8 * 8;
                var all = ByteBuffer.allocate(16 + padded + body).order(order);
                all.put(start).put(in.readNBytes(padded + body)).position(12);
                var header = new LinkedHashMap<Integer, Object>();
                for (Object field : (List<?>) value(all, new Cursor("a(yv)"))) {
                    header.put((Integer) ((List<?>) field).get(0), ((List<?>) field).get(1));
                }
                // What is in the body is aligned to it, as it begins where a header of eights ends.
                all.position(16 + padded);
                var values = new ArrayList<Object>();
                var signature = new Cursor((String) header.getOrDefault(SIGNATURE, ""));
                while (!signature.atEnd()) {
                    values.add(value(all, signature));
                }
                var message = new Message(start[1], header, values);
                if (message.type() == RETURN || message.type() == ERROR) {
                    var future = waiting.remove(header.get(REPLY_SERIAL));
                    if (future != null) {
                        future.complete(message);
                    }
                } else {
                    signals.accept(message);
                }
            }
        } catch (IOException e) {
            // It was closed, or the other side has ended: who waits learns of it below.
        }
        waiting.values().forEach(future -> future.completeExceptionally(new IOException("the bus has ended")));
    }

    /** Asks something. {@return what is answered} @throws IOException if the other side can't */
    List<Object> call(String destination, String path, String type, String member, String signature,
            Object... arguments) throws Exception {
        var body = new Writer();
        var types = new Cursor(signature);
        for (Object argument : arguments) {
            body.write(types.next(), argument);
        }
        var future = new CompletableFuture<Message>();
        synchronized (this) {
            serial++;
            waiting.put(serial, future);
            var message = new Writer();
            message.bytes('l', CALL, 0, 1);
            message.write('u', body.size());
            message.write('u', serial);
            var fields = new Writer();
            field(fields, PATH, "o", path);
            field(fields, INTERFACE, "s", type);
            field(fields, MEMBER, "s", member);
            field(fields, DESTINATION, "s", destination);
            if (!signature.isEmpty()) {
                field(fields, SIGNATURE, "g", signature);
            }
            message.write('u', fields.size());
            message.append(fields);
            message.align(8);
            message.append(body);
            out.write(message.toByteArray());
        }
        var answer = future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer.type() == ERROR) {
            throw new IOException(destination + path + " " + member + ": " + answer.body());
        }
        return answer.body();
    }

    private static void field(Writer fields, int code, String signature, Object value) {
        fields.align(8);
        fields.bytes(code);
        fields.write('v', new Variant(signature, value));
    }

    @Override
    public void close() throws Exception {
        socket.close();
        reader.join();
    }

    /** A place in a signature. */
    private static final class Cursor {

        private final String signature;
        private int at;

        Cursor(String signature) {
            this.signature = signature;
        }

        boolean atEnd() {
            return at == signature.length();
        }

        char next() {
            return signature.charAt(at++);
        }

        char peek() {
            return signature.charAt(at);
        }

        /** Takes one whole type. */
        String nextType() {
            int start = at;
            char first = next();
            if (first == 'a') {
                nextType();
            } else if (first == '(' || first == '{') {
                while (peek() != ')' && peek() != '}') {
                    nextType();
                }
                next();
            }
            return signature.substring(start, at);
        }
    }

    private static int alignment(char type) {
        return switch (type) {
            case 'y', 'g', 'v' -> 1;
            case 'n', 'q' -> 2;
            case 'x', 't', 'd', '(', '{' -> 8;
            default -> 4;
        };
    }

    private static Object value(ByteBuffer in, Cursor types) {
        char type = types.next();
        in.position((in.position() + alignment(type) - 1) / alignment(type) * alignment(type));
        return switch (type) {
            case 'y' -> Byte.toUnsignedInt(in.get());
            case 'b' -> in.getInt() != 0;
            case 'n' -> (int) in.getShort();
            case 'q' -> Short.toUnsignedInt(in.getShort());
            case 'i', 'u', 'h' -> in.getInt();
            case 'x', 't' -> in.getLong();
            case 'd' -> in.getDouble();
            case 's', 'o' -> text(in, in.getInt());
            case 'g' -> text(in, Byte.toUnsignedInt(in.get()));
            case 'v' -> value(in, new Cursor(text(in, Byte.toUnsignedInt(in.get()))));
            case '(', '{' -> {
                var parts = new ArrayList<Object>();
                while (types.peek() != ')' && types.peek() != '}') {
                    parts.add(value(in, types));
                }
                types.next();
                yield parts;
            }
            case 'a' -> {
                int length = in.getInt();
                String each = types.nextType();
                int alignment = alignment(each.charAt(0));
                in.position((in.position() + alignment - 1) / alignment * alignment);
                int end = in.position() + length;
                var all = new ArrayList<Object>();
                while (in.position() < end) {
                    all.add(value(in, new Cursor(each)));
                }
                yield all;
            }
            default -> throw new AssertionError("type " + type);
        };
    }

    private static String text(ByteBuffer in, int length) {
        var bytes = new byte[length];
        in.get(bytes);
        in.get();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Puts values into the form of the wire, little end first. */
    private static final class Writer extends ByteArrayOutputStream {

        void align(int to) {
            while (size() % to != 0) {
                write(0);
            }
        }

        void bytes(int... bytes) {
            for (int each : bytes) {
                write(each);
            }
        }

        void append(Writer other) {
            writeBytes(other.toByteArray());
        }

        void write(char type, Object value) {
            align(alignment(type));
            switch (type) {
                case 'i', 'u' -> number((Integer) value);
                case 'b' -> number((Boolean) value ? 1 : 0);
                case 's', 'o' -> {
                    var bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
                    number(bytes.length);
                    writeBytes(bytes);
                    write(0);
                }
                case 'g' -> {
                    var bytes = ((String) value).getBytes(StandardCharsets.US_ASCII);
                    write(bytes.length);
                    writeBytes(bytes);
                    write(0);
                }
                case 'v' -> {
                    var variant = (Variant) value;
                    write('g', variant.signature());
                    write(variant.signature().charAt(0), variant.value());
                }
                default -> throw new AssertionError("type " + type);
            }
        }

        private void number(int value) {
            writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
        }
    }
}
