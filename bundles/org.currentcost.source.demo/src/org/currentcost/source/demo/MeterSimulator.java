package org.currentcost.source.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import org.currentcost.model.Energy;

/**
 * A meter that does not exist, in a household that does not exist: makes the bytes that such a meter sends, in
 * simulated time and as fast as they are asked for. The same settings give the same bytes.
 * <p>
 * Sensor 0 is the house; appliances with sensors of their own are part of it. Live messages come about every 6 s from
 * each sensor; a CC128 also sends its memory from hh:01:00 of every odd hour of its clock, or at once after
 * {@link #dumpHistory}. Not safe for use by several threads.
 */
public final class MeterSimulator {

    /** When the simulated meter was first switched on, unless the simulation begins before that. */
    private static final LocalDate BIRTH = LocalDate.of(2024, 9, 12);
    /** The age of a meter whose simulation begins before {@link #BIRTH}. */
    private static final int DAYS_BEFORE_EARLY_START = 800;

    private static final int ALL_SENSORS = 10;
    /** The household is reckoned in watt-seconds, each of which is a million microjoules. */
    private static final long PER_KILOWATT_HOUR = Energy.MICROJOULES_PER_KILOWATT_HOUR / 1_000_000;
    private static final long PER_WATT_HOUR = PER_KILOWATT_HOUR / 1000;
    private static final long CYCLE_SECONDS = 7200;
    private static final int BURST_SECONDS = 10;
    private static final int BURST_VALUES = 4;
    private static final int DUMP_VALUES = 50;
    private static final long DUMP_MESSAGE_MILLIS = 500;
    private static final int[] RADIO_IDS = {77, 2773, 1180, 3402};
    /** Where in a second the messages of each sensor end. */
    private static final int[] PHASE_MILLIS = {120, 470, 640, 830};

    /** Last value of a burst before the meter turns over a page of its flash memory. */
    private static final int[] HOUR_PAGES = {740, 738, 10, 4};
    private static final int[] DAY_PAGES = {87, 86, 2, 1};
    private static final int[] MONTH_PAGES = {3, 1};
    private static final int[] DUMP_HOUR_PAGES = {226, 4};
    private static final int[] DUMP_DAY_PAGES = {60, 1};
    private static final int[] DUMP_MONTH_PAGES = {1};

    private final SimulatorSettings settings;
    private final SimulatedHousehold household;
    private final SimulatedMemory memory;
    private final long birthDay;
    private final long standardOffsetSeconds;
    private final LineBuffer line = new LineBuffer();
    private final LineBuffer classicMemory = new LineBuffer();
    private final Dice historyDice;
    private final Quirks quirks;

    private final int sensors;
    private final Dice[] timing;
    /** The second, by the household's time, at which each sensor sends next. */
    private final long[] due;
    /** Whether the packet before was a second late, so that the next one seems a second early. */
    private final boolean[] late;

    /** How far the meter's clock is behind the household's time: as it was set, and put back by dumps. */
    private long clockLagSeconds;
    private boolean strayByteNext;
    private long now;

    private long cycleStart;
    private int nextBurst;
    private ArrayDeque<Burst> bursts;

    private final ArrayDeque<SimulatedMessage> dump = new ArrayDeque<>();

    private long classicMemoryKey = Long.MIN_VALUE;
    private long temperatureMinute = Long.MIN_VALUE;
    private int deciCelsius;

    /** Values {@code first} down to {@code last} of one kind, in the meter's numbering. */
    private record Burst(char kind, int first, int last) {

        int step() {
            return kind == 'h' ? 2 : 1;
        }
    }

