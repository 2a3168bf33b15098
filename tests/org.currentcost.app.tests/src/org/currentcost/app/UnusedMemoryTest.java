package org.currentcost.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UnusedMemoryTest {

    private static final long MEBIBYTE = 1 << 20;

    private long heap = 50 * MEBIBYTE;
    private long used = 45 * MEBIBYTE;
    private int collections;
    private final UnusedMemory memory = new UnusedMemory(() -> heap, () -> {
        collections++;
        heap = used;
    });

    @Test
    void whatTheStartLeftOverIsGivenBackOnce() {
        heap = 90 * MEBIBYTE;
        memory.look();
        assertEquals(1, collections);
        assertEquals(used, heap);
        memory.look();
        assertEquals(1, collections);
    }

    @Test
    void aHeapThatStaysAsItIsIsLeftAlone() {
        memory.look();
        for (int minute = 0; minute < 60; minute++) {
            heap += minute % 2 == 0 ? 10 * MEBIBYTE : -10 * MEBIBYTE;
            memory.look();
        }
        assertEquals(1, collections);
    }

    @Test
    void whatGrewSlowlyIsGivenBackOnce() {
        for (int minute = 0; minute < 60; minute++) {
            heap += MEBIBYTE / 2;
            memory.look();
        }
        assertEquals(2, collections);
        assertTrue(heap < 61 * MEBIBYTE);
    }

    @Test
    void whatAnImportTookIsGivenBackAtTheNextLook() {
        memory.look();
        heap = 400 * MEBIBYTE;
        memory.look();
        assertEquals(used, heap);
        memory.look();
        assertEquals(2, collections);
    }

    @Test
    void whatIsInUseIsNotCollectedAgainAndAgain() {
        memory.look();
        heap = 200 * MEBIBYTE;
        used = 190 * MEBIBYTE;
        for (int minute = 0; minute < 10; minute++) {
            memory.look();
        }
        assertEquals(2, collections);
    }
}
