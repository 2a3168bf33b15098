package org.currentcost.source.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSource;
import org.currentcost.source.SourceProblem;
import org.currentcost.testkit.SourceRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpSourceTest {

    @Test
    void handsOverWhatComesUntilTheServerHangsUp() throws Exception {
        try (ServerSocketChannel server = server(); ByteSource source = source(server)) {
            SourceRun running = SourceRun.start(source);
            try (SocketChannel meter = server.accept()) {
                send(meter, "<msg>one</msg>\r\n<ms");
                running.await(text -> text.endsWith("<ms"));
                send(meter, "g>two</msg>\r\n");
                running.await(text -> text.equals("<msg>one</msg>\r\n<msg>two</msg>\r\n"));
            }
            assertEquals(MeterSource.End.HUNG_UP, running.end());
            assertEquals(List.of("connected localhost:" + port(server)), running.calls());
        }
    }

    @Test
    void connectsAgainWhenItIsRunAgain() throws Exception {
        try (ServerSocketChannel server = server(); ByteSource source = source(server)) {
            for (int i = 0; i < 3; i++) {
                SourceRun running = SourceRun.start(source);
                try (SocketChannel meter = server.accept()) {
                    send(meter, "<msg>again");
                    running.await("<msg>again"::equals);
                }
                assertEquals(MeterSource.End.HUNG_UP, running.end());
            }
        }
    }

    @Test
    void connectsAnewWhereTheOtherSideVanishedWithoutAWord() throws Exception {
        AtomicLong nanos = new AtomicLong();
        try (ServerSocketChannel server = server();
                ByteSource source = new TcpSource("localhost", port(server),
                        nanos::get)) {
            for (String words : List.of("<msg>one</msg>", "", "")) {
                SourceRun running = SourceRun.start(source);
                try (SocketChannel meter = server.accept()) {
                    send(meter, words);
                    running.awaitConnected();
                    running.await(words::equals);
                    nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
                    ExecutionException end = assertThrows(ExecutionException.class, running::end);
                    SourceProblem problem = assertInstanceOf(SourceProblem.class, end.getCause());
                    assertFalse(problem.permanent());
                    assertTrue(problem.reason().contains("61"), problem.reason());
                    assertEnded(meter);
                }
            }
        }
    }

    @Test
    void whoeverSpeaksSeldomIsWaitedForThreeTimesAsLong() {
        AtomicLong nanos = new AtomicLong();
        Patience patience = new Patience(nanos::get);
        patience.begin();
        assertFalse(isOverAfter(patience, nanos, 60));
        assertTrue(isOverAfter(patience, nanos, 1));
        patience.begin();
        patience.received();
        for (int i = 0; i < 3; i++) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(100));
            patience.received();
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(20));
            patience.received();
        }
        assertFalse(isOverAfter(patience, nanos, 299));
        assertTrue(isOverAfter(patience, nanos, 2));
        // A night without a network is no interval
        patience.begin();
        nanos.addAndGet(TimeUnit.HOURS.toNanos(8));
        patience.received();
        assertTrue(isOverAfter(patience, nanos, 601));
        // a short pause does not make it a fast one
        patience.begin();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
        patience.received();
        assertFalse(isOverAfter(patience, nanos, 299));
        patience.begin();
        for (int i = 0; i < 20; i++) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
            patience.received();
        }
        assertTrue(isOverAfter(patience, nanos, 61));
    }

    @Test
    void whoeverSpeaksEveryFiveMinutesIsHeardInTheEnd() {
        AtomicLong nanos = new AtomicLong();
        Patience patience = new Patience(nanos::get);
        int connections = 1;
        int reported = 0;
        patience.begin();
        for (int second = 1; second < 86_400; second++) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            if (second % 300 == 0) {
                patience.received();
                reported++;
            } else if (patience.isOver()) {
                patience.begin();
                connections++;
            }
        }
        assertEquals(287, reported);
        assertTrue(connections <= 8, connections + " connections");
    }

    private static boolean isOverAfter(Patience patience, AtomicLong nanos, int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        return patience.isOver();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff\u00fb\u0001\u00ff\u00fb\u0003\u00ff\u00fd\u0003\u00ff\u00fd\u0000\u00ff\u00fb\u0000"
            + "Port already in use\r\n",
        "Port already in use", "\u001b\r\nPort already\tin use\u0007"})
    void tellsWhatTheOtherSideSaysInsteadOfAMeter(String words) throws Exception {
        try (ServerSocketChannel server = server(); ByteSource source = source(server)) {
            SourceRun running = SourceRun.start(source);
            try (SocketChannel other = server.accept()) {
                other.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.ISO_8859_1)));
                running.await(text -> !text.isEmpty());
            }
            ExecutionException end = assertThrows(ExecutionException.class, running::end);
            SourceProblem problem = assertInstanceOf(SourceProblem.class, end.getCause());
            assertFalse(problem.permanent());
            assertTrue(problem.reason().endsWith("Port already in use"), problem.reason());
        }
    }

    @Test
    void whatAServerNegotiatesIsNoneOfTheMetersBytes() throws Exception {
        try (ServerSocketChannel server = server(); ByteSource source = source(server)) {
            SourceRun running = SourceRun.start(source);
            try (SocketChannel meter = server.accept()) {
                meter.setOption(StandardSocketOptions.TCP_NODELAY, true);
                for (char one : "<msg>o\u00ff\u00fa\u002c\u006b\u0000\u00ff\u00f0n\u00ff\u00fb\u0001e</msg>"
                        .toCharArray()) {
                    send(meter, String.valueOf(one));
                }
                running.await("<msg>one</msg>"::equals);
            }
            assertEquals(MeterSource.End.HUNG_UP, running.end());
        }
    }

    @Test
    void aBannerBeforeAMeterIsNoTrouble() throws Exception {
        try (ServerSocketChannel server = server(); ByteSource source = source(server)) {
            SourceRun running = SourceRun.start(source);
            try (SocketChannel meter = server.accept()) {
                send(meter, "ser2net port 5001 device /dev/ttyUSB0\r\n\r\n<msg>one</msg>");
                running.await(text -> text.endsWith("</msg>"));
            }
            assertEquals(MeterSource.End.HUNG_UP, running.end());
        }
    }

    @Test
    void closingEndsABlockedRead() throws Exception {
        try (ServerSocketChannel server = server(); ByteSource source = source(server)) {
            SourceRun running = SourceRun.start(source);
            try (SocketChannel meter = server.accept()) {
                running.awaitConnected();
                source.close();
                assertEquals(MeterSource.End.HUNG_UP, running.end());
                assertEnded(meter);
            }
            assertEquals(MeterSource.End.HUNG_UP, source.run(running), "a closed source stays closed");
        }
    }

    @Test
    void interruptingEndsABlockedRead() throws Exception {
        try (ServerSocketChannel server = server(); ByteSource source = source(server)) {
            SourceRun running = SourceRun.start(source);
            try (SocketChannel meter = server.accept()) {
                running.awaitConnected();
                running.thread().interrupt();
                ExecutionException end = assertThrows(ExecutionException.class, running::end);
                assertInstanceOf(InterruptedException.class, end.getCause());
                assertEnded(meter);
            }
        }
    }

    @Test
    void tellsWhenNothingListens() throws IOException {
        int port;
        try (ServerSocketChannel server = server()) {
            port = port(server);
        }
        try (ByteSource source = new TcpSourceType().create("localhost:" + port)) {
            SourceProblem problem = assertThrows(SourceProblem.class, () -> source.run(new SourceRun()));
            assertFalse(problem.permanent());
            assertTrue(problem.reason().contains(String.valueOf(port)), problem.reason());
            assertTrue(problem.remedy().contains("ser2net"), problem.remedy());
        }
    }

    @Test
    void tellsWhenTheHostIsUnknown() {
        try (ByteSource source = new TcpSourceType().create("no-such-host.invalid:2000")) {
            SourceProblem problem = assertThrows(SourceProblem.class, () -> source.run(new SourceRun()));
            assertFalse(problem.permanent());
            assertTrue(problem.reason().contains("no-such-host.invalid"), problem.reason());
        }
    }

    @Test
    void tellsWhenTheConnectionIsReset() throws Exception {
        try (ServerSocketChannel server = server(); ByteSource source = source(server)) {
            SourceRun running = SourceRun.start(source);
            try (SocketChannel meter = server.accept(); Socket socket = meter.socket()) {
                running.awaitConnected();
                // Closing without lingering sends a reset instead of an end
                socket.setSoLinger(true, 0);
            }
            ExecutionException end = assertThrows(ExecutionException.class, running::end);
            SourceProblem problem = assertInstanceOf(SourceProblem.class, end.getCause());
            assertFalse(problem.permanent());
            assertTrue(problem.reason().contains("localhost"), problem.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"meter:2000", "//meter.local:1", "//10.0.0.7:65535/", "[::1]:2000"})
    void understandsAddresses(String address) {
        new TcpSourceType().create(address).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "meter", "meter:", ":2000", "meter:0", "meter:65536", "meter:x", "::1", "[::1]", "//"})
    void refusesAddressesWithASentence(String address) {
        TcpSourceType type = new TcpSourceType();
        IllegalArgumentException problem = assertThrows(IllegalArgumentException.class, () -> type.create(address));
        assertTrue(problem.getMessage().endsWith("."), problem.getMessage());
    }

    private static ServerSocketChannel server() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("localhost"), 0));
    }

    private static int port(ServerSocketChannel server) throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private static ByteSource source(ServerSocketChannel server) throws IOException {
        return new TcpSourceType().create("localhost:" + port(server));
    }

    /** Without closing the stream: that would close the connection. */
    private static void send(SocketChannel meter, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            meter.write(bytes);
        }
    }

    private static void assertEnded(SocketChannel meter) throws IOException {
        assertEquals(-1, meter.read(ByteBuffer.allocate(1)), "the server sees the end");
    }
}
