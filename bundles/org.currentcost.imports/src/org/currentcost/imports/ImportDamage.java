package org.currentcost.imports;

/**
 * A place in a file that could not be read and was left out.
 *
 * @param input  the name of the file
 * @param line   the line, from 1 on; 0 where lines mean nothing
 * @param reason what is wrong there, a sentence for the user
 * @param kind   what damage of the same kind has in common, whatever its reason says of the place; not for people
 */
public record ImportDamage(String input, long line, String reason, String kind) {

    /** Damage of a kind whose reason is always the same. */
    public ImportDamage(String input, long line, String reason) {
        this(input, line, reason, reason);
    }
}