    /**
     * Switches a simulated meter on.
     *
     * @param settings decide everything
     */
    public MeterSimulator(SimulatorSettings settings) {
        this.settings = settings;
        household = new SimulatedHousehold(settings.seed(), settings.zone());
        standardOffsetSeconds = settings.zone().getRules().getStandardOffset(settings.start()).getTotalSeconds();
        now = settings.start().getEpochSecond() + standardOffsetSeconds;
        long today = Math.floorDiv(now, (long) LoadDay.SECONDS);
        birthDay = today > BIRTH.toEpochDay() ? BIRTH.toEpochDay() : today - DAYS_BEFORE_EARLY_START;
        clockLagSeconds = -settings.clockAhead().toSeconds();
        memory = new SimulatedMemory(household, birthDay, settings.clockAhead().toSeconds());
        historyDice = Dice.of(settings.seed(), 0, 7);
        quirks = new Quirks(settings.seed());

        sensors = settings.model() == MeterModel.CLASSIC ? 1 : 1 + settings.applianceSensors();
        timing = new Dice[sensors];
        due = new long[sensors];
        late = new boolean[sensors];
        for (int sensor = 0; sensor < sensors; sensor++) {
            timing[sensor] = Dice.of(settings.seed(), sensor, 8);
            due[sensor] = now + 1 + sensor * 2L % 6;
        }
        cycleStart = Math.floorDiv(clock() - 3660, CYCLE_SECONDS) * CYCLE_SECONDS + 3660;
        // Who switches on in the middle of a cycle hears the rest of it
        nextBurst = (int) Math.ceilDiv(clock() + 1 - cycleStart, (long) BURST_SECONDS);
        bursts = scheduled(cycleStart);
        for (int missed = 0; missed < nextBurst && !bursts.isEmpty(); missed++) {
            bursts.remove();
        }
    }

    /** {@return what decides every byte of this meter} */
    public SimulatorSettings settings() {
        return settings;
    }

    /** {@return the next message; there is always one more} */
    public SimulatedMessage next() {
        if (!dump.isEmpty()) {
            return dump.remove();
        }
        int sensor = 0;
        for (int other = 1; other < sensors; other++) {
            if (due[other] < due[sensor]) {
                sensor = other;
            }
        }
        long burst = settings.model() == MeterModel.CLASSIC ? Long.MAX_VALUE : nextBurstSecond();
        if (burst <= due[sensor]) {
            now = burst;
            nextBurst++;
            return history(instant(burst, 0), clock(), bursts.remove(), cycleStart);
        }
        now = due[sensor];
        advance(sensor);
        return live(sensor);
    }

    /**
     * Holds the keys Down and OK: the next messages are the meter's whole memory, while live messages and clock stop.
     * After it the meter sends a stray byte 0xFC and its clock begins again at the full minute. What was left of a
     * scheduled cycle does not come any more.
     *
     * @throws IllegalStateException if this is a Classic, which has no such keys
     */
    public void dumpHistory() {
        if (settings.model() == MeterModel.CLASSIC) {
            throw new IllegalStateException("a Classic sends its history by itself");
        }
        ArrayDeque<Burst> all = bursts(clock(), DUMP_VALUES, DUMP_HOUR_PAGES, DUMP_DAY_PAGES, DUMP_MONTH_PAGES);
        long frozen = clock();
        long millis = 1000;
        while (!all.isEmpty()) {
            millis += DUMP_MESSAGE_MILLIS;
            dump.add(history(instant(now, millis), frozen + millis / 1000, all.remove(), frozen));
        }
        long end = now + millis / 1000 + 1;
        clockLagSeconds = end - Math.floorDiv(frozen, 60L) * 60;
        if (cycleStart <= frozen) {
            bursts.clear();
        }
        strayByteNext = true;
        for (int sensor = 0; sensor < sensors; sensor++) {
            while (due[sensor] <= end) {
                advance(sensor);
            }
        }
        now = end;
    }

    private long clock() {
        return now - clockLagSeconds;
    }

    private Instant instant(long second, long millis) {
        return Instant.ofEpochSecond(second - standardOffsetSeconds).plusMillis(millis);
    }

    /** Of the intervals, 86 % are 6 s, 9 % 5 or 7 s, and 5 % 12 s because a packet was lost. */
    private void advance(int sensor) {
        if (late[sensor]) {
            late[sensor] = false;
            due[sensor] += 5;
            return;
        }
        int chance = timing[sensor].between(0, 999);
        if (chance < 50) {
            due[sensor] += 12;
        } else if (chance < 97) {
            late[sensor] = true;
            due[sensor] += 7;
        } else {
            due[sensor] += 6;
        }
    }

    /** {@return when the next part of the scheduled history is due, by the household's time} */
    private long nextBurstSecond() {
        while (bursts.isEmpty()) {
            cycleStart += CYCLE_SECONDS;
            nextBurst = 0;
            bursts = scheduled(cycleStart);
        }
        return cycleStart + (long) nextBurst * BURST_SECONDS + clockLagSeconds;
    }

    private ArrayDeque<Burst> scheduled(long clockSecond) {
        return bursts(clockSecond, BURST_VALUES, HOUR_PAGES, DAY_PAGES, MONTH_PAGES);
    }

