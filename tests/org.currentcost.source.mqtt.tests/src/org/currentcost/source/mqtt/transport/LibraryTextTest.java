package org.currentcost.source.mqtt.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that the client library refuses, and packets with them, in any pieces and with any pauses. */
class LibraryTextTest {

    private static final byte[] CONNECTED = {0x20, 2, 0, 0};

    static Stream<String> texts() {
        return Stream.of("home/plug/power", "home/🔌/power", "Küche/ʘ", "a\u0001b", "a\u0085b", "\uFF21\uFF22",
                "\uFFFD",
                "\uE000\uE800", "\uE123", "x\uE000🏠\uEFFF", "👨‍👩‍👧", "\uDBFF\uDFFF", "\uFEFFa", "ﷺ");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTextIsTakenAndComesBack(String text) {
        String spelled = LibraryText.spelled(text);
        assertEquals(text, LibraryText.plain(spelled));
        assertTrue(spelled.chars().noneMatch(one -> Character.isSurrogate((char) one)
                || Character.isISOControl((char) one) || one >= 0xFDD0), spelled);
    }

    @Test
    void noTwoTextsAreSpelledTheSame() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(6); length >= 0; length--) {
                int one = switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(0x80);
                    case 1 -> 0xDFF0 + random.nextInt(0x1100);
                    case 2 -> random.nextInt(0xD800);
                    default -> 0x10000 + random.nextInt(0x100000);
                };
                if (one < Character.MIN_SURROGATE || one > Character.MAX_SURROGATE) {
                    text.appendCodePoint(one);
                }
            }
            assertEquals(text.toString(), LibraryText.plain(LibraryText.spelled(text.toString())));
        }
    }

    private static byte[] publication(String topic, int quality, byte[] payload) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(text(topic));
        if (quality > 0) {
            body.write(0);
            body.write(9);
        }
        body.write(payload);
        return packet(0x30 | quality << 1, body.toByteArray());
    }

    /** {@return a text with its length before it} */
    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + bytes.length).putShort((short) bytes.length).put(bytes).array();
    }

    private static byte[] packet(int first, byte[] body) throws IOException {
        var packet = new ByteArrayOutputStream();
        packet.write(first);
        var length = new byte[4];
        packet.write(length, 0, PacketInput.putLength(length, 0, body.length));
        packet.write(body);
        return packet.toByteArray();
    }

    private static byte[] joined(List<byte[]> packets) throws IOException {
        var all = new ByteArrayOutputStream();
        all.write(CONNECTED);
        for (var packet : packets) {
            all.write(packet);
        }
        return all.toByteArray();
    }

    /** Gives what it has in small pieces, with pauses between them that are too long. */
    private static InputStream hesitant(byte[] bytes, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (random.nextInt(3) == 0) {
                    throw new SocketTimeoutException();
                }
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(4)));
            }
        };
    }

    private static byte[] all(InputStream in, Random random) throws IOException {
        var read = new ByteArrayOutputStream();
        var buffer = new byte[64];
        int count = 0;
        while (count >= 0) {
            try {
                count = in.read(buffer, 0, 1 + random.nextInt(buffer.length));
                read.write(buffer, 0, Math.max(count, 0));
            } catch (SocketTimeoutException e) {
                continue;
            }
        }
        return read.toByteArray();
    }

    @Test
    void packetsArriveWholeWhateverTheirPieces() throws Exception {
        var packets = new ArrayList<byte[]>();
        var expected = new ArrayList<byte[]>();
        for (int quality = 0; quality < 3; quality++) {
            for (String topic : texts().toList()) {
                byte[] payload = "🔌 42".repeat(quality * 40).getBytes(StandardCharsets.UTF_8);
                packets.add(publication(topic, quality, payload));
                expected.add(publication(LibraryText.spelled(topic), quality, payload));
            }
            packets.add(new byte[]{(byte) 0xd0, 0});
            expected.add(packets.getLast());
        }
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            assertArrayEquals(joined(expected), all(new PacketInput(hesitant(joined(packets), random)), random));
        }
    }

    @Test
    void whatIsTooLongIsCutAndTheNextIsRead() throws Exception {
        byte[] next = publication("next", 1, new byte[]{'1'});
        byte[] cut = all(new PacketInput(new ByteArrayInputStream(joined(List.of(
                publication("long", 2, new byte[3 * PacketInput.LONGEST_PAYLOAD]), next)))), new Random(1));
        byte[] whole = joined(List.of(publication("long", 2, new byte[PacketInput.LONGEST_PAYLOAD]), next));
        assertArrayEquals(whole, cut);
        // A topic whose spelling has no room any more.
        byte[] long16 = all(new PacketInput(new ByteArrayInputStream(joined(List.of(
                publication("🔌".repeat(16_000), 0, new byte[]{'1'}), next)))), new Random(1));
        assertArrayEquals(joined(List.of(publication(LibraryText.spelled("🔌").repeat(10_922) + "\uE03E", 0,
                new byte[]{'1'}), next)), long16);
    }

    @Test
    void whatIsNoPacketEndsTheStream() throws Exception {
        for (var bytes : List.of(new byte[]{0x15, 3, 1, 0, 2}, "HTTP/1.1 400 Bad Request\r\n".getBytes(),
                new byte[]{0x20, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 1},
                joined(List.of(new byte[]{0x36, 3, 0, 1, 'a'})), joined(List.of(new byte[]{0x30, 2, 0, 5})),
                joined(List.of(new byte[]{0x32, 3, 0, 1, 'a'})), joined(List.of(new byte[]{(byte) 0xf0, 0})))) {
            assertThrows(NoPacketException.class,
                    () -> all(new PacketInput(new ByteArrayInputStream(bytes)), new Random(1)));
        }
        // What ends in the midst of a packet just ends.
        byte[] whole = joined(List.of(publication("🔌", 1, new byte[]{'4', '2'})));
        for (int length = 0; length < whole.length; length++) {
            assertTrue(all(new PacketInput(new ByteArrayInputStream(whole, 0, length)),
                    new Random(1)).length < whole.length
                            + 4);
        }
    }

    private static byte[] sent(byte[] packet, int piece) throws IOException {
        var sent = new ByteArrayOutputStream();
        try (var out = new PacketOutput(sent)) {
            for (int i = 0; i < packet.length; i += piece) {
                out.write(packet, i, Math.min(piece, packet.length - i));
                out.flush();
            }
        }
        return sent.toByteArray();
    }

    private static byte[] connection(String text, byte[] will) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(text("MQTT"));
        body.write(new byte[]{4, (byte) 0xc6, 0, 15});
        body.write(text(text));
        body.write(text(text));
        body.write(new byte[]{0, (byte) will.length});
        body.write(will);
        body.write(text(text));
        body.write(text(text));
        return packet(0x10, body.toByteArray());
    }

    private static byte[] subscription(String text, boolean ends) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(new byte[]{0, 9});
        for (int i = 0; i < 2; i++) {
            body.write(text(text));
            body.write(ends ? new byte[0] : new byte[]{1});
        }
        return packet(ends ? 0xa2 : 0x82, body.toByteArray());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void packetsOfOursLeaveWithTheirOwnTexts(String text) throws Exception {
        String spelled = LibraryText.spelled(text);
        // What stands in a payload is nobody's spelling.
        byte[] payload = "\uE000\uE800🔌".getBytes(StandardCharsets.UTF_8);
        for (int piece : List.of(1, 3, 1000)) {
            assertArrayEquals(publication(text, 1, payload), sent(publication(spelled, 1, payload), piece));
            assertArrayEquals(connection(text, payload), sent(connection(spelled, payload), piece));
            assertArrayEquals(subscription(text, false), sent(subscription(spelled, false), piece));
            assertArrayEquals(subscription(text, true), sent(subscription(spelled, true), piece));
        }
    }
}
