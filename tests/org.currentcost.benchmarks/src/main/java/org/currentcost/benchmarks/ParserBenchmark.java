package org.currentcost.benchmarks;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.currentcost.parser.MeterEvent;
import org.currentcost.parser.MeterParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How many live messages of a CC128 a second are read: by our parser, by the StAX reader of the JDK, and by a loop that
 * looks at every byte and understands nothing, which is as fast as it gets.
 * <p>
 * All read the same messages in one run. The parser gets them in pieces of 8 KB and has to find where each begins; StAX
 * gets them as one document, every field converted. Before the run both must have seen the same sums of every field.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ParserBenchmark {

    private static final int MESSAGES = 20_000;
    private static final int CHUNK = 8 * 1024;
    private static final String ROOT_START = "<log>";
    private static final String ROOT_END = "</log>";

    private byte[] document;
    private int messagesStart;
    private int messagesEnd;
    private XMLInputFactory factory;

    /** The sums of all fields; {@code text} adds up the characters of the source. */
    private record Sums(long messages, long text, long days, long seconds, long milliCelsius, long sensors, long ids,
            long types, long watts) {
    }

    /** Generates a day of a house and two appliances, and compares what the two readers make of it. */
    @Setup
    public void generate() throws XMLStreamException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(ROOT_START);
        int clock = 0;
        for (int i = 0; i < MESSAGES; i++) {
            clock += random.nextInt(7);
            int sensor = i % 3;
            int day = 89 + clock / 86_400;
            text.append(String.format("<msg><src>CC128-v1.29</src><dsb>%05d</dsb><time>%02d:%02d:%02d</time>", day,
                    clock / 3600 % 24, clock / 60 % 60, clock % 60));
            text.append(String.format("<tmpr>%2d.%d</tmpr><sensor>%d</sensor><id>%05d</id><type>1</type>",
                    7 + random.nextInt(20), random.nextInt(10), sensor, 77 + 1000 * sensor));
            text.append(String.format("<ch1><watts>%05d</watts></ch1>", random.nextInt(9000)));
            if (i % 30 == 0) {
                text.append(String.format("<ch2><watts>%05d</watts></ch2>", random.nextInt(9000)));
                text.append(String.format("<ch3><watts>%05d</watts></ch3>", random.nextInt(9000)));
            }
            text.append("</msg>\r\n");
        }
        text.append(ROOT_END);
        document = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        messagesStart = ROOT_START.length();
        messagesEnd = document.length - ROOT_END.length();
        factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        Sums ours = readWithParser();
        Sums theirs = readWithStax();
        if (ours.messages() != MESSAGES || !ours.equals(theirs)) {
            throw new IllegalStateException("the readers disagree: " + ours + " and " + theirs);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public Object parser() {
        return readWithParser();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public Object stax() throws XMLStreamException {
        return readWithStax();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int byteScan() {
        int tags = 0;
        int sum = 0;
        for (int i = messagesStart; i < messagesEnd; i++) {
            byte b = document[i];
            if (b == '<') {
                tags++;
            } else if (b >= '0' && b <= '9') {
                sum = 10 * sum + b;
            }
        }
        return sum + tags;
    }

    private Sums readWithParser() {
        MeterParser parser = new MeterParser();
        long text = 0;
        long days = 0;
        long seconds = 0;
        long milliCelsius = 0;
        long sensors = 0;
        long ids = 0;
        long types = 0;
        long watts = 0;
        for (int from = messagesStart; from < messagesEnd; from += CHUNK) {
            parser.feed(document, from, Math.min(CHUNK, messagesEnd - from));
            for (MeterEvent event; (event = parser.next()) != null;) {
                if (event instanceof MeterEvent.Live live) {
                    text += live.source().length() + live.source().charAt(10);
                    days += live.daysSinceBirth();
                    seconds += live.secondOfDay();
                    milliCelsius += live.milliCelsius();
                    sensors += live.sensor();
                    ids += live.radioId();
                    types += live.type();
                    watts += live.watts1();
                    if (live.watts2() != MeterEvent.ABSENT) {
                        watts += 2L * live.watts2() + 3L * live.watts3();
                    }
                } else {
                    throw new IllegalStateException(event.toString());
                }
            }
        }
        return new Sums(parser.messages(), text, days, seconds, milliCelsius, sensors, ids, types, watts);
    }

    private Sums readWithStax() throws XMLStreamException {
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document), "ISO-8859-1");
        long messages = 0;
        long text = 0;
        long days = 0;
        long seconds = 0;
        long milliCelsius = 0;
        long sensors = 0;
        long ids = 0;
        long types = 0;
        long watts = 0;
        int channel = 0;
        try {
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (reader.getLocalName()) {
                    case "msg" -> messages++;
                    case "src" -> {
                        String source = reader.getElementText();
                        text += source.length() + source.charAt(10);
                    }
                    case "dsb" -> days += Integer.parseInt(reader.getElementText());
                    case "time" -> {
                        String time = reader.getElementText();
                        seconds += 3600 * Integer.parseInt(time, 0, 2, 10) + 60 * Integer.parseInt(time, 3, 5, 10)
                                + Integer.parseInt(time, 6, 8, 10);
                    }
                    case "tmpr" -> milliCelsius += Math.round(1000 * Double.parseDouble(reader.getElementText()));
                    case "sensor" -> sensors += Integer.parseInt(reader.getElementText());
                    case "id" -> ids += Integer.parseInt(reader.getElementText());
                    case "type" -> types += Integer.parseInt(reader.getElementText());
                    case "ch1" -> channel = 1;
                    case "ch2" -> channel = 2;
                    case "ch3" -> channel = 3;
                    case "watts" -> watts += (long) channel * Integer.parseInt(reader.getElementText());
                    default -> {
                        // the root
                    }
                }
            }
        } finally {
            reader.close();
        }
        return new Sums(messages, text, days, seconds, milliCelsius, sensors, ids, types, watts);
    }

    /** Runs the three and tells what they leave to the garbage collector. */
    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder().include(ParserBenchmark.class.getSimpleName()).addProfiler(GCProfiler.class)
                .build()).run();
    }
}
