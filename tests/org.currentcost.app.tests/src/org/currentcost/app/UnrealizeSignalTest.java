package org.currentcost.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/** One entry of SWT's table of signals is put right where it is wrong, and nothing else is touched. */
class UnrealizeSignalTest {

    /** As SWT names the places. */
    static class Places {
        static final int REALIZE = 1;
        static final int UNREALIZE = 2;
    }

    /** As SWT keeps the numbers. */
    private static final class Table {
        private final int[] signalIds;

        Table(int... ids) {
            signalIds = ids;
        }
    }

    @Test
    void theWrongEntryIsPutRight() {
        var table = new Table(7, 8, 8, 9);
        UnrealizeSignal.correct(table, Places.class, name -> {
            assertEquals("unrealize", name);
            return 77;
        });
        assertArrayEquals(new int[]{7, 8, 77, 9}, table.signalIds);
    }

    @Test
    void aRightTableIsLeftAlone() {
        var table = new Table(7, 8, 10, 9);
        UnrealizeSignal.correct(table, Places.class, name -> fail("nobody needs to look"));
        assertArrayEquals(new int[]{7, 8, 10, 9}, table.signalIds);
    }

    @Test
    void aSignalThatIsNotFoundChangesNothing() {
        var table = new Table(7, 8, 8, 9);
        UnrealizeSignal.correct(table, Places.class, name -> 0);
        assertArrayEquals(new int[]{7, 8, 8, 9}, table.signalIds);
        UnrealizeSignal.correct(table, Places.class, name -> {
            throw new ClassNotFoundException(name);
        });
        assertArrayEquals(new int[]{7, 8, 8, 9}, table.signalIds);
    }

    @Test
    void anotherSwtIsLeftAlone() {
        assertDoesNotThrow(() -> UnrealizeSignal.correct("no table", Places.class, name -> 77));
        var unnamed = new Table(7, 8, 8, 9);
        UnrealizeSignal.correct(unnamed, String.class, name -> 77);
        assertArrayEquals(new int[]{7, 8, 8, 9}, unnamed.signalIds);
        assertDoesNotThrow(() -> UnrealizeSignal.correct(new Table(7), Places.class, name -> 77));
    }
}
