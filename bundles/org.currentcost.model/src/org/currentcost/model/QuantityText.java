package org.currentcost.model;

/**
 * A quantity in words, its number and its unit apart, since a unit may be drawn smaller.
 *
 * @param number such as {@code 1.84}, or {@code £0.35} where a currency's sign stands before its number
 * @param unit   such as {@code kW} or {@code /h}; empty where there is none
 */
public record QuantityText(String number, String unit) {

    /** As narrow as between a number and its unit, and no place to break a line at. */
    private static final char SPACE = '\u202F';

    /** {@return both, on one line} */
    @Override
    public String toString() {
        boolean together = unit.isEmpty() || unit.startsWith("/");
        return together ? number + unit : number + SPACE + unit;
    }
}
