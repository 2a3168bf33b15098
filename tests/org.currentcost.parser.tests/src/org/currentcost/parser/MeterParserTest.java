package org.currentcost.parser;

import static org.currentcost.parser.MeterEvent.ABSENT;
import static org.currentcost.parser.MeterEvent.NO_PULSES;
import static org.currentcost.parser.SampleMessages.CC128;
import static org.currentcost.parser.SampleMessages.bytes;
import static org.currentcost.parser.SampleMessages.drain;
import static org.currentcost.parser.SampleMessages.feed;
import static org.currentcost.parser.SampleMessages.live;
import static org.currentcost.parser.SampleMessages.parse;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import org.currentcost.parser.MeterEvent.Block;
import org.currentcost.parser.MeterEvent.Damage;
import org.currentcost.parser.MeterEvent.History;
import org.currentcost.parser.MeterEvent.Live;
import org.currentcost.parser.MeterEvent.Reason;
import org.currentcost.parser.MeterEvent.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the messages of each model mean, and each quirk of the meters that meets the parser. */
class MeterParserTest {

    private static final int MORNING = (9 * 60 + 41) * 60 + 7;
    private static final Live CC128_EVENT = new Live("CC128-v1.29", 19, MORNING, 18_200, 0, 77, 1, 417, ABSENT, ABSENT,
            NO_PULSES, ABSENT);

    // Models

    @Test
    void readsLiveOfCc128() {
        assertEquals(List.of(CC128_EVENT), parse(CC128 + "\r\n"));
    }

    @Test
    void readsThreeClamps() {
        assertEquals(List.of(new Live("CC128-v1.31", 310, 62_458, 21_400, 0, 2290, 1, 250, 0, 3100, NO_PULSES, ABSENT)),
                parse(SampleMessages.CC128_THREE_CLAMPS));
    }

    @Test
    void readsClassicOfGeneration1() {
        assertEquals(List.of(new Live("CC02", 1812, 14_971, 16_900, 0, 2017, 1, 612, 0, 0, NO_PULSES, ABSENT)),
                parse(SampleMessages.CLASSIC_GENERATION_1));
    }

    @Test
    void readsLiveOfClassic() {
        assertEquals(List.of(new Live("CC02-v1.06", 64, 79_517, 24_000, 0, 77, 1, 1984, 144, 144, NO_PULSES, ABSENT)),
                parse(SampleMessages.CLASSIC));
    }

    @Test
    void readsLiveThenHistoryOfClassicAsOneMessage() {
        MeterParser parser = new MeterParser();
        feed(parser, bytes(SampleMessages.CLASSIC_WITH_HISTORY));
        Live live = new Live("CC02-v1.06", 64, 79_517, 24_000, 0, 77, 1, 1984, 144, 144, NO_PULSES, ABSENT);
        History history = new History("CC02-v1.06", 64, 79_517, 1,
                List.of(new Block(0, Span.HOURS, 2, 300), new Block(0, Span.HOURS, 4, 1700),
                        new Block(0, Span.HOURS, 6, 10_200), new Block(0, Span.DAYS, 1, 12_000),
                        new Block(0, Span.DAYS, 31, 0), new Block(0, Span.MONTHS, 1, 371_000),
                        new Block(0, Span.MONTHS, 12, 52_000), new Block(0, Span.YEARS, 1, 0),
                        new Block(0, Span.YEARS, 4, 850_000)));
        assertEquals(List.of(live, history), drain(parser));
        assertEquals(1, parser.messages());
    }

    @Test
    void readsHistoryWithZeros() {
        assertEquals(
                List.of(new History("CC128-v1.29", 402, 46_910, 1,
                        List.of(new Block(0, Span.HOURS, 746, 2125), new Block(0, Span.HOURS, 744, 480),
                                new Block(9, Span.HOURS, 746, 0), new Block(9, Span.HOURS, 744, 31)))),
                parse(SampleMessages.HISTORY));
    }

