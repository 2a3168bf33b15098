package org.currentcost.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.currentcost.accounting.LiveFlow.Kind;
import org.currentcost.accounting.LiveFlow.Node;
import org.currentcost.accounting.LiveNow.Sensed;
import org.currentcost.model.Power;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How power flows, told by what sensors say in watts: H is the house, G1 is made here, E1 is fed into the grid, I1 is
 * ignored, others are numbers of sensors inside the house; {@code 5/4/3} is 5 inside 4, which is inside 3. A question
 * mark stands for one that never said anything, and one behind a power for one that no longer holds.
 */
class LiveFlowTest {

    private static final Instant TIME = Instant.parse("2026-11-02T12:00:00Z");

    private static final LiveFlow NOTHING = LiveFlow.of(List.of());

    private static LiveFlow flow(String sensors) {
        return LiveFlow.of(sensed(sensors));
    }

    private static List<Sensed> sensed(String sensors) {
        return Stream.of(sensors.split(" ")).filter(text -> !text.isEmpty()).map(text -> {
            String[] sides = text.split("=");
            return new Sensed(sensor(sides[0]), power(sides[1]));
        }).toList();
    }

    /**
     * {@return how power flows where some sensors are computed}: {@code C0:1+2=300} is the first sum, of 1 and 2, that
     * tells 300 W
     */
    private static LiveFlow computed(String sensors) {
        var settings = new HashMap<Integer, SensorSettings>();
        var powers = new LinkedHashMap<Integer, Optional<LivePower.Value>>();
        for (String text : sensors.split(" ")) {
            String[] sides = text.split("=");
            boolean sum = text.startsWith("C");
            var plain = sensor(sum ? "9" : sides[0]);
            int number = sum ? 10_000 + sides[0].charAt(1) - '0' : plain.key().sensor();
            settings.put(number, new SensorSettings(sum ? sides[0].substring(0, 2) : plain.settings().name(),
                    plain.settings().role(), false, Optional.empty(),
                    sum ? Optional.of(sides[0].substring(3)) : Optional.empty())
                    .inside(plain.inside().stream().findFirst()));
            powers.put(number, power(sides[1]));
        }
        var rule = new InsideRule(one -> settings.getOrDefault(one, SensorSettings.standard(one)), settings.keySet());
        return LiveFlow.of(powers.entrySet().stream().map(one -> new Sensed(new Sensor(
                SeriesKey.power("Home", one.getKey()), settings.get(one.getKey()), 0, rule.of(one.getKey())),
                one.getValue())).toList());
    }

    private static Sensor sensor(String text) {
        var role = switch (text.charAt(0)) {
            case 'H' -> SensorRole.HOUSE;
            case 'G' -> SensorRole.GENERATION;
            case 'E' -> SensorRole.EXPORT;
            case 'I' -> SensorRole.IGNORED;
            default -> SensorRole.INSIDE_HOUSE;
        };
        var inside = new ArrayList<Integer>();
        if (role == SensorRole.INSIDE_HOUSE) {
            for (String number : text.split("/")) {
                inside.add(Integer.valueOf(number));
            }
        }
        int number = inside.isEmpty() ? text.length() > 1 ? 100 + text.charAt(1) : 0 : inside.removeFirst();
        return new Sensor(SeriesKey.power("Home", number),
                new SensorSettings(text.split("/")[0], role, false, Optional.empty(), Optional.empty()), 0, inside);
    }

    private static Optional<LivePower.Value> power(String text) {
        boolean stale = text.length() > 1 && text.endsWith("?");
        return text.equals("?")
                ? Optional.empty()
                : Optional.of(new LivePower.Value(
                        new Power(1000L * Integer.parseInt(stale ? text.substring(0, text.length() - 1) : text)), TIME,
                        stale));
    }

