package org.currentcost.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.currentcost.analysis.PeriodKind;
import org.junit.jupiter.api.Test;

/** How longer bars are told. */
class CoarserBarsTest {

    @Test
    void areReportedInWords() {
        assertEquals("shown by the week to fit", CoarserBars.words(PeriodKind.WEEK));
    }
}
