package org.currentcost.product;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a meter said, read from its bytes in another way than the program does: by exact patterns of whole messages, and
 * whatever fits none of them is damage.
 *
 * @param messages the intact messages in their order
 * @param damaged  how many beginnings of messages belong to none of them
 */
record MeterLine(List<Message> messages, int damaged) {

    private static final String CHANNELS = "((?:<ch[1-3]><watts>[0-9]{5}</watts></ch[1-3]>)+)";
    private static final String HEAD = "<msg><src>CC128-v[0-9.]+</src><dsb>([0-9]{5})</dsb>"
            + "<time>([0-9]{2}):([0-9]{2}):([0-9]{2})</time>";
    private static final Pattern CC128 = Pattern.compile(HEAD + "<tmpr>[ 0-9.-]+</tmpr><sensor>([0-9])</sensor>"
            + "<id>[0-9]{5}</id><type>1</type>" + CHANNELS + "</msg>");
    private static final Pattern CC128_HISTORY = Pattern.compile(HEAD
            + "<hist><dsw>[0-9]{5}</dsw><type>1</type><units>kwhr</units>(?:<data><sensor>[0-9]</sensor>"
            + "(?:<([hdm][0-9]{3})>[0-9]+[.][0-9]+</\\5>)++</data>)++</hist></msg>");
    private static final Pattern CLASSIC = Pattern.compile("<msg><date><dsb>([0-9]{5})</dsb><hr>([0-9]{2})</hr>"
            + "<min>([0-9]{2})</min><sec>([0-9]{2})</sec></date><src><name>CC02</name><id>[0-9]{5}</id>"
            + "<type>1</type><sver>1[.]06</sver></src>" + CHANNELS
            + "<tmpr>[ 0-9.-]+</tmpr>(<hist>(?:<[a-z][a-z0-9]*>|</(?!hist>)[a-z][a-z0-9]*>|[0-9.]+)++</hist>)?</msg>");
    private static final Pattern CHANNEL = Pattern.compile("<ch([1-3])><watts>([0-9]{5})</watts></ch\\1>");

    /**
     * An intact message.
     *
     * @param clockSeconds the meter's own clock, in seconds since its first day began
     * @param measured     the channels of a live message; empty if it has history alone
     * @param history      whether it carries figures from the meter's memory
     * @param text         its bytes without what was around them
     */
    record Message(long clockSeconds, List<Measured> measured, boolean history, String text) {

        boolean live() {
            return !measured.isEmpty();
        }
    }

    /** What is expected of a row in an export. */
    private static ExportedRow row(Instant time, Measured one) {
        return new ExportedRow(time, one.sensor(), one.channel(), one.watts());
    }

    static MeterLine read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
        var messages = new ArrayList<Message>();
        int damaged = 0;
        for (int begin = text.indexOf("<msg>"); begin >= 0; begin = text.indexOf("<msg>", begin + 1)) {
            int next = text.indexOf("<msg>", begin + 1);
            int before = messages.size();
            addIntact(text.substring(begin, next < 0 ? text.length() : next), messages);
            damaged += messages.size() == before ? 1 : 0;
        }
        return new MeterLine(List.copyOf(messages), damaged);
    }

    private static void addIntact(String part, List<Message> messages) {
        var live = CC128.matcher(part);
        var history = CC128_HISTORY.matcher(part);
        var classic = CLASSIC.matcher(part);
        if (live.lookingAt()) {
            messages.add(new Message(clock(live), channels(Integer.parseInt(live.group(5)), live.group(6)), false,
                    live.group()));
        } else if (history.lookingAt()) {
            messages.add(new Message(clock(history), List.of(), true, history.group()));
        } else if (classic.lookingAt()) {
            messages.add(new Message(clock(classic), channels(0, classic.group(5)), classic.group(6) != null,
                    classic.group()));
        }
    }

    private static long clock(Matcher head) {
        return ((Long.parseLong(head.group(1)) * 24 + Long.parseLong(head.group(2))) * 60
                + Long.parseLong(head.group(3))) * 60 + Long.parseLong(head.group(4));
    }

    private static List<Measured> channels(int sensor, String text) {
        return CHANNEL.matcher(text).results().map(found -> new Measured(sensor, Integer.parseInt(found.group(1)),
                Integer.parseInt(found.group(2)))).toList();
    }

    List<Message> live() {
        return messages.stream().filter(Message::live).toList();
    }

    /** {@return all channels of all live messages in their order} */
    List<Measured> measured() {
        return messages.stream().flatMap(message -> message.measured().stream()).toList();
    }

    /** {@return the rows of an export if the first message came at {@code start} and the meter's clock is right} */
    List<ExportedRow> rowsFrom(Instant start) {
        long first = messages.getFirst().clockSeconds();
        return messages.stream().flatMap(message -> message.measured().stream()
                .map(one -> row(start.plusSeconds(message.clockSeconds() - first), one))).toList();
    }

    /** {@return the line with which the program ends when it heard this and had to store {@code stored} readings} */
    String summary(int stored) {
        return "messages=" + messages.size() + " live=" + live().size() + " history="
                + messages.stream().filter(Message::history).count() + " damaged=" + damaged + " readings="
                + measured().size() + " stored=" + stored;
    }
}
