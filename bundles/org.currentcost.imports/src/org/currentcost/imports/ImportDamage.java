package org.currentcost.imports;

/**
 * A place in a file that could not be read and was left out.
 *
 * @param input  the name of the file
 * @param line   the line, from 1 on; 0 where lines mean nothing
 * @param reason what is wrong there, a sentence for the user
 */
public record ImportDamage(String input, long line, String reason) {
}
