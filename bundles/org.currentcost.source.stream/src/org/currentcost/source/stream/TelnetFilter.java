package org.currentcost.source.stream;

import java.io.ByteArrayOutputStream;

/**
 * Takes out of what comes the commands of Telnet (RFC 854, 855, 2217) that servers of serial ports put between a
 * meter's bytes, wherever the reads cut them. What only looks like the beginning of one, as noise on a line may, is
 * passed on as it is, so that it costs no message. For one connection and one thread.
 */
final class TelnetFilter {

    /** Interpret as command: twice it is the byte itself. */
    private static final int COMMAND = 255;
    private static final int NEGOTIATION = 250;
    private static final int NEGOTIATION_END = 240;
    /** End of file; what is less was never given a meaning (RFC 1184). */
    private static final int FIRST_COMMAND = 236;
    /** Up to the next limit no option has a number; there are what messages begin with. */
    private static final int FIRST_WITHOUT_OPTION = '<';
    private static final int LAST_WITHOUT_OPTION = 127;
    private static final int LONGEST_NEGOTIATION = 256;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    /** What may become a command, from its first byte on. */
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int command;
    /** Whether the last byte of a negotiation was the first of a command. */
    private boolean ending;

    /** {@return the meter's bytes among those that came, and among those that were doubtful before} */
    byte[] filter(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            take(bytes[i] & 0xff);
        }
        byte[] taken = data.toByteArray();
        data.reset();
        return taken;
    }

    private void take(int next) {
        if (begun.size() == 0 && next != COMMAND) {
            data.write(next);
            return;
        }
        begun.write(next);
        if (begun.size() == 2) {
            begin(next);
        } else if (begun.size() > 2 && command == NEGOTIATION) {
            negotiate(next);
        } else if (begun.size() > 2) {
            end(next < FIRST_WITHOUT_OPTION || next > LAST_WITHOUT_OPTION);
        }
    }

    private void begin(int next) {
        command = next;
        ending = false;
        if (command == COMMAND) {
            data.write(COMMAND);
            end(true);
        } else if (command < NEGOTIATION) {
            end(command >= FIRST_COMMAND);
        }
    }

    private void negotiate(int next) {
        if (ending && next == NEGOTIATION_END) {
            end(true);
        } else if (begun.size() > LONGEST_NEGOTIATION) {
            end(false);
        }
        ending = !ending && next == COMMAND;
    }

    private void end(boolean isCommand) {
        if (!isCommand) {
            data.writeBytes(begun.toByteArray());
        }
        begun.reset();
    }
}
