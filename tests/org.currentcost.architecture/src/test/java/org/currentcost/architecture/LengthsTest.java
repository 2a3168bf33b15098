package org.currentcost.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nobody reads a class to its end that does not end. */
class LengthsTest {

    private static final int LONGEST_CLASS = 600;
    private static final int LONGEST_CLASS_OF_THE_STORE = 500;
    private static final int LONGEST_VIEW = 350;

    @Test
    void noClassIsLong() {
        var tooLong = new TreeSet<String>();
        int seen = 0;
        for (String part : List.of("bundles", "tests")) {
            for (var module : Workspace.children(Workspace.root().resolve(part))) {
                for (var source : Workspace.files(module, ".java")) {
                    seen++;
                    boolean ofTheStore = module.getFileName().toString().matches("org[.]currentcost[.]store([.]\\w+)?");
                    if (lines(source) > (ofTheStore ? LONGEST_CLASS_OF_THE_STORE : LONGEST_CLASS)) {
                        tooLong.add(source.getFileName().toString());
                    }
                }
            }
        }
        assertTrue(seen > 500, "too few classes were found: " + seen);
        assertEquals(Set.of(), tooLong);
    }

    @Test
    void noViewIsLong() {
        var tooLong = new TreeSet<String>();
        for (var bundle : Workspace.bundles().entrySet()) {
            if (bundle.getKey().startsWith("org.currentcost.ui")) {
                for (var source : Workspace.files(bundle.getValue(), "View.java")) {
                    if (lines(source) > LONGEST_VIEW) {
                        tooLong.add(source.getFileName().toString());
                    }
                }
            }
        }
        assertEquals(Set.of(), tooLong);
    }

    private static int lines(Path source) {
        return (int) Workspace.text(source).lines().count();
    }
}
