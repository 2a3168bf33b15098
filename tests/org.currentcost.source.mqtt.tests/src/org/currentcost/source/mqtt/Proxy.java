package org.currentcost.source.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Stands between a client and a broker, and does to their bytes what bad networks do. */
final class Proxy implements AutoCloseable {

    final int port;
    private final int target;
    private final ServerSocket door;
    private final List<Socket> open = new ArrayList<>();
    private volatile boolean deaf;
    private volatile boolean truncate;
    private volatile boolean refuse;
    private volatile int delayMillis;

    Proxy(int target) throws IOException {
        this.target = target;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = door.getLocalPort();
        daemon(this::accept);
    }

    private static void daemon(Runnable work) {
        Thread.ofPlatform().daemon().name("proxy").start(work);
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                if (refuse) {
                    client.close();
                    continue;
                }
                try {
                    var server = new Socket(InetAddress.getLoopbackAddress(), target);
                    synchronized (open) {
                        open.add(client);
                        open.add(server);
                    }
                    daemon(() -> pass(client, server));
                    daemon(() -> pass(server, client));
                } catch (IOException e) {
                    client.close();
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(Socket from, Socket to) {
        var buffer = new byte[4096];
        try {
            for (int count = from.getInputStream().read(buffer); count >= 0; count = from.getInputStream()
                    .read(buffer)) {
                if (delayMillis > 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
                }
                if (truncate && count > 3) {
                    to.getOutputStream().write(buffer, 0, count / 2);
                    break;
                }
                if (!deaf) {
                    to.getOutputStream().write(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // the other direction ends too
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    /** Ends all connections. */
    void cut() {
        synchronized (open) {
            open.forEach(Proxy::close);
            open.clear();
        }
    }

    /** From now on nobody is let through, or everybody is again; ends all connections. */
    void refuse(boolean on) {
        refuse = on;
        cut();
    }

    /** From now on bytes vanish, or do so no more; what vanished broke the connections that lost them. */
    void swallow(boolean on) {
        if (!on) {
            cut();
        }
        deaf = on;
    }

    /** From now on every piece of bytes loses its second half, and its connection. */
    void truncate(boolean on) {
        truncate = on;
    }

    void delay(int millis) {
        delayMillis = millis;
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
