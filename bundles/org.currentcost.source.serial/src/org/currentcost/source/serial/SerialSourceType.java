package org.currentcost.source.serial;

import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSourceType;

/**
 * A meter on a serial cable. Addresses are paths of ports, links and pseudo terminals included, perhaps with options:
 * {@code /dev/ttyUSB0?model=classic} or {@code COM3?baud=2400}. Without options the speed is found by listening.
 */
public final class SerialSourceType implements MeterSourceType {

    @Override
    public String scheme() {
        return "serial";
    }

    @Override
    public ByteSource create(String address) {
        return new SerialSource(SerialAddress.parse(address), SerialPorts::list, SpeedSearch.LISTENING,
                System::nanoTime, SpeedSearch.Progress.NONE);
    }
}
