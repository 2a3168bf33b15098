package org.currentcost.cli.service;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whoever has started this process as a service and wants to know how it is: systemd, by the protocol of sd_notify(3).
 * Where there is none, nothing is told. Nothing here throws: a recorder that can't tell that it is well still records.
 * Used by one thread.
 */
public final class ServiceManager {

    private static final String NOTIFY_SOCKET = "NOTIFY_SOCKET";
    private static final String WATCHDOG_USEC = "WATCHDOG_USEC";
    private static final String WATCHDOG_PID = "WATCHDOG_PID";
    /** What is this process's own of its environment, and none of those that it starts. */
    static final List<String> OWN_VARIABLES = List.of(NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID, "JOURNAL_STREAM",
            "INVOCATION_ID", "LISTEN_PID", "LISTEN_FDS", "SYSTEMD_EXEC_PID", "MANAGERPID");

    private static final int SIGNS_IN_A_TERM = 3;
    private static final int PATIENCE_SECONDS = 10;

    private final Optional<String> socket;
    private final Optional<Duration> watchdog;
    private final LongSupplier nanoTime;
    private long lastSign;

    private ServiceManager(Optional<String> socket, Optional<Duration> watchdog, LongSupplier nanoTime) {
        this.socket = socket;
        this.watchdog = watchdog;
        this.nanoTime = nanoTime;
    }

    /** {@return the one that has started this process, as its environment tells} */
    public static ServiceManager ofThisProcess() {
        return of(System.getenv(), ProcessHandle.current().pid(), System::nanoTime);
    }

    static ServiceManager of(Map<String, String> environment, long pid, LongSupplier nanoTime) {
        var socket = Optional.ofNullable(environment.get(NOTIFY_SOCKET))
                .filter(path -> path.startsWith("/") || path.startsWith("@"));
        boolean isMeant = environment.getOrDefault(WATCHDOG_PID, Long.toString(pid)).equals(Long.toString(pid));
        var watchdog = Optional.ofNullable(environment.get(WATCHDOG_USEC))
                .filter(text -> isMeant && text.matches("[1-9]\\d{0,15}"))
                .map(text -> Duration.of(Long.parseLong(text), java.time.temporal.ChronoUnit.MICROS));
        return new ServiceManager(socket, watchdog, nanoTime);
    }

    /** {@return whether somebody wants to know, who also starts this process again if it fails} */
    public boolean isPresent() {
        return socket.isPresent();
    }

    /** Tells that the service does its work now. @param status a sentence for those who ask the manager */
    public void ready(String status) {
        send("READY=1", "STATUS=" + status);
        lastSign = nanoTime.getAsLong();
    }

    /** Tells what the service does or waits for. */
    public void status(String status) {
        send("STATUS=" + status);
    }

    /** Tells that the service lives, if that is to be told again by now; to be called every second or so. */
    public void alive() {
        if (watchdog.isPresent()) {
            long now = nanoTime.getAsLong();
            if (now - lastSign >= watchdog.get().toNanos() / SIGNS_IN_A_TERM) {
                lastSign = now;
                send("WATCHDOG=1");
            }
        }
    }

    /** Tells that the service ends by itself. */
    public void stopping() {
        send("STOPPING=1");
    }

    private void send(String... assignments) {
        if (socket.isEmpty()) {
            return;
        }
        var lines = Arrays.stream(assignments).map(line -> line.replace('\n', ' ')).toList();
        try {
            NotifySocket.send(socket.get(), String.join("\n", lines));
        } catch (IOException | LinkageError e) {
            sendByCommand(lines);
        }
    }

    /** Where the library or a place to unpack it is missing. */
    private static void sendByCommand(List<String> lines) {
        var command = new ArrayList<>(List.of("systemd-notify", "--pid=" + ProcessHandle.current().pid()));
        command.addAll(lines);
        try {
            var process = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // Nobody is left who could be told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
