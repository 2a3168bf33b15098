package org.currentcost.cli;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;
import org.currentcost.source.MeterSourceType;
import org.currentcost.source.SourceProblem;

/** A kind of source whose sources are told by their addresses what to do. */
final class ObedientType implements MeterSourceType {

    @Override
    public String scheme() {
        return "obedient";
    }

    @Override
    public MeterSource create(String address) {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("Say what the source is to do.");
        }
        return new ByteSource() {
            @Override
            public End run(ByteSink sink) throws SourceProblem, InterruptedException {
                if (address.startsWith("refuse")) {
                    throw SourceProblem.permanent("It is forbidden.", "Ask its owner.");
                }
                if (address.startsWith("fail")) {
                    throw SourceProblem.passing("It is not there.", "");
                }
                sink.connected("here");
                var bytes = (CommandRuns.live("12:00:00", 0, 417) + CommandRuns.live("12:00:00", 3, 40))
                        .getBytes(StandardCharsets.ISO_8859_1);
                sink.bytes(bytes, 0, bytes.length);
                if (address.startsWith("wait")) {
                    // Until the recorder ends it.
                    new CountDownLatch(1).await();
                }
                return address.startsWith("hang up") ? End.HUNG_UP : End.EXHAUSTED;
            }

            @Override
            public void close() {
                // ends by itself
            }
        };
    }
}
