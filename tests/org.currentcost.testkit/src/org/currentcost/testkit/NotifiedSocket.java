package org.currentcost.testkit;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a service manager listens to: a socket that datagrams come to (unix(7)). Linux only; used by one thread. */
public final class NotifiedSocket implements AutoCloseable {

    private static final int EAGAIN = 11;
    private static final int MSG_DONTWAIT = 0x40;

    static {
        Native.register(NotifiedSocket.class, "c");
    }

    private final int number;

    private static native int socket(int domain, int type, int protocol) throws LastErrorException;

    private static native int bind(int socket, byte[] address, int length) throws LastErrorException;

    private static native NativeLong recv(int socket, byte[] buffer, NativeLong length, int flags)
            throws LastErrorException;

    private static native int close(int socket) throws LastErrorException;

    /** Opens it. @param path one that begins with {@code @} is in the abstract name space */
    public NotifiedSocket(String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (path.startsWith("@")) {
            name[0] = 0;
        }
        byte[] address = ByteBuffer.allocate(2 + name.length).order(ByteOrder.nativeOrder()).putShort((short) 1)
                .put(name).array();
        number = socket(1, 2, 0);
        bind(number, address, address.length);
    }

    /** {@return what has come since it was asked last} */
    public List<String> received() {
        var all = new ArrayList<String>();
        var buffer = new byte[4096];
        while (true) {
            try {
                int length = recv(number, buffer, new NativeLong(buffer.length), MSG_DONTWAIT).intValue();
                all.add(new String(buffer, 0, length, StandardCharsets.UTF_8));
            } catch (LastErrorException e) {
                if (e.getErrorCode() == EAGAIN) {
                    return all;
                }
                throw e;
            }
        }
    }

    /** {@return the next messages}, waited for, with bars between them */
    public String await() throws Exception {
        var all = new ArrayList<String>();
        Patience.await("a message", () -> all.addAll(received()));
        return String.join("|", all);
    }

    @Override
    public void close() {
        close(number);
    }
}
