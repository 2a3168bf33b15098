package org.currentcost.source.mqtt.transport;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A way for bytes to a broker and back, by whatever transport: TLS and websockets are below its streams. */
final class BrokerLine implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final Broker broker;
    private final Optional<SSLSocketFactory> tls;
    /** The one it began with, or the one with TLS upon it. */
    private volatile Socket socket;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    /**
     * @param plain an unconnected socket
     * @param tls   makes TLS of it; empty if the connection's transport is not secure
     */
    BrokerLine(Broker broker, Optional<SSLSocketFactory> tls, Socket plain) {
        this.broker = broker;
        this.tls = tls;
        socket = plain;
    }

    /**
     * Connects; how long a read may wait is not settled after that.
     *
     * @param millis how long each step may take; 0 for ever
     */
    void connect(SocketAddress place, int millis) throws IOException {
        socket.connect(place, millis);
        socket.setSoTimeout(millis);
        try {
            if (tls.isPresent()) {
                socket = secured(tls.get());
            }
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            out = new BufferedOutputStream(socket.getOutputStream());
            if (broker.transport().websocket()) {
                var web = WebSocket.open(in, out, broker.hostInAddress() + ":" + broker.port(),
                        "/" + Broker.encoded(broker.path()));
                in = web.input();
                out = web.output();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private SSLSocket secured(SSLSocketFactory factory) throws IOException {
        var secure = (SSLSocket) factory.createSocket(socket, broker.host(), broker.port(), true);
        if (broker.trust().verifyHost()) {
            var parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
        }
        secure.startHandshake();
        return secure;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** Sets how long a read may wait. */
    void patience(int millis) throws SocketException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
