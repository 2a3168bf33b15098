package org.currentcost.parser;

import static org.currentcost.parser.MeterEvent.ABSENT;
import static org.currentcost.parser.MeterEvent.NO_PULSES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.currentcost.parser.MeterEvent.Damage;
import org.currentcost.parser.MeterEvent.History;
import org.currentcost.parser.MeterEvent.Live;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages and what they mean, a folder each beside this class: {@code input.xml} or {@code input.raw}, and the events
 * in {@code expected.txt}, one a line. They mean the same in whatever pieces they come. A message that was met and read
 * wrongly becomes a folder more, and a line in {@code index.txt}.
 */
class MessageFixturesTest {

    private static final int CUTS = 20;

    static Stream<String> folders() throws IOException {
        return new String(read("index.txt"), StandardCharsets.UTF_8).lines();
    }

    private static byte[] read(String name) throws IOException {
        try (var in = MessageFixturesTest.class.getResourceAsStream("messages/" + name)) {
            assertTrue(in != null, name + " is missing");
            return in.readAllBytes();
        }
    }

    private static byte[] input(String folder) throws IOException {
        boolean raw = MessageFixturesTest.class.getResource("messages/" + folder + "/input.raw") != null;
        return read(folder + (raw ? "/input.raw" : "/input.xml"));
    }

    private static String events(byte[] bytes, List<Integer> cuts) {
        var parser = new MeterParser();
        var events = new ArrayList<MeterEvent>();
        int from = 0;
        for (int cut : cuts) {
            parser.feed(bytes, from, cut - from);
            events.addAll(SampleMessages.drain(parser));
            from = cut;
        }
        parser.feed(bytes, from, bytes.length - from);
        parser.endOfInput();
        events.addAll(SampleMessages.drain(parser));
        return events.stream().map(event -> words(event) + "\n").collect(Collectors.joining());
    }

    /** {@return an event in words, without what is absent} */
    private static String words(MeterEvent event) {
        return switch (event) {
            case Live live -> live.toString().replaceAll("\\w+=(" + ABSENT + "|" + NO_PULSES + ")(, (?=\\w)|(?=]))", "")
                    .replace(", ]", "]");
            case History history -> history.toString();
            case Damage damage -> "Damage[reason=" + damage.reason() + ", length=" + damage.length() + "]";
        };
    }

    @ParameterizedTest
    @MethodSource("folders")
    void meansWhatIsExpected(String folder) throws IOException {
        assertEquals(new String(read(folder + "/expected.txt"), StandardCharsets.UTF_8),
                events(input(folder), List.of()));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void meansTheSameByteByByteAndInAnyPieces(String folder) throws IOException {
        byte[] bytes = input(folder);
        String whole = events(bytes, List.of());
        assertEquals(whole, events(bytes, Stream.iterate(1, at -> at < bytes.length, at -> at + 1).toList()));
        var random = new Random(folder.hashCode());
        for (int i = 0; i < CUTS; i++) {
            var cuts = random.ints(random.nextInt(1, 9), 1, bytes.length).distinct().sorted().boxed().toList();
            assertEquals(whole, events(bytes, cuts), cuts::toString);
        }
    }
}
