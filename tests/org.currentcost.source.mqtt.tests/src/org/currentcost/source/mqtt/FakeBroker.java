package org.currentcost.source.mqtt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Does what a real broker of today does not: speaks one version alone, and refuses filters one by one. */
final class FakeBroker implements AutoCloseable {

    private static final int CONNECT = 1;
    private static final int SUBSCRIBE = 8;
    private static final int PING = 12;
    private static final int WRONG_VERSION = 1;
    private static final int LEVEL_5 = 5;
    private static final int REFUSED = 0x80;

    final int port;
    /** Protocol and level of all who connected, such as {@code MQTT 4}. */
    final List<String> callers = new CopyOnWriteArrayList<>();
    private final int level;
    /** What it says to who speaks another level; nothing to hang up without a word. */
    volatile byte[] refusal = {0x20, 2, 0, WRONG_VERSION};
    private final Set<String> refused;
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /**
     * @param level   the only protocol level it takes: 3, 4 or 5
     * @param refused the filters to which it lets nobody subscribe; to others it says 42
     */
    FakeBroker(int level, Set<String> refused) throws IOException {
        this.level = level;
        this.refused = refused;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = door.getLocalPort();
        Thread.ofPlatform().daemon().name("fake-broker").start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var caller = door.accept();
                open.add(caller);
                Thread.ofPlatform().daemon().name("fake-broker").start(() -> serve(caller));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            var in = new DataInputStream(caller.getInputStream());
            var out = caller.getOutputStream();
            boolean staying = true;
            while (staying) {
                int type = in.readUnsignedByte() >> 4;
                var body = new DataInputStream(new ByteArrayInputStream(in.readNBytes(length(in))));
                staying = switch (type) {
                    case CONNECT -> {
                        String protocol = body.readUTF();
                        int wanted = body.readUnsignedByte();
                        callers.add(protocol + " " + wanted);
                        out.write(wanted != level
                                ? refusal
                                : level == LEVEL_5 ? new byte[]{0x20, 3, 0, 0, 0} : new byte[]{0x20, 2, 0, 0});
                        yield wanted == level;
                    }
                    case SUBSCRIBE -> {
                        subscribe(body, out);
                        yield true;
                    }
                    case PING -> {
                        out.write(new byte[]{(byte) 0xd0, 0});
                        yield true;
                    }
                    default -> false;
                };
            }
        } catch (IOException e) {
            // gone
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while (next >= 0x80);
        return length;
    }

    private void subscribe(DataInputStream body, OutputStream out) throws IOException {
        int id = body.readUnsignedShort();
        var answers = new ByteArrayOutputStream();
        var messages = new ByteArrayOutputStream();
        while (body.available() > 0) {
            String filter = body.readUTF();
            body.readUnsignedByte();
            boolean fine = !refused.contains(filter);
            answers.write(fine ? 0 : REFUSED);
            if (fine) {
                var message = new ByteArrayOutputStream();
                new DataOutputStream(message).writeUTF(filter);
                message.writeBytes(new byte[]{'4', '2'});
                messages.write(0x30);
                messages.write(message.size());
                messages.writeBytes(message.toByteArray());
            }
        }
        out.write(new byte[]{(byte) 0x90, (byte) (2 + answers.size()), (byte) (id >> 8), (byte) id});
        out.write(answers.toByteArray());
        out.write(messages.toByteArray());
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (var one : open) {
            one.close();
        }
    }
}
