package org.currentcost.accounting;

import org.currentcost.analysis.EnergySum;

/**
 * How well the last days of a sensor are known: never more of them than there have been since the first thing known.
 *
 * @param today from midnight to the present
 * @param week  today and the six days before
 */
public record RecentCoverage(EnergySum today, EnergySum week) {
}
