package org.currentcost.source.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the electricity of a simulated household goes: a function of the seed and the time alone, so that what the
 * meter remembers of a year ago is what it would have sent a year ago.
 * <p>
 * Times are seconds and days of the meter's clock, which shows standard time all year; people live by daylight saving
 * time and do everything an hour earlier by that clock in summer. Not safe for use by several threads.
 */
final class SimulatedHousehold {

    static final int FRIDGE = 1;
    static final int WASHING_MACHINE = 2;
    static final int TUMBLE_DRYER = 3;

    private static final int HOURS = 24;
    private static final int SENSORS = 1 + SimulatorSettings.MAXIMUM_APPLIANCES;

    private final long seed;
    private final ZoneId zone;
    private final int standbyWatts;
    private final int kettleWatts;
    private final int fridgeWatts;
    private final int freezerWatts;
    private final int washerHeaterWatts;
    private final int dryerWatts;
    private final int wakeSecond;
    private final int bedSecond;
    private final boolean worksAtHome;

    private final LoadDay liveDay = new LoadDay();
    private final LoadDay pastDay = new LoadDay();
    /** Ws of each hour and sensor of a day: 24 x 4 figures, hour by hour. */
    private final Map<Long, long[]> hours = new HashMap<>();

    SimulatedHousehold(long seed, ZoneId zone) {
        this.seed = seed;
        this.zone = zone;
        Dice dice = Dice.of(seed, 0, 0);
        standbyWatts = dice.between(125, 170);
        kettleWatts = dice.between(2150, 2900);
        fridgeWatts = dice.between(75, 110);
        freezerWatts = dice.between(60, 90);
        washerHeaterWatts = dice.between(1900, 2150);
        dryerWatts = dice.between(2000, 2450);
        wakeSecond = dice.between(6 * 60 + 10, 7 * 60 + 10) * 60;
        bedSecond = dice.between(22 * 60 + 15, 23 * 60 + 15) * 60;
        worksAtHome = dice.chance(50);
    }

    /** {@return the power in W that {@code sensor} sees in a second of the meter's clock, counted from 1970-01-01} */
    int watts(int sensor, long clockSecond) {
        long day = Math.floorDiv(clockSecond, LoadDay.SECONDS);
        if (liveDay.epochDay() != day) {
            fill(liveDay, day);
        }
        return liveDay.watts(sensor, (int) (clockSecond - day * LoadDay.SECONDS));
    }

    /**
     * {@return the energy in Ws that {@code sensor} saw in a whole hour of the meter's clock, counted from 1970-01-01}
     */
    long hourWattSeconds(int sensor, long clockHour) {
        long day = Math.floorDiv(clockHour, HOURS);
        return hours.computeIfAbsent(day, this::sumHours)[(int) (clockHour - day * HOURS) * SENSORS + sensor];
    }

    /**
     * {@return the energy in Ws that {@code sensor} saw from one second (inclusive) to another one (exclusive) of the
     * same hour}
     */
    long wattSeconds(int sensor, long fromSecond, long toSecond) {
        if (fromSecond >= toSecond) {
            return 0;
        }
        watts(sensor, fromSecond);
        long midnight = liveDay.epochDay() * LoadDay.SECONDS;
        return liveDay.wattSeconds(sensor, (int) (fromSecond - midnight), (int) (toSecond - midnight));
    }

    /** {@return the room temperature in tenths of a degree Celsius} */
    int deciCelsius(long clockSecond) {
        long day = Math.floorDiv(clockSecond, LoadDay.SECONDS);
        double ofDay = (clockSecond - day * LoadDay.SECONDS) / (double) LoadDay.SECONDS;
        // The rooms are warmest late in the afternoon and in late July (day 205 of the year)
        double daily = 1.1 * StrictMath.cos(2 * Math.PI * (ofDay - 17.0 / 24));
        double seasonal = 2.3 * StrictMath.cos(2 * Math.PI * (day + ofDay - 205) / 365.2425);
        double weather = whim(day) * (1 - ofDay) + whim(day + 1) * ofDay;
        return (int) Math.round(10 * (20.2 + daily + seasonal + weather));
    }

    /** {@return whether everybody is on holiday that day} */
    boolean away(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        Dice dice = Dice.of(seed, date.getYear(), 1);
        int summer = dice.between(185, 220);
        int spring = dice.between(90, 110);
        int autumn = dice.between(285, 300);
        int day = date.getDayOfYear();
        return day >= summer && day < summer + 14 || day >= spring && day < spring + 7
                || day >= autumn && day < autumn + 5;
    }

    private double whim(long day) {
        return Dice.of(seed, day, 2).between(-6, 6) / 10.0;
    }

