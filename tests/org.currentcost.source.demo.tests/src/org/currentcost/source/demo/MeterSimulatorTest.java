package org.currentcost.source.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.currentcost.source.demo.SimulatedMessage.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeterSimulatorTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = Instant.parse("2026-07-14T07:30:00Z");
    private static final Pattern LIVE = Pattern.compile("<msg><src>CC128-v(?:0\\.11|1\\.29)</src><dsb>(\\d{5})</dsb>"
            + "<time>(\\d\\d:\\d\\d:\\d\\d)</time><tmpr>( \\d|\\d\\d)\\.\\d</tmpr><sensor>(\\d)</sensor><id>\\d{5}</id>"
            + "<type>1</type><ch1><watts>(\\d{5})</watts></ch1></msg>\r\n");
    private static final Pattern VALUE = Pattern.compile("<([hdm])(\\d{3})>(\\d+\\.\\d{3})</\\1\\2>");
    private static final Pattern HISTORY = Pattern.compile("<msg><src>CC128-v(?:0\\.11|1\\.29)</src><dsb>\\d{5}</dsb>"
            + "<time>(\\d\\d:\\d\\d:\\d\\d)</time><hist><dsw>\\d{5}</dsw><type>1</type><units>kwhr</units>"
            + "(<data>[^\r]*</data>)</hist></msg>\r\n");
    private static final String NO_VALUES = "<data><sensor>\\d</sensor></data>";
    private static final Pattern CLASSIC = Pattern.compile("<msg><date><dsb>\\d{5}</dsb><hr>\\d\\d</hr>"
            + "<min>\\d\\d</min><sec>\\d\\d</sec></date><src><name>CC02</name><id>00077</id><type>1</type><sver>1\\.06</sver></src>"
            + "<ch1><watts>\\d{5}</watts></ch1><ch2><watts>00000</watts></ch2><ch3><watts>00000</watts></ch3>"
            + "<tmpr>( \\d|\\d\\d)\\.\\d</tmpr>(?:<hist><hrs>(?:<h\\d\\d>\\d{3}\\.\\d</h\\d\\d>){13}</hrs>"
            + "<days>(?:<d\\d\\d>\\d{4}</d\\d\\d>){31}</days><mths>(?:<m\\d\\d>\\d{4}</m\\d\\d>){12}</mths>"
            + "<yrs>(?:<y\\d>\\d{7}</y\\d>){4}</yrs></hist>)?</msg>\r\n");

    @ParameterizedTest
    @EnumSource(MeterModel.class)
    void sameSettingsGiveTheSameBytes(MeterModel model) {
        SimulatorSettings settings = SimulatorSettings.of(model, START, BERLIN).withQuirks(true);
        MeterSimulator simulator = new MeterSimulator(settings);
        MeterSimulator same = new MeterSimulator(settings);
        MeterSimulator other = new MeterSimulator(settings.withSeed(8));
        int differences = 0;
        for (int i = 0; i < 5000; i++) {
            SimulatedMessage message = simulator.next();
            SimulatedMessage again = same.next();
            assertEquals(message.at(), again.at());
            assertArrayEquals(message.bytes(), again.bytes());
            differences += text(message).equals(text(other.next())) ? 0 : 1;
        }
        assertTrue(differences > 4000, differences + " messages differ");
    }

    @ParameterizedTest
    @EnumSource(MeterModel.class)
    void writesMessagesLikeARealMeter(MeterModel model) {
        MeterSimulator simulator = new MeterSimulator(SimulatorSettings.of(model, START, BERLIN));
        Set<Kind> kinds = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            SimulatedMessage message = simulator.next();
            kinds.add(message.kind());
            String text = text(message);
            assertTrue(model == MeterModel.CLASSIC
                    ? CLASSIC.matcher(text).matches()
                    : message.kind() == Kind.HISTORY ? isHistory(text) : LIVE.matcher(text).matches(), text);
        }
        assertEquals(model == MeterModel.CLASSIC
                ? Set.of(Kind.LIVE, Kind.LIVE_AND_HISTORY)
                : Set.of(Kind.LIVE, Kind.HISTORY), kinds);
    }

    /** In two steps: one pattern over hundreds of values of variable length needs more stack than there is. */
    private static boolean isHistory(String text) {
        Matcher message = HISTORY.matcher(text);
        return message.matches() && VALUE.matcher(message.group(2)).find()
                && VALUE.matcher(message.group(2)).replaceAll("").replaceAll(NO_VALUES, "-").equals("-".repeat(10));
    }

    @Test
    void saysInItsFieldsWhatItsBytesSay() {
        MeterSimulator simulator = simulator();
        for (int i = 0; i < 1000; i++) {
            SimulatedMessage message = simulator.next();
            if (message.kind() == Kind.LIVE) {
                Matcher live = LIVE.matcher(text(message));
                assertTrue(live.matches());
                // In July the meter's clock is an hour behind the household's clocks
                LocalTime standard = LocalTime.ofInstant(message.at(), ZoneId.of("+01:00")).withNano(0);
                assertEquals(standard, LocalTime.parse(live.group(2)));
                assertEquals(message.sensor(), Integer.parseInt(live.group(4)));
                assertEquals(message.watts(), Integer.parseInt(live.group(5)));
            }
        }
    }

    @Test
    void sendsAboutEverySixSeconds() {
        MeterSimulator simulator = simulator();
        Map<Integer, Instant> last = new HashMap<>();
        Map<Long, Integer> intervals = new HashMap<>();
        Instant before = Instant.MIN;
        int count = 0;
        while (count < 40_000) {
            SimulatedMessage message = simulator.next();
            assertFalse(message.at().isBefore(before), "time runs forwards");
            before = message.at();
            if (message.kind() == Kind.LIVE) {
                Instant previous = last.put(message.sensor(), message.at());
                if (previous != null) {
                    count++;
                    intervals.merge(Duration.between(previous, message.at()).toMillis(), 1, Integer::sum);
                }
            }
        }
        assertEquals(Set.of(5000L, 6000L, 7000L, 12_000L), intervals.keySet());
        assertEquals(0.86, intervals.get(6000L) / (double) count, 0.01);
        assertEquals(0.05, intervals.get(12_000L) / (double) count, 0.01);
    }

    @Test
    void countsDaysAtMidnightOfItsClock() {
        MeterSimulator simulator = new MeterSimulator(SimulatorSettings.of(MeterModel.CC128_V129,
                Instant.parse("2026-07-14T22:59:30Z"), BERLIN));
        Map<String, String> firstByDay = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            Matcher live = LIVE.matcher(text(simulator.next()));
            if (live.matches()) {
                firstByDay.putIfAbsent(live.group(1), live.group(2));
            }
        }
        assertEquals(2, firstByDay.size());
        assertEquals("00:00", firstByDay.get("00671").substring(0, 5));
    }

    @Test
    void sendsItsMemoryFromOneMinutePastEveryOddHour() {
        MeterSimulator simulator = simulator();
        List<SimulatedMessage> cycle = historyUntil(simulator, Instant.parse("2026-07-14T09:00:00Z"));
        assertEquals(Instant.parse("2026-07-14T08:01:00Z"), cycle.get(0).at());
        assertEquals("09:01:00", matched(cycle.get(0)).group(1));
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < cycle.size(); i++) {
            assertEquals(cycle.get(0).at().plusSeconds(10L * i), cycle.get(i).at());
            List<String> burst = keysOfHouse(cycle.get(i));
            assertTrue(burst.size() <= 4, burst.toString());
            keys.addAll(burst);
        }
        // 670 days old: 22 months of 30 days
        assertEquals(expectedKeys(372, 90, 22), keys);
        assertEquals(Instant.parse("2026-07-14T08:16:30Z"), cycle.get(93).at(), "the last hours");
        assertEquals("h004", keysOfHouse(cycle.get(93)).getLast());
        assertEquals("d001", keysOfHouse(cycle.get(117)).getLast());
        List<SimulatedMessage> next = historyUntil(simulator, Instant.parse("2026-07-14T10:30:00Z"));
        assertEquals(Instant.parse("2026-07-14T10:01:00Z"), next.get(0).at());
    }

    @Test
    void joinsACycleThatHasBegun() {
        MeterSimulator simulator = new MeterSimulator(SimulatorSettings.of(MeterModel.CC128_V129,
                Instant.parse("2026-07-14T08:10:05Z"), BERLIN));
        List<SimulatedMessage> rest = historyUntil(simulator, Instant.parse("2026-07-14T09:00:00Z"));
        assertEquals(Instant.parse("2026-07-14T08:10:10Z"), rest.get(0).at());
        assertEquals("m001", keysOfHouse(rest.getLast()).getLast());
    }

    @Test
    void remembersWhatWasUsed() {
        MeterSimulator simulator = simulator();
        SimulatedHousehold household = new SimulatedHousehold(simulator.settings().seed(), BERLIN);
        Map<String, Double> values = values(historyUntil(simulator, Instant.parse("2026-07-14T09:00:00Z")));
        long nine = LocalDate.of(2026, 7, 14).toEpochDay() * 24 + 9;
        for (int sensor = 0; sensor <= 3; sensor++) {
            for (int key = 4; key <= 746; key += 2) {
                long end = nine - (key - 4);
                assertEquals(kilowattHours(household, sensor, end - 2, end),
                        values.get(String.format("%d h%03d", sensor, key)), 0.0005001);
            }
            for (int day = 1; day <= 90; day++) {
                long end = nine - 10 - 24L * (day - 1);
                assertEquals(kilowattHours(household, sensor, end - 24, end),
                        values.get(String.format("%d d%03d", sensor, day)), 0.0005001);
            }
            // 670 complete days since birth: 10 days since the last month was closed
            long end = nine - 10 - 24L * 10;
            assertEquals(kilowattHours(household, sensor, end - 30 * 24, end),
                    values.get(String.format("%d m001", sensor)), 0.125001);
        }
        assertEquals(0.0, values.get("4 h004"));
    }

    @Test
    void remembersWhatItSentLive() {
        MeterSimulator simulator = new MeterSimulator(SimulatorSettings.of(MeterModel.CC128_V129,
                Instant.parse("2026-07-14T07:59:00Z"), BERLIN));
        double wattSeconds = 0;
        Instant from = Instant.parse("2026-07-14T08:00:00Z");
        Instant end = from.plusSeconds(7200);
        Instant last = from;
        int watts = 0;
        List<SimulatedMessage> history = new ArrayList<>();
        SimulatedMessage message = simulator.next();
        for (; message.at().isBefore(end.plusSeconds(1800)); message = simulator.next()) {
            if (message.kind() == Kind.HISTORY && message.at().isAfter(end)) {
                history.add(message);
            } else if (message.kind() == Kind.LIVE && message.sensor() == 0) {
                Instant until = message.at().isAfter(end) ? end : message.at();
                wattSeconds += until.isAfter(last) ? watts * Duration.between(last, until).toMillis() / 1000.0 : 0;
                last = until.isAfter(last) ? until : last;
                watts = message.watts();
            }
        }
        double kilowattHours = values(history).get("0 h004");
        assertEquals(1, kilowattHours / (wattSeconds / 3.6e6), 0.05);
    }

    @Test
    void dumpsItsMemoryAtOnceAndPutsItsClockBack() {
        MeterSimulator simulator = simulator();
        SimulatedMessage before = simulator.next();
        while (before.kind() != Kind.LIVE || !text(before).contains(":55</time>")) {
            before = simulator.next();
        }
        simulator.dumpHistory();
        List<String> keys = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        SimulatedMessage message = simulator.next();
        for (; message.kind() == Kind.HISTORY; message = simulator.next()) {
            assertTrue(isHistory(text(message)), text(message));
            assertTrue(message.bytes().length <= 9500);
            sizes.add(keysOfHouse(message).size());
            keys.addAll(keysOfHouse(message));
        }
        assertEquals(expectedKeys(372, 90, 22), keys);
        assertEquals(List.of(50, 50, 50, 50, 50, 11, 50, 50, 11, 31, 50, 9, 22), sizes);
        assertEquals((byte) 0xFC, message.bytes()[0]);
        Matcher live = LIVE.matcher(text(message).substring(1));
        assertTrue(live.matches(), text(message));
        LocalTime clock = LocalTime.parse(live.group(2));
        assertTrue(clock.getSecond() < 15, clock.toString());
        assertEquals(LocalTime.ofInstant(before.at(), ZoneId.of("+01:00")).getMinute(), clock.getMinute());
        assertNotEquals((byte) 0xFC, simulator.next().bytes()[0]);
    }

    @Test
    void doesNotResumeACycleAfterADump() {
        MeterSimulator simulator = simulator();
        while (simulator.next().kind() != Kind.HISTORY) {
            // on to the cycle
        }
        simulator.dumpHistory();
        while (simulator.next().kind() == Kind.HISTORY) {
            // through the dump
        }
        List<SimulatedMessage> later = historyUntil(simulator, Instant.parse("2026-07-14T10:30:00Z"));
        assertTrue(later.get(0).at().isAfter(Instant.parse("2026-07-14T10:01:00Z")), later.get(0).at().toString());
        assertEquals("11:01:00", matched(later.get(0)).group(1));
    }

    @Test
    void classicHasNoKeysToDumpWith() {
        MeterSimulator simulator = new MeterSimulator(SimulatorSettings.of(MeterModel.CLASSIC, START, BERLIN));
        assertThrows(IllegalStateException.class, simulator::dumpHistory);
    }

    @Test
    void rememberedClassicHoursGrowUntilTheyAreComplete() {
        MeterSimulator simulator = new MeterSimulator(SimulatorSettings.of(MeterModel.CLASSIC, START, BERLIN));
        Pattern hours = Pattern.compile("<h02>(\\d{3}\\.\\d)</h02><h04>(\\d{3}\\.\\d)</h04>");
        double growing = 0;
        int periods = 0;
        for (int i = 0; i < 5000; i++) {
            Matcher matcher = hours.matcher(text(simulator.next()));
            if (matcher.find()) {
                double now = Double.parseDouble(matcher.group(1));
                if (now < growing) {
                    periods++;
                    assertEquals(growing, Double.parseDouble(matcher.group(2)), 0.11);
                }
                growing = now;
            }
        }
        assertEquals(5, periods, "blocks that were completed");
    }

    @Test
    void startsYoungAndGrows() {
        MeterSimulator simulator = new MeterSimulator(SimulatorSettings.of(MeterModel.CC128_V011,
                Instant.parse("2024-09-15T11:30:00Z"), BERLIN));
        List<SimulatedMessage> cycle = historyUntil(simulator, Instant.parse("2024-09-15T12:30:00Z"));
        List<String> keys = cycle.stream().flatMap(message -> keysOfHouse(message).stream()).toList();
        // Three days and a partial first block, thirteen hours of today
        assertEquals(expectedKeys(43, 3, 0), keys);
    }

    @Test
    void damagesSomeMessagesAndTellsWhich() {
        MeterSimulator simulator = new MeterSimulator(
                SimulatorSettings.of(MeterModel.CC128_V129, START, BERLIN).withQuirks(true));
        int damaged = 0;
        int disturbed = 0;
        int count = 30_000;
        for (int i = 0; i < count; i++) {
            SimulatedMessage message = simulator.next();
            String text = text(message);
            boolean clean = LIVE.matcher(text).matches() || isHistory(text);
            // What a reader does who knows the quirks: strip NULs, begin at the last <msg>, end at </msg>
            String recovered = text.replace("\0", "");
            recovered = recovered.substring(Math.max(0, recovered.lastIndexOf("<msg>")));
            recovered = recovered.stripTrailing() + "\r\n";
            boolean readable = LIVE.matcher(recovered).matches() || isHistory(recovered);
            assertEquals(message.intact(), readable, text);
            damaged += message.intact() ? 0 : 1;
            disturbed += clean ? 0 : 1;
        }
        assertTrue(damaged > count / 500 && damaged < count / 50, damaged + " damaged");
        assertTrue(disturbed > 2 * damaged, disturbed + " disturbed");
    }

    @Test
    void beginsInTheMiddleOfAMessageWithQuirks() {
        SimulatedMessage first = new MeterSimulator(
                SimulatorSettings.of(MeterModel.CC128_V129, START, BERLIN).withQuirks(true)).next();
        assertFalse(first.intact());
        assertFalse(text(first).startsWith("<msg>"));
        assertTrue(text(first).endsWith("</msg>\r\n"));
    }

    private static MeterSimulator simulator() {
        return new MeterSimulator(SimulatorSettings.of(MeterModel.CC128_V129, START, BERLIN));
    }

    private static List<SimulatedMessage> historyUntil(MeterSimulator simulator, Instant end) {
        List<SimulatedMessage> history = new ArrayList<>();
        SimulatedMessage message = simulator.next();
        for (; message.at().isBefore(end); message = simulator.next()) {
            if (message.kind() == Kind.HISTORY) {
                history.add(message);
            }
        }
        return history;
    }

    private static Matcher matched(SimulatedMessage message) {
        Matcher matcher = HISTORY.matcher(text(message));
        assertTrue(matcher.matches(), text(message));
        return matcher;
    }

    private static List<String> keysOfHouse(SimulatedMessage message) {
        String text = text(message);
        Matcher value = VALUE.matcher(text.substring(0, text.indexOf("</data>")));
        List<String> keys = new ArrayList<>();
        while (value.find()) {
            keys.add(value.group(1) + value.group(2));
        }
        return keys;
    }

    private static List<String> expectedKeys(int hours, int days, int months) {
        List<String> keys = new ArrayList<>();
        for (int hour = hours; hour >= 1; hour--) {
            keys.add(String.format("h%03d", 2 * hour + 2));
        }
        for (int day = days; day >= 1; day--) {
            keys.add(String.format("d%03d", day));
        }
        for (int month = months; month >= 1; month--) {
            keys.add(String.format("m%03d", month));
        }
        return keys;
    }

    private static Map<String, Double> values(List<SimulatedMessage> history) {
        Map<String, Double> values = new HashMap<>();
        for (SimulatedMessage message : history) {
            int sensor = 0;
            for (String data : matched(message).group(2).split("</data>")) {
                Matcher value = VALUE.matcher(data);
                while (value.find()) {
                    values.put(sensor + " " + value.group(1) + value.group(2), Double.parseDouble(value.group(3)));
                }
                sensor++;
            }
        }
        return values;
    }

    private static double kilowattHours(SimulatedHousehold household, int sensor, long fromHour, long toHour) {
        long sum = 0;
        for (long hour = fromHour; hour < toHour; hour++) {
            sum += household.hourWattSeconds(sensor, hour);
        }
        return sum / 3.6e6;
    }

    private static String text(SimulatedMessage message) {
        return new String(message.bytes(), StandardCharsets.ISO_8859_1);
    }
}
