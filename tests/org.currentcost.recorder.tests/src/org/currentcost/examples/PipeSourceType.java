package org.currentcost.examples;

import java.nio.file.Path;
import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSourceType;

/** A kind of source for {@code releng/docs/add-a-source.md}: what another program writes into a pipe or file. */
public final class PipeSourceType implements MeterSourceType {

    // begin: the kind
    @Override
    public String scheme() {
        return "pipe";
    }

    @Override
    public ByteSource create(String address) {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("Say which pipe to read, such as pipe:/run/meter.");
        }
        return new PipeSource(Path.of(address));
    }
    // end
}
