package org.currentcost.ui.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the raw monitor finds again what was looked at; what it shows is in {@link SourcesViewTest}. */
class RawMonitorViewTest {

    @ParameterizedTest
    @CsvSource({"abc, abcdef, 0", "abc, abc, 0", "abcdef, defgh, 3", "aaab, aabcc, 1", "aaaa, aaaaa, 0", "abc, xyz, 3",
        "abc, cab, 2", "abc, '', 3", "'', abc, 0", "abcab, abx, 3"})
    void whatIsGoneIsWhatTheNextTextDoesNotBeginWith(String before, String now, int gone) {
        assertEquals(gone, RawMonitorView.gone(before, now));
    }
}
