package org.currentcost.accounting;

/**
 * A meter of which something is known.
 *
 * @param name   what it is called
 * @param place  which colour its house has; it stays whatever other meters come and go
 * @param hidden whether the user does not want to see it
 * @param demo   whether it is simulated
 * @param received  whether a source that starts with the program hears it
 */
public record Meter(String name, int place, boolean hidden, boolean demo, boolean received) {
}
