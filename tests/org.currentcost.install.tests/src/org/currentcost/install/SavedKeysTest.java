package org.currentcost.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys that the user gave to a command of a bundle that goes and comes back. */
class SavedKeysTest {

    private static final String OWN = "<keyBinding commandId=\"own.command\" keySequence=\"M1+O\"/>";
    private static final String GONE = "<keyBinding commandId=\"gone.command\" keySequence=\"M1+G\"/>";
    private static final String SAVED = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<org.eclipse.ui.commands>\n" + OWN
            + "\n" + GONE + "\n</org.eclipse.ui.commands>";
    private static final Map<String, String> CONTRIBUTORS = Map.of("gone.command", "gone", "own.command", "own");

    private static SavedKeys.Outcome tidy(String saved, String aside, boolean there) {
        return SavedKeys.tidy(saved, aside, CONTRIBUTORS, bundle -> there || !bundle.equals("gone"));
    }

    @Test
    void theyGoWithTheirCommandAndComeBackWithIt() {
        var swept = tidy(SAVED, "", false);
        assertEquals(Set.of("gone.command"), swept.swept());
        assertFalse(swept.saved().contains("gone"), swept.saved());
        assertTrue(swept.saved().contains(OWN), swept.saved());
        assertEquals(Set.of(), tidy(swept.saved(), swept.aside(), false).swept());
        var back = tidy(swept.saved(), swept.aside(), true);
        assertEquals(Set.of("gone.command"), back.restored());
        assertTrue(back.saved().contains(OWN) && back.saved().contains(GONE), back.saved());
        assertEquals("", back.aside());
    }

    @Test
    void theyComeBackWhereTheUserHasGivenUpAllOthers() {
        var back = tidy("", GONE, true);
        assertTrue(back.saved().startsWith("<?xml") && back.saved().contains(GONE), back.saved());
        assertEquals(Set.of(), tidy(back.saved(), "", true).swept());
    }

    @Test
    void withoutKeysOfAbsentCommandsNothingChanges() {
        assertEquals(SAVED, tidy(SAVED, "", true).saved());
        assertEquals("", tidy("", "", false).saved());
    }
}
