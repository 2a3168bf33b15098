package org.currentcost.source.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes sockets with a {@link HeldEnd}, unconnected as the client library wants them. */
final class PlainSockets extends SocketFactory {

    private final boolean websocket;

    PlainSockets(boolean websocket) {
        this.websocket = websocket;
    }

    @Override
    public Socket createSocket() {
        var end = new HeldEnd(websocket);
        return new Socket() {
            @Override
            public InputStream getInputStream() throws IOException {
                return end.in(super.getInputStream());
            }

            @Override
            public OutputStream getOutputStream() throws IOException {
                return end.out(super.getOutputStream());
            }

            @Override
            public void close() throws IOException {
                end.release();
                super.close();
            }
        };
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
}
