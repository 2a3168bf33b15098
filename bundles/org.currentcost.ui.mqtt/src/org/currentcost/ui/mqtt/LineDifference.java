package org.currentcost.ui.mqtt;

import java.util.ArrayList;
import java.util.List;

/** What has changed from one message to the next, line by line. */
final class LineDifference {

    /** Beyond so many pairs of lines to compare, a changed span is shown as removed and added in one piece. */
    private static final long MOST_PAIRS = 1_000_000;

    private LineDifference() {
    }

    /** What became of a line. */
    enum Kind {
        /** It is in both. */
        SAME("  "),
        /** It is in the former message alone. */
        REMOVED("- "),
        /** It is in the later message alone. */
        ADDED("+ ");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        /** {@return what stands before such a line} */
        String mark() {
            return mark;
        }
    }

    /** A line, and what became of it. */
    record Change(Kind kind, String text) {
    }

    /** {@return the lines of both, in their order, with as many of them the same as can be} */
    static List<Change> of(List<String> before, List<String> now) {
        int start = 0;
        int most = Math.min(before.size(), now.size());
        while (start < most && before.get(start).equals(now.get(start))) {
            start++;
        }
        int end = 0;
        while (end < most - start && before.get(before.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        var changes = new ArrayList<Change>();
        now.subList(0, start).forEach(line -> changes.add(new Change(Kind.SAME, line)));
        between(before.subList(start, before.size() - end), now.subList(start, now.size() - end), changes);
        now.subList(now.size() - end, now.size()).forEach(line -> changes.add(new Change(Kind.SAME, line)));
        return changes;
    }

    private static void between(List<String> before, List<String> now, List<Change> changes) {
        int i = 0;
        int j = 0;
        if ((long) before.size() * now.size() <= MOST_PAIRS) {
            int[][] common = common(before, now);
            while (i < before.size() && j < now.size()) {
                if (before.get(i).equals(now.get(j))) {
                    changes.add(new Change(Kind.SAME, now.get(j)));
                    i++;
                    j++;
                } else if (common[i + 1][j] >= common[i][j + 1]) {
                    changes.add(new Change(Kind.REMOVED, before.get(i++)));
                } else {
                    changes.add(new Change(Kind.ADDED, now.get(j++)));
                }
            }
        }
        before.subList(i, before.size()).forEach(line -> changes.add(new Change(Kind.REMOVED, line)));
        now.subList(j, now.size()).forEach(line -> changes.add(new Change(Kind.ADDED, line)));
    }

    /** {@return how many lines both have in common, in their order, from each pair of lines on} */
    private static int[][] common(List<String> before, List<String> now) {
        var common = new int[before.size() + 1][now.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
