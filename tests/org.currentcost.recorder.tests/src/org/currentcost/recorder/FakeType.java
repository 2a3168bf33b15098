package org.currentcost.recorder;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.currentcost.source.MeterSource;
import org.currentcost.source.MeterSourceType;

/** A kind of source that makes what a test has put in. */
final class FakeType implements MeterSourceType {

    private final Map<String, Supplier<MeterSource>> makers = new ConcurrentHashMap<>();

    @Override
    public String scheme() {
        return "fake";
    }

    /** Says what {@code fake:address} is. */
    void put(String address, Supplier<MeterSource> maker) {
        makers.put(address, maker);
    }

    @Override
    public MeterSource create(String address) {
        var maker = makers.get(address);
        if (maker == null) {
            throw new IllegalArgumentException("There is no " + address + ".");
        }
        return maker.get();
    }
}
