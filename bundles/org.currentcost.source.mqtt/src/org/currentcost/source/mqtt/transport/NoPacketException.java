package org.currentcost.source.mqtt.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

/** What the other side says is not MQTT. Its message shows the first bytes. */
final class NoPacketException extends IOException {

    private static final long serialVersionUID = 1L;

    NoPacketException(byte[] bytes, int length) {
        super(HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOf(bytes, Math.min(length, 8))));
    }
}
