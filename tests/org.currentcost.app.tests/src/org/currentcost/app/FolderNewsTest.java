package org.currentcost.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Which recorder a window offers to replace. */
class FolderNewsTest {

    @Test
    void whatWasBuiltEarlierIsOlder() {
        assertTrue(FolderNews.isOlder("1.9.0.202611300900", "1.10.0.202611301000"));
        assertFalse(FolderNews.isOlder("1.9.0.202611301000", "1.10.0.202611301000"));
        assertFalse(FolderNews.isOlder("1.10.0.202611301000", "1.9.0.202611300900"));
    }

    @Test
    void whatIsNotKnownIsNotOlder() {
        assertFalse(FolderNews.isOlder("", "1.0.0.202611301000"));
        assertFalse(FolderNews.isOlder("1.0.0.202611301000", ""));
    }
}
