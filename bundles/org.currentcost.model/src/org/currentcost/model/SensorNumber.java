package org.currentcost.model;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The numbers of a meter's sensors. They are of three kinds that never meet, so that each number says by itself whose
 * it is; in lists they come in the order of their numbers: a meter's own, named ones, computed ones.
 */
public enum SensorNumber {

    /** What a meter itself numbers: 0 is the house. CurrentCost's own have up to 9, an EDF EcoManager up to 14. */
    OWN(0, 99),
    /** Given to sensors that their source names instead of numbering them. */
    NAMED(1000, 9999),
    /** Given to sensors that the user lets compute from others. */
    COMPUTED(10_000, 99_999);

    private static final int FIRST_FORMER_NAMED = 10;
    private static final int FIRST_FORMER_COMPUTED = 100;
    private static final Pattern OWN_TEXT = Pattern.compile("[0-9]{1,2}");

    private final int first;
    private final int last;

    SensorNumber(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /** {@return the lowest number of this kind} */
    public int first() {
        return first;
    }

    /** {@return the highest number of this kind} */
    public int last() {
        return last;
    }

    /** {@return how many numbers of this kind a meter has} */
    public int count() {
        return last - first + 1;
    }

    /** {@return whether a number is of this kind} */
    public boolean has(int number) {
        return number >= first && number <= last;
    }

    /** {@return the meter's own number that a text is, such as {@code 3} or {@code 03}; empty if it is a name} */
    public static OptionalInt ownOf(String text) {
        return OWN_TEXT.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /**
     * {@return the number that a named sensor has now, which before had one from 10 on}: there it met the numbers of
     * meters that have more than nine sensors
     */
    public static int namedOfFormer(int former) {
        return NAMED.first + former - FIRST_FORMER_NAMED;
    }

    /** {@return the number that a computed sensor has now, which before had one from 100 on} */
    public static int computedOfFormer(int former) {
        return COMPUTED.first + former - FIRST_FORMER_COMPUTED;
    }

    /** {@return the numbers that a sensor may have now which had this one before, when kinds of number met} */
    public static Stream<Integer> ofFormer(int former) {
        return formerlyNamed(former)
                ? Stream.of(namedOfFormer(former))
                : formerlyComputed(former)
                        ? Stream.of(computedOfFormer(former), namedOfFormer(former))
                        : Stream.empty();
    }

    /** {@return whether a number was given to named sensors before, if the meter itself did not use it} */
    public static boolean formerlyNamed(int number) {
        return number >= FIRST_FORMER_NAMED && number < FIRST_FORMER_COMPUTED;
    }

    /** {@return whether a number was given to computed sensors before; today it is nobody's} */
    public static boolean formerlyComputed(int number) {
        return number >= FIRST_FORMER_COMPUTED && number < NAMED.first;
    }

    /**
     * {@return how a sensor is called where others have learnt its number, such as in topics and identifiers}
     * <p>
     * What was published once keeps its place for ever: a named sensor the number from 10 on that it has had there
     * before its present one. A meter's own numbers from 10 on, which came later, have a letter before them.
     */
    public static String published(int number) {
        if (OWN.has(number) && number >= FIRST_FORMER_NAMED) {
            return "s" + number;
        }
        int former = number - NAMED.first + FIRST_FORMER_NAMED;
        return Integer.toString(NAMED.has(number) && formerlyNamed(former) ? former : number);
    }
}
