package org.currentcost.accounting;

import org.currentcost.analysis.LoadProfile;
import org.currentcost.model.TimeRange;

/**
 * What a sensor used in each hour of each day: an answer of {@link PatternReader}.
 *
 * @param days          the time that was looked at, in whole days
 * @param hours         the amounts
 * @param chargeOmitted whether there is a standing charge that no hour has a part of
 */
public record HourProfile(TimeRange days, LoadProfile hours, boolean chargeOmitted) {
}
