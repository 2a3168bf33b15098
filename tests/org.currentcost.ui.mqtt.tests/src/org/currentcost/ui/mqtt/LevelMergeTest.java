package org.currentcost.ui.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelMergeTest {

    private static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"'','',[]", "'',a b,'[0, 1]'", "b,a b c,'[0, 2]'", "a c,a b c,[1]", "a b,a b,[]"})
    void rowsAreInsertedWhereTopicsHaveCome(String shown, String now, String places) {
        assertEquals(places, LevelMerge.insertions(names(shown), names(now)).orElseThrow().toString());
    }

    @ParameterizedTest
    @CsvSource({"a b,a", "a b,b c", "a,''"})
    void whatWentCannotBeInserted(String shown, String now) {
        assertEquals(Optional.empty(), LevelMerge.insertions(names(shown), names(now)));
    }

    @Test
    void insertedInThisOrderTheRowsAreThoseOfTheNewLevel() {
        var rows = new ArrayList<>(names("b d f"));
        var now = names("a b c d e f g");
        LevelMerge.insertions(rows, now).orElseThrow().forEach(place -> rows.add(place, now.get(place)));
        assertEquals(now, rows);
    }
}
