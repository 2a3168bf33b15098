package org.currentcost.source.stream;

import java.io.InputStream;

import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSourceType;

/** What another program writes into this program's standard input. The address is empty. */
public final class StdinSourceType implements MeterSourceType {

    private final InputPump pump;

    /** The standard input of this program. */
    public StdinSourceType() {
        this(System.in);
    }

    StdinSourceType(InputStream in) {
        pump = new InputPump(in);
    }

    @Override
    public String scheme() {
        return "stdin";
    }

    @Override
    public ByteSource create(String address) {
        if (!address.isEmpty()) {
            throw new IllegalArgumentException(Messages.text("stdin.address", address));
        }
        return new StdinSource(pump);
    }
}