    private static String name(LiveFlow flow, int place) {
        Node node = flow.nodes().get(place);
        return node.sensor().map(one -> one.settings().name()).orElseGet(() -> switch (node.kind()) {
            case GRID -> "grid";
            case GENERATION -> "unseen";
            case HOUSE -> "sum";
            case REST -> "rest" + node.parent().stream().mapToObj(parent -> name(flow, parent))
                    .filter(parent -> !parent.equals("H")).map(parent -> "/" + parent).collect(Collectors.joining());
            case EXPORT -> "out";
            case SENSORS -> node.together() + " more";
            case SENSOR -> throw new AssertionError(node);
        });
    }

    @Test
    void theSmallestSensorsStandTogetherWhereThereIsNoRoom() {
        var flow = flow("H=1000 1=50 2=300 3=20 4=? 5=100 6/2=10");
        assertEquals(flow, flow.folded(7, NOTHING));
        assertEquals("grid>H 1000, H>2 300, 2>6 10, 2>rest/2 290, H>4 more 170, H>rest 530",
                links(flow.folded(4, NOTHING)));
        assertEquals("grid>H 1000, H>1 50, H>2 300, 2>6 10, 2>rest/2 290, H>2 more 20, H>5 100, H>rest 530",
                links(flow.folded(6, NOTHING)));
        var inner = flow("H=1000 1=500 2/1=40 3/1=30 4/1=20");
        assertEquals("grid>H 1000, H>1 500, 1>2 40, 1>2 more 50, 1>rest/1 410, H>rest 500",
                links(inner.folded(4, NOTHING)));
    }

    /**
     * Sensors near each other change their order every second; who stands alone does not, until another one is clearly
     * larger.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // by less than a quarter, by a quarter, by more
        "H=1000 1=100 2=90 3=80 | H=1000 1=90 2=100 3=95 | 1", "H=1000 1=100 2=90 3=80 | H=1000 1=100 2=80 3=125 | 1",
        "H=1000 1=100 2=90 3=80 | H=1000 1=100 2=80 3=126 | 3",
        // the larger one of several
        "H=1000 1=100 2=90 3=80 | H=1000 1=100 2=140 3=150 | 3",
        // small ones: by more than 10 W
        "H=1000 1=2 2=1 3=0 | H=1000 1=0 2=10 3=3 | 1", "H=1000 1=2 2=1 3=0 | H=1000 1=0 2=11 3=3 | 2",
        // silent ones and those that went
        "H=1000 1=100 2=90 3=80 | H=1000 1=100? 2=90 3=80 | 2", "H=1000 1=100 2=90 3=80 | H=1000 2=80 3=90 4=0 | 3",
        // another house's sensors hold nothing
        "H=1000 7=100 8=90 9=80 | H=1000 1=90 2=100 3=95 | 2"})
    void whoStandsAloneStaysUntilAnotherIsClearlyLarger(String before, String now, String alone) {
        var shown = flow(before).folded(3, NOTHING);
        assertEquals(alone, alone(flow(now).folded(3, shown)));
    }

    @Test
    void aWholeDayOfNearPowersKeepsWhoStandsAlone() {
        var random = new Random(14);
        var shown = flow("H=1000 1=100 2=99 3=98 4=97 5=96").folded(4, NOTHING);
        for (int second = 0; second < 86_400; second++) {
            var powers = IntStream.rangeClosed(1, 5).mapToObj(one -> " " + one + "=" + (95 + random.nextInt(11)))
                    .collect(Collectors.joining());
            shown = flow("H=1000" + powers).folded(4, shown);
            assertEquals("1 2", alone(shown));
        }
        // with room for all, all are there; and with less again, the largest
        shown = flow("H=1000 1=95 2=96 3=97 4=98 5=99").folded(9, shown);
        assertEquals("1 2 3 4 5", alone(shown));
        assertEquals("4 5", alone(flow("H=1000 1=95 2=96 3=97 4=98 5=99").folded(4, shown)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "H=900 1=200 2=300 | H=900 5=10 1=1 2=300? | grid H 1 2 rest",
        "H=900 1=200 2=300 | H=900 2=300 | grid H - 2 rest",
        "H=900 1=200 2/1=50 | H=900 2=50 1=200 | grid H 1 2 - rest",
        "H=900 1=200 2/1=50 | H=800 3=1 1=100 4/1=9 2/1=20 | grid H 1 2 rest/1 rest",
        "H=900 G1=100 E1=20 | H=900 G2=50 G1=100 E1=0 | grid G1 H E1", "1=200 | H=900 1=200 | grid - 1",
        "'' | H=900 | ''"})
    void whatWasLookedAtIsFoundAgain(String before, String now, String found) {
        var old = flow(before);
        var next = flow(now);
        assertEquals(found, IntStream.range(0, old.nodes().size()).mapToObj(place -> next.placeOf(old, place))
                .map(place -> place.isPresent() ? name(next, place.getAsInt()) : "-").collect(Collectors.joining(" ")));
    }

    /** {@return the sensors inside the house that stand alone} */
    private static String alone(LiveFlow flow) {
        return flow.nodes().stream().filter(node -> node.kind() == Kind.SENSOR)
                .map(node -> node.sensor().orElseThrow().settings().name()).collect(Collectors.joining(" "));
    }

