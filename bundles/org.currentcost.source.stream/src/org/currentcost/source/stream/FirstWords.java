package org.currentcost.source.stream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the other side says before any message of a meter: where that never comes, these words tell why, such as
 * ser2net's "Port already in use". For one connection and one thread.
 */
final class FirstWords {

    private static final int MOST_BYTES = 512;
    private static final int MOST_CHARACTERS = 160;
    private static final String MESSAGE = "<msg>";
    /** Telnet's byte before a command, which ser2net's first line begins with. */
    private static final char COMMAND = '\u00ff';
    private static final char SHORTEST_COMMAND_WITH_OPTION = '\u00fb';

    private final StringBuilder said = new StringBuilder();

    /** Takes what came. */
    void add(byte[] bytes, int length) {
        int taken = Math.min(length, MOST_BYTES - said.length());
        if (taken > 0) {
            said.append(new String(bytes, 0, taken, StandardCharsets.ISO_8859_1));
        }
    }

    /** {@return the words, in one line, if there are any and no message is among them} */
    Optional<String> words() {
        if (said.indexOf(MESSAGE) >= 0) {
            return Optional.empty();
        }
        var words = new StringBuilder();
        for (int i = 0; i < said.length(); i++) {
            char c = said.charAt(i);
            if (c == COMMAND) {
                i += i + 1 < said.length() && said.charAt(i + 1) >= SHORTEST_COMMAND_WITH_OPTION ? 2 : 1;
            } else if (c > ' ' && c < '\u007f') {
                words.append(c);
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        String line = words.substring(0, Math.min(words.length(), MOST_CHARACTERS)).strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }
}
