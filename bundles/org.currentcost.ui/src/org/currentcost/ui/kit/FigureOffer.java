package org.currentcost.ui.kit;

/**
 * What is offered where there is nothing to show.
 *
 * @param text   such as "Show Oct 24, 2026 – Oct 26, 2026"
 * @param action does it
 */
public record FigureOffer(String text, Runnable action) {
}
