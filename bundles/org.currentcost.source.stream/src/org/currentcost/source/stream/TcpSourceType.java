package org.currentcost.source.stream;

import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSourceType;

/** A serial port that another computer offers by TCP, as ser2net does. Addresses are {@code host:port}. */
public final class TcpSourceType implements MeterSourceType {

    @Override
    public String scheme() {
        return "tcp";
    }

    @Override
    public ByteSource create(String address) {
        String hostAndPort = address.startsWith("//") ? address.substring(2) : address;
        if (hostAndPort.endsWith("/")) {
            hostAndPort = hostAndPort.substring(0, hostAndPort.length() - 1);
        }
        int colon = hostAndPort.lastIndexOf(':');
        if (colon <= 0 || colon < hostAndPort.lastIndexOf(']')) {
            throw new IllegalArgumentException(Messages.text("tcp.address", address));
        }
        String host = hostAndPort.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            // An IPv6 address
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(Messages.text("tcp.address", address));
        }
        int port = port(hostAndPort.substring(colon + 1));
        if (port < 1 || port > 65_535 || host.isBlank()) {
            throw new IllegalArgumentException(Messages.text("tcp.address", address));
        }
        return new TcpSource(host, port, System::nanoTime);
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
