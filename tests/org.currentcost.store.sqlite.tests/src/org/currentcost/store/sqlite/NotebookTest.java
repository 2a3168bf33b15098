package org.currentcost.store.sqlite;

import org.currentcost.testkit.store.NoteContract;

/** What the embedded engine keeps of its contract. */
class NotebookTest extends NoteContract {

    NotebookTest() {
        super(new EmbeddedUnderTest());
    }
}
