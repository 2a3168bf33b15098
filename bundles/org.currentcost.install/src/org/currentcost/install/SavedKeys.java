package org.currentcost.install;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that the user has given to commands, as the workbench keeps them among its preferences. Those of commands
 * that are not installed any more are put aside, and put back when their bundle is there again.
 */
public final class SavedKeys {

    private static final Pattern BINDING = Pattern.compile("<keyBinding\\b[^<>]*/>");
    private static final Pattern COMMAND = Pattern.compile("\\bcommandId=\"([^\"]*)\"");
    private static final String END = "</org.eclipse.ui.commands>";

    private SavedKeys() {
    }

    /**
     * What became of them.
     *
     * @param saved    what the workbench is to read
     * @param aside    what is kept
     * @param swept    the commands whose keys were put aside
     * @param restored the commands whose keys were put back
     */
    public record Outcome(String saved, String aside, Set<String> swept, Set<String> restored) {
    }

    /**
     * Puts aside and back.
     *
     * @param saved        what the workbench has saved, in its own format; may be empty
     * @param aside        what is kept; may be empty
     * @param contributors the bundles of commands, by id
     * @param installed    whether a bundle is there
     */
    public static Outcome tidy(String saved, String aside, Map<String, String> contributors,
            Predicate<String> installed) {
        var swept = new LinkedHashSet<String>();
        var restored = new LinkedHashSet<String>();
        var kept = new LinkedHashSet<String>();
        var back = new StringBuilder();
        for (String binding : aside.lines().toList()) {
            if (isAbsent(binding, contributors, installed)) {
                kept.add(binding);
            } else if (!saved.contains(binding)) {
                back.append(binding);
                restored.add(command(binding));
            }
        }
        String left = BINDING.matcher(saved).replaceAll(found -> {
            String binding = found.group().replaceAll("\\s+", " ");
            if (!isAbsent(binding, contributors, installed)) {
                return Matcher.quoteReplacement(found.group());
            }
            kept.add(binding);
            swept.add(command(binding));
            return "";
        });
        if (!back.isEmpty()) {
            int end = left.lastIndexOf(END);
            left = end < 0
                    ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<org.eclipse.ui.commands>" + back + END
                    : left.substring(0, end) + back + left.substring(end);
        }
        return new Outcome(left, String.join("\n", kept), swept, restored);
    }

    private static boolean isAbsent(String binding, Map<String, String> contributors, Predicate<String> installed) {
        String contributor = contributors.get(command(binding));
        return contributor != null && !installed.test(contributor);
    }

    private static String command(String binding) {
        var matcher = COMMAND.matcher(binding);
        return matcher.find() ? matcher.group(1) : "";
    }
}
