package org.currentcost.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Types have the field's names: whoever knows meters, time series and Eclipse knows what they are. */
class NamesTest {

    /** Words of which the field has better ones: period, bucket, rollup, gap, received, reported, maintenance, note. */
    private static final Pattern PRIVATE_WORD = Pattern
            .compile("(Told|Heard|Stretch(es)?|Cuts?|Filling|Slots?|Upkeep|Notebook|Crossing|HeldEnd|Figures"
                    + "|Pages?)(?=[A-Z]|$)");

    /** A page of a wizard or of the preferences is one for everybody. */
    private static final Pattern PAGE_OF_A_DIALOG = Pattern.compile("\\bextends \\w*Page\\b");

    private static final Pattern TYPE = Pattern
            .compile("(?m)^[ \\t]*(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed) )*"
                    + "(?:class|record|interface|enum|@interface) (\\w+)[^{;]*");

    /** Which each bundle or package has one of. */
    private static final Set<String> OF_EACH = Set.of("Messages", "package-info");

    @Test
    void noTypeHasAPrivateWord() {
        var wrong = new TreeSet<String>();
        int seen = 0;
        for (var source : sources(List.of("bundles", "tests"))) {
            for (var type : TYPE.matcher(Workspace.text(source)).results().toList()) {
                seen++;
                if (hasPrivateWord(type.group(1), type.group())) {
                    wrong.add(type.group(1));
                }
            }
        }
        assertTrue(seen > 1000, "too few types were found: " + seen);
        assertEquals(Set.of(), wrong);
    }

    @Test
    void aPrivateWordIsFoundWhereverItStands() {
        for (String name : List.of("Slot", "SlotWeek", "HeardMeter", "TestTold", "PageTest", "Stretches",
                "RatedPage")) {
            assertTrue(hasPrivateWord(name, "class " + name), name);
        }
        for (String name : List.of("Shortcuts", "Figure", "Executor", "FigureView", "Pager")) {
            assertEquals(false, hasPrivateWord(name, "class " + name), name);
        }
        assertEquals(false, hasPrivateWord("PricePage", "class PricePage extends WizardPage "));
    }

    @Test
    void aNameIsUsedOnce() {
        var seen = new TreeSet<String>();
        var twice = new TreeSet<String>();
        for (var source : sources(List.of("bundles"))) {
            String name = source.getFileName().toString().replace(".java", "");
            if (!OF_EACH.contains(name) && !seen.add(name)) {
                twice.add(name);
            }
        }
        assertEquals(Set.of(), twice);
    }

    private static boolean hasPrivateWord(String name, String declaration) {
        return PRIVATE_WORD.matcher(name).find() && !PAGE_OF_A_DIALOG.matcher(declaration).find();
    }

    private static List<Path> sources(List<String> folders) {
        var all = new ArrayList<Path>();
        for (String folder : folders) {
            for (var module : Workspace.children(Workspace.root().resolve(folder))) {
                all.addAll(Workspace.files(module, ".java"));
            }
        }
        return all;
    }
}
