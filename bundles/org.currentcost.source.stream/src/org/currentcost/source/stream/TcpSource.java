package org.currentcost.source.stream;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.currentcost.source.ByteSink;
import org.currentcost.source.ByteSource;
import org.currentcost.source.SourceProblem;

/** A connection to a server that passes a meter's bytes on. */
final class TcpSource implements ByteSource {

    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    /** How long it may take at most until an interruption is seen: a socket's read does not end by it. */
    private static final int READ_TIMEOUT_MILLIS = 500;

    /** In seconds, and the last a number: the first look after so long, the next ones, how many without an answer. */
    private static final Map<String, Integer> KEEP_ALIVE = Map.of("TCP_KEEPIDLE", 15, "TCP_KEEPINTERVAL", 5,
            "TCP_KEEPCOUNT", 3);

    private final String host;
    private final int port;
    private final Patience patience;
    private final Object lock = new Object();
    private Socket socket;
    private boolean closed;

    /** @param nanoTime a time that only grows, as {@link System#nanoTime} */
    TcpSource(String host, int port, LongSupplier nanoTime) {
        this.host = host;
        this.port = port;
        patience = new Patience(nanoTime);
    }

    @Override
    public End run(ByteSink sink) throws SourceProblem, InterruptedException {
        try (Socket connection = new Socket()) {
            if (!adopt(connection)) {
                return End.HUNG_UP;
            }
            if (connect(connection)) {
                patience.begin();
                sink.connected(host + ":" + port);
                read(connection, sink);
            }
            return End.HUNG_UP;
        } catch (IOException e) {
            if (isClosed()) {
                return End.HUNG_UP;
            }
            throw SourceProblem.passing(Messages.text("tcp.broke", host, port, e.getMessage()),
                    Messages.text("tcp.broke.remedy"));
        } finally {
            forget();
        }
    }

    /** {@return true if connected, false if this source was closed meanwhile} */
    private boolean connect(Socket connection) throws SourceProblem {
        try {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw SourceProblem.passing(Messages.text("tcp.unknown", host),
                        Messages.text("tcp.unknown.remedy"));
            }
            connection.connect(address, CONNECT_TIMEOUT_MILLIS);
            keepAlive(connection);
            connection.setSoTimeout(READ_TIMEOUT_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            throw SourceProblem.passing(Messages.text("tcp.timeout", host, port, CONNECT_TIMEOUT_MILLIS / 1000),
                    Messages.text("tcp.unreachable.remedy"));
        } catch (NoRouteToHostException e) {
            throw SourceProblem.passing(Messages.text("tcp.unreachable", host),
                    Messages.text("tcp.unreachable.remedy"));
        } catch (ConnectException e) {
            throw SourceProblem.passing(Messages.text("tcp.refused", host, port),
                    Messages.text("tcp.refused.remedy", port));
        } catch (IOException e) {
            if (isClosed()) {
                return false;
            }
            throw SourceProblem.passing(Messages.text("tcp.failed", host, port, e.getMessage()),
                    Messages.text("tcp.unreachable.remedy"));
        }
    }

    /** Lets the system notice within half a minute that the other side is gone; as a rule it takes two hours. */
    private static void keepAlive(Socket connection) throws IOException {
        connection.setKeepAlive(true);
        for (SocketOption<?> option : connection.supportedOptions()) {
            // By their names: not every system has them, nor every Java the class that declares them
            Integer value = KEEP_ALIVE.get(option.name());
            if (value != null && option.type() == Integer.class) {
                set(connection, option, value);
            }
        }
    }

    private static <T> void set(Socket connection, SocketOption<T> option, Object value) throws IOException {
        connection.setOption(option, option.type().cast(value));
    }

    private void read(Socket connection, ByteSink sink) throws IOException, InterruptedException, SourceProblem {
        byte[] buffer = new byte[8192];
        TelnetFilter telnet = new TelnetFilter();
        FirstWords firstWords = new FirstWords();
        try (InputStream in = connection.getInputStream()) {
            for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (count > 0) {
                    patience.received();
                    byte[] bytes = telnet.filter(buffer, count);
                    firstWords.add(bytes);
                    if (bytes.length > 0) {
                        sink.bytes(bytes, 0, bytes.length);
                    }
                } else if (patience.isOver()) {
                    tellWords(firstWords);
                    throw SourceProblem.passing(
                            Messages.text("tcp.silent", host, port, patience.silentSeconds()),
                            Messages.text("tcp.silent.remedy"));
                }
            }
        }
        tellWords(firstWords);
    }

    private void tellWords(FirstWords firstWords) throws SourceProblem {
        Optional<String> words = firstWords.words();
        if (words.isPresent()) {
            throw SourceProblem.passing(Messages.text("tcp.said", host, port, words.get()),
                    Messages.text("tcp.said.remedy"));
        }
    }

    /** {@return how many bytes came, 0 if none came in time, -1 at the end} */
    private static int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (SocketTimeoutException e) {
            // Time to look for an interruption
            return 0;
        }
    }

    private boolean adopt(Socket connection) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            socket = connection;
            return true;
        }
    }

    private void forget() {
        synchronized (lock) {
            socket = null;
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (socket == null) {
                return;
            }
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use any more, however it ended
                socket = null;
            }
        }
    }
}
