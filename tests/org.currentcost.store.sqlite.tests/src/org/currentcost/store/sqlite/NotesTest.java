package org.currentcost.store.sqlite;

import org.currentcost.testkit.store.NoteContract;

/** What the embedded engine keeps of its contract. */
class NotesTest extends NoteContract {

    NotesTest() {
        super(new EmbeddedUnderTest());
    }
}
