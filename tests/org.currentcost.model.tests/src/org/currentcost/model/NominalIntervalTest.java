package org.currentcost.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NominalIntervalTest {

    /** {@return instants so many seconds apart} */
    private static long[] seconds(int... apart) {
        long[] times = new long[apart.length + 1];
        times[0] = 1_700_000_000_000L;
        for (int i = 0; i < apart.length; i++) {
            times[i + 1] = times[i] + apart[i] * 1000L;
        }
        return times;
    }

    private static int[] each(int count, int seconds) {
        int[] apart = new int[count];
        Arrays.fill(apart, seconds);
        return apart;
    }

    private static OptionalLong learnt(int... apart) {
        var known = NominalInterval.learn(seconds(apart), false);
        return known.isPresent() ? OptionalLong.of(known.getAsLong() / 1000) : known;
    }

    @ParameterizedTest
    @ValueSource(ints = {19, 20, 26, 30, 60, 300, 3600, 40_000})
    void threeSteadyIntervalsTellIt(int seconds) {
        assertEquals(OptionalLong.empty(), learnt(seconds, seconds));
        assertEquals(OptionalLong.of(seconds), learnt(seconds, seconds, seconds));
        assertEquals(OptionalLong.of(seconds), learnt(seconds, seconds, 50 * seconds, seconds));
    }

    @Test
    void whatAMetersHoldCoversNeedsManyIntervals() {
        assertEquals(OptionalLong.empty(), learnt(each(19, 12)));
        assertEquals(OptionalLong.of(12), learnt(each(20, 12)));
        assertEquals(OptionalLong.empty(), learnt(each(600, 9)));
    }

    @Test
    void aMeterThatLosesMessagesIsKnown() {
        assertEquals(OptionalLong.empty(), learnt(12, 12, 18));
        assertEquals(OptionalLong.empty(), learnt(3600, 6, 6, 7200, 6, 12));
        assertEquals(OptionalLong.empty(), learnt(24, 36, 30, 6, 60));
        var random = new Random(4);
        for (int house = 0; house < 1000; house++) {
            int[] apart = new int[5 + random.nextInt(200)];
            for (int i = 0; i < apart.length; i++) {
                do {
                    apart[i] += 6;
                } while (random.nextInt(10) < 3);
            }
            assertEquals(OptionalLong.empty(), learnt(apart), () -> Arrays.toString(apart));
        }
    }

    @Test
    void someJitterIsSteady() {
        assertEquals(OptionalLong.of(30), learnt(29, 31, 30, 28, 33));
    }

    @Test
    void oneThatTellsChangesHoldsForItsUsualPause() {
        int[] apart = new int[40];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = i % 3 == 0 ? 10 : i % 3 == 1 ? 60 : 300;
        }
        assertEquals(OptionalLong.of(60), learnt(apart));
    }

    @Test
    void whatIsAllThereIsNeedNotBeSteady() {
        assertEquals(OptionalLong.of(12_000), NominalInterval.learn(seconds(6, 12, 18), true));
        assertEquals(OptionalLong.empty(), NominalInterval.learn(seconds(6, 6, 18), true));
        assertEquals(OptionalLong.empty(), NominalInterval.learn(seconds(60, 60), true));
        assertEquals(OptionalLong.of(60_000), NominalInterval.learn(new long[]{180_000, 0, 60_000, 60_000, 120_000},
                true));
    }
}