    private ArrayDeque<Burst> bursts(long clockSecond, int size, int[] hourPages, int[] dayPages, int[] monthPages) {
        ArrayDeque<Burst> all = new ArrayDeque<>();
        addBursts(all, 'h', 2 + 2 * memory.hourCount(clockSecond), 4, size, hourPages);
        addBursts(all, 'd', memory.dayCount(clockSecond), 1, size, dayPages);
        addBursts(all, 'm', memory.monthCount(clockSecond), 1, size, monthPages);
        return all;
    }

    private static void addBursts(ArrayDeque<Burst> all, char kind, int oldest, int newest, int size, int[] pages) {
        int step = kind == 'h' ? 2 : 1;
        int page = 0;
        for (int first = oldest; first >= newest; first = all.getLast().last() - step) {
            while (pages[page] > first) {
                page++;
            }
            all.add(new Burst(kind, first, Math.max(first - step * (size - 1), pages[page])));
        }
    }

    private SimulatedMessage live(int sensor) {
        int watts = household.watts(sensor, now);
        if (now / 60 != temperatureMinute) {
            temperatureMinute = now / 60;
            deciCelsius = household.deciCelsius(now);
        }
        line.clear();
        if (strayByteNext) {
            strayByteNext = false;
            line.bytes(new byte[]{(byte) 0xFC});
        }
        SimulatedMessage.Kind kind = SimulatedMessage.Kind.LIVE;
        if (settings.model() == MeterModel.CLASSIC) {
            classicLive(watts);
            if (!historyDice.chance(7)) {
                kind = SimulatedMessage.Kind.LIVE_AND_HISTORY;
                classicMemory();
            }
        } else {
            head().text("<tmpr>").paddedTenths(deciCelsius).text("</tmpr><sensor>").digits(sensor, 1)
                    .text("</sensor><id>").digits(RADIO_IDS[sensor], 5)
                    .text("</id><type>1</type><ch1><watts>").digits(watts, 5).text("</watts></ch1>");
        }
        return message(instant(now, PHASE_MILLIS[sensor]), kind, sensor, watts, deciCelsius);
    }

    private LineBuffer head() {
        return head(clock());
    }

    private LineBuffer head(long clockSecond) {
        long ofDay = Math.floorMod(clockSecond, (long) LoadDay.SECONDS);
        return line.text(settings.model() == MeterModel.CC128_V011
                ? "<msg><src>CC128-v0.11</src><dsb>"
                : "<msg><src>CC128-v1.29</src><dsb>").digits(daysSinceBirth(clockSecond), 5).text("</dsb><time>")
                .digits(ofDay / 3600, 2).text(":").digits(ofDay / 60 % 60, 2).text(":").digits(ofDay % 60, 2)
                .text("</time>");
    }

    private long daysSinceBirth(long clockSecond) {
        return Math.floorDiv(clockSecond, (long) LoadDay.SECONDS) - birthDay;
    }

    private SimulatedMessage history(Instant at, long shownSecond, Burst burst, long storeSecond) {
        line.clear();
        int daysSinceWipe = settings.model() == MeterModel.CC128_V011 ? 1 : 2;
        head(shownSecond).text("<hist><dsw>").digits(daysSinceBirth(shownSecond) + daysSinceWipe, 5)
                .text("</dsw><type>1</type><units>kwhr</units>");
        for (int sensor = 0; sensor < ALL_SENSORS; sensor++) {
            line.text("<data><sensor>").digits(sensor, 1).text("</sensor>");
            for (int key = burst.first(); key >= burst.last(); key -= burst.step()) {
                long wattHours = sensor < sensors ? wattHours(sensor, burst.kind(), key, storeSecond) : 0;
                line.text(opening(burst.kind())).digits(key, 3).text(">").thousandths(wattHours)
                        .text(closing(burst.kind())).digits(key, 3).text(">");
            }
            line.text("</data>");
        }
        line.text("</hist>");
        return message(at, SimulatedMessage.Kind.HISTORY, SimulatedMessage.NONE, SimulatedMessage.NONE,
                SimulatedMessage.NONE);
    }

    private static String opening(char kind) {
        return kind == 'h' ? "<h" : kind == 'd' ? "<d" : "<m";
    }

    private static String closing(char kind) {
        return kind == 'h' ? "</h" : kind == 'd' ? "</d" : "</m";
    }

    private long wattHours(int sensor, char kind, int key, long clockSecond) {
        return switch (kind) {
            case 'h' -> round(memory.hours(sensor, clockSecond, key / 2 - 1), PER_WATT_HOUR);
            case 'd' -> round(memory.days(sensor, clockSecond, key), PER_WATT_HOUR);
            // A month is kept in quarters of a kWh
            default -> 250 * round(memory.months(sensor, clockSecond, key), 250 * PER_WATT_HOUR);
        };
    }

