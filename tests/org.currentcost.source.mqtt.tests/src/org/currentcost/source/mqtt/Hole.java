package org.currentcost.source.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A place on the network from which no answer ever comes. */
final class Hole implements AutoCloseable {

    private static final int MOST_WAITING = 20;
    private static final int LOOK_MILLIS = 300;

    final int port;
    private final ServerSocket door;
    private final List<Socket> waiting = new ArrayList<>();

    private Hole(ServerSocket door) {
        this.door = door;
        port = door.getLocalPort();
    }

    /** {@return one that takes connections and says nothing} */
    static Hole silent() throws IOException {
        return new Hole(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** {@return one that does not even take connections: its queue is full, so the first packet is dropped} */
    static Hole black() throws IOException {
        var hole = new Hole(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < MOST_WAITING; i++) {
            var socket = new Socket();
            hole.waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), hole.port), LOOK_MILLIS);
            } catch (SocketTimeoutException e) {
                return hole;
            }
        }
        throw new AssertionError("the queue is never full");
    }

    /** Waits until somebody has come. */
    void awaitVisitor() throws IOException {
        waiting.add(door.accept());
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (var socket : waiting) {
            socket.close();
        }
    }
}
