package org.currentcost.analysis;

import org.currentcost.model.TimeRange;

/**
 * A price and how long it holds.
 *
 * @param range not empty
 * @param price of a kilowatt-hour that is used
 */
public record PriceSpan(TimeRange range, PriceInForce price) {
}
