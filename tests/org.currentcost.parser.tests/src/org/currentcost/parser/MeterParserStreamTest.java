package org.currentcost.parser;

import static org.currentcost.parser.SampleMessages.bytes;
import static org.currentcost.parser.SampleMessages.drain;
import static org.currentcost.parser.SampleMessages.feed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.currentcost.parser.MeterEvent.Damage;
import org.currentcost.parser.MeterEvent.Live;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any stream: however it is cut, broken or filled with noise. */
class MeterParserStreamTest {

    private static final long SEED = 20_190_109;

    /** The message before and after the one that is broken. */
    private static final String NEIGHBOUR = SampleMessages.live("10:00:00", 1, 4711);

    /** An event with all that a parser tells about it. */
    private record DatedEvent(MeterEvent event, long leadingTimeMillis, long messages) {
    }

    static List<String> messages() {
        return SampleMessages.ALL;
    }

    // Chunks

    @Test
    void bytesOneByOneGiveTheSameEvents() {
        for (byte[] stream : streams()) {
            assertEquals(reported(stream, stream.length), reported(stream, 1));
        }
    }

    @Test
    void anyCutInTwoGivesTheSameEvents() {
        byte[] stream = bytes("2019-01-09T21:05:30Z,,<msg><src>CC1\r\n12</msg>" + SampleMessages.PULSES
                + "</msg>2020-01-01 00:00:00+01:00 " + SampleMessages.CC128 + "\r\n<!DOCTYPE x><msg></msg>"
                + SampleMessages.CC128);
        List<DatedEvent> expected = reported(stream, stream.length);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertEquals(expected, reported(stream, List.of(cut, stream.length - cut)), "cut at " + cut);
        }
    }

    @Test
    void randomChunksGiveTheSameEvents() {
        Random random = new Random(SEED);
        for (byte[] stream : streams()) {
            List<DatedEvent> expected = reported(stream, stream.length);
            for (int round = 0; round < 20; round++) {
                int longest = 1 + random.nextInt(1 << 1 + random.nextInt(14));
                List<Integer> lengths = new ArrayList<>();
                for (int left = stream.length; left > 0;) {
                    int length = Math.min(left, random.nextInt(longest + 1));
                    lengths.add(length);
                    left -= length;
                }
                assertEquals(expected, reported(stream, lengths), "seed " + SEED + ", round " + round);
            }
        }
    }

    /** Streams of good and damaged messages, noise, times, zero bytes and messages that do not end. */
    private static List<byte[]> streams() {
        Random random = new Random(SEED);
        List<byte[]> streams = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (int part = 0; part < 40; part++) {
                String message = SampleMessages.ALL.get(random.nextInt(SampleMessages.ALL.size()));
                byte[] bytes = bytes(message);
                switch (random.nextInt(9)) {
                    case 0 -> stream.write(bytes, 0, random.nextInt(bytes.length));
                    case 1 -> {
                        int from = random.nextInt(bytes.length);
                        stream.write(bytes, from, bytes.length - from);
                    }
                    case 2 -> {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                        stream.writeBytes(bytes);
                    }
                    case 3 -> stream.writeBytes(bytes("2021-06-0" + random.nextInt(10) + "T12:00:00.5+02:00,"
                            + message));
                    case 4 -> {
                        byte[] noise = new byte[random.nextInt(900)];
                        random.nextBytes(noise);
                        stream.writeBytes(noise);
                    }
                    case 5 -> stream.writeBytes(bytes(message + message + "\0\n\0"));
                    case 6 -> stream.writeBytes(bytes("\u00fc" + message + "\r"));
                    case 7 -> stream.writeBytes(bytes("<!DOCTYPE x [<!ENTITY y 'z'>]>" + message));
                    default -> stream.writeBytes(bytes(message + "\r\n"));
                }
            }
            if (i < 3) {
                stream.writeBytes(bytes("<msg><src>" + "y".repeat(MeterParser.LONGEST_MESSAGE
                        + random.nextInt(40) - 20)));
                stream.writeBytes(bytes(SampleMessages.CC128));
            }
            streams.add(stream.toByteArray());
        }
        return streams;
    }

    private static List<DatedEvent> reported(byte[] stream, int chunk) {
        List<Integer> lengths = new ArrayList<>();
        for (int from = 0; from < stream.length; from += chunk) {
            lengths.add(Math.min(chunk, stream.length - from));
        }
        return reported(stream, lengths);
    }

    private static List<DatedEvent> reported(byte[] stream, List<Integer> lengths) {
        MeterParser parser = new MeterParser();
        List<DatedEvent> reported = new ArrayList<>();
        int from = 0;
        for (int length : lengths) {
            // another array each time: what was fed must have been copied
            byte[] chunk = new byte[length + 6];
            System.arraycopy(stream, from, chunk, 3, length);
            parser.feed(chunk, 3, length);
            Arrays.fill(chunk, (byte) '<');
            from += length;
            drainReported(parser, reported);
        }
        parser.endOfInput();
        drainReported(parser, reported);
        return reported;
    }

    private static void drainReported(MeterParser parser, List<DatedEvent> reported) {
        for (MeterEvent event; (event = parser.next()) != null;) {
            reported.add(new DatedEvent(event, parser.leadingTimeMillis(), parser.messages()));
        }
    }

    // Damage

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageCutAtAnyOffsetCostsNoOther(String message) {
        Live next = (Live) SampleMessages.parse(NEIGHBOUR).getFirst();
        byte[] bytes = bytes(message);
        for (int cut = 0; cut < message.strip().length(); cut++) {
            MeterParser parser = new MeterParser();
            feed(parser, bytes(NEIGHBOUR + "\r\n"));
            parser.feed(bytes, 0, cut);
            feed(parser, bytes("\r\n" + NEIGHBOUR + "\r\n"));
            parser.feed(bytes, cut, bytes.length - cut);
            feed(parser, bytes("\r\n" + NEIGHBOUR + "\r\n" + message));
            List<MeterEvent> events = drain(parser);
            assertEquals(3, events.stream().filter(next::equals).count(), "cut at " + cut);
            int damaged = (int) events.stream().filter(Damage.class::isInstance).count();
            // the beginning is damage if it has a <msg>, the rest if it has a </msg>
            int expected = (cut >= "<msg>".length() ? 1 : 0) + (cut > 0 && cut <= message.strip().length() - 6 ? 1 : 0);
            assertEquals(expected, damaged, "cut at " + cut);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aByteChangedAtAnyOffsetCostsNoOther(String message) {
        Live next = (Live) SampleMessages.parse(NEIGHBOUR).getFirst();
        byte[] good = bytes(message);
        for (int offset = 0; offset < good.length; offset++) {
            for (int change = 1; change < 256; change = change < 128 ? 2 * change : change + 127) {
                byte[] bytes = good.clone();
                bytes[offset] ^= (byte) change;
                MeterParser parser = new MeterParser();
                feed(parser, bytes(NEIGHBOUR + "\r\n"));
                feed(parser, bytes);
                feed(parser, bytes("\r\n" + NEIGHBOUR + "\r\n"));
                List<MeterEvent> events = drain(parser);
                assertEquals(next, events.getFirst());
                assertEquals(next, events.getLast(), "offset " + offset + ", change " + change);
                assertTrue(events.size() >= 3 && events.size() <= 4, "offset " + offset + ", change " + change);
                assertEquals(events.stream().anyMatch(Damage.class::isInstance) ? 2 : 3, parser.messages());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aByteLostAtAnyOffsetCostsNoOther(String message) {
        Live next = (Live) SampleMessages.parse(NEIGHBOUR).getFirst();
        for (int offset = 0; offset < message.length(); offset++) {
            String broken = message.substring(0, offset) + message.substring(offset + 1);
            List<MeterEvent> events = SampleMessages.parse(NEIGHBOUR + broken + NEIGHBOUR);
            assertEquals(next, events.getFirst());
            assertEquals(next, events.getLast(), "offset " + offset);
        }
    }

    @Test
    void noiseNeverThrows() {
        Random random = new Random(SEED);
        String alphabet = "<>/!?-&'\"= \n\0mshd014.:<msg></msg><src></src><!--  -->";
        MeterParser parser = new MeterParser();
        long damaged = 0;
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(60); part >= 0; part--) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append("<msg>");
                    case 1 -> text.append("</msg>");
                    default -> {
                        int from = random.nextInt(alphabet.length());
                        text.append(alphabet, from, from + random.nextInt(alphabet.length() - from + 1));
                    }
                }
            }
            feed(parser, bytes(text.toString()));
            for (MeterEvent event : drain(parser)) {
                damaged += event instanceof Damage ? 1 : 0;
            }
            assertEquals(0, parser.messages(), "seed " + SEED);
        }
        assertTrue(damaged > 3000, "the noise does not reach the reader: " + damaged);
        parser.silence();
        drain(parser);
        feed(parser, bytes(SampleMessages.CC128));
        assertEquals(SampleMessages.parse(SampleMessages.CC128), drain(parser));
    }

    // Times of lines

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "2019-01-09T21:05:30Z,label,|2019-01-09T21:05:30Z", "2019-01-09 21:05:30Z |2019-01-09T21:05:30Z",
        "2019-01-09T21:05:30.25Z,|2019-01-09T21:05:30.250Z", "2019-01-09T21:05:30,125Z,|2019-01-09T21:05:30.125Z",
        "2019-01-09T21:05:30.123456789Z;|2019-01-09T21:05:30.123Z",
        "2019-01-09T21:05:30+01:00,|2019-01-09T20:05:30Z",
        "2019-01-09T21:05:30-0330,|2019-01-10T00:35:30Z", "2019-01-09T21:05:30+05\t|2019-01-09T16:05:30Z",
        "2020-02-29T23:59:59-00:01 |2020-03-01T00:00:59Z", "2019-12-31T23:30:00.5-01:00 |2020-01-01T00:30:00.500Z",
        "\u00ef\u00bb\u00bf2019-01-09T21:05:30Z,|2019-01-09T21:05:30Z",
        "1969-12-31T23:59:59.999Z |1969-12-31T23:59:59.999Z",
        "2000-03-01T00:00:00Z|2000-03-01T00:00:00Z", "2100-03-01T00:00:00Z|2100-03-01T00:00:00Z"})
    void quirk23ReadsTheTimeAtTheBeginningOfALine(String prefix, String instant) {
        assertEquals(Instant.parse(instant).toEpochMilli(), timeOf("EOM\r\n" + prefix + SampleMessages.CC128));
        assertEquals(Instant.parse(instant).toEpochMilli(), timeOf(prefix + SampleMessages.CC128));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "label,", "2019-01-09T21:05:30,label,", "2019-01-09T21:05:30",
        "2019-01-09,21:05:30Z", "2019-02-29T21:05:30Z,", "2019-13-09T21:05:30Z,", "2019-01-00T21:05:30Z,",
        "2019-01-09T24:05:30Z,",
        "2019-01-09T21:60:30Z,", "2019-01-09T21:05:60Z,", "2019-01-09T21:05:30.Z,", "2019-01-09T21:05:30Zulu,",
        "2019-01-09T21:05:30+99:00,", "2019-01-09T21:05:30+1", "2019-01-09T21:05:30+", "2019-01-09T21:05:30.123",
        "x2019-01-09T21:05:30Z,",
        "1547067930 ", "2019-1-9T21:05:30Z,,,,", "2019/01/09T21:05:30Z,", "2100-02-29T21:05:30Z,",
        "2019-01-09T21:05:30 Z,"})
    void quirk23KnowsNoOtherTime(String prefix) {
        assertEquals(MeterParser.ABSENT_TIME, timeOf(prefix + SampleMessages.CC128));
    }

    @Test
    void quirk23AnIsoDateOfEveryDayIsRead() {
        LocalDate day = LocalDate.of(1999, 12, 28);
        for (int i = 0; i < 2000; i++, day = day.plusDays(1)) {
            assertEquals(day.toEpochDay() * 86_400_000L, timeOf(day + "T00:00:00Z" + SampleMessages.CC128));
        }
    }

    @Test
    void theTimeOfALineHoldsForThatLineAlone() {
        String live = SampleMessages.CC128;
        String broken = live.replace("00417", "p");
        MeterParser parser = new MeterParser();
        feed(parser, bytes("2019-01-09T00:00:01Z," + live + "," + live + broken + live + "\r\n" + live
                + "\r2019-01-09T00:00:02Z,"
                + "<msg><src>\n2019-01-09T00:00:03Z," + SampleMessages.CLASSIC_WITH_HISTORY + "\n2019-01-09T00:00:04Z,"
                + SampleMessages.PRETTY.strip() + live + "\n2019-01-09T00:00:05Z,</msg>" + live));
        parser.endOfInput();
        List<DatedEvent> reported = new ArrayList<>();
        drainReported(parser, reported);
        long midnight = Instant.parse("2019-01-09T00:00:00Z").toEpochMilli();
        long none = -1;
        List<Long> seconds = reported.stream().map(DatedEvent::leadingTimeMillis)
                .map(time -> time == MeterParser.ABSENT_TIME ? none : (time - midnight) / 1000).toList();
        // four on one line, one without, a lost beginning, a Classic's two events, one that ends on another line, and
        // what follows it there, a tail and the message after it
        assertEquals(List.of(1L, 1L, 1L, 1L, none, 2L, 3L, 3L, 4L, none, 5L, 5L), seconds);
    }

    private static long timeOf(String line) {
        MeterParser parser = new MeterParser();
        feed(parser, bytes(line));
        assertEquals(1, drain(parser).size());
        return parser.leadingTimeMillis();
    }

    // Garbage

    @Test
    void leavesNothingButTheEvents() throws JMException {
        byte[] stream = bytes(("2019-01-09T21:05:30Z,\u00fc," + SampleMessages.CC128 + "\r\n" + SampleMessages.PULSES
                + "\0\r\n"
                + SampleMessages.CC128_THREE_CLAMPS + "\r\n").replaceAll("CC128-v[0-9.]+", "CC128-v1.29").repeat(50));
        MeterParser parser = new MeterParser();
        int rounds = 400;
        readAll(parser, stream, rounds);
        long before = allocatedBytes();
        readAll(parser, stream, rounds);
        long bytesPerMessage = (allocatedBytes() - before) / (rounds * 150);
        assertEquals(2 * rounds * 150, parser.messages());
        // a header, a reference, ten numbers of 4 bytes and one of 8, and room for a JVM that lays them out otherwise
        assertTrue(bytesPerMessage <= 80, bytesPerMessage + " bytes a message");
    }

    @Test
    void allDamageInSilenceLeavesNothing() throws JMException {
        byte[] stream = bytes("</msg2019-01-09T21:05:30Z,\u00fc\u00ef EOM\r\n".repeat(100));
        MeterParser parser = new MeterParser();
        readAll(parser, stream, 10);
        long before = allocatedBytes();
        readAll(parser, stream, 1000);
        assertTrue(allocatedBytes() - before < 50_000, "garbage without an event");
    }

    private static void readAll(MeterParser parser, byte[] stream, int rounds) {
        for (int i = 0; i < rounds; i++) {
            for (int from = 0; from < stream.length; from += 512) {
                parser.feed(stream, from, Math.min(512, stream.length - from));
                while (parser.next() != null) {
                    // counted by the parser
                }
            }
        }
        assertNull(parser.next());
    }

    private static long allocatedBytes() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        return (long) server.invoke(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), "getThreadAllocatedBytes",
                new Object[]{Thread.currentThread().threadId()}, new String[]{"long"});
    }
}
