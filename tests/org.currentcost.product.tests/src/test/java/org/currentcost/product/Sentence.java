package org.currentcost.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** How a command tells that it failed. */
final class Sentence {

    private Sentence() {
    }

    /** Asserts exit code 1, one line that a user can read, and nothing on the standard output. */
    static void assertFailure(Command command, String expected) throws Exception {
        assertEquals(1, command.exitCode(), command::toString);
        assertEquals(List.of(), command.out(), command::toString);
        assertEquals(1, command.err().size(), command::toString);
        var line = command.err().getFirst();
        assertTrue(line.contains(expected), line);
        assertTrue(line.endsWith("."), line);
        assertFalse(line.contains("Exception"), line);
    }
}
