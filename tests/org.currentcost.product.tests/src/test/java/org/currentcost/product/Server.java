package org.currentcost.product;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Passes a meter on by the network, as ser2net does: to whoever is connected, a reading every now and then. */
final class Server implements AutoCloseable {

    private static final int PACE_MILLIS = 50;

    /** A reading that went out. Every reading of a server has its own watts. */
    record Sent(int sensor, int watts, long nanos) {

        Measured measured() {
            return new Measured(sensor, 1, watts);
        }
    }

    private final ServerSocket door;
    private final int sensors;
    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final Thread acceptor = new Thread(this::accept, "server-accept");

    private Socket listener;
    private int number;

    /** Opens a port and speaks to everybody who comes, to the latest of them alone. */
    Server(int sensors) throws IOException {
        this.sensors = sensors;
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        acceptor.setDaemon(true);
        acceptor.start();
        pace.scheduleAtFixedRate(this::speak, PACE_MILLIS, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    String address() {
        return "tcp:" + door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    /** {@return all readings that went out so far} */
    List<Sent> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    /** Waits until so many readings more have gone out. */
    void awaitMore(int readings, Command process) throws Exception {
        int target = sent.size() + readings;
        process.await(readings + " readings to be sent", () -> sent.size() >= target);
    }

    /** Ends the connection in the middle of a message. */
    synchronized void hangUp() throws IOException {
        var cut = Meter.message(number, 0, 99_999);
        listener.getOutputStream().write(cut, 0, cut.length / 2);
        listener.close();
        listener = null;
    }

    /** Gives up a listener who is dead. @return how many readings have gone out so far */
    synchronized int forget() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        return sent.size();
    }

    private void accept() {
        try {
            while (true) {
                adopt(door.accept());
            }
        } catch (IOException e) {
            // closed
        }
    }

    private synchronized void adopt(Socket next) throws IOException {
        if (listener != null) {
            listener.close();
        }
        listener = next;
    }

    private synchronized void speak() {
        if (listener == null) {
            return;
        }
        number++;
        int sensor = number % sensors;
        try {
            listener.getOutputStream().write(Meter.message(number, sensor, number));
            sent.add(new Sent(sensor, number, System.nanoTime()));
        } catch (IOException e) {
            // Whoever listened is gone; the next one who comes hears the next reading.
            listener = null;
        }
    }

    @Override
    public void close() throws Exception {
        pace.shutdownNow();
        door.close();
        synchronized (this) {
            if (listener != null) {
                listener.close();
            }
        }
        acceptor.join();
    }
}
