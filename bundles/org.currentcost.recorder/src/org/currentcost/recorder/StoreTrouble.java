package org.currentcost.recorder;

import java.time.Instant;

/**
 * Why readings can't be written at the moment.
 *
 * @param since   when it began
 * @param reason  what is the matter, a sentence for the user
 * @param remedy  what to do about it; may be empty
 * @param waiting how many readings wait in memory to be written
 * @param givenUp how many readings had to be given up because too many waited
 */
public record StoreTrouble(Instant since, String reason, String remedy, int waiting, long givenUp) {
}