    private long[] sumHours(long day) {
        LoadDay source = liveDay.epochDay() == day ? liveDay : pastDay;
        if (source.epochDay() != day) {
            fill(source, day);
        }
        long[] sums = new long[HOURS * SENSORS];
        for (int hour = 0; hour < HOURS; hour++) {
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                sums[hour * SENSORS + sensor] = source.wattSeconds(sensor, hour * 3600, (hour + 1) * 3600);
            }
        }
        return sums;
    }

    private void fill(LoadDay load, long day) {
        load.clear(day);
        // What people did the evening before may last beyond midnight
        live(load, day - 1, -LoadDay.SECONDS);
        live(load, day, 0);
        run(load, day);
        load.addClampJitter(Dice.of(seed, day, 3));
    }

    /** What runs day and night, whether somebody is at home or not. */
    private void run(LoadDay load, long day) {
        Dice dice = Dice.of(seed, day, 4);
        boolean away = away(day);
        int standby = away ? standbyWatts * 2 / 3 : standbyWatts;
        for (int from = 0; from < LoadDay.SECONDS; from += 600) {
            load.add(0, from, 600, standby + dice.between(-4, 4));
        }
        double warmth = warmth(day);
        int fridgeRest = (int) (1750 - 350 * warmth);
        cycle(load, dice, FRIDGE, fridgeWatts, 900, away ? fridgeRest + 300 : fridgeRest);
        cycle(load, dice, 0, freezerWatts, 1100, (int) (2300 - 300 * warmth));
        if (warmth < -0.1) {
            int pumpWatts = dice.between(42, 58);
            int rest = (int) (2600 + 1800 * warmth);
            for (int from = 5 * 3600 + dice.between(0, 1500); from < 22 * 3600; from += 1500 + rest) {
                load.add(0, from, 1500 + dice.between(-200, 200), pumpWatts);
            }
        }
    }

    private static void cycle(LoadDay load, Dice dice, int appliance, int power, int onSeconds, int offSeconds) {
        int from = dice.between(0, offSeconds);
        while (from < LoadDay.SECONDS) {
            int on = onSeconds + dice.between(-120, 120);
            // Each cycle belongs to the day it begins on; the next day begins with a rest
            int length = Math.min(on, LoadDay.SECONDS - from);
            load.add(appliance, from, Math.min(2, length), 3 * power);
            load.add(appliance, from, length, power + dice.between(-2, 2));
            from += on + offSeconds + dice.between(-180, 180);
        }
    }

    /** What people do; {@code midnight} is where that day begins in {@code load}, in seconds. */
    private void live(LoadDay load, long day, int midnight) {
        if (away(day)) {
            return;
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        Dice dice = Dice.of(seed, day, 5);
        DayOfWeek weekday = date.getDayOfWeek();
        boolean weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
        boolean summerTime = zone.getRules().isDaylightSavings(date.atTime(12, 0).toInstant(ZoneOffset.UTC));
        int start = midnight - (summerTime ? 3600 : 0);
        int wake = start + wakeSecond + dice.between(-900, 900) + (weekend ? dice.between(3600, 7200) : 0);
        int bed = start + bedSecond + dice.between(-1500, 1500) + (weekday == DayOfWeek.SATURDAY ? 2700 : 0);
        boolean home = weekend ? dice.chance(70) : worksAtHome;
        int evening = start + 17 * 3600 + dice.between(0, 4500);

        breakfast(load, dice, wake);
        if (home) {
            int desk = wake + dice.between(3600, 7200);
            load.add(0, desk, dice.between(3, 8) * 3600, dice.between(70, 130));
            for (int cups = dice.between(1, 4); cups > 0; cups--) {
                kettle(load, dice, desk + dice.between(1800, 8 * 3600));
            }
            if (dice.chance(60)) {
                load.add(0, start + 12 * 3600 + dice.between(0, 4500), dice.between(120, 300), 1250);
            }
        }
        if (weekend && dice.chance(50)) {
            load.add(0, wake + dice.between(5400, 14_400), dice.between(900, 1800), dice.between(750, 950));
        }
        kettle(load, dice, evening + dice.between(0, 900));
        cook(load, dice, evening + dice.between(900, 3600));
        load.add(0, evening + dice.between(2700, 6300), dice.between(150, 250) * 60, dice.between(95, 150));
        if (dice.chance(55)) {
            dishwasher(load, dice, evening + dice.between(7200, 10_800));
        }
        if (dice.chance(weekend ? 75 : 32)) {
            int washing = home ? wake + dice.between(3600, 6 * 3600) : evening + dice.between(0, 3600);
            int end = washingMachine(load, dice, washing);
            if (dice.chance(warmth(day) < 0 ? 70 : 30)) {
                tumbleDryer(load, dice, end + dice.between(300, 2400));
            }
        }
        lights(load, dice, day, start, wake, bed, midnight);
    }

    private void breakfast(LoadDay load, Dice dice, int wake) {
        kettle(load, dice, wake + dice.between(300, 900));
        if (dice.chance(65)) {
            load.add(0, wake + dice.between(900, 1500), dice.between(120, 200), 900);
        }
        if (dice.chance(40)) {
            load.add(0, wake + dice.between(1200, 2100), dice.between(240, 480), 1400);
        }
    }

    private void kettle(LoadDay load, Dice dice, int from) {
        load.add(0, from, dice.between(80, 230), kettleWatts + dice.between(-15, 15));
    }

    private static void cook(LoadDay load, Dice dice, int from) {
        if (dice.chance(45)) {
            int preheat = dice.between(480, 660);
            load.add(0, from, preheat, 2150);
            int done = from + preheat + dice.between(25, 50) * 60;
            for (int on = from + preheat + 60; on < done; on += dice.between(90, 130)) {
                load.add(0, on, dice.between(35, 50), 2150);
            }
            load.add(0, from, done - from, 45);
        }
        if (dice.chance(75)) {
            int power = dice.between(1200, 1850);
            load.add(0, from + 600, dice.between(180, 420), power);
            for (int on = from + 1080, done = on + dice.between(10, 22) * 60; on < done; on += 45) {
                load.add(0, on, dice.between(12, 22), power);
            }
        }
    }

    private static void dishwasher(LoadDay load, Dice dice, int from) {
        int heater = dice.between(1850, 1980);
        load.add(0, from, 6300, 55);
        load.add(0, from + 420, dice.between(660, 840), heater);
        load.add(0, from + 4200, dice.between(540, 720), heater);
    }

    private int washingMachine(LoadDay load, Dice dice, int from) {
        int heating = dice.between(9, 19) * 60;
        load.add(WASHING_MACHINE, from, 200, 14);
        load.add(WASHING_MACHINE, from + 200, heating, washerHeaterWatts + dice.between(-10, 10));
        int spin = from + 200 + heating + dice.between(38, 55) * 60;
        for (int turn = from + 200; turn < spin; turn += 22) {
            load.add(WASHING_MACHINE, turn, 14, dice.between(110, 190));
        }
        load.add(WASHING_MACHINE, from + 200, spin - from - 200, 12);
        int end = spin + dice.between(6, 10) * 60;
        for (int second = spin, power = 180; second < end; second += 20, power = Math.min(520, power + 35)) {
            load.add(WASHING_MACHINE, second, Math.min(20, end - second), power + dice.between(-25, 25));
        }
        return end;
    }

    private void tumbleDryer(LoadDay load, Dice dice, int from) {
        int full = dice.between(30, 55) * 60;
        load.add(TUMBLE_DRYER, from, full, dryerWatts + dice.between(-20, 20));
        int cool = from + full;
        for (int cycles = dice.between(4, 10); cycles > 0; cycles--) {
            int off = dice.between(50, 90);
            int on = dice.between(60, 120);
            load.add(TUMBLE_DRYER, cool, off + on, 210);
            load.add(TUMBLE_DRYER, cool + off, on, dryerWatts - 210);
            cool += off + on;
        }
        load.add(TUMBLE_DRYER, cool, dice.between(420, 600), 205);
    }

    private void lights(LoadDay load, Dice dice, long day, int start, int wake, int bed, int midnight) {
        // Sun times for about 52 degrees north, by the standard time of the zone's meridian
        int halfDay = (int) (3600 * (6.1 + 2.15 * warmthOfSun(day)));
        int sunrise = midnight + 12 * 3600 - halfDay;
        int sunset = midnight + 12 * 3600 + halfDay;
        if (wake < sunrise) {
            load.add(0, wake, Math.min(sunrise - wake, 5400), dice.between(60, 130));
        }
        int dusk = Math.max(sunset - 1200, start + 15 * 3600);
        for (int from = dusk; from < bed; from += 1800) {
            load.add(0, from, Math.min(1800, bed - from), dice.between(45, 170));
        }
        if (dice.chance(35)) {
            load.add(0, bed + dice.between(3600, 5 * 3600), dice.between(120, 400), dice.between(10, 40));
        }
    }

    /** {@return how far the season is: 1 in the warmest days of late July, -1 in late January} */
    private static double warmth(long day) {
        return StrictMath.cos(2 * Math.PI * (day - 205) / 365.2425);
    }

    /** {@return how long the day is: 1 at midsummer, -1 at midwinter} */
    private static double warmthOfSun(long day) {
        return StrictMath.cos(2 * Math.PI * (day - 172) / 365.2425);
    }
}
