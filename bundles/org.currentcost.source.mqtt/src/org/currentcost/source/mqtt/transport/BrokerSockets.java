package org.currentcost.source.mqtt.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes sockets that lead to a broker by whatever transport, so that the client library sees MQTT over TCP alone, and
 * what it could not read is {@linkplain PacketInput put right}.
 */
final class BrokerSockets extends SocketFactory {

    private final Broker broker;
    private final Optional<SSLSocketFactory> tls;
    private final Thread.UncaughtExceptionHandler death;

    /**
     * @param tls   makes TLS of connections; empty if the connection's transport is not secure
     * @param death hears when a thread ends by what it has read or written
     */
    BrokerSockets(Broker broker, Optional<SSLSocketFactory> tls, Thread.UncaughtExceptionHandler death) {
        this.broker = broker;
        this.tls = tls;
        this.death = death;
    }

    @Override
    public Socket createSocket() {
        return new BrokerSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    /** Does what the client library asks of a socket, and nothing else. */
    private final class BrokerSocket extends Socket {

        private final BrokerLine line = new BrokerLine(broker, tls, new Socket());
        private final DelayedClose end = new DelayedClose(death);

        @Override
        public void connect(SocketAddress place, int millis) throws IOException {
            line.connect(place, millis);
        }

        @Override
        public InputStream getInputStream() {
            return end.in(new PacketInput(line.in()));
        }

        @Override
        public OutputStream getOutputStream() {
            return new PacketOutput(end.out(line.out()));
        }

        @Override
        public void setSoTimeout(int millis) throws SocketException {
            line.patience(millis);
        }

        @Override
        public void close() throws IOException {
            end.release();
            line.close();
        }
    }
}
