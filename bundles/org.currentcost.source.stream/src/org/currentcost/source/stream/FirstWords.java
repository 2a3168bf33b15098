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

    private final StringBuilder said = new StringBuilder();

    /** Takes what came. */
    void add(byte[] bytes) {
        int taken = Math.min(bytes.length, MOST_BYTES - said.length());
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
        for (char c : said.toString().toCharArray()) {
            if (c > ' ' && c < '\u007f') {
                words.append(c);
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        String line = words.substring(0, Math.min(words.length(), MOST_CHARACTERS)).strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }
}