    @Test
    void readsHistoryOfVersion009() {
        assertEquals(
                List.of(new History("CC128-v0.09", 2, 78_000, 1,
                        List.of(new Block(0, Span.HOURS, 6, 1501), new Block(0, Span.HOURS, 4, 733),
                                new Block(1, Span.HOURS, 6, 0), new Block(1, Span.HOURS, 4, 0)))),
                parse(SampleMessages.HISTORY_V009));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void readsPulses(int type) {
        Live expected = new Live("CC128-v1.48.03", 4, 21_630, 19_500, 0, 1500, type, ABSENT, ABSENT, ABSENT, 28_110,
                1000);
        assertEquals(List.of(expected), parse(SampleMessages.PULSES.replace("<type>2", "<type>" + type)));
    }

    @ParameterizedTest
    @CsvSource({"0989912344,0001,989912344,1", "9999999999,0,9999999999,0"})
    void quirk22ReadsCountersOfTenDigitsAndUnsetUnits(String imp, String ipu, long pulses, int pulsesPerUnit) {
        String text = SampleMessages.PULSES.replace("0000028110", imp).replace("<ipu>1000", "<ipu>" + ipu);
        Live live = assertInstanceOf(Live.class, parse(text).getFirst());
        assertEquals(pulses, live.pulses());
        assertEquals(pulsesPerUnit, live.pulsesPerUnit());
        assertEquals(0, live.sensor());
    }

    @Test
    void readsChannelsAndPulsesInOneMessage() {
        Live live = onlyLive(CC128.replace("</msg>", "<imp>0000000012</imp><ipu>500</ipu></msg>"));
        assertEquals(417, live.watts1());
        assertEquals(12, live.pulses());
        assertEquals(500, live.pulsesPerUnit());
    }

    @Test
    void readsNegativeWatts() {
        assertEquals(-417, onlyLive(CC128.replace("00417", "-0417")).watts1());
    }

    @Test
    void quirk18KeepsZeroWatts() {
        assertEquals(0, onlyLive(CC128.replace("00417", "00000")).watts1());
    }

    @Test
    void readsFieldsInAnyOrder() {
        String shuffled = "<msg><ch1><watts>00417</watts></ch1><type>1</type><id>00077</id><sensor>0</sensor>"
                + "<tmpr>18.2</tmpr><time>09:41:07</time><dsb>00019</dsb><src>CC128-v1.29</src></msg>";
        assertEquals(List.of(CC128_EVENT), parse(shuffled));
        String late = "<msg><hist><data><h004>1.000</h004><sensor>3</sensor></data></hist><src>CC128-v1.29</src></msg>";
        assertEquals(List.of(new History("CC128-v1.29", ABSENT, ABSENT, 1, List.of(new Block(3, Span.HOURS, 4, 1000)))),
                parse(late));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<uid>1234567890ABCDEF</uid>", "<uid/>", "<uid />", "<a b='1'  c = \"2\"/>",
        "<longerThanAWord><sensor>5</sensor>text</longerThanAWord >", "<ch9><watts>1</watts></ch9>",
        "<watts>9</watts>", "<data/>"})
    void passesOverUnknownElements(String unknown) {
        assertEquals(List.of(CC128_EVENT), parse(CC128.replace("<dsb>", unknown + "<dsb>")));
    }

    @Test
    void readsUnpaddedHour() {
        assertEquals(MORNING, onlyLive(CC128.replace("09:41:07", "9:41:07")).secondOfDay());
    }

    @Test
    void givesTheSameStringForTheSameMeter() {
        List<MeterEvent> events = parse(CC128 + CC128 + SampleMessages.CLASSIC + SampleMessages.CLASSIC_WITH_HISTORY);
        assertSame(((Live) events.get(0)).source(), ((Live) events.get(1)).source());
        assertSame(((Live) events.get(2)).source(), ((History) events.get(4)).source());
    }

    @ParameterizedTest
    @CsvSource({"0.000,0", "3.735,3735", "12.5,12500", "000.3,300", "1152.25,1152250", "597.250,597250",
        "-2024.3,-2024300", "-0.125,-125", "0382,382000", "0000600,600000"})
    void quirk17ReadsEnergyExactly(String kilowattHours, long wattHours) {
        History history = assertInstanceOf(History.class,
                parse(SampleMessages.HISTORY.replace("2.125", kilowattHours)).getFirst());
        assertEquals(wattHours, history.blocks().getFirst().wattHours());
    }

