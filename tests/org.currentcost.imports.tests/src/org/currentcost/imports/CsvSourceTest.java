package org.currentcost.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.currentcost.model.HistoryBlock;
import org.currentcost.model.Note;
import org.currentcost.model.Quantity;
import org.currentcost.model.Reading;
import org.currentcost.model.SeriesKey;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV of many shapes: what is guessed, and what comes of it. */
class CsvSourceTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    /** What a source hands over, in words. */
    private static class Found implements ImportTarget {

        final List<String> lines = new ArrayList<>();

        @Override
        public void reading(SeriesKey series, Reading reading) {
            var values = new StringBuilder();
            for (int channel = 1; channel <= Reading.CHANNELS; channel++) {
                if (reading.channel(channel) != Reading.ABSENT) {
                    values.append(' ').append(channel).append('=').append(reading.channel(channel));
                }
            }
            lines.add(reading.time() + " " + series.sensor()
                    + (series.quantity() == Quantity.TEMPERATURE ? "C" : "") + values);
        }

        @Override
        public OptionalInt sensor(String meter, String name) {
            return OptionalInt.empty();
        }

        @Override
        public void block(SeriesKey series, HistoryBlock block) {
            lines.add(Instant.ofEpochMilli(block.startMillis()) + "/" + Instant.ofEpochMilli(block.endMillis()) + " "
                    + series.sensor() + " " + block.span() + " " + block.wattHours());
        }

        @Override
        public void note(Note note) {
            lines.add(note.span().start() + "/" + note.span().end() + " " + note.text());
        }

        @Override
        public void damage(ImportDamage damage) {
            lines.add("line " + damage.line() + ": " + damage.reason());
        }

        @Override
        public void expect(SeriesKey series, long nominalMillis) {
            lines.add("every " + nominalMillis);
        }
    }

    private static ImportInput input(String text) {
        return ImportInput.of("test.csv", text);
    }

    private static CsvMapping guess(String text) throws ImportException {
        return CsvSource.guess(input(text), LONDON).orElseThrow();
    }

    private static List<String> read(String text, CsvMapping mapping) throws Exception {
        var found = new Found();
        new CsvSource(input(text), mapping, "Home").read(found, part -> {
        });
        return found.lines;
    }

    private static List<String> read(String text) throws Exception {
        return read(text, guess(text));
    }

    @Test
    void ourOwnReadingsComeBackAsTheyWere() throws Exception {
        assertEquals(List.of("2026-01-31T12:00:00Z 0 1=100000 2=20500 3=3000", "2026-01-31T12:00:00Z 3 1=250000",
                "2026-01-31T12:00:06.001Z 0 1=0"), read("""
                        time_utc,sensor,channel,watts\r
                        2026-01-31T12:00:00Z,0,1,100\r
                        2026-01-31T12:00:00Z,0,2,20.5\r
                        2026-01-31T12:00:00Z,0,3,3\r
                        2026-01-31T12:00:00Z,3,1,250\r
                        2026-01-31T12:00:06.001Z,0,1,0\r
                        """));
    }

    @Test
    void aValueThatNoSensorCanMeasureIsDamageAndCostsNothingElse() throws Exception {
        assertEquals(List.of("2026-01-31T12:00:00Z 0 1=100000",
                "line 4: 2147483647 W are more than a sensor can measure: the most is 1 MW.",
                "2026-01-31T12:00:12Z 0 1=300000"), read("""
                        time_utc,sensor,channel,watts
                        2026-01-31T12:00:00Z,0,1,100
                        2026-01-31T12:00:06Z,0,1,2147483647
                        2026-01-31T12:00:12Z,0,1,300
                        """));
        assertEquals(List.of("2026-01-31T11:00:00Z/2026-01-31T13:00:00Z 0 TWO_HOURS 480",
                "line 3: 9000000 Wh in 7200 seconds are more than a sensor can measure."), read("""
                        start_utc,end_utc,sensor,store,kwh
                        2026-01-31T11:00:00Z,2026-01-31T13:00:00Z,0,hour,0.48
                        2026-01-31T13:00:00Z,2026-01-31T15:00:00Z,0,hour,9000
                        """));
    }

    @Test
    void ourOwnMemoryComesBackAsItWas() throws Exception {
        assertEquals(List.of("2026-01-31T11:00:00Z/2026-01-31T13:00:00Z 0 TWO_HOURS 480",
                "2026-01-30T23:00:00Z/2026-01-31T23:00:00Z 1 DAY 0",
                "2026-01-01T23:00:00Z/2026-01-31T23:00:00Z 0 MONTH 12345"), read("""
                        start_utc,end_utc,sensor,store,kwh
                        2026-01-31T11:00:00Z,2026-01-31T13:00:00Z,0,hour,0.48
                        2026-01-30T23:00:00Z,2026-01-31T23:00:00Z,1,day,0
                        2026-01-01T23:00:00Z,2026-01-31T23:00:00Z,0,month,12.345
                        """));
    }

    @Test
    void ourOwnSumsComeInAsMemoryWhereTheyAreKnownWell() throws Exception {
        assertEquals(List.of("2026-01-31T11:00:00Z/2026-01-31T12:00:00Z 0 TWO_HOURS 480",
                "line 3: Only 1 % of the energy's time is known."), read("""
                        start_utc,end_utc,sensor,readings,covered_s,min_w,mean_w,max_w,kwh
                        2026-01-31T11:00:00Z,2026-01-31T12:00:00Z,0,600,3600,100,480,3000,0.480123
                        2026-01-31T12:00:00Z,2026-01-31T13:00:00Z,0,2,36,100,212.5,250,0.001417
                        """));
        assertEquals(List.of("2026-01-31T11:00:00Z/2026-01-31T13:00:00Z 0 TWO_HOURS 1480",
                "line 3: Only 90 % of the energy's time is known."),
                read("""
                        start_utc,end_utc,sensor,kwh,measured,memory,estimated,\
                        measured_share,memory_share,estimated_share,missing_share
                        2026-01-31T11:00:00Z,2026-01-31T13:00:00Z,0,1.48,1,0.48,0,0.5,0.5,0,0
                        2026-01-31T13:00:00Z,2026-01-31T15:00:00Z,0,1.48,1,0.48,0,0.4,0.5,0,0.1
                        """));
    }

    @Test
    void ourOwnNotesComeBackAsTheyWere() throws Exception {
        assertEquals(List.of("2026-01-31T12:00:00Z/2026-01-31T13:00:00Z The \"oven\", twice\nand again",
                "2026-02-01T00:00:00Z/2026-02-01T00:00:00Z fridge"), read("""
                        start_utc,end_utc,text
                        2026-01-31T12:00:00Z,2026-01-31T13:00:00Z,"The ""oven"", twice
                        and again"
                        2026-02-01T00:00:00Z,2026-02-01T00:00:00Z,fridge
                        """));
    }

    /** Money must never come in as watts. */
    @Test
    void amountsOfMoneyAreNotUnderstood() throws Exception {
        String text = """
                start_utc,end_utc,sensor,gbp,measured,memory,estimated,standing_charge,measured_share,missing_share
                2026-01-31T11:00:00Z,2026-01-31T12:00:00Z,0,0.48,0.48,0,0,0,1,0
                2026-01-31T12:00:00Z,2026-01-31T13:00:00Z,0,0.48,0.48,0,0,0,1,0
                """;
        assertTrue(guess(text).problem().isPresent());
        assertThrows(ImportException.class, () -> read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp,value\n1704110400,345.5\n1704110410,346\n",
        "1704110400,345.5\n1704110410,346\n", "1704110400000\t345.5\n1704110410000\t346\n",
        "time;power\n2024-01-01T12:00:00Z;345,5\n2024-01-01T12:00:10Z;346\n",
        "\u00ef\u00bb\u00bfTime,Watts\r\n2024-01-01 12:00:00,345.5\r\n2024-01-01 12:00:10,346\r\n",
        "Date;Zeit;Leistung (W)\n01.01.2024;12:00:00;345,5\n01.01.2024;12:00:10;346,0\n",
        "when,W\n13/01/2024 12:00:00,345.5\n13/01/2024 12:00:10,346\n",
        "when,kW\n1/13/2024 12:00:00,0.3455\n1/13/2024 12:00:10,0.346\n",
        "entity_id,state,last_changed\nsensor.house_power,345.5,2024-01-01T12:00:00.000Z\nsensor.house_power,346,2024-01-01T12:00:10.000Z\n",
        "\"time\",\"power\"\n\"2024-01-01T13:00:00+01:00\",\"345.5\"\n\"2024-01-01T13:00:10+01:00\",\"346\"\n"})
    void powersOfManyShapesAreUnderstood(String text) throws Exception {
        var lines = read(text);
        String date = text.contains("13/2024") || text.contains("13/01") ? "2024-01-13" : "2024-01-01";
        assertEquals(List.of(date + "T12:00:00Z 0 1=345500", date + "T12:00:10Z 0 1=346000"), lines);
    }

    @Test
    void severalSensorsAndTheThermometerStandInColumns() throws Exception {
        assertEquals(List.of("every 60000", "2024-01-01T12:00:00Z 1 1=100000", "every 60000",
                "2024-01-01T12:00:00Z 7 1=20000", "every 60000", "2024-01-01T12:00:00Z 0C 1=-1500",
                "2024-01-01T12:01:00Z 1 1=110000", "2024-01-01T12:01:00Z 0C 1=-1400"), read("""
                        time,sensor 1 (W),sensor 7 (W),temp (C)
                        2024-01-01T12:00:00Z,100,20,-1.5
                        2024-01-01T12:01:00Z,110,,-1.4
                        """));
    }

    /** The hour of 01:00 comes twice on 2024-10-27 in London. */
    @Test
    void halfHoursOfADayWithTheClockPutBackAreTold() throws Exception {
        assertEquals(List.of("2024-10-26T23:30:00Z/2024-10-27T00:00:00Z 0 TWO_HOURS 100",
                "2024-10-27T00:00:00Z/2024-10-27T00:30:00Z 0 TWO_HOURS 101",
                "2024-10-27T00:30:00Z/2024-10-27T01:00:00Z 0 TWO_HOURS 102",
                "2024-10-27T01:00:00Z/2024-10-27T01:30:00Z 0 TWO_HOURS 103",
                "2024-10-27T01:30:00Z/2024-10-27T02:00:00Z 0 TWO_HOURS 104",
                "2024-10-27T02:00:00Z/2024-10-27T02:30:00Z 0 TWO_HOURS 105"), read("""
                        start,kWh
                        27/10/2024 00:30,0.100
                        27/10/2024 01:00,0.101
                        27/10/2024 01:30,0.102
                        27/10/2024 01:00,0.103
                        27/10/2024 01:30,0.104
                        27/10/2024 02:00,0.105
                        """));
    }

    @Test
    void hoursThatComeTwiceAreTold() throws Exception {
        assertEquals(List.of("2024-10-27T00:00:00Z/2024-10-27T01:00:00Z 0 TWO_HOURS 101",
                "2024-10-27T01:00:00Z/2024-10-27T02:00:00Z 0 TWO_HOURS 103",
                "2024-10-27T02:00:00Z/2024-10-27T03:00:00Z 0 TWO_HOURS 105",
                "2024-10-27T03:00:00Z/2024-10-27T04:00:00Z 0 TWO_HOURS 106"), read("""
                        start,kWh
                        2024-10-27 01:00,0.101
                        2024-10-27 01:00,0.103
                        2024-10-27 02:00,0.105
                        2024-10-27 03:00,0.106
                        """));
    }

    @Test
    void aTimeThatNoClockHasShownIsLeftOut() throws Exception {
        var lines = read("time,W\n2024-03-31 00:59:50,1\n2024-03-31 01:00:00,2\n2024-03-31 02:00:00,3\n");
        assertEquals(List.of("2024-03-31T00:59:50Z 0 1=1000", "line 3: 2024-03-31 01:00:00 is no time.",
                "2024-03-31T01:00:00Z 0 1=3000"), lines.stream().filter(line -> !line.startsWith("every")).toList());
    }

    /** A day of 23 hours, a month of 31 days: by the calendar. As the first program wrote them. */
    @Test
    void daysAndMonthsAreThoseOfTheCalendar() throws Exception {
        assertEquals(List.of("2024-03-30T00:00:00Z/2024-03-31T00:00:00Z 0 DAY 8000",
                "2024-03-31T00:00:00Z/2024-03-31T23:00:00Z 0 DAY 9000",
                "2024-03-31T23:00:00Z/2024-04-01T23:00:00Z 0 DAY 7000"),
                read("Date,kWH\n2024-03-30,8\n2024-03-31,9\n2024-04-01,7\n"));
        assertEquals(List.of("2024-01-01T00:00:00Z/2024-02-01T00:00:00Z 0 MONTH 80000",
                "2024-02-01T00:00:00Z/2024-03-01T00:00:00Z 0 MONTH 70000",
                "2024-03-01T00:00:00Z/2024-03-31T23:00:00Z 0 MONTH 60500"),
                read("Date,kWH\n2024-01-01,80\n2024-02-01,70\n2024-03-01,60.5\n"));
        assertEquals(List.of("2024-01-01T11:00:00Z/2024-01-01T13:00:00Z 0 TWO_HOURS 480",
                "2024-01-01T13:00:00Z/2024-01-01T15:00:00Z 0 TWO_HOURS 481"),
                read("Date,Time,kWH\n2024-01-01,11:00:00,0.48\n2024-01-01,13:00:00,0.481\n"));
    }

    /** The first program called its live kilowatts kWH. */
    @Test
    void liveKilowattsOfTheFirstProgramAreNoEnergy() throws Exception {
        assertEquals(List.of("2024-01-01T11:00:00Z 0 1=480000", "2024-01-01T11:00:06Z 0 1=481000"),
                read("Time,kWH\n2024-01-01 11:00:00,0.48\n2024-01-01 11:00:06,0.481\n"));
    }

    @Test
    void energyOfFiveMinutesIsTheirPower() throws Exception {
        assertEquals(List.of("every 300000", "2024-01-01T11:00:00Z 0 1=600000", "2024-01-01T11:05:00Z 0 1=1200000"),
                read("time,Wh\n2024-01-01T11:00:00Z,50\n2024-01-01T11:05:00Z,100\n"));
    }

    @Test
    void whatCannotBeReadIsToldByItsLine() throws Exception {
        String text = """
                time,kWh

                2024-01-01T11:00:00Z,0.5
                rubbish,0.5
                2024-01-01T13:00:00Z,a lot
                2024-01-01T15:00:00Z,-1
                2024-01-01T17:00:00Z
                2024-01-01T19:00:00Z,99999999999999999999999
                2024-01-01T21:00:00Z,0.7
                2024-01-01T23:00:00Z,0.8
                """;
        assertEquals(List.of("2024-01-01T11:00:00Z/2024-01-01T13:00:00Z 0 TWO_HOURS 500",
                "line 4: rubbish is no time.", "line 5: a lot is no number.",
                "line 6: The energy is negative, which a meter's memory can't hold.",
                "line 8: 99999999999999999999999 is no number.",
                "2024-01-01T21:00:00Z/2024-01-01T23:00:00Z 0 TWO_HOURS 700",
                "2024-01-01T23:00:00Z/2024-01-02T01:00:00Z 0 TWO_HOURS 800"), read(text));
        var rows = new CsvSource(input(text), guess(text), "Home").preview(2);
        assertEquals(List.of(3L, 4L), rows.stream().map(row -> row.line()).toList());
        assertEquals(Optional.of(new TimeRange(Instant.parse("2024-01-01T11:00:00Z"),
                Instant.parse("2024-01-01T13:00:00Z"))), rows.getFirst().time());
        assertEquals(Optional.empty(), rows.getFirst().problem());
        assertEquals(Optional.of("rubbish is no time."), rows.getLast().problem());
        assertEquals(List.of("rubbish", "0.5"), rows.getLast().fields());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "hello", "a,b,c\n1,2,3\n4,5,6\n", "name,age\nAnn,5\n"})
    void whatIsNoTableOfTimesIsNotGuessed(String text) throws Exception {
        assertTrue(CsvSource.guess(input(text), LONDON).flatMap(one -> one.problem().isEmpty()
                ? Optional.of(one)
                : Optional.empty()).isEmpty());
    }

    @Test
    void aMappingHasATextForm() throws Exception {
        var base = CsvMapping.standard(LONDON);
        String text = "columns=time,clock,end,-,kWh:12,W:3,sensor,channel,text,covered,missing,C,Wh,kW;separator=semicolon;"
                + "header=no;decimal=comma;time=dd.MM.yyyy HH:mm;zone=Europe/Berlin;every=30m";
        assertEquals(text, CsvMapping.parse(text, base).toString());
        assertEquals(CsvMapping.parse(text, base), CsvMapping.parse(CsvMapping.parse(text, base).toString(), base));
        assertEquals(base, CsvMapping.parse(" ; ", base));
        assertEquals(
                "columns=time,W;separator=tab;header=yes;decimal=point;time=milliseconds;zone=Europe/London;every=1mo",
                CsvMapping.parse("columns=time W;separator=tab;time=milliseconds;every=1mo", base).toString());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(delimiter = '|', value = {"columns=time,gas | gas",
        "columns=time:3,W | time:3", "every=soon | soon",
        "zone=Mars | Mars", "time=dd.MM.QQQQQQQQ | QQ", "decimal=maybe | decimal=maybe", "nonsense | nonsense",
        "separator=x | separator=x"})
    void aWrongMappingIsNamed(String text, String named) {
        var refused = assertThrows(ImportException.class, () -> CsvMapping.parse(text, CsvMapping.standard(LONDON)));
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"columns=W", "columns=time,-", "columns=time,kWh"})
    void aMappingThatLacksSomethingSaysSo(String text) throws Exception {
        assertTrue(CsvMapping.parse(text, CsvMapping.standard(LONDON)).problem().isPresent());
    }

    @Test
    void aFileReadByAMappingOfTheUsersOwn() throws Exception {
        var mapping = CsvMapping.parse("columns=-,time,W:4;header=no;time=HH:mm:ss d MMMM yyyy;zone=America/New_York",
                CsvMapping.standard(LONDON));
        assertEquals(List.of("2024-07-04T04:00:30Z 4 1=12000"), read("x,00:00:30 4 July 2024,12\n", mapping));
    }

    @Test
    void whatACounterShowsIsTheEnergyBetweenItsRows() throws Exception {
        String counter = """
                time;total kWh
                2026-01-31T11:00:00Z;1000,0004
                2026-01-31T12:00:00Z;1000,5008
                2026-01-31T13:00:00Z;1001,0012
                2026-01-31T13:05:00Z;1001,1012
                """;
        assertEquals(List.of("2026-01-31T11:00:00Z/2026-01-31T12:00:00Z 0 TWO_HOURS 501",
                "2026-01-31T12:00:00Z/2026-01-31T13:00:00Z 0 TWO_HOURS 500", "every 3600000",
                "2026-01-31T13:00:00Z 0 1=1200000"), read(counter));
        var mapping = CsvMapping.parse("columns=time,kWh-count:2", guess(counter));
        assertEquals("columns=time,kWh-count:2", mapping.toString().split(";")[0]);
        assertEquals(List.of("2026-01-31T11:00:00Z/2026-01-31T12:00:00Z 2 TWO_HOURS 1500",
                "line 4: 0 is less than the count before: the counter was reset, and what was used in between is not "
                        + "known.",
                "2026-01-31T13:00:00Z/2026-01-31T14:00:00Z 2 TWO_HOURS 250"), read("""
                        time;total kWh
                        2026-01-31T11:00:00Z;1000
                        2026-01-31T12:00:00Z;1001,5
                        2026-01-31T13:00:00Z;0
                        2026-01-31T14:00:00Z;0,25
                        """, mapping));
    }

    private static List<Reading> counted(String text, CsvMapping mapping) throws Exception {
        var readings = new ArrayList<Reading>();
        var found = new Found() {
            @Override
            public void reading(SeriesKey series, Reading reading) {
                readings.add(reading);
            }

            @Override
            public void expect(SeriesKey series, long nominalMillis) {
                // what was counted is not held
            }
        };
        new CsvSource(input(text), mapping, "Home").read(found, part -> {
        });
        assertEquals(List.of(), found.lines);
        return readings;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatACounterShowsCoversTheTimeBetweenItsRowsAndMayRunBackwards(boolean newestFirst) throws Exception {
        var rows = new ArrayList<>(List.of("2026-01-31T11:00:00Z,100.0", "2026-01-31T11:05:00Z,100.05",
                "2026-01-31T11:05:26Z,100.051", "2026-01-31T11:15:26Z,100.041"));
        if (newestFirst) {
            Collections.reverse(rows);
        }
        var readings = new ArrayList<>(counted("time,total kWh\n" + String.join("\n", rows) + "\n",
                CsvMapping.parse("columns=time,kWh-count", guess("time,total kWh\n" + rows.getFirst() + "\n"))));
        readings.sort(Comparator.comparing(Reading::timeMillis));
        long start = Instant.parse("2026-01-31T11:00:00Z").toEpochMilli();
        assertEquals(List.of(300_000L, 26_000L, 600_000L), readings.stream().map(Reading::intervalMillis).toList());
        assertEquals(Reading.counted(start, 300_000, 600_000), readings.getFirst());
        assertEquals(Reading.counted(start + 326_000, 600_000, -60_000), readings.getLast());
    }

    @Test
    void energyOfFiveMinutesCoversThem() throws Exception {
        String text = """
                start_utc,end_utc,sensor,store,kwh
                2026-01-31T11:00:00Z,2026-01-31T11:05:00Z,0,hour,0.05
                2026-01-31T13:00:00Z,2026-01-31T13:05:00Z,0,hour,0.1
                """;
        assertEquals(List.of(Reading.counted(Instant.parse("2026-01-31T11:00:00Z").toEpochMilli(), 300_000, 600_000),
                Reading.counted(Instant.parse("2026-01-31T13:00:00Z").toEpochMilli(), 300_000, 1_200_000)),
                counted(text, guess(text)));
    }

    @Test
    void manyRowsThatNeverFallAreACounterWhateverItsName() throws Exception {
        var rising = new StringBuilder("time,kwh\n");
        var falling = new StringBuilder("time,kwh\n");
        for (int hour = 0; hour < 12; hour++) {
            rising.append("2026-01-31T%02d:00:00Z,%d\n".formatted(hour, 500 + hour / 2));
            falling.append("2026-01-31T%02d:00:00Z,%d\n".formatted(hour, hour == 11 ? 1 : hour));
        }
        assertEquals("columns=time,kWh-count", guess(rising.toString()).toString().split(";")[0]);
        assertEquals("columns=time,kWh", guess(falling.toString()).toString().split(";")[0]);
    }

    @Test
    void oneBadRowAmongFewLeavesTheOthersUnderstood() throws Exception {
        assertEquals(List.of("2026-01-31T12:00:00Z 0 1=100000", "line 3: n/a is no number.",
                "2026-01-31T12:00:12Z 0 1=120000"), read("""
                        time,watts
                        2026-01-31T12:00:00Z,100
                        2026-01-31T12:00:06Z,n/a
                        2026-01-31T12:00:12Z,120
                        """));
        assertEquals(List.of("2026-01-31T12:00:00Z 0 1=100000", "line 3: yesterday is no time.",
                "2026-01-31T12:00:12Z 0 1=120000"), read("""
                        time,watts
                        2026-01-31T12:00:00Z,100
                        yesterday,110
                        2026-01-31T12:00:12Z,120
                        """));
    }

    @Test
    void notesBesideValuesMayBeMissing() throws Exception {
        assertEquals(List.of("2026-01-31T12:00:00Z 0 1=100000",
                "2026-01-31T12:00:06Z/2026-01-31T12:00:06Z kettle", "2026-01-31T12:00:06Z 0 1=2000000"), read("""
                        time,watts,note
                        2026-01-31T12:00:00Z,100,
                        2026-01-31T12:00:06Z,2000,kettle
                        """));
    }

    @Test
    void wordsOfAMappingAreUnderstoodAsNamesOfColumns() throws Exception {
        String rows = "2026-01-01T00:00:00Z,100,21.5,7\n2026-01-01T00:00:10Z,110,21.6,8\n";
        assertEquals("columns=time,W,C,-", guess("time,W:0,C:0,what\n" + rows).toString().split(";")[0]);
        assertEquals("columns=time,W:3,C,W:5", guess("time,W:3,C,W:5\n" + rows).toString().split(";")[0]);
        assertEquals("columns=time,W,C,kWh:3", guess("time,W,C,kWh:3\n" + rows).toString().split(";")[0]);
    }
}
