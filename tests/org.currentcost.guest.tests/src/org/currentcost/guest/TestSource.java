package org.currentcost.guest;

import java.util.concurrent.LinkedBlockingQueue;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SensorRole;
import org.currentcost.source.MeterSource;
import org.currentcost.source.MeterSourceType;
import org.currentcost.source.ReadingSink;
import org.currentcost.source.ReadingSource;
import org.currentcost.source.SensorLabel;

/** A kind of source that brings what a test puts in. */
final class TestSource implements MeterSourceType {

    private static final SensorLabel HOUSE = new SensorLabel("", "", SensorRole.values()[0]);

    final LinkedBlockingQueue<Reading> readings = new LinkedBlockingQueue<>();

    @Override
    public String scheme() {
        return "test";
    }

    @Override
    public MeterSource create(String address) {
        if (address.equals("nowhere")) {
            throw new IllegalArgumentException("nowhere means nothing");
        }
        return new ReadingSource() {
            @Override
            public End run(ReadingSink sink) throws InterruptedException {
                sink.connected("a test");
                while (true) {
                    var reading = readings.take();
                    sink.received(true);
                    sink.reading(HOUSE, Quantity.POWER, reading);
                }
            }

            @Override
            public void close() {
                // the recorder interrupts it
            }
        };
    }
}
