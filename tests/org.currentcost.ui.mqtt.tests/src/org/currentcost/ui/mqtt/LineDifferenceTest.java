package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.currentcost.ui.mqtt.LineDifference.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDifferenceTest {

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(""));
    }

    private static String reported(String before, String now) {
        var reported = new StringBuilder();
        for (var change : LineDifference.of(lines(before), lines(now))) {
            reported.append(change.kind().mark().strip()).append(change.text());
        }
        return reported.toString();
    }

    private static List<String> without(List<LineDifference.Change> changes, Kind kind) {
        return changes.stream().filter(change -> change.kind() != kind).map(LineDifference.Change::text).toList();
    }

    @ParameterizedTest
    @CsvSource({"abc,abc,abc", "abc,axc,a-b+xc", "abc,bc,-abc", "bc,abc,+abc", "ab,abc,ab+c", "'','',''",
        "'',a,+a", "a,'',-a", "abcd,acbd,a-bc+bd", "aab,ab,a-ab", "xay,xaay,xa+ay"})
    void whatStaysWhatGoesAndWhatComes(String before, String now, String reported) {
        assertEquals(reported, reported(before, now));
    }

    @Test
    void bothMessagesAreWholeInIt() {
        var random = new Random(7);
        for (int i = 0; i < 300; i++) {
            var before = random.ints(random.nextInt(12), 'a', 'e').mapToObj(Character::toString).toList();
            var now = random.ints(random.nextInt(12), 'a', 'e').mapToObj(Character::toString).toList();
            var changes = LineDifference.of(before, now);
            assertEquals(before, without(changes, Kind.ADDED));
            assertEquals(now, without(changes, Kind.REMOVED));
        }
    }

    @Test
    void veryLongChangesAreToldInOnePiece() {
        var before = new ArrayList<String>();
        var now = new ArrayList<String>();
        for (int i = 0; i < 20_000; i++) {
            before.add("a" + i);
            now.add("b" + i);
        }
        before.addFirst("same");
        now.addFirst("same");
        var changes = LineDifference.of(before, now);
        assertEquals(40_001, changes.size());
        assertEquals(before, without(changes, Kind.ADDED));
        assertEquals(now, without(changes, Kind.REMOVED));
    }
}
