package org.currentcost.source.stream;

import java.io.IOException;
import java.util.Optional;

import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.SourceProblem;

/** The standard input until its end, live. */
final class StdinSource implements ByteSource {

    private static final int POLL_MILLIS = 100;

    private final InputPump pump;
    private volatile boolean closed;

    StdinSource(InputPump pump) {
        this.pump = pump;
    }

    @Override
    public End run(ByteSink sink) throws SourceProblem, InterruptedException {
        pump.start();
        sink.connected(Messages.text("stdin.detail"));
        try {
            while (!closed) {
                Optional<byte[]> bytes = pump.poll(POLL_MILLIS);
                if (bytes.isPresent()) {
                    if (bytes.get().length == 0) {
                        return End.EXHAUSTED;
                    }
                    sink.bytes(bytes.get(), 0, bytes.get().length);
                }
            }
        } catch (IOException e) {
            throw SourceProblem.permanent(Messages.text("stdin.failed", e.getMessage()),
                    Messages.text("stdin.failed.remedy"));
        }
        return End.HUNG_UP;
    }

    @Override
    public void close() {
        closed = true;
    }
}
