package org.currentcost.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.currentcost.analysis.Slot;
import org.currentcost.model.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How long the time of a bar is, so that all have room. */
class BarLengthTest {

    private static final Instant END = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"HOUR,7,300,HOUR", "HOUR,14,300,TWO_HOURS", "HOUR,30,300,DAY", "HOUR,3653,300,MONTH",
        "DAY,365,300,WEEK", "DAY,300,300,DAY", "MONTH,3653,100,QUARTER", "YEAR,36525,50,YEAR"})
    void isTheNextThatFits(Slot slot, int days, int maxBars, Slot expected) {
        assertEquals(expected, BarLength.fitting(slot, TimeRange.endingAt(END, Duration.ofDays(days)), maxBars));
    }

    @ParameterizedTest
    @EnumSource(Slot.class)
    void isAboutThatOfARealSlot(Slot slot) {
        var zone = ZoneId.of("Europe/Berlin");
        long real = slot.endOf(END.toEpochMilli(), zone) - slot.startOf(END.toEpochMilli(), zone);
        assertTrue(Math.abs(BarLength.usualMillis(slot) - real) <= real * 0.03, slot + " " + real);
    }

    @Test
    void isToldInWords() {
        assertEquals("shown by the week to fit", BarLength.words(Slot.WEEK));
    }
}