    private static long round(long wattSeconds, long unit) {
        return (wattSeconds + unit / 2) / unit;
    }

    private void classicLive(int watts) {
        long clock = clock();
        long ofDay = Math.floorMod(clock, (long) LoadDay.SECONDS);
        line.text("<msg><date><dsb>").digits(daysSinceBirth(clock), 5).text("</dsb><hr>").digits(ofDay / 3600, 2)
                .text("</hr><min>").digits(ofDay / 60 % 60, 2).text("</min><sec>").digits(ofDay % 60, 2)
                .text("</sec></date><src><name>CC02</name><id>").digits(RADIO_IDS[0], 5)
                .text("</id><type>1</type><sver>1.06</sver></src><ch1><watts>").digits(watts, 5)
                .text("</watts></ch1><ch2><watts>00000</watts></ch2><ch3><watts>00000</watts></ch3><tmpr>")
                .paddedTenths(deciCelsius).text("</tmpr>");
    }

    private void classicMemory() {
        long clock = clock();
        // The block that still grows is kept to a minute's precision: it is shown in tenths of a kWh
        long growing = round(memory.growing(0, Math.floorDiv(clock, 60L) * 60), PER_KILOWATT_HOUR / 10);
        long key = SimulatedMemory.bucketAt(clock) * 10_000 + growing;
        if (key != classicMemoryKey) {
            classicMemoryKey = key;
            fillClassicMemory(clock, growing);
        }
        line.append(classicMemory);
    }

    private void fillClassicMemory(long clock, long growing) {
        LineBuffer out = classicMemory.clear();
        out.text("<hist><hrs>");
        classicHour(out, 2, growing);
        for (int hour = 4; hour <= 26; hour += 2) {
            boolean known = hour / 2 - 1 <= memory.hourCount(clock);
            classicHour(out, hour, known ? round(memory.hours(0, clock, hour / 2 - 1), PER_KILOWATT_HOUR / 10) : 0);
        }
        out.text("</hrs><days>");
        for (int day = 1; day <= 31; day++) {
            long kilowattHours = day <= memory.dayCount(clock)
                    ? round(memory.days(0, clock, day), PER_KILOWATT_HOUR)
                    : 0;
            out.text("<d").digits(day, 2).text(">").digits(kilowattHours, 4).text("</d").digits(day, 2).text(">");
        }
        out.text("</days><mths>");
        for (int month = 1; month <= 12; month++) {
            long kilowattHours = round(classicMonths(clock, month, month), PER_KILOWATT_HOUR);
            out.text("<m").digits(month, 2).text(">").digits(kilowattHours, 4).text("</m").digits(month, 2).text(">");
        }
        out.text("</mths><yrs>");
        int closed = memory.monthCount(clock) % 12;
        for (int year = 1; year <= 4; year++) {
            int newest = closed + 12 * (year - 1) + 1;
            long kilowattHours = newest + 11 <= memory.monthCount(clock)
                    ? round(classicMonths(clock, newest, newest + 11), PER_KILOWATT_HOUR)
                    : 0;
            out.text("<y").digits(year, 1).text(">").digits(kilowattHours, 7).text("</y").digits(year, 1).text(">");
        }
        out.text("</yrs></hist>");
    }

    private static void classicHour(LineBuffer out, int hour, long tenths) {
        out.text("<h").digits(hour, 2).text(">").digits(tenths / 10, 3).text(".").digits(tenths % 10, 1).text("</h")
                .digits(hour, 2).text(">");
    }

    private long classicMonths(long clock, int first, int last) {
        long sum = 0;
        for (int month = first; month <= last && month <= memory.monthCount(clock); month++) {
            sum += memory.months(0, clock, month);
        }
        return sum;
    }

    private SimulatedMessage message(Instant at, SimulatedMessage.Kind kind, int sensor, int watts, int tenths) {
        byte[] bytes = line.text("</msg>\r\n").toBytes();
        if (!settings.quirks()) {
            return new SimulatedMessage(at, kind, bytes, true, sensor, watts, tenths);
        }
        Quirks.Disturbed disturbed = quirks.disturb(bytes);
        return new SimulatedMessage(at, kind, disturbed.bytes(), disturbed.intact(), sensor, watts, tenths);
    }
}
