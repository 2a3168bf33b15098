package org.currentcost.cli.service;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a socket of this computer (unix(7)), which Java itself can't. Linux only; who uses it must be
 * ready for a {@link LinkageError} where the library for that is missing.
 */
final class NotifySocket {

    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int FAMILY_BYTES = 2;
    /** Of {@code sun_path}. */
    private static final int LONGEST_PATH = 108;

    static {
        Native.register(NotifySocket.class, "c");
    }

    private NotifySocket() {
    }

    // The names are those of the system's functions.
    private static native int socket(int domain, int type, int protocol) throws LastErrorException;

    private static native NativeLong sendto(int socket, byte[] message, NativeLong length, int flags, byte[] address,
            int addressLength) throws LastErrorException;

    private static native int close(int socket) throws LastErrorException;

    /**
     * Sends a message.
     *
     * @param path of the socket; one that begins with {@code @} is in the abstract name space
     */
    static void send(String path, String message) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = path.startsWith("@");
        // The name of a file ends with a zero; an abstract one begins with it.
        if (name.length > (isAbstract ? LONGEST_PATH : LONGEST_PATH - 1)) {
            throw new IOException(path);
        }
        if (isAbstract) {
            name[0] = 0;
        }
        int length = FAMILY_BYTES + name.length + (isAbstract ? 0 : 1);
        byte[] address = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder()).putShort(AF_UNIX).put(name).array();
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try {
            int socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            try {
                sendto(socket, bytes, new NativeLong(bytes.length), MSG_NOSIGNAL, address, length);
            } finally {
                close(socket);
            }
        } catch (LastErrorException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