    /** {@return what flows, without what has no power, such as {@code grid>H 500} */
    private static String links(LiveFlow flow) {
        return flow.links().stream().filter(link -> link.power().milliwatts() != 0)
                .map(link -> name(flow, link.from()) + ">" + name(flow, link.to()) + " "
                        + link.power().milliwatts() / 1000)
                .collect(Collectors.joining(", "));
    }

    /** {@return all nodes with their figures, such as {@code H=500} */
    private static String nodes(LiveFlow flow) {
        return IntStream.range(0, flow.nodes().size()).mapToObj(place -> {
            var node = flow.nodes().get(place);
            return name(flow, place) + "="
                    + node.power().map(power -> Long.toString(power.milliwatts() / 1000)).orElse("")
                    + (node.power().isEmpty() || node.stale() ? "?" : "");
        }).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // the house alone
        "H=500 | grid=500 H=500 | grid>H 500",
        // with sensors and what they leave
        "H=500 1=200 2=100 | grid=500 H=500 1=200 2=100 rest=200 | grid>H 500, H>1 200, H>2 100, H>rest 200",
        // less than its sensors
        "H=250 1=200 2=100 | grid=250 H=250 1=200 2=100 rest=0 | grid>H 250, H>1 200, H>2 100",
        // nested, once
        "H=500 4=300 5/4=100 6/4=50 | grid=500 H=500 4=300 5=100 6=50 rest/4=150 rest=200"
                + " | grid>H 500, H>4 300, 4>5 100, 4>6 50, 4>rest/4 150, H>rest 200",
        "H=500 3=400 4/3=300 5/4/3=100 | grid=500 H=500 3=400 4=300 5=100 rest/4=200 rest/3=100 rest=100"
                + " | grid>H 500, H>3 400, 3>4 300, 4>5 100, 4>rest/4 200, 3>rest/3 100, H>rest 100",
        // whose circuit is not there, or silent, or says less
        "H=500 5/4=100 | grid=500 H=500 5=100 rest=400 | grid>H 500, H>5 100, H>rest 400",
        "H=500 4=300? 5/4=100 | grid=500 H=500 4=300? 5=100 rest/4=? rest=400"
                + " | grid>H 500, H>4 100, 4>5 100, H>rest 400",
        "H=500 4=? 5/4=100 | grid=500 H=500 4=? 5=100 rest/4=? rest=400"
                + " | grid>H 500, H>4 100, 4>5 100, H>rest 400",
        "H=500 4=80 5/4=100 | grid=500 H=500 4=80 5=100 rest/4=0 rest=400"
                + " | grid>H 500, H>4 100, 4>5 100, H>rest 400",
        // the sun
        "H=500 G1=200 | grid=300 G1=200 H=500 out=0 | grid>H 300, G1>H 200",
        "H=500 G1=800 | grid=0 G1=800 H=500 out=300 | G1>H 500, G1>out 300",
        "H=500 G1=400 G2=300 | grid=0 G1=400 G2=300 H=500 out=200 | G1>H 400, G2>H 100, G2>out 200",
        "H=500 G1=800 1=100 | grid=0 G1=800 H=500 1=100 rest=400 out=300"
                + " | G1>H 500, H>1 100, H>rest 400, G1>out 300",
        "H=500 G1=-3 | grid=500 G1=-3 H=500 out=0 | grid>H 500",
        "H=500 G1=800? | grid=500 G1=800? H=500 out=0 | grid>H 500",
        // what is fed in is measured, in a moment of its own
        "H=500 G1=800 E1=290 | grid=0 G1=800 H=500 E1=290 | G1>H 500, G1>E1 290",
        "H=500 G1=800 E1=310 | grid=10 G1=800 H=500 E1=310 | grid>H 10, G1>H 490, G1>E1 310",
        "H=500 G1=800 E1=310? | grid=0 G1=800 H=500 out=300 | G1>H 500, G1>out 300",
        "H=500 E1=200 | grid=500 unseen=200 H=500 E1=200 | grid>H 500, unseen>E1 200",
        "H=500 E1=0 | grid=500 H=500 E1=0 | grid>H 500",
        // a house that tells what goes through its meter
        "H=-300 G1=800 | grid=0 G1=800 H=-300 out=300 | G1>H 500, G1>out 300",
        "H=-300 G1=800 1=100 | grid=0 G1=800 H=-300 1=100 rest=400 out=300"
                + " | G1>H 500, H>1 100, H>rest 400, G1>out 300",
        "H=-300 1=100 | grid=0 unseen=400 H=-300 1=100 rest=0 out=300 | unseen>H 100, H>1 100, unseen>out 300",
        "H=-300 | grid=0 unseen=300 H=-300 out=300 | unseen>out 300",
        // a plug that gives, on the side of the grid
        "H=500 1=-200 2=100 | grid=500 1=-200 H=500 2=100 rest=600 | grid>H 500, 1>H 200, H>2 100, H>rest 600",
        "H=-300 1=-500 2=100 | grid=0 1=-500 H=-300 2=100 rest=100 out=300"
                + " | 1>H 200, H>2 100, H>rest 100, 1>out 300",
        // nothing of the house is known
        "H=? 1=200 | grid=? H=? 1=200 rest=? | H>1 200", "H=500? 1=200 | grid=? H=500? 1=200 rest=? | H>1 200",
        "H=500? G1=100 | grid=? G1=100 H=500? out=? | ''", "H=500 1=200? | grid=500 H=500 1=200? rest=500"
                + " | grid>H 500, H>rest 500",
        "H=500 1=? | grid=500 H=500 1=? rest=500 | grid>H 500, H>rest 500",
        "H=? | grid=? H=? | ''", "H=? 1=? G1=? | grid=? G1=? H=? 1=? rest=? out=? | ''",
        // no sensor of the house: what is known of it together
        "1=200 2=100 | grid=300 sum=300 1=200 2=100 | grid>sum 300, sum>1 200, sum>2 100",
        "1=200 G1=150 | grid=50 G1=150 sum=200 1=200 out=0 | grid>sum 50, G1>sum 150, sum>1 200",
        "1=200? | grid=? sum=? 1=200? | ''", "4=300 5/4=100 | grid=300 sum=300 4=300 5=100 rest/4=200"
                + " | grid>sum 300, sum>4 300, 4>5 100, 4>rest/4 200",
        // of no meaning, or a second house, which would be counted twice
        "H=500 I1=200 | grid=500 H=500 | grid>H 500", "H=500 H2=400 1=100 | grid=500 H=500 1=100 rest=400"
                + " | grid>H 500, H>1 100, H>rest 400",
        "I1=200 | '' | ''"})
    void whatGoesInComesOut(String sensors, String nodes, String links) {
        assertEquals(nodes, nodes(flow(sensors)));
        assertEquals(links, links(flow(sensors)));
    }

    /** As soon as the house was below zero once, what is made is used beside what it tells. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "H=100 G1=800 | grid=100 G1=800 H=100 out=0 | grid>H 100, G1>H 800",
        "H=100 G1=800 1=300 | grid=100 G1=800 H=100 1=300 rest=600 out=0 | grid>H 100, G1>H 800, H>1 300, H>rest 600",
        "H=0 G1=800 | grid=0 G1=800 H=0 out=0 | G1>H 800", "H=100 | grid=100 H=100 | grid>H 100",
        "H=100 1=300 | grid=100 unseen=200 H=100 1=300 rest=0 | grid>H 100, unseen>H 200, H>1 300",
        "H=-300 G1=800 | grid=0 G1=800 H=-300 out=300 | G1>H 500, G1>out 300",
        "H=100? G1=800 | grid=? G1=800 H=100? out=? | ''"})
    void aNetMeterTellsWhatGoesThroughIt(String sensors, String nodes, String links) {
        var flow = LiveFlow.of(sensed(sensors), true);
        assertEquals(nodes, nodes(flow));
        assertEquals(links, links(flow));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // a sum holds what it adds up, in whatever order they come
        "H=900 1=200 2=300 C0:1+2=500 | grid=900 H=900 C0=500 1=200 2=300 rest/C0=0 rest=400",
        "H=900 C0:1+2=500 2=300 1=200 3=50 | grid=900 H=900 C0=500 2=300 1=200 rest/C0=0 3=50 rest=350",
        "H=900 1=200 C0:1+2=500 | grid=900 H=900 C0=500 1=200 rest/C0=300 rest=400",
        "H=900 C0:1+2=500 | grid=900 H=900 C0=500 rest=400",
        "H=900 4=600 1/4=200 2/4=300 C0:1+2=500"
                + " | grid=900 H=900 4=600 C0=500 1=200 2=300 rest/C0=0 rest/4=100 rest=300",
        "1=200 2=300 C0:1+2=500 | grid=500 sum=500 C0=500 1=200 2=300 rest/C0=0",
        // the same twice, or in parts, counts once
        "H=900 1=200 2=300 C0:1+2=500 C1:1+2=500 | grid=900 H=900 C0=500 1=200 2=300 rest/C0=0 rest=400",
        "H=900 1=200 2=300 3=50 C0:1+2=500 C1:1+3=250"
                + " | grid=900 H=900 3=50 C0=500 1=200 2=300 rest/C0=0 rest=350",
        "H=900 C0:1+2=500 C1:1+3=250 | grid=900 H=900 C0=500 rest=400",
        "H=900 4=300 1/4=200 2=300 C0:1+2=500 | grid=900 H=900 4=300 1=200 rest/4=100 2=300 rest=300",
        "H=900 1=200 2=300 3=50 C0:1+2-3=450 | grid=900 H=900 1=200 2=300 3=50 rest=350",
        // a difference stands beside what it is less of, inside what it is a part of
        "H=900 4=300 5/4=100 C0:4-5=200 | grid=900 H=900 4=300 5=100 C0=200 rest/4=0 rest=600",
        "H=900 4=300 5/4=100 6/4=50 C0:4-5=200 | grid=900 H=900 4=300 5=100 6=50 rest/4=150 rest=600",
        "H=900 1=200 C0:0-1=700 | grid=900 H=900 1=200 C0=700 rest=0",
        "H=900 1=200 2=300 C0:0-1-2=400 | grid=900 H=900 1=200 2=300 C0=400 rest=0",
        "H=900 1=200 2=300 C0:0-1=700 | grid=900 H=900 1=200 2=300 rest=400",
        // what is made here is nothing that is used
        "H=900 G1=400 1=200 C0:0-1=700 | grid=500 G1=400 H=900 1=200 C0=700 rest=0 out=0"})
    void whatIsComputedNeverCountsTwice(String sensors, String nodes) {
        var flow = computed(sensors);
        assertEquals(nodes, nodes(flow));
        assertFalse(flow.exceeded());
        var others = sensors.split(" ");
        Collections.reverse(Arrays.asList(others));
        assertEquals(new TreeSet<>(List.of(nodes.split(" "))),
                new TreeSet<>(List.of(nodes(computed(String.join(" ", others))).split(" "))), "in any order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"H=500 4=300 5/4=100 6/4=250", "H=500 G1=800 E1=290 1=100 2=600", "H=-300 1=-500 2=100",
        "H=-300 1=100 2=700", "1=200 G1=950 E1=100", "H=500? G1=100 1=30", "H=0 G1=0 E1=0 1=0", "H=100 E1=50 1=-20"})
    void noNodeGivesMoreThanComesThrough(String sensors) {
        var flow = flow(sensors);
        for (int place = 0; place < flow.nodes().size(); place++) {
            int at = place;
            var node = flow.nodes().get(place);
            long in = flow.links().stream().filter(link -> link.to() == at).mapToLong(link -> link.power().milliwatts())
                    .sum();
            long out = flow.links().stream().filter(link -> link.from() == at)
                    .mapToLong(link -> link.power().milliwatts()).sum();
            String name = name(flow, place) + " of " + links(flow);
            assertTrue(in <= node.flow().milliwatts(), name);
            assertTrue(out <= node.flow().milliwatts(), name);
            assertTrue(flow.links().stream().allMatch(link -> link.power().milliwatts() >= 0), name);
            if (node.kind() == Kind.SENSOR && node.column() > 1 || node.kind() == Kind.REST
                    || node.kind() == Kind.EXPORT) {
                assertEquals(node.flow().milliwatts(), in, name);
            }
        }
    }

    @Test
    void everyPartHasALinkAndStandsBehindItsWhole() {
        var flow = flow("H=500 3=? 4/3=300? 5/4/3=100");
        for (int place = 0; place < flow.nodes().size(); place++) {
            int at = place;
            var node = flow.nodes().get(place);
            if (node.parent().isPresent()) {
                int parent = node.parent().getAsInt();
                assertEquals(flow.nodes().get(parent).column() + 1, node.column());
                assertTrue(flow.parts(parent).contains(place));
                assertEquals(1, flow.links().stream().filter(link -> link.from() == parent && link.to() == at).count());
            }
        }
        assertEquals(List.of(1, 2, 3, 4, 4, 3, 2), flow.nodes().stream().map(Node::column).skip(1).toList());
        assertEquals(Optional.of(TIME), flow.nodes().get(3).time());
    }

    @ParameterizedTest
    @CsvSource({"H=500 1=200, 0, false", "H=500 1=540, 40, false", "H=500 1=600, 100, true", "H=0 1=5, 5, true",
        "H=500? 1=600, 0, false", "1=600, 0, false", "H=500 4=300 5/4=600, 100, true", "H=0 1=0, 0, false"})
    void sensorsThatTellMoreThanTheHouseAreAContradiction(String sensors, long excess, boolean exceeded) {
        assertEquals(excess * 1000, flow(sensors).excess().milliwatts());
        assertEquals(exceeded, flow(sensors).exceeded());
    }

    @Test
    void whatHoldsIsKnownAndNothingElse() {
        assertTrue(flow("H=500").known());
        assertTrue(flow("H=500? 1=200").known());
        assertFalse(flow("H=500? 1=?").known());
        assertFalse(flow("").known());
        assertEquals(List.of(), flow("").nodes());
    }
}
