package org.currentcost.accounting;

import org.currentcost.analysis.TemperatureUse;
import org.currentcost.model.TimeRange;

/**
 * What a sensor used on days of different temperature: an answer of {@link PatternReader}.
 *
 * @param days          the time that was looked at, in whole days
 * @param use           each day's, and the line through them
 * @param chargeOmitted whether there is a standing charge that no day has a part of
 */
public record TemperatureDays(TimeRange days, TemperatureUse use, boolean chargeOmitted) {
}
