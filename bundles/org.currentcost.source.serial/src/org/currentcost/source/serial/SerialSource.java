package org.currentcost.source.serial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.SourceProblem;

/**
 * A meter on a serial cable. Remembers between its runs at which speed the meter talks and which adapter its cable is,
 * and finds that adapter again when it is plugged in and has another name.
 */
final class SerialSource implements ByteSource {

    private static final long LISTING_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int CLOSE_PATIENCE_MILLIS = 1000;

    private final SerialAddress address;
    private final Supplier<List<PortInfo>> ports;
    private final Duration listening;
    private final LongSupplier nanoTime;
    private final SpeedSearch.Progress progress;
    private final ReentrantLock running = new ReentrantLock();
    private volatile boolean closed;

    // Used by the running thread alone
    private Optional<Integer> acceptedBaud = Optional.empty();
    private Optional<PortInfo> adapter = Optional.empty();
    private Optional<Long> listedNanos = Optional.empty();
    private String path;

    SerialSource(SerialAddress address, Supplier<List<PortInfo>> ports, Duration listening,
            LongSupplier nanoTime, SpeedSearch.Progress progress) {
        this.address = address;
        this.ports = ports;
        this.listening = listening;
        this.nanoTime = nanoTime;
        this.progress = progress;
        path = address.path();
    }

    @Override
    public End run(ByteSink sink) throws SourceProblem, InterruptedException {
        running.lockInterruptibly();
        try {
            if (closed) {
                return End.HUNG_UP;
            }
            findAdapter();
            List<Integer> speeds = acceptedBaud.map(this::beginningWith).orElse(address.speeds());
            try (SerialLine line = SerialLine.open(path, speeds.getFirst())) {
                rememberAdapter(line.device());
                if (address.pinned()) {
                    sink.connected(detail(speeds.getFirst()));
                } else if (!search(line, speeds, sink)) {
                    return End.HUNG_UP;
                }
                read(line, sink);
            }
            return End.HUNG_UP;
        } finally {
            running.unlock();
        }
    }

    /** {@return true if a message was heard, false if this source was closed meanwhile} */
    private boolean search(SerialLine line, List<Integer> speeds, ByteSink sink)
            throws SourceProblem, InterruptedException {
        SpeedSearch search = new SpeedSearch(line, listening, () -> closed, progress);
        return switch (search.search(speeds)) {
            case SpeedSearch.Stopped() -> false;
            case SpeedSearch.NotFound(long bytes) -> {
                // The next attempt begins as if nothing was known
                acceptedBaud = Optional.empty();
                throw SerialProbe.nothingReceived(path, speeds, bytes);
            }
            case SpeedSearch.Found(int baud, byte[] bytes) -> {
                acceptedBaud = Optional.of(baud);
                sink.connected(detail(baud));
                sink.bytes(bytes, 0, bytes.length);
                yield true;
            }
        };
    }

    private void read(SerialLine line, ByteSink sink) throws SourceProblem, InterruptedException {
        byte[] buffer = new byte[4096];
        while (!closed) {
            int count = line.read(buffer);
            if (count > 0) {
                sink.bytes(buffer, 0, count);
            }
        }
    }

    private List<Integer> beginningWith(Integer baud) {
        return address.speeds().stream().sorted((a, b) -> Boolean.compare(b.equals(baud), a.equals(baud))).toList();
    }

    private String detail(int baud) {
        return Messages.text("detail", path, baud);
    }

    /** Decides what to open: where the user said, or where the adapter is now that was there before. */
    private void findAdapter() {
        if (adapter.isEmpty() || !mayList()) {
            return;
        }
        List<PortInfo> same = list().stream().filter(adapter.get()::isSameAdapter).toList();
        boolean chosenIsMissing = PortAccess.portsAreFiles()
                ? !Files.exists(Path.of(address.path()))
                : same.stream().noneMatch(port -> port.path().equals(address.path()));
        boolean named = !adapter.get().serialNumber().isEmpty();
        if (same.size() == 1 && (named || chosenIsMissing) && !isChosen(same.getFirst())) {
            path = same.getFirst().path();
        } else {
            path = address.path();
        }
    }

    private boolean isChosen(PortInfo port) {
        try {
            return port.path().equals(PortAccess.check(address.path()));
        } catch (SourceProblem e) {
            return false;
        }
    }

    private void rememberAdapter(String device) {
        if (adapter.isEmpty() && mayList()) {
            adapter = list().stream().filter(port -> port.usb() && port.path().equals(device)).findFirst();
        }
    }

    private boolean mayList() {
        return listedNanos.isEmpty() || nanoTime.getAsLong() - listedNanos.get() >= LISTING_PAUSE_NANOS;
    }

    private List<PortInfo> list() {
        listedNanos = Optional.of(nanoTime.getAsLong());
        return ports.get();
    }

    @Override
    public void close() {
        closed = true;
        if (running.isHeldByCurrentThread()) {
            return;
        }
        try {
            // The running thread closes the port; see SerialLine
            if (running.tryLock(CLOSE_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                running.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