    @Test
    void readsEverySpanOfCc128() {
        String text = SampleMessages.HISTORY.replace("h746", "d090").replace("h744", "m084");
        History history = assertInstanceOf(History.class, parse(text).getFirst());
        assertEquals(new Block(0, Span.DAYS, 90, 2125), history.blocks().get(0));
        assertEquals(new Block(0, Span.MONTHS, 84, 480), history.blocks().get(1));
    }

    // Quirks of the stream

    @ParameterizedTest
    @ValueSource(strings = {"29</src><dsb>00019</dsb></msg>\r\n", "s>00417</watts></ch1></msg>", "</msg>", "g>\r\n"})
    void quirk1PassesOverATailAtTheBeginning(String tail) {
        assertEquals(List.of(CC128_EVENT), parse(tail + CC128));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00fc", "\u00ef", "\u00c3\u00bc", "msg =", " ", "EOM\r\n", "\r", "\n", "b'", "<",
        "<ms"})
    void quirk2PassesOverWhatStandsBetweenMessages(String noise) {
        assertEquals(List.of(CC128_EVENT, CC128_EVENT), parse(noise + CC128 + noise + CC128 + noise));
    }

    @Test
    void quirk3RemovesZeroBytes() {
        String zeros = CC128.chars().mapToObj(c -> (char) c + "\0").collect(Collectors.joining());
        assertEquals(List.of(CC128_EVENT), parse(zeros));
        assertEquals(List.of(CC128_EVENT), parse("\0\0\0\0\0\0\0\0\0" + CC128.replace("<src>", "<s\0\0rc>") + "\0"));
    }

    @Test
    void quirk4ReadsManyMessagesInOneLineAndWithoutLines() {
        assertEquals(List.of(CC128_EVENT, CC128_EVENT, CC128_EVENT), parse(CC128 + CC128 + " , " + CC128));
    }

    @Test
    void quirk5BeginsAgainAtTheLastStart() {
        String lost = CC128.substring(0, 40) + "\r\n";
        assertEquals(List.of(damage(Reason.TRUNCATED, lost), damage(Reason.TRUNCATED, "<msg>"), CC128_EVENT),
                parse(lost + "<msg>" + CC128));
    }

    @Test
    void tellsOfATailAfterAMessage() {
        String tail = "17</watts></ch1></msg>";
        assertEquals(List.of(CC128_EVENT, damage(Reason.TRUNCATED, tail), CC128_EVENT),
                parse(CC128 + "\r\n" + tail + "\r\n" + CC128));
    }

    @Test
    void tellsOfASecondTail() {
        assertEquals(List.of(damage(Reason.TRUNCATED, "two</msg>")), parse("one</msg>\r\ntwo</msg>"));
    }

    @Test
    void endOfInputTellsOfAnUnfinishedMessageOnly() {
        assertEquals(List.of(CC128_EVENT, damage(Reason.TRUNCATED, "<msg><src>CC")), parse(CC128 + "\r\n<msg><src>CC"));
        assertEquals(List.of(CC128_EVENT), parse(CC128 + "\r\n<ms"));
    }

    @Test
    void quirk8SilenceEndsAMessageAndItsRestIsNoNews() {
        MeterParser parser = new MeterParser();
        feed(parser, bytes(CC128 + CC128.substring(0, 50)));
        parser.silence();
        parser.silence();
        feed(parser, bytes(CC128.substring(50) + CC128));
        assertEquals(List.of(CC128_EVENT, damage(Reason.TRUNCATED, CC128.substring(0, 50)), CC128_EVENT),
                drain(parser));
        parser.silence();
        assertNull(parser.next());
    }

    @Test
    void endOfInputMayBeFollowedByAnotherStream() {
        MeterParser parser = new MeterParser();
        feed(parser, bytes(CC128));
        parser.endOfInput();
        feed(parser, bytes("00417</watts></ch1></msg>" + CC128));
        parser.endOfInput();
        assertEquals(List.of(CC128_EVENT, CC128_EVENT), drain(parser));
        assertEquals(2, parser.messages());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 14, 99})
    void readsSensorsOfMetersThatHaveMoreThanNine(int sensor) {
        var live = assertInstanceOf(MeterEvent.Live.class,
                parse(CC128.replace("<sensor>0<", "<sensor>" + sensor + "<")).getFirst());
        assertEquals(sensor, live.sensor());
        var history = assertInstanceOf(History.class, parse("<msg><src>CC128-v1.36</src><hist><data><sensor>" + sensor
                + "</sensor><h004>0.125</h004></data></hist></msg>").getFirst());
        assertEquals(sensor, history.blocks().getFirst().sensor());
    }

    @Test
    void quirk8ReadsLongHistory() {
        StringBuilder text = new StringBuilder("<msg><src>CC128-v1.29</src><hist>");
        for (int sensor = 0; sensor < 10; sensor++) {
            text.append("<data><sensor>").append(sensor).append("</sensor>");
            for (int index = 746; index > 4; index -= 4) {
                text.append("<h").append(index).append(">0.125</h").append(index).append(">");
            }
            text.append("</data>");
        }
        text.append("</hist></msg>");
        History history = assertInstanceOf(History.class, parse(text.toString()).getFirst());
        assertEquals(1860, history.blocks().size());
        assertEquals(1860 * 125, history.blocks().stream().mapToLong(Block::wattHours).sum());
    }

    @ParameterizedTest
    @ValueSource(ints = {-6, -5, -4, -3, -2, -1, 0, 1, 2, 100, 70_000})
    void quirk8GivesUpAMessageAfter64KilobytesButNotTheNextOne(int beyond) {
        String endless = "<msg><src>" + "x".repeat(MeterParser.LONGEST_MESSAGE - 10 + beyond);
        List<MeterEvent> events = parse(endless + CC128 + "\r\n" + CC128);
        assertEquals(3, events.size());
        assertEquals(CC128_EVENT, events.get(1));
        assertEquals(CC128_EVENT, events.get(2));
        Damage damage = assertInstanceOf(Damage.class, events.get(0));
        // a "<msg>" inside the limit shows first that this one was cut
        assertEquals(beyond + "<msg>".length() <= 0 ? Reason.TRUNCATED : Reason.TOO_LONG, damage.reason());
        assertArrayEquals(bytes(endless.substring(0, Damage.KEPT_BYTES)), damage.bytes());
        assertEquals(Math.min(endless.length(), MeterParser.LONGEST_MESSAGE), damage.length());
    }

    @Test
    void tellsOnceOfAMessageThatIsTooLong() {
        String endless = "<msg><src>" + "x".repeat(3 * MeterParser.LONGEST_MESSAGE) + "</src></msg>\r\n";
        List<MeterEvent> events = parse(endless + CC128);
        assertEquals(2, events.size());
        assertEquals(Reason.TOO_LONG, assertInstanceOf(Damage.class, events.get(0)).reason());
        assertEquals(CC128_EVENT, events.get(1));
    }

    // Quirks inside messages

    @ParameterizedTest
    @ValueSource(strings = {"<id>00077</i\u001a>", "<id>00077</idd>", "<id>00077</dsb>", "<id>00077", "00077</id>",
        "<id>000\u000777</id>", "<id>00077</id></x>", "<x><id>00077</x></id>", "<>00077</>", "<1d>5</1d>",
        "<id a>00077</id>", "<id a=5>00077</id>", "<id a='5'b='6'>00077</id>", "<id a='<'>00077</id>",
        "<id\u00fc>00077</id\u00fc>", "<!-- a -- b -->", "<!-- no end", "<!-- \u0001 -->", "<id>\u007f</id>",
        "<elementOfAnyLength>0</elementOfAnyLengths>", "<elementOfAnyLength>0</elementOfAnyLengt>"})
    void quirk6RefusesWhatIsNotWellFormed(String wrong) {
        assertDamage(Reason.MALFORMED, CC128.replace("<id>00077</id>", wrong));
    }

    @Test
    void refusesToGoTooDeep() {
        // the message itself is a level
        int deepest = MessageReader.DEEPEST - 1;
        assertEquals(List.of(CC128_EVENT),
                parse(CC128.replace("<id>", "<a>".repeat(deepest) + "</a>".repeat(deepest) + "<id>")));
        assertDamage(Reason.MALFORMED,
                CC128.replace("<id>", "<a>".repeat(deepest + 1) + "</a>".repeat(deepest + 1) + "<id>"));
    }

    @ParameterizedTest
    @CsvSource({"<watts>00417,<watts>p", "<watts>00417,<watts>0041a", "<watts>00417,<watts>", "<watts>00417,<watts>-",
        "<watts>00417,<watts>41.7", "<watts>00417,<watts>+0417", "<watts>00417,<watts>99999999999",
        "<watts>00417,<watts>0 417", "<watts>00417<,<watts>0417 <", "<watts>00417,<watts><x/>417",
        "<ch1><watts>,<ch1>x<watts>", "</watts></ch1>,</watts><watts>1</watts></ch1>", "<tmpr>18.2,<tmpr>2a.4",
        "<tmpr>18.2,<tmpr>18.", "<tmpr>18.2,<tmpr>1.8.2", "<tmpr>18.2,<tmpr>--1.2", "<tmpr>18.2,<tmpr>1 8.2",
        "<tmpr>18.2,<tmpr>18.2345", "<tmpr>18.2,<tmpr>1800.2", "<sensor>0,<sensor>p", "<sensor>0,<sensor>100",
        "<sensor>0,<sensor>-1", "<sensor>0,<sensor>", "<id>00077,<id>0x77", "<type>1,<type>0", "<type>1,<type>5",
        "<type>1,<type>", "<dsb>00019,<dsb>-0019", "<dsb>00019,<dsb>", "<dsb>00019,<dsb>99999999999",
        "09:41:07,24:00:00", "09:41:07,09:60:00", "09:41:07,09:41:60", "09:41:07,9:1:7", "09:41:07,09:41",
        "09:41:07,", "09:41:07,09.41.07", "09:41:07,009:41:07", "09:41:07,-9:41:07", "<src>CC128-v1.29,<src>",
        "<src>CC128-v1.29,<src>CC128 v1.29", "<id>00077</id>,<id>00077</id><id>00077</id>",
        "<dsb>00019</dsb>,<dsb>00019</dsb>lost", "</src>,</src><src>CC128-v1.29</src>"})
    void quirk7RefusesAMessageWithAWrongValueAsAWhole(String right, String wrong) {
        assertDamage(Reason.BAD_VALUE, CC128.replace(right, wrong == null ? "" : wrong));
    }

    @ParameterizedTest
    @CsvSource({"2.125,", "2.125,x", "2.125,2.1250", "2.125,2.", "2.125,.", "2.125,-", "<sensor>9,<sensor>100",
        "kwhr,litre", "kwhr,", "h746,h000", "<type>1,<type>x", "<dsw>00403,<dsw>-"})
    void refusesAHistoryWithAWrongValueAsAWhole(String right, String wrong) {
        assertDamage(Reason.BAD_VALUE, SampleMessages.HISTORY.replace(right, wrong == null ? "" : wrong));
    }

    @ParameterizedTest
    @CsvSource({"<hr>22,<hr>24", "<min>05,<min>60", "<sec>17,<sec>1x", "<name>CC02,<name>C C", "<d01>0012,<d01>",
        "<sver>1.06,<sver>1\u00fc06"})
    void refusesAClassicWithAWrongValueAsAWhole(String right, String wrong) {
        assertDamage(Reason.BAD_VALUE, SampleMessages.CLASSIC_WITH_HISTORY.replace(right, wrong == null ? "" : wrong));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<src>CC128-v1.29</src>", "<sensor>0</sensor>", "<type>1</type>",
        "<ch1><watts>00417</watts></ch1>", "<watts>00417</watts>"})
    void refusesAMessageWithoutWhatEveryMessageHas(String missing) {
        assertDamage(Reason.INCOMPLETE, CC128.replace(missing, ""));
    }

    @Test
    void refusesHistoryOfNoSensorAndHalfAClock() {
        assertDamage(Reason.INCOMPLETE, SampleMessages.HISTORY.replace("<sensor>9</sensor>", ""));
        assertDamage(Reason.INCOMPLETE, SampleMessages.CLASSIC.replace("<sec>17</sec>", ""));
        assertDamage(Reason.INCOMPLETE, SampleMessages.CLASSIC.replace("<name>CC02</name>", ""));
    }

    @Test
    void dayClockTemperatureAndIdMayBeAbsent() {
        Live live = onlyLive(CC128.replaceAll("<(dsb|time|tmpr|id)>[^<]*</\\1>", ""));
        assertEquals(new Live("CC128-v1.29", ABSENT, ABSENT, ABSENT, 0, ABSENT, 1, 417, ABSENT, ABSENT, NO_PULSES,
                ABSENT),
                live);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"<tmpr>18.7</tmpr>,18700", "<tmpr>\" 9.8\"</tmpr>,9800",
        "<tmpr> 9.8</tmpr>,9800", "<tmpr>-0.5</tmpr>,-500", "<tmpr> -4.0</tmpr>,-4000", "<tmpr>00.0</tmpr>,0",
        "<tmpr> 0.0</tmpr>,0", "<tmpr>21</tmpr>,21000", "<tmpr>21.25</tmpr>,21250", "<tmpr>.5</tmpr>,500",
        "<tmprF>68.7</tmprF>,20389", "<tmprF>79.5</tmprF>,26389", "<tmprF> 32.0</tmprF>,0",
        "<tmprF>-4.0</tmprF>,-20000", "<tmprF>212</tmprF>,100000", "<tmpr>26.4</tmpr><tmprF>79.6</tmprF>,26400",
        "<tmprF>79.6</tmprF><tmpr>26.4</tmpr>,26400"})
    void quirk9ReadsTemperatures(String elements, int milliCelsius) {
        String unquoted = elements.replace("\"", "");
        assertEquals(milliCelsius, onlyLive(CC128.replace("<tmpr>18.2</tmpr>", unquoted)).milliCelsius());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<tmpr>  .0</tmpr>", "<tmpr>.0</tmpr>", "<tmpr>    </tmpr>", "<tmpr></tmpr>",
        "<tmprF>  .0</tmprF>"})
    void quirk9KnowsThatThereIsNoThermometer(String elements) {
        assertEquals(ABSENT, onlyLive(CC128.replace("<tmpr>18.2</tmpr>", elements)).milliCelsius());
    }

    @Test
    void quirk9TakesFahrenheitWhereCelsiusIsEmpty() {
        assertEquals(20_000, onlyLive(CC128.replace("<tmpr>18.2", "<tmprF>68.0</tmprF><tmpr>  .0")).milliCelsius());
    }

    @Test
    void quirk13ReadsPrettyPrintedMessagesWithComments() {
        assertEquals(List.of(new Live("CC128-v1.29", 19, MORNING, 18_200, 4, 77, 1, 318, ABSENT, ABSENT, NO_PULSES,
                ABSENT)),
                parse(SampleMessages.PRETTY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00\r\n417", "\n00417\n", " 00417 ", "\t00417\t", "0041\n   7", "<!---->00417",
        "00417<!-- W -->",
        "00<!-- a --><!-- b -->417", "00\n<!-- a -->\n417"})
    void quirk13ReadsNumbersBrokenByLinesAndComments(String number) {
        assertEquals(417, onlyLive(CC128.replace("00417", number)).watts1());
    }

    @Test
    void quirk24ReadsAnyDayCounterAndId() {
        Live live = onlyLive(CC128.replace("<dsb>00019", "<dsb>00001").replace("<id>00077", "<id>12345"));
        assertEquals(1, live.daysSinceBirth());
        assertEquals(12_345, live.radioId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<id>&lol;</id>", "<id>&#48;</id>", "<id>&amp;</id>", "<!DOCTYPE msg>", "<!ENTITY x 'y'>",
        "<![CDATA[77]]>", "<?xml version='1.0'?>", "<?php ?>", "<id a='&x;'>00077</id>", "<!>"})
    void quirk25RefusesEntitiesAndDeclarations(String attack) {
        assertDamage(Reason.FORBIDDEN, CC128.replace("<id>00077</id>", attack));
    }

    @Test
    void quirk25RefusesTheMessageOfADocumentType() {
        String attack = "<!DOCTYPE msg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><msg><src>&b;</src></msg>";
        assertEquals(List.of(damage(Reason.FORBIDDEN, attack), CC128_EVENT), parse("<?xml version='1.0'?>" + attack
                + CC128));
        String harmless = "<!DOCTYPE msg SYSTEM \"file:///etc/hostname\">\n" + CC128;
        assertEquals(List.of(damage(Reason.FORBIDDEN, harmless), CC128_EVENT), parse(harmless + "\n" + CC128));
        String cut = "<!ENTITY x ''><msg><src>";
        assertEquals(List.of(damage(Reason.FORBIDDEN, cut), CC128_EVENT), parse(cut + CC128));
        assertEquals(List.of(damage(Reason.FORBIDDEN, cut)), parse(cut));
    }

    @Test
    void damageKeepsTheBeginningOfLongMessages() {
        String text = CC128.replace("CC128", "C".repeat(600));
        Damage damage = assertInstanceOf(Damage.class, parse(text).getFirst());
        assertEquals(text.length(), damage.length());
        assertArrayEquals(bytes(text.substring(0, Damage.KEPT_BYTES)), damage.bytes());
    }

    @Test
    void damageKeepsTheBeginningOfLongTails() {
        String tail = "x".repeat(Damage.KEPT_BYTES - 3);
        Damage damage = assertInstanceOf(Damage.class, parse(CC128 + "\n" + tail + "</msg>").get(1));
        assertEquals(tail.length() + 6, damage.length());
        assertEquals(tail + "</m", new String(damage.bytes(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void formIsCheckedBeforeValues() {
        assertDamage(Reason.MALFORMED, CC128.replace("00417", "p").replace("</ch1>", "</ch2>"));
    }

    @Test
    void countsGoodMessagesOnly() {
        MeterParser parser = new MeterParser();
        feed(parser, bytes(CC128 + "<msg></msg>" + SampleMessages.HISTORY + "<msg>"));
        assertEquals(3, drain(parser).size());
        assertEquals(2, parser.messages());
    }

    @Test
    void refusesToReadOutsideTheArray() {
        MeterParser parser = new MeterParser();
        assertThrows(IndexOutOfBoundsException.class, () -> parser.feed(new byte[4], 2, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> parser.feed(new byte[4], -1, 2));
    }

    @Test
    void takesManyMessagesBeforeTheFirstIsFetched() {
        MeterParser parser = new MeterParser();
        for (int i = 0; i < 5000; i++) {
            feed(parser, bytes(live("09:41:07", 0, i)));
        }
        List<MeterEvent> events = drain(parser);
        assertEquals(5000, events.size());
        for (int i = 0; i < 5000; i++) {
            assertEquals(i, ((Live) events.get(i)).watts1());
        }
    }

    private static void assertDamage(Reason reason, String message) {
        assertEquals(List.of(damage(reason, message), CC128_EVENT), parse(message + "\r\n" + CC128));
    }

    private static Damage damage(Reason reason, String text) {
        byte[] bytes = bytes(text);
        return new Damage(reason, bytes.length <= Damage.KEPT_BYTES
                ? bytes
                : bytes(text.substring(0,
                        Damage.KEPT_BYTES)),
                bytes.length);
    }

    private static Live onlyLive(String message) {
        List<MeterEvent> events = parse(message + "\r\n");
        assertEquals(1, events.size());
        return assertInstanceOf(Live.class, events.getFirst());
    }
}
